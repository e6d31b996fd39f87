//! Every morning: one job per tenant, on the queue of its accounting system. And every hour: who has gone silent.

use std::collections::BTreeMap;

use domain::ids::{RunId, SystemName};
use domain::tenant::Tenant;
use jiff::Timestamp;

use crate::ports::{FanRow, FetchJob, JobError, Jobs, SHARDS, ShardPage, Store, StoreError};

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
    /// The others have their jobs: `done`.
    #[error("{failed} of {SHARDS} shards were not fanned out whole; {} jobs are queued; first: {first}", done.jobs)]
    Shards { failed: u8, first: Box<FanOutError>, done: FannedOut },
}

/// The first page of every shard; what is beyond is handed on, a page at a time. A shard that fails is logged, and stops no
/// other.
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
    let mut failures = Vec::new();
    for shard in 0..SHARDS {
        let page = ShardPage { shard, run: run.clone(), from: None };
        let (done, failure) = one_page(store, jobs, &page, now).await;
        total.jobs += done.jobs;
        total.gone_silent += done.gone_silent;
        total.pages_handed_on += done.pages_handed_on;
        if let Some(problem) = failure {
            tracing::error!(shard, %run, %problem, "a shard is not fanned out whole");
            failures.push(problem);
        }
    }
    let failed = u8::try_from(failures.len()).unwrap_or(SHARDS);
    match failures.into_iter().next() {
        None => Ok(total),
        Some(first) => Err(FanOutError::Shards { failed, first: Box::new(first), done: total }),
    }
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
    match one_page(store, jobs, page, now).await {
        (done, None) => Ok(done),
        (_, Some(problem)) => Err(problem),
    }
}

/// How many tenants have had no successful run for too long, over all pages of all shards. Queues nothing.
///
/// # Errors
/// When not every tenant can be seen: a count of some would look like good news.
pub async fn count_silent(store: &dyn Store, now: Timestamp) -> Result<u32, StoreError> {
    let mut silent = 0;
    for shard in 0..SHARDS {
        let mut from = None;
        loop {
            let found = store.shard(shard, from).await?;
            silent += silent_of(&found.rows, now);
            match found.next {
                Some(next) => from = Some(next),
                None => break,
            }
        }
    }
    Ok(silent)
}

/// What could be queued, and the first thing that could not: neither the next page nor another system waits for it.
async fn one_page(
    store: &dyn Store,
    jobs: &dyn Jobs,
    page: &ShardPage,
    now: Timestamp,
) -> (FannedOut, Option<FanOutError>) {
    let found = match store.shard(page.shard, page.from.clone()).await {
        Ok(found) => found,
        Err(problem) => return (FannedOut::default(), Some(problem.into())),
    };
    let mut done = FannedOut { gone_silent: silent_of(&found.rows, now), ..FannedOut::default() };
    let mut failure = None;
    if let Some(from) = found.next {
        match jobs.fan_out(&ShardPage { from: Some(from), ..page.clone() }).await {
            Ok(()) => done.pages_handed_on = 1,
            Err(problem) => failure = Some(problem.into()),
        }
    }
    for (system, batch) in by_system(found.rows, &page.run) {
        match jobs.fetch(&system, &batch, 0).await {
            Ok(()) => done.jobs += u32::try_from(batch.len()).unwrap_or(u32::MAX),
            Err(problem) => {
                let tenants: Vec<&str> = batch.iter().map(|job| job.tenant.as_str()).collect();
                tracing::error!(%system, tenants = tenants.join(" "), %problem, "jobs are not queued");
                failure = failure.or(Some(problem.into()));
            }
        }
    }
    (done, failure)
}

fn by_system(rows: Vec<FanRow>, run: &RunId) -> BTreeMap<SystemName, Vec<FetchJob>> {
    let mut by_system: BTreeMap<SystemName, Vec<FetchJob>> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| !row.disconnected) {
        by_system.entry(row.system).or_default().push(FetchJob::new(row.tenant, run.clone()));
    }
    by_system
}

fn silent_of(rows: &[FanRow], now: Timestamp) -> u32 {
    let silent = |row: &&FanRow| Tenant::has_gone_silent(row.last_success, row.added, now);
    let connected = rows.iter().filter(|row| !row.disconnected);
    u32::try_from(connected.filter(silent).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
