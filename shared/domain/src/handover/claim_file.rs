//! The whole claim as it is handed over, frozen: an agency needs nothing else from us to judge and pursue it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::lines::{ClaimLine, ClaimLineKind};
use crate::claim::ContentType;
use crate::country::Country;
use crate::dunning::LetterKind;
use crate::dunning::letter::{Addressee, Creditor, Deduction};
use crate::ids::{CaseId, LetterId};
use crate::money::Money;

/// One case, handed over. Written once and kept for ever; [`ClaimFile::checked`] says that it holds together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFile {
    /// Our reference, by which the agency and we speak of it.
    pub case: CaseId,
    /// Whose law it was chased by.
    pub country: Country,
    pub handed_over_on: Date,
    pub creditor: Creditor,
    pub debtor: Addressee,
    pub invoice: ClaimedInvoice,
    /// Exactly one principal, and whatever else is claimed, each by itself.
    pub lines: Vec<ClaimLine>,
    /// What was paid or credited on the way, oldest first.
    pub deductions: Vec<Deduction>,
    /// Every letter that was sent, oldest first.
    pub letters: Vec<LetterSent>,
    /// The collection notice that went before.
    pub notice: NoticeGiven,
    /// The papers that go along.
    pub documents: Vec<FiledDocument>,
}

/// The invoice, as printed and as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedInvoice {
    pub number: String,
    pub issue_date: Option<Date>,
    pub due_date: Date,
    /// What was delivered, where the accounting system tells it.
    pub what: Option<String>,
    /// With VAT, as issued.
    pub original: Money,
    /// What is left of it to collect, above zero. Never with fees.
    pub principal: Money,
    /// FIK line or KID, as on the invoice.
    pub payment_reference: Option<String>,
}

/// A letter and the proof that it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterSent {
    pub id: LetterId,
    pub kind: LetterKind,
    /// Which reminder it was, from 1; `None` for what is not numbered.
    pub number: Option<u8>,
    /// It was the collection notice, too.
    pub also_notice: bool,
    pub sent_on: Date,
    pub pay_by: Date,
    /// SHA-256 of the letter as it was sent, lower-case hexadecimal.
    pub sha256: String,
    pub delivery: Delivered,
}

/// What the mail service said of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Delivered {
    /// The mail service's own id of the mail.
    pub message_id: Option<String>,
    /// When the debtor's mail server took it; `None` where it never said so.
    pub at: Option<Timestamp>,
}

/// The collection notice: inkassoloven § 10, stk. 2 (DK, ten days); inkassoloven § 9 (NO, fourteen days).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeGiven {
    pub sent_on: Date,
    /// The last day on which the debtor could pay without collection.
    pub deadline: Date,
}

/// A paper that goes along, by where it is kept and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledDocument {
    pub paper: Paper,
    /// A plain file name with its ending, one of a kind in this file.
    pub name: String,
    pub media_type: ContentType,
    /// Of its content, lower-case hexadecimal.
    pub sha256: String,
    /// Where it is kept.
    pub key: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum Paper {
    Invoice,
    /// A letter, as it was sent.
    Letter {
        letter: LetterId,
    },
    Other,
}

impl ClaimFile {
    /// What is left of all lines of a kind. Kinds are never added up with each other.
    pub fn open(&self, kind: ClaimLineKind) -> Money {
        let of_kind = self.lines.iter().filter(|line| line.kind == kind);
        self.invoice.principal.with_minor(of_kind.map(|line| line.open.minor).sum())
    }

    /// The papers of a kind that `wanted` tells.
    pub fn papers(&self, wanted: impl Fn(&Paper) -> bool) -> impl Iterator<Item = &FiledDocument> {
        self.documents.iter().filter(move |document| wanted(&document.paper))
    }
}
