//! Queues of work.

use async_trait::async_trait;
use domain::Skipped;
use domain::ids::{InvoiceId, RunId, SystemName, TenantId};
use serde::{Deserialize, Serialize};

/// One tenant's run, on the queue of its accounting system. Delivered twice, it does no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchJob {
    pub tenant: TenantId,
    pub run: RunId,
    /// Invoices that an earlier call of this run has read one by one and skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<Skipped>,
    /// How many calls of this run have gone before.
    #[serde(default, skip_serializing_if = "is_first")]
    pub calls: u16,
    /// Only these invoices, of those that are followed, because the accounting system hinted at them; without any, all
    /// that are followed. `None` is a whole run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Vec<InvoiceId>>,
}

fn is_first(calls: &u16) -> bool {
    *calls == 0
}

impl FetchJob {
    pub fn new(tenant: TenantId, run: RunId) -> Self {
        Self { tenant, run, judged: Vec::new(), calls: 0, only: None }
    }

    /// A fresh reading of what an event hints at.
    pub fn refresh(tenant: TenantId, run: RunId, only: Vec<InvoiceId>) -> Self {
        Self { only: Some(only), ..Self::new(tenant, run) }
    }
}

/// The rest of a shard that did not fit one page of fan-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardPage {
    pub shard: u8,
    pub run: RunId,
    pub from: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    #[error("the queue cannot be reached: {0}")]
    Unavailable(String),
    #[error("no queue for accounting system {0}")]
    NoQueue(SystemName),
}

#[async_trait]
pub trait Jobs: Send + Sync {
    /// Puts jobs on a system's queue, ten to a request, to start `delay_seconds` (at most 900) from now.
    async fn fetch(&self, system: &SystemName, jobs: &[FetchJob], delay_seconds: u16)
    -> Result<(), JobError>;

    /// Hands the rest of a shard on.
    async fn fan_out(&self, page: &ShardPage) -> Result<(), JobError>;

    /// Puts an effect (again) on the queue of the outbox.
    async fn effect(&self, id: &domain::EffectId, delay_seconds: u16) -> Result<(), JobError>;
}
