//! Who claims, and who owes.

use domain::RegistrationNumber;
use domain::handover::ClaimFile;
use domain::source_invoice::PostalAddress;
use schemars::JsonSchema;
use serde::Serialize;

use super::DebtorType;

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Creditor<'a> {
    name: &'a str,
    registration_number: Registration<'a>,
    postal_address: Option<Address<'a>>,
    /// Where answers about the claim go.
    email: &'a str,
    phone: Option<&'a str>,
    /// Where the debtor was asked to pay.
    account: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Debtor<'a> {
    #[serde(rename = "type")]
    kind: DebtorType,
    name: &'a str,
    /// Of a company or an authority, where it is known. Never a personal id.
    registration_number: Option<Registration<'a>>,
    postal_address: Option<Address<'a>>,
    /// Where the letters went.
    email: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Registration<'a> {
    /// `DK:CVR` or `NO:ORGNR`.
    scheme: &'static str,
    value: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Address<'a> {
    /// One or more lines.
    street: &'a str,
    postal_code: &'a str,
    city: &'a str,
    /// ISO 3166, two letters.
    country: Option<&'a str>,
}

impl<'a> Creditor<'a> {
    pub fn of(file: &'a ClaimFile) -> Self {
        let creditor = &file.creditor;
        Self {
            name: &creditor.name,
            registration_number: Registration::of(&creditor.number),
            postal_address: creditor.address.as_ref().map(Address::of),
            email: creditor.reply_to.as_str(),
            phone: creditor.phone.as_deref(),
            account: creditor.account.as_deref(),
        }
    }
}

impl<'a> Debtor<'a> {
    pub fn of(file: &'a ClaimFile) -> Self {
        let debtor = &file.debtor;
        Self {
            kind: debtor.kind.into(),
            name: &debtor.name,
            registration_number: debtor.number.as_ref().map(Registration::of),
            postal_address: debtor.address.as_ref().map(Address::of),
            email: debtor.email.as_str(),
        }
    }
}

impl<'a> Registration<'a> {
    fn of(number: &'a RegistrationNumber) -> Self {
        Self { scheme: number.scheme(), value: number.digits() }
    }
}

impl<'a> Address<'a> {
    fn of(address: &'a PostalAddress) -> Self {
        Self {
            street: &address.street,
            postal_code: &address.postal_code,
            city: &address.city,
            country: address.country.as_deref(),
        }
    }
}
