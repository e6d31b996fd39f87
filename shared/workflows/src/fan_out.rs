//! Every morning: one job per tenant, on the queue of its accounting system.

use std::collections::BTreeMap;

use domain::ids::{RunId, SystemName};
use domain::tenant::Tenant;
use jiff::Timestamp;

use crate::ports::{FetchJob, JobError, Jobs, SHARDS, ShardPage, Store, StoreError};

/// What one call has queued.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FannedOut {
    pub jobs: u32,
    /// Tenants whose last successful run is too long ago (invariant 10).
    pub gone_silent: u32,
    pub pages_handed_on: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FanOutError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Jobs(#[from] JobError),
}

/// The first page of every shard; what is beyond is handed on, a page at a time.
///
/// # Errors
/// Called again, it queues the same runs again, which does no harm.
pub async fn fan_out(
    store: &dyn Store,
    jobs: &dyn Jobs,
    run: &RunId,
    now: Timestamp,
) -> Result<FannedOut, FanOutError> {
    let mut total = FannedOut::default();
    for shard in 0..SHARDS {
        let page = fan_out_page(store, jobs, &ShardPage { shard, run: run.clone(), from: None }, now).await?;
        total.jobs += page.jobs;
        total.gone_silent += page.gone_silent;
        total.pages_handed_on += page.pages_handed_on;
    }
    Ok(total)
}

/// One page of one shard.
///
/// # Errors
/// As [`fan_out`].
pub async fn fan_out_page(
    store: &dyn Store,
    jobs: &dyn Jobs,
    page: &ShardPage,
    now: Timestamp,
) -> Result<FannedOut, FanOutError> {
    let found = store.shard(page.shard, page.from.clone()).await?;
    let mut by_system: BTreeMap<SystemName, Vec<FetchJob>> = BTreeMap::new();
    let mut done = FannedOut::default();
    for row in found.rows {
        done.jobs += 1;
        done.gone_silent += u32::from(Tenant::has_gone_silent(row.last_success, row.added, now));
        by_system.entry(row.system).or_default().push(FetchJob::new(row.tenant, page.run.clone()));
    }
    for (system, batch) in &by_system {
        jobs.fetch(system, batch, 0).await?;
    }
    if let Some(from) = found.next {
        jobs.fan_out(&ShardPage { from: Some(from), ..page.clone() }).await?;
        done.pages_handed_on = 1;
    }
    Ok(done)
}
