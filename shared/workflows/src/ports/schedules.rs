//! One-time schedules.

use async_trait::async_trait;
use domain::ids::{BatchNumber, TenantId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What the schedule hands to `auto-activate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilentStartCall {
    pub tenant: TenantId,
    pub batch: BatchNumber,
}

impl SilentStartCall {
    /// The schedule's name: the same batch always has the same one.
    pub fn schedule_name(&self) -> String {
        format!("silent-start-{}-{}", self.tenant, self.batch)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the scheduler cannot be reached: {0}")]
pub struct ScheduleError(pub String);

#[async_trait]
pub trait Schedules: Send + Sync {
    /// Makes the schedule, or leaves the one of the same name as it is. An instant that has passed fires at once.
    async fn silent_start(&self, call: &SilentStartCall, at: Timestamp) -> Result<(), ScheduleError>;
}
