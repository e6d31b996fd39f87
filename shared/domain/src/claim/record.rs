//! What is kept of pushes: by invoice for ever, by event for a while, and how the connection stands.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::command::{Change, Charge, ClaimDocument, TermsAccepted};
use crate::ids::{BadId, CaseId, TenantId};
use crate::money::Money;

/// The sender's own id of an event, the same on every retry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventId(String);

impl EventId {
    pub const LONGEST: usize = 200;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EventId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let fits =
            !text.is_empty() && text.len() <= Self::LONGEST && text.bytes().all(|b| b.is_ascii_graphic());
        if fits {
            return Ok(Self(text.into()));
        }
        Err(BadId { field: "event_id", value: text.chars().take(40).collect(), expected: "an event id" })
    }
}

impl TryFrom<String> for EventId {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<EventId> for String {
    fn from(id: EventId) -> String {
        id.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An event that was taken: the same one again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundEvent {
    pub tenant: TenantId,
    pub id: EventId,
    /// The case that it was about, whether it exists yet or not.
    pub case: Option<CaseId>,
    /// Of what it said: the same id with other words is not the same event.
    pub digest: String,
    pub at: Timestamp,
}

/// Everything that came in about one invoice, in whatever order it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRecord {
    pub case: CaseId,
    /// `None` while only other events have come.
    pub claim: Option<ReceivedClaim>,
    /// Payments, credits and a withdrawal, each once.
    pub reported: Vec<Reported>,
    /// Raised by one with every write.
    pub version: u64,
}

/// The claim as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedClaim {
    pub event: EventId,
    /// The service that it was handed to.
    pub service: String,
    pub principal: Money,
    /// What the creditor had claimed beside it: fees, compensation, interest.
    pub charges: Vec<Charge>,
    pub documents: Vec<ClaimDocument>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// This push made the agreement with the service.
    pub made_agreement: bool,
    pub at: Timestamp,
}

/// One thing that was told of the invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub change: Change,
    /// The payment's or credit note's own id.
    pub id: String,
    pub event: EventId,
    pub occurred_at: Timestamp,
    pub at: Timestamp,
}

impl ClaimRecord {
    /// More than this is no invoice's life.
    pub const MOST_REPORTED: usize = 200;

    pub fn new(case: CaseId) -> Self {
        Self { case, claim: None, reported: Vec::new(), version: 0 }
    }

    /// What was told under this kind and id before.
    pub fn found(&self, change: Change, id: &str) -> Option<&Reported> {
        self.reported.iter().find(|known| known.change.kind() == change.kind() && known.id == id)
    }
}

/// How a tenant's connection stands with its service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsStanding {
    pub tenant: TenantId,
    pub active: bool,
    /// When the newest word on it was said over there: what is older and comes late changes nothing.
    pub said_at: Option<Timestamp>,
    pub terms: Option<TermsAccepted>,
    /// When the first push made the agreement, where that is how one is made.
    pub agreed_at: Option<Timestamp>,
    /// Raised by one with every write; 0 while nothing was said.
    pub version: u64,
}

impl ClaimsStanding {
    /// A connection of which nothing was said takes claims.
    pub fn new(tenant: TenantId) -> Self {
        Self { tenant, active: true, said_at: None, terms: None, agreed_at: None, version: 0 }
    }
}
