//! What an accounting system said of one invoice, in our words.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::country::Country;
use crate::email_address::EmailAddress;
use crate::ids::InvoiceId;
use crate::money::Money;
use crate::registration_number::RegistrationNumber;

/// Where a document stands in its accounting system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    Draft,
    Approved,
    Voided,
}

/// What a row of an invoice list turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Invoice,
    CreditNote,
}

/// Who owes, by purpose and not by legal form (a sole trader who buys for the business is a company).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtorKind {
    Company,
    Consumer,
    PublicAuthority,
    /// Treated as a consumer.
    Unknown,
}

/// The one who owes, as the accounting system knows them. Never holds a personal id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debtor {
    /// What the accounting system calls it by, where credit notes may name the debtor and not the invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    pub name: String,
    pub email: Option<EmailAddress>,
    pub kind: DebtorKind,
    pub registration_number: Option<RegistrationNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PostalAddress {
    /// One or more lines.
    pub street: String,
    pub postal_code: String,
    pub city: String,
    /// ISO 3166, two letters, where known.
    pub country: Option<String>,
}

impl Debtor {
    /// What makes two invoices those of one debtor: its registration number, else its name and address together.
    pub fn identity(&self) -> String {
        match &self.registration_number {
            Some(number) => format!("{}:{number}", number.scheme()),
            None => {
                let email = self.email.as_ref().map(EmailAddress::as_str).unwrap_or_default();
                format!("{} <{email}>", self.name).to_lowercase()
            }
        }
    }

    /// The debtor's registration number out of a provider's free text; `None` for anything that is not one.
    ///
    /// A ten-digit text may be a personal id (CPR): it is dropped here, at the door, and never kept.
    pub fn registration_number_of(country: Country, text: &str) -> Option<RegistrationNumber> {
        RegistrationNumber::parse(country, text).ok()
    }
}

/// A fee that was put on the invoice before Rykker came: it counts towards the law's number of reminders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeElsewhere {
    pub amount: Money,
    pub charged_on: Option<Date>,
}

/// The amounts of an invoice, all in its own currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// With VAT, as issued.
    pub gross: Money,
    /// What the accounting system says is still owed, fees that it added included; negative when overpaid.
    pub outstanding: Money,
    pub fees_elsewhere: Vec<FeeElsewhere>,
    /// The sum of credit notes set against it, where the system told it.
    pub credited: Option<Money>,
}

impl Amounts {
    /// What is still owed of the invoice itself: fees never become principal.
    pub fn principal_outstanding(&self) -> Money {
        let fees: i64 = self.fees_elsewhere.iter().map(|fee| fee.amount.minor).sum();
        self.outstanding.with_minor(self.outstanding.minor - fees)
    }
}

/// Why the creditor itself lets an invoice rest, as its accounting system tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hold", rename_all = "snake_case")]
pub enum Hold {
    /// Reminders are put off to this date.
    Postponed { until: Date },
    /// Money is on its way back to the debtor.
    Repayment,
    /// The debtor's invoices are sold to a factor: they are not the creditor's to collect.
    Factored,
}

impl Hold {
    /// Whether it still holds; a date that has come holds nothing back.
    pub fn holds_on(self, today: Date) -> bool {
        match self {
            Hold::Postponed { until } => until > today,
            Hold::Repayment | Hold::Factored => true,
        }
    }
}

/// A credit note that names no invoice: it may lower any invoice of its debtor, and only the tenant knows which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlinkedCredit {
    pub id: InvoiceId,
    /// As printed.
    pub number: String,
    /// [`Debtor::external_id`] of the one it is made out to.
    pub debtor: String,
    pub issue_date: Option<Date>,
    /// What it is worth, above zero, where that could be read.
    pub amount: Option<Money>,
}

/// Why amounts could not be taken for real; the invoice is then skipped under the code of the same name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountsProblem {
    UnknownCurrency(String),
    Inconsistent(String),
}

/// One invoice as it was read, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInvoice {
    pub id: InvoiceId,
    /// As printed; empty while a draft.
    pub number: String,
    pub kind: DocumentKind,
    pub state: InvoiceState,
    pub issue_date: Option<Date>,
    pub due_date: Option<Date>,
    pub amounts: Result<Amounts, AmountsProblem>,
    pub debtor: Debtor,
    /// The Danish FIK line or the Norwegian KID, where the system gives it.
    pub payment_reference: Option<String>,
    /// The creditor has already sent it to debt collection from the accounting system.
    pub in_collection_elsewhere: bool,
    /// The creditor lets it rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// Changes whenever something changed that a case copies.
    pub mark: ChangeMark,
}

impl SourceInvoice {
    /// A digest of everything that a case copies: a reading with the digest of the last one has nothing new.
    ///
    /// Unlike the mark, which a list row shows, this covers what only a single reading tells.
    pub fn facts(&self) -> ChangeMark {
        let money = |amount: &Money| amount.to_string();
        let date = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut facts = vec![
            self.number.clone(),
            format!("{:?} {:?} {} {:?}", self.kind, self.state, self.in_collection_elsewhere, self.hold),
            date(self.issue_date),
            date(self.due_date),
            self.payment_reference.clone().unwrap_or_default(),
            self.debtor.name.clone(),
            self.debtor.email.as_ref().map(ToString::to_string).unwrap_or_default(),
            format!("{:?} {:?} {:?}", self.debtor.kind, self.debtor.registration_number, self.debtor.address),
        ];
        match &self.amounts {
            Err(problem) => facts.push(format!("{problem:?}")),
            Ok(amounts) => {
                facts.push(money(&amounts.gross));
                facts.push(money(&amounts.outstanding));
                facts.push(amounts.credited.as_ref().map(money).unwrap_or_default());
                facts.extend(
                    amounts.fees_elsewhere.iter().map(|fee| format!("{} {:?}", fee.amount, fee.charged_on)),
                );
            }
        }
        ChangeMark::of(&facts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// What a list row tells when it does not tell everything: enough to skip the row, or to see that nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceOutline {
    pub id: InvoiceId,
    pub number: String,
    pub kind: DocumentKind,
    pub state: InvoiceState,
    pub due_date: Option<Date>,
    pub mark: ChangeMark,
}

/// A short digest of the facts that a list row shows: equal marks mean that the row has nothing new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeMark(u64);

impl ChangeMark {
    /// A mark over the row's facts, in a fixed order. Leave out what changes on every read, such as a download link.
    pub fn of(facts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for fact in facts {
            hash.update(fact.as_bytes());
            hash.update([0x1f]);
        }
        let digest = hash.finalize();
        let mut first = [0u8; 8];
        first.copy_from_slice(&digest[..8]);
        Self(u64::from_be_bytes(first))
    }

    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn late_fees_of_the_accounting_system_are_not_principal() {
        let dkk = |minor| Money::new(minor, Currency::DKK);
        let amounts = Amounts {
            gross: dkk(46_800),
            outstanding: dkk(56_800),
            fees_elsewhere: vec![FeeElsewhere { amount: dkk(10_000), charged_on: None }],
            credited: None,
        };
        assert_eq!(amounts.principal_outstanding(), dkk(46_800));
    }

    #[test]
    fn a_personal_id_in_the_number_field_is_dropped() {
        assert_eq!(Debtor::registration_number_of(Country::Denmark, "010190-1234"), None);
        assert!(Debtor::registration_number_of(Country::Denmark, "DK24256790").is_some());
    }

    #[test]
    fn marks_tell_rows_apart_even_when_their_joined_text_is_the_same() {
        assert_ne!(ChangeMark::of(&["ab", "c"]), ChangeMark::of(&["a", "bc"]));
        assert_eq!(ChangeMark::of(&["a", "b"]), ChangeMark::of(&["a", "b"]));
    }
}
