//! Who is owed, who owes, and who agreed to what.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Field;

/// The business that is owed.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Creditor {
    /// The account's id in the sending system.
    #[schemars(length(min = 1, max = 100))]
    pub external_id: Field<String>,
    #[schemars(length(min = 1, max = 200))]
    pub name: Field<String>,
    /// Registration number, digits alone or with the country's prefix.
    pub cvr: Field<String>,
    pub address: Field<Address>,
    pub email: Field<String>,
    pub phone: Field<String>,
    /// An account to pay out to. Nothing is ever paid out to it before it has been verified in another way.
    #[serde(default)]
    pub bank: Field<Bank>,
    /// The person who clicked.
    #[serde(default)]
    pub contact: Field<Contact>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Bank {
    #[serde(default)]
    #[expect(dead_code, reason = "part of the contract, and kept in the body alone")]
    pub iban: Field<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "part of the contract, and kept in the body alone")]
    pub reg_no: Field<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "part of the contract, and kept in the body alone")]
    pub account_no: Field<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Contact {
    #[serde(default)]
    #[expect(dead_code, reason = "part of the contract, and kept in the body alone")]
    pub name: Field<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "part of the contract, and kept in the body alone")]
    pub email: Field<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "part of the contract, and kept in the body alone")]
    pub phone: Field<String>,
}

/// The one who owes. A personal id (CPR) is never sent: it is refused and not kept.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Debtor {
    /// The customer's id or number in the sending system.
    #[schemars(length(min = 1, max = 100))]
    pub external_id: Field<String>,
    /// A company must come with its `cvr`. A person who buys for a business is a company.
    #[serde(rename = "type")]
    #[schemars(with = "String", extend("enum" = ["company", "person"]))]
    pub kind: Field<DebtorType>,
    #[schemars(length(min = 1, max = 200))]
    pub name: Field<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub attention: Field<String>,
    /// Registration number; required for companies.
    #[serde(default)]
    pub cvr: Field<String>,
    /// EAN or GLN of the place that takes invoices.
    #[serde(default)]
    pub ean: Field<String>,
    pub address: Field<Address>,
    /// One address or several in each text, parted by comma, semicolon or blank.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub emails: Field<Vec<Field<String>>>,
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub phones: Field<Vec<Field<String>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtorType {
    Company,
    Person,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Address {
    #[schemars(length(min = 1, max = 200))]
    pub line1: Field<String>,
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub line2: Field<String>,
    #[schemars(length(min = 1, max = 20))]
    pub postal_code: Field<String>,
    #[schemars(length(min = 1, max = 100))]
    pub city: Field<String>,
    /// ISO 3166-1, two letters; `DK` where it is not given.
    #[serde(default)]
    #[schemars(regex(pattern = r"^[A-Za-z]{2}$"))]
    pub country: Field<String>,
}

/// Who accepted which terms of the collection service, and when.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TermsAccepted {
    #[schemars(length(min = 1, max = 100))]
    pub version: Field<String>,
    /// RFC 3339 with an offset.
    #[schemars(extend("format" = "date-time"))]
    pub accepted_at: Field<String>,
    #[schemars(length(min = 1, max = 200))]
    pub user: Field<String>,
}
