//! What went before: payments, letters with their proof, and the papers that come along.

use domain::dunning::LetterKind;
use domain::dunning::letter::{self, DeductionKind};
use domain::handover::{FiledDocument, LetterSent, NoticeGiven, Paper};
use schemars::JsonSchema;
use serde::Serialize;

use super::scalars::{Amount, Day};

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deduction {
    kind: DeductionWord,
    date: Day,
    amount: Amount,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum DeductionWord {
    Payment,
    CreditNote,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    sent_on: Day,
    /// The last day on which the debtor could pay without collection.
    deadline: Day,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Letter<'a> {
    kind: LetterWord,
    /// Which reminder it was, from 1.
    number: Option<u8>,
    /// It was the collection notice, too.
    also_notice: bool,
    sent_on: Day,
    pay_by: Day,
    /// SHA-256 of the letter as it was sent, hexadecimal.
    sha256: &'a str,
    /// The mail service's id of the mail.
    message_id: Option<&'a str>,
    /// When the debtor's mail server took it, RFC 3339; `null` where it never said so.
    delivered_at: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum LetterWord {
    FriendlyReminder,
    Reminder,
    CollectionNotice,
    PaymentDemand,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document<'a> {
    kind: DocumentWord,
    /// The attachment's file name.
    name: &'a str,
    media_type: &'static str,
    sha256: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum DocumentWord {
    Invoice,
    Letter,
    Other,
}

impl Deduction {
    pub fn of(deduction: &letter::Deduction) -> Self {
        let kind = match deduction.kind {
            DeductionKind::Payment => DeductionWord::Payment,
            DeductionKind::CreditNote => DeductionWord::CreditNote,
        };
        Self { kind, date: Day(deduction.on), amount: Amount(deduction.amount) }
    }
}

impl Notice {
    pub fn of(notice: NoticeGiven) -> Self {
        Self { sent_on: Day(notice.sent_on), deadline: Day(notice.deadline) }
    }
}

impl<'a> Letter<'a> {
    pub fn of(letter: &'a LetterSent) -> Self {
        let kind = match letter.kind {
            LetterKind::FriendlyReminder => LetterWord::FriendlyReminder,
            LetterKind::Reminder => LetterWord::Reminder,
            LetterKind::CollectionNotice => LetterWord::CollectionNotice,
            LetterKind::PaymentDemand => LetterWord::PaymentDemand,
        };
        Self {
            kind,
            number: letter.number,
            also_notice: letter.also_notice,
            sent_on: Day(letter.sent_on),
            pay_by: Day(letter.pay_by),
            sha256: &letter.sha256,
            message_id: letter.delivery.message_id.as_deref(),
            delivered_at: letter.delivery.at.map(|at| at.to_string()),
        }
    }
}

impl<'a> Document<'a> {
    pub fn of(document: &'a FiledDocument) -> Self {
        let kind = match document.paper {
            Paper::Invoice => DocumentWord::Invoice,
            Paper::Letter { .. } => DocumentWord::Letter,
            Paper::Other => DocumentWord::Other,
        };
        Self { kind, name: &document.name, media_type: document.media_type.name(), sha256: &document.sha256 }
    }
}
