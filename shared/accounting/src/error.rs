//! What can go wrong between us and an accounting system, by what the caller can do about it.

use std::time::Duration;

/// None of these ever means "nothing is overdue" or "it is paid".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountingError {
    /// The key is wrong, deleted, or lacks a plan: tell the tenant once, mark the connection broken. Do not retry.
    #[error("{system} refused the key ({detail})")]
    KeyRefused { system: &'static str, detail: String },
    /// Too many requests: retry later, not before `retry_after` where it is given.
    #[error("{system} is throttling")]
    Throttled { system: &'static str, retry_after: Option<Duration> },
    /// Down, hanging, or cut off: retry later.
    #[error("{system} cannot be reached ({detail})")]
    Unreachable { system: &'static str, detail: String },
    /// It answered something else than its pages say: tell the operator. `field` is the path of what was wrong.
    #[error("{system} answered what is not understood: {field}: {problem}")]
    NotUnderstood { system: &'static str, field: String, problem: String },
    /// It answers, and nothing of what we ask for is there any more: switched off, or moved. Tell the operator; retry later.
    #[error("{system} looks switched off ({detail})")]
    SwitchedOff { system: &'static str, detail: String },
    /// The list moved while it was walked, as often as it was tried: retry later.
    #[error("{system}'s list kept changing while it was read")]
    Unsteady { system: &'static str },
}
