//! Why a push is not taken: a field and a code, never the value that was found there.

use serde::{Deserialize, Serialize};

/// One field that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// As the sender wrote it: `invoice.due_date`, `charges[1].amount`.
    pub path: String,
    pub code: FaultCode,
}

impl Fault {
    pub fn new(path: impl Into<String>, code: FaultCode) -> Self {
        Self { path: path.into(), code }
    }
}

macro_rules! fault_codes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The codes of the contract. A sender shows the text that comes with one; its programmer looks for the code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum FaultCode {
            $($(#[$doc])* $name),*
        }

        impl FaultCode {
            pub const ALL: &[FaultCode] = &[$(FaultCode::$name),*];
        }
    };
}

fault_codes! {
    // What the law, the service and common sense ask of a claim.
    /// By the tenant's civil date; the due date itself is on time.
    NotOverdue,
    DraftInvoice,
    CreditNote,
    AmountNotPositive,
    OutstandingExceedsGross,
    CurrencyNotSupported,
    DebtorAddressMissing,
    /// A company without its registration number.
    DebtorIdMissing,
    DueDateBeforeIssueDate,
    /// Past the limitation period: it can no longer be claimed.
    TimeBarred,
    /// Handed to another collection service before.
    AlreadyAtOtherAgency,
    /// The service takes invoices only: reminders must be voided first.
    RemindersPresent,
    TermsNotAccepted,
    /// The service was deselected over there.
    ConnectionInactive,
    FeeAboveLegalCap,

    // What the form asks.
    Missing,
    WrongType,
    NotADate,
    NotAnInstant,
    NotAnAmount,
    TooManyDecimals,
    AmountTooLarge,
    TooLong,
    TooMany,
    UnknownValue,
    NotAnEmailAddress,
    NotAnAddress,
    AmountsDoNotAddUp,
    CurrencyMismatch,
    ContentMissing,
    NotBase64,
    ChecksumMismatch,
    ContentTypeMismatch,
    /// Looks like a personal id (CPR), which is never kept.
    PersonalIdNotTaken,
    /// `event_id` and the header `webhook-id` differ.
    NotTheWebhookId,
}
