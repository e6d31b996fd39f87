//! What is claimed, line by line. Words on the wire are the glossary's.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dunning::letter::InterestPeriod;
use crate::money::Money;

/// One thing that is owed. Lines are never summed in storage: who keeps the money differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    pub kind: ClaimLineKind,
    pub claimed_by: ClaimedBy,
    /// As it was claimed.
    pub amount: Money,
    /// What is left of it.
    pub open: Money,
    /// When it was claimed; of the principal the due date, of interest the last day that counts.
    pub date: Date,
    /// How interest came about; only interest has this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<InterestClaim>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimLineKind {
    Principal,
    ReminderFee,
    Compensation,
    HandoverFee,
    CollectionCost,
    LegalCost,
    Interest,
}

/// Who claims a line, and so keeps what comes in for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimedBy {
    Creditor,
    Service,
    Agency,
}

/// Interest up to the hand-over; it goes on running from the day after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestClaim {
    /// The first day that bears interest.
    pub from: Date,
    /// Days with the same balance and the same rate, in their order.
    pub periods: Vec<InterestPeriod>,
}
