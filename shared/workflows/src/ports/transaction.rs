//! One step's writes: all or nothing.

use domain::case::TimelineEntry;
use domain::claim::{ClaimRecord, ClaimsStanding, InboundEvent};
use domain::dunning::LetterFile;
use domain::effect::QueuedEffect;
use domain::ids::{BatchNumber, ConnectionId, TenantId};
use domain::{Batch, CollectionCase, News, ReceivedPayment, RegistrationNumber, RunReport, Tenant};

use super::vault::{Sealed, SecretKind, Secrets};

/// How long the same event is known to have been taken; a sender gives up after a day.
pub const EVENT_DAYS: i64 = 60;

/// DynamoDB takes this many items in one transaction.
pub const MAX_WRITES: usize = 100;

/// One write with the condition under which it holds. Everything that carries a `version` must stand one below it
/// in the table; version 1 must not stand there at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A new tenant with its secrets, the uniqueness item of its registration number, and where its connection's id
    /// leads, if it has one: two or three items.
    AddTenant {
        tenant: Box<Tenant>,
        secrets: Secrets,
    },
    /// A changed tenant, with those of its secrets that changed, too.
    PutTenant {
        tenant: Box<Tenant>,
        secrets: Vec<(SecretKind, Sealed)>,
    },
    /// Another address that leads to a tenant; nobody may have it.
    AddConnection {
        tenant: TenantId,
        connection: ConnectionId,
    },
    /// Another secret of a tenant that stays as it is. Not beside another write of the same tenant.
    PutSecret {
        tenant: TenantId,
        kind: SecretKind,
        sealed: Sealed,
    },
    /// Holds only while this batch is the tenant's open one: no case enters a batch that was told already.
    CheckOpenBatch {
        tenant: TenantId,
        batch: BatchNumber,
    },
    PutCase(Box<CollectionCase>),
    AddTimeline(TimelineEntry),
    PutBatch(Batch),
    AddNews(News),
    /// A report replaces an earlier one of the same run unless that one was `ok`.
    PutReport(Box<RunReport>),
    PutEffect(Box<QueuedEffect>),
    /// An event that was taken; it must not have been taken before. Forgotten after [`EVENT_DAYS`].
    AddInboundEvent(Box<InboundEvent>),
    PutClaimRecord(Box<ClaimRecord>),
    PutClaimsStanding(Box<ClaimsStanding>),
    PutPayment(Box<ReceivedPayment>),
    PutLetter(Box<LetterFile>),
}

impl Write {
    /// How many items of the table it touches.
    pub fn items(&self) -> usize {
        match self {
            Write::AddTenant { tenant, .. } => 2 + usize::from(tenant.connection_id.is_some()),
            _ => 1,
        }
    }
}

/// Writes that happen together or not at all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transaction {
    pub writes: Vec<Write>,
}

impl Transaction {
    pub fn items(&self) -> usize {
        self.writes.iter().map(Write::items).sum()
    }

    /// Whether it can be all or nothing.
    ///
    /// # Errors
    /// When it touches more items than one transaction takes: no store writes any of it.
    pub fn fits(&self) -> Result<(), CommitError> {
        match self.items() {
            items if items > MAX_WRITES => {
                Err(CommitError::Unavailable(format!("{items} items are more than a transaction takes")))
            }
            _ => Ok(()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    pub fn push(&mut self, write: Write) {
        self.writes.push(write);
    }
}

impl From<Vec<Write>> for Transaction {
    fn from(writes: Vec<Write>) -> Self {
        Self { writes }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// These writes (by index) did not meet their condition: read again and decide anew. Nothing was written.
    #[error("{} writes met another version", .0.len())]
    Conflict(Vec<usize>),
    /// This registration number has a tenant already. Nothing was written.
    #[error("number: {0} is registered already")]
    NumberTaken(RegistrationNumber),
    /// Whether it was written is not known; every write is safe to repeat.
    #[error("the table cannot be reached: {0}")]
    Unavailable(String),
}
