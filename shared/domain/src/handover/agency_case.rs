//! How a case stands at its agency, in the glossary's words.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::case::CloseReason;
use crate::ids::{BadId, CaseId};
use crate::money::Money;

/// The agency's own id of a case, opaque.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgencyRef(String);

impl AgencyRef {
    /// The longest id that any agency is seen to use is 36 characters.
    pub const LONGEST: usize = 100;

    /// # Errors
    /// When it is empty, too long, or has signs that could not stand in an address.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let fits = (1..=Self::LONGEST).contains(&text.len());
        if fits && text.bytes().all(is_sign) && text.bytes().any(|byte| byte != b'.') {
            return Ok(Self(text.into()));
        }
        let value = text.chars().take(40).collect();
        Err(BadId { field: "agency_ref", value, expected: "an agency's id of a case" })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AgencyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A case, as its agency tells it when it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyCase {
    pub agency_ref: AgencyRef,
    /// What the agency's people call it by.
    pub reference: Option<String>,
    /// Ours, as the agency kept it.
    pub case: Option<CaseId>,
    pub status: AgencyStatus,
    /// Why it was closed; only a closed one has this.
    pub close_reason: Option<AgencyCloseReason>,
    pub closed_at: Option<Timestamp>,
    /// The debtor objects, wherever the case stands.
    pub is_disputed: bool,
    pub balances: Balances,
}

/// What the agency claims and what is left, each figure by itself; `None` where it is not told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Balances {
    pub principal: Option<Money>,
    pub remaining_principal: Option<Money>,
    pub interest: Option<Money>,
    pub reminder_fees: Option<Money>,
    pub collection_costs: Option<Money>,
}

/// Those of the glossary's `case_status` that an agency can be at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyStatus {
    AwaitingApproval,
    Submitted,
    InformationNeeded,
    Rejected,
    InCollection,
    Legal,
    Surveillance,
    Paused,
    Disputed,
    Closed,
    /// A text of the agency's that no row of its table has: told to the operator, and nothing is concluded from it.
    Other(String),
}

/// The glossary's `close_reason`, as far as an agency gives reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyCloseReason {
    PaidInFull,
    PaidBeforeHandover,
    PartiallyPaid,
    Settled,
    SettlementRejected,
    Credited,
    WithdrawnByCreditor,
    ReturnedToCreditor,
    Disputed,
    DebtorInsolvent,
    DebtorDeceased,
    DebtorUntraceable,
    DebtorNotLiable,
    TimeBarred,
    Uneconomical,
    Exhausted,
    InvalidClaimData,
    Duplicate,
    DeclinedByAgency,
    /// The agency's own text, for people.
    Other(String),
}

impl From<&AgencyCloseReason> for CloseReason {
    fn from(reason: &AgencyCloseReason) -> Self {
        match reason {
            AgencyCloseReason::PaidInFull => CloseReason::PaidInFull,
            AgencyCloseReason::PaidBeforeHandover => CloseReason::PaidBeforeHandover,
            AgencyCloseReason::PartiallyPaid => CloseReason::PartiallyPaid,
            AgencyCloseReason::Settled => CloseReason::Settled,
            AgencyCloseReason::SettlementRejected => CloseReason::SettlementRejected,
            AgencyCloseReason::Credited => CloseReason::Credited,
            AgencyCloseReason::WithdrawnByCreditor => CloseReason::WithdrawnByCreditor,
            AgencyCloseReason::ReturnedToCreditor => CloseReason::ReturnedToCreditor,
            AgencyCloseReason::Disputed => CloseReason::Disputed,
            AgencyCloseReason::DebtorInsolvent => CloseReason::DebtorInsolvent,
            AgencyCloseReason::DebtorDeceased => CloseReason::DebtorDeceased,
            AgencyCloseReason::DebtorUntraceable => CloseReason::DebtorUntraceable,
            AgencyCloseReason::DebtorNotLiable => CloseReason::DebtorNotLiable,
            AgencyCloseReason::TimeBarred => CloseReason::TimeBarred,
            AgencyCloseReason::Uneconomical => CloseReason::Uneconomical,
            AgencyCloseReason::Exhausted => CloseReason::Exhausted,
            AgencyCloseReason::InvalidClaimData => CloseReason::InvalidClaimData,
            AgencyCloseReason::Duplicate => CloseReason::Duplicate,
            AgencyCloseReason::DeclinedByAgency => CloseReason::DeclinedByAgency,
            AgencyCloseReason::Other(_) => CloseReason::Other,
        }
    }
}
