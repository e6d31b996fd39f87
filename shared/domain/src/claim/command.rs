//! What a push asks for, in our words. The wire form is elsewhere and may change without this.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::InvoiceId;
use crate::money::Money;
use crate::source_invoice::{Debtor, FeeElsewhere, InvoiceState};

/// One push, as the workflow takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// An invoice to be collected, as far as it could be read.
    Register(Box<ClaimDraft>),
    /// Something happened to an invoice that was, or will be, handed over.
    Report(Report),
    /// The service was chosen or deselected over there.
    Switch(Switch),
    /// A test button: nothing happens.
    Ping,
}

/// A claim before it is judged. What could not be read is `None`, and is among the faults already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimDraft {
    pub invoice: Option<InvoiceId>,
    /// As printed, at most 40 characters.
    pub number: Option<String>,
    pub state: Option<InvoiceState>,
    pub issue_date: Option<Date>,
    pub due_date: Option<Date>,
    /// With VAT, as issued.
    pub gross: Option<Money>,
    /// What is claimed as principal now.
    pub principal: Option<Money>,
    pub debtor: Option<Debtor>,
    pub payment_reference: Option<String>,
    pub description: Option<String>,
    pub charges: Vec<Charge>,
    pub reminders: Vec<ReminderElsewhere>,
    pub documents: Vec<ClaimDocument>,
    pub terms: Option<TermsAccepted>,
}

/// A claim that may be opened as a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterClaim {
    pub invoice: InvoiceId,
    pub number: String,
    pub issue_date: Date,
    pub due_date: Date,
    pub gross: Money,
    /// Above zero.
    pub principal: Money,
    pub debtor: Debtor,
    pub payment_reference: Option<String>,
    pub description: Option<String>,
    pub charges: Vec<Charge>,
    pub reminders: Vec<ReminderElsewhere>,
    pub documents: Vec<ClaimDocument>,
    pub terms: Option<TermsAccepted>,
}

/// What the creditor has claimed beside the invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub kind: ChargeKind,
    pub amount: Money,
    pub date: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    ReminderFee,
    CompensationFee,
    Interest,
}

/// A letter that the creditor sent before it handed the invoice over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderElsewhere {
    pub kind: ReminderKind,
    /// Counted by the creditor, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    pub sent_on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// `email`, `letter`: as the sender says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    PaymentReminder,
    Reminder,
    CollectionNotice,
}

/// A document that came along, or a link to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimDocument {
    pub role: DocumentRole,
    pub file_name: String,
    pub content_type: ContentType,
    /// SHA-256 of the content, lower-case hexadecimal. Checked where the content came along.
    pub sha256: String,
    /// Came along and is kept; otherwise its link stands in the body that is kept, for a link may be a secret.
    pub is_kept: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentRole {
    Invoice,
    Reminder,
    Other,
}

/// What a document may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ContentType {
    #[serde(rename = "application/pdf")]
    Pdf,
    #[serde(rename = "image/png")]
    Png,
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

impl ContentType {
    pub fn name(self) -> &'static str {
        match self {
            ContentType::Pdf => "application/pdf",
            ContentType::Png => "image/png",
            ContentType::Jpeg => "image/jpeg",
        }
    }

    /// What every file of this kind begins with.
    pub fn magic(self) -> &'static [u8] {
        match self {
            ContentType::Pdf => b"%PDF-",
            ContentType::Png => b"\x89PNG\r\n\x1a\n",
            ContentType::Jpeg => b"\xff\xd8\xff",
        }
    }
}

/// Who accepted which terms of a service, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsAccepted {
    pub version: String,
    pub accepted_at: Timestamp,
    pub user: String,
}

/// What happened to an invoice over there after (or before) it was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub invoice: InvoiceId,
    pub change: Change,
    /// The payment's or credit note's own id: it counts once, however often it is told.
    pub id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    Paid { amount: Money },
    Credited { amount: Money },
    Withdrawn,
}

impl Change {
    /// The word that makes ids of different kinds different.
    pub fn kind(self) -> &'static str {
        match self {
            Change::Paid { .. } => "paid",
            Change::Credited { .. } => "credited",
            Change::Withdrawn => "withdrawn",
        }
    }

    pub fn amount(self) -> Option<Money> {
        match self {
            Change::Paid { amount } | Change::Credited { amount } => Some(amount),
            Change::Withdrawn => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Switch {
    Activated { terms: Option<TermsAccepted> },
    Deactivated,
}

impl ClaimDraft {
    /// Whole, or `None` where something could not be read.
    pub fn complete(self) -> Option<RegisterClaim> {
        Some(RegisterClaim {
            invoice: self.invoice?,
            number: self.number?,
            issue_date: self.issue_date?,
            due_date: self.due_date?,
            gross: self.gross?,
            principal: self.principal?,
            debtor: self.debtor?,
            payment_reference: self.payment_reference,
            description: self.description,
            charges: self.charges,
            reminders: self.reminders,
            documents: self.documents,
            terms: self.terms,
        })
    }

    /// See [`fees`].
    pub fn fees(&self) -> Vec<FeeElsewhere> {
        fees(&self.charges, &self.reminders)
    }
}

impl RegisterClaim {
    /// See [`fees`].
    pub fn fees(&self) -> Vec<FeeElsewhere> {
        fees(&self.charges, &self.reminders)
    }
}

/// Every reminder fee once: those that are claimed, and those that only their letter tells of. A charge and a letter of
/// the same day and fee are the same fee.
fn fees(charges: &[Charge], reminders: &[ReminderElsewhere]) -> Vec<FeeElsewhere> {
    let fee = |amount: Money, day: Date| FeeElsewhere { amount, charged_on: Some(day) };
    let claimed = charges.iter().filter(|charge| charge.kind == ChargeKind::ReminderFee);
    let mut fees: Vec<FeeElsewhere> = claimed.map(|charge| fee(charge.amount, charge.date)).collect();
    let mut unmatched = fees.clone();
    for reminder in reminders {
        let Some(amount) = reminder.fee.filter(|amount| amount.is_positive()) else { continue };
        let same = fee(amount, reminder.sent_on);
        match unmatched.iter().position(|claimed| *claimed == same) {
            Some(at) => drop(unmatched.swap_remove(at)),
            None => fees.push(same),
        }
    }
    fees
}
