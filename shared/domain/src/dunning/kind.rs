//! The steps of the reminder procedure. Words on the wire are the glossary's.

use serde::{Deserialize, Serialize};

/// What a letter to a debtor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// Betalingspåmindelse: free.
    FriendlyReminder,
    /// Rykker, purring.
    Reminder,
    /// Inkassovarsel.
    CollectionNotice,
    /// The Norwegian creditor's own betalingsoppfordring.
    PaymentDemand,
}

impl LetterKind {
    /// The glossary's word.
    pub fn word(self) -> &'static str {
        match self {
            LetterKind::FriendlyReminder => "friendly_reminder",
            LetterKind::Reminder => "reminder",
            LetterKind::CollectionNotice => "collection_notice",
            LetterKind::PaymentDemand => "payment_demand",
        }
    }
}

/// A step of the procedure: a letter, or the hand-over to an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    FriendlyReminder,
    Reminder,
    CollectionNotice,
    PaymentDemand,
    Handover,
}

impl StepKind {
    /// The letter that this step is; `None` for the hand-over.
    pub fn letter(self) -> Option<LetterKind> {
        match self {
            StepKind::FriendlyReminder => Some(LetterKind::FriendlyReminder),
            StepKind::Reminder => Some(LetterKind::Reminder),
            StepKind::CollectionNotice => Some(LetterKind::CollectionNotice),
            StepKind::PaymentDemand => Some(LetterKind::PaymentDemand),
            StepKind::Handover => None,
        }
    }
}

impl From<LetterKind> for StepKind {
    fn from(kind: LetterKind) -> Self {
        match kind {
            LetterKind::FriendlyReminder => StepKind::FriendlyReminder,
            LetterKind::Reminder => StepKind::Reminder,
            LetterKind::CollectionNotice => StepKind::CollectionNotice,
            LetterKind::PaymentDemand => StepKind::PaymentDemand,
        }
    }
}
