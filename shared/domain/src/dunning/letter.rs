//! A letter to a debtor, as frozen when it is sent: every fact that stands in it, and nothing that must be computed again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LetterKind;
use crate::country::{Country, Language};
use crate::email_address::EmailAddress;
use crate::ids::{CaseId, LetterId, TenantId};
use crate::money::{Currency, Money};
use crate::registration_number::RegistrationNumber;
use crate::source_invoice::{DebtorKind, PostalAddress};

/// What was put to one debtor on one day. Kept for ever, with the hash of what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub id: LetterId,
    pub tenant: TenantId,
    pub kind: LetterKind,
    /// Which reminder of the claim it is, from 1; `None` for what is not numbered.
    pub number: Option<u8>,
    /// This reminder is also the collection notice, or the other way round (Denmark allows one letter to be both).
    pub also_notice: bool,
    pub country: Country,
    /// The debtor's.
    pub language: Language,
    /// The civil date of the letter, which is the day it is sent.
    pub sent_on: Date,
    /// The last day to pay. Always a date, never "within ten days".
    pub pay_by: Date,
    pub creditor: Creditor,
    pub debtor: Addressee,
    /// At least one; several where the law lets them share a letter.
    pub claims: Vec<LetterClaim>,
    pub currency: Currency,
    /// The fee of this letter; zero for a free one. One for the whole letter.
    pub fee: Money,
    /// Everything to pay by `pay_by`: the claims' totals with this letter's fee.
    pub total: Money,
    /// The statute rows and rulings that its figures rest on, each as a short text.
    pub because: Vec<String>,
}

/// In whose name the letter goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creditor {
    pub name: String,
    pub number: RegistrationNumber,
    pub address: Option<PostalAddress>,
    /// Where answers go.
    pub reply_to: EmailAddress,
    pub phone: Option<String>,
    /// Where to pay, where the creditor told it: reg. no. and account, or the Norwegian account number.
    pub account: Option<String>,
}

/// To whom it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    pub name: String,
    pub kind: DebtorKind,
    pub number: Option<RegistrationNumber>,
    pub address: Option<PostalAddress>,
    pub email: EmailAddress,
}

/// One invoice in a letter. The four figures stay apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterClaim {
    pub case: CaseId,
    pub invoice_number: String,
    pub issue_date: Option<Date>,
    pub due_date: Date,
    /// The due date moved to the next bank day, where that is another day: interest runs from here.
    pub effective_due: Date,
    /// What was delivered, where the accounting system tells it.
    pub what: Option<String>,
    /// As owed when the case began, fees apart.
    pub principal: Money,
    /// What was paid or credited since, oldest first.
    pub deductions: Vec<Deduction>,
    /// What is left of the invoice.
    pub open_principal: Money,
    /// Days with the same balance and the same rate.
    pub interest: Vec<InterestPeriod>,
    /// Interest still open, rounded once.
    pub open_interest: Money,
    /// Fees of earlier letters that are still open.
    pub earlier_fees: Money,
    /// The fixed compensation, of this letter or an earlier one, still open.
    pub compensation: Money,
    /// It is asked for in this letter for the first time.
    pub compensation_is_new: bool,
    /// Its open principal, interest, earlier fees and compensation.
    pub total: Money,
    /// The fee of the letter belongs to this claim, and is paid with it.
    #[serde(default)]
    pub bears_fee: bool,
    /// FIK line or KID, as on the invoice.
    pub payment_reference: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    pub kind: DeductionKind,
    pub on: Date,
    /// Above zero.
    pub amount: Money,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeductionKind {
    Payment,
    CreditNote,
}

/// A stretch of days in which neither the balance nor the rate changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestPeriod {
    /// The first day that bears interest.
    pub from: Date,
    /// The last one; the day of the letter counts.
    pub to: Date,
    pub days: u32,
    /// Percent a year, such as `9.75`.
    pub rate: String,
    /// What bears interest.
    pub balance: Money,
    /// For show: rounded by itself. The sum that counts is rounded once, at the end.
    pub amount: Money,
}
