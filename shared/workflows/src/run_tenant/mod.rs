//! One tenant's run: read what is overdue, open cases, follow the open ones, and queue the one mail that tells of it.
//!
//! Everything is written as it is found, into the tenant's *open batch*. The last transaction closes the batch and
//! queues its mail. A run that dies anywhere leaves the batch open: its retry, or the next morning's run, finds what
//! is there, adds what was missing, and closes it with the same result. No case enters a batch that has been told.

mod changes;
mod closing;
mod followed;
mod newcomers;
mod tally;
mod trouble;
mod walk;

use accounting::{AccountingError, AccountingSystem};
use domain::ids::{BatchNumber, RunId, SystemName, TenantId};
use domain::{Moment, RunReport, Skipped, Tenant};
use jiff::Timestamp;

use crate::auto_activate::auto_activate;
use crate::ports::{
    Accounts, AccountsError, CommitError, FetchJob, Sealed, SilentStartCall, Store, StoreError, Vault,
    VaultError,
};
use followed::Followed;
use tally::Tally;
pub(crate) use tally::add_to;

/// What a run needs of the outside.
#[derive(Clone, Copy)]
pub struct RunPorts<'a> {
    pub store: &'a dyn Store,
    pub vault: &'a dyn Vault,
    pub accounts: &'a dyn Accounts,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq)]
pub enum RunEnd {
    /// Its report is stored. The outcome may be a broken connection or an answer that was not understood.
    Finished(Box<RunReport>),
    /// The same run was finished before by another delivery of its job.
    FinishedBefore,
    /// What was found is stored, but there is more than one call may read: queue the job again.
    Unfinished {
        left: usize,
        /// Whose queue `rest` belongs on.
        system: SystemName,
        rest: Box<FetchJob>,
    },
    NoSuchTenant,
}

/// The run could not be finished now. What it had found is stored; its job must be delivered again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// The accounting system is down or throttling. The report says so already.
    #[error("{0}")]
    Source(AccountingError),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
    #[error("{0}")]
    Vault(VaultError),
    #[error("{0}")]
    Accounts(AccountsError),
    /// Other runs of the same tenant kept getting in the way.
    #[error("another run of this tenant is at work")]
    Contended,
}

/// Why one pass over the tenant stopped early.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stop {
    /// Another run closed the open batch: begin again with the next one.
    BatchMovedOn,
    Source(AccountingError),
    /// The same, with the credentials that were used.
    Trouble(AccountingError, Box<Sealed>),
    Run(RunError),
}

impl<E: Into<RunError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Stop::Run(error.into())
    }
}

impl From<CommitError> for RunError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(_) => RunError::Contended,
            other => RunError::Commit(other),
        }
    }
}

/// How often a run begins again because another run of the tenant closed the batch under it.
const PASSES: usize = 3;

/// A run goes on this often before it is closed with what it has; the next run takes what is left.
const MOST_CALLS: u16 = 24;

/// A job must fit a message of its queue; what is beyond is read again.
const MOST_JUDGED: usize = 1_500;

/// One run's fixed facts.
struct Run<'a> {
    ports: RunPorts<'a>,
    run: RunId,
    now: Moment,
    /// An unchanged row of the list proves that nothing was paid.
    marks_tell_payments: bool,
    /// Single reads that this call may make.
    reads: usize,
    /// Skipped by an earlier call of the same run, after a single read.
    judged: &'a [Skipped],
}

/// Runs one tenant. `minutes` is how long this call may go on reading invoices one by one.
///
/// # Errors
/// When the job must be delivered again; nothing is lost, and nothing unread is judged.
pub async fn run_tenant(
    ports: RunPorts<'_>,
    job: &FetchJob,
    now: Timestamp,
    minutes: u32,
) -> Result<RunEnd, RunError> {
    for _ in 0..PASSES {
        match pass(ports, job, now, minutes).await {
            Ok(end) => return Ok(end),
            Err(Stop::BatchMovedOn) => {}
            Err(Stop::Run(error)) => return Err(error),
            Err(Stop::Source(error)) => return trouble::told(ports.store, job, now, error, None).await,
            Err(Stop::Trouble(error, used)) => {
                return trouble::told(ports.store, job, now, error, Some(*used)).await;
            }
        }
    }
    Err(RunError::Contended)
}

async fn pass(ports: RunPorts<'_>, job: &FetchJob, now: Timestamp, minutes: u32) -> Result<RunEnd, Stop> {
    let Some(mut followed) = followed::load(ports.store, &job.tenant).await? else {
        return Ok(RunEnd::NoSuchTenant);
    };
    let tenant = followed.tenant.clone();
    let source = match connect(ports, &followed).await {
        Ok(source) => source,
        Err(Connecting::Later(error)) => return Err(Stop::Run(error)),
        Err(Connecting::Operator(problem)) => {
            return Ok(trouble::not_understood(ports.store, job, &tenant, now, problem).await?);
        }
    };
    let run = Run {
        ports,
        run: job.run.clone(),
        now: Moment::new(now, tenant.country()),
        marks_tell_payments: source.marks_tell_payments(),
        reads: (source.reads_per_minute() * minutes) as usize,
        judged: &job.judged,
    };
    let mut tally = Tally::new(&tenant, &run.run, run.now, &followed);
    let left = match read_all(&run, source.as_ref(), &mut followed, &mut tally).await {
        Err(Stop::Source(error)) => return Err(Stop::Trouble(error, Box::new(followed.sealed))),
        read => read?,
    };
    if left > 0 && job.calls < MOST_CALLS {
        let judged = run.judged.iter().cloned().chain(tally.judged).take(MOST_JUDGED).collect();
        let rest = Box::new(FetchJob { judged, calls: job.calls + 1, ..job.clone() });
        return Ok(RunEnd::Unfinished { left, system: tenant.system, rest });
    }
    if left > 0 {
        tally.report.problem = Some(format!("{left} invoices are left for the next run"));
    }
    catch_up_on_silence(&run, &followed).await?;
    closing::close(&run, tenant, tally).await
}

/// The list, then what the list left open. Answers how many invoices are left to read.
async fn read_all(
    run: &Run<'_>,
    source: &dyn AccountingSystem,
    followed: &mut Followed,
    tally: &mut Tally,
) -> Result<usize, Stop> {
    let wanted = walk::over_the_list(run, source, followed, tally).await?;
    changes::read_one_by_one(run, source, followed, wanted, tally).await
}

enum Connecting {
    Later(RunError),
    Operator(String),
}

async fn connect(ports: RunPorts<'_>, followed: &Followed) -> Result<Box<dyn AccountingSystem>, Connecting> {
    let tenant = &followed.tenant;
    let credentials = match ports.vault.open(&tenant.id, &tenant.system, &followed.sealed).await {
        Ok(credentials) => credentials,
        Err(VaultError::CannotOpen(why)) => return Err(Connecting::Operator(format!("credentials: {why}"))),
        Err(unavailable) => return Err(Connecting::Later(RunError::Vault(unavailable))),
    };
    match ports.accounts.connect(&tenant.system, &credentials).await {
        Ok(source) => Ok(source),
        Err(AccountsError::Refused(why)) => Err(Connecting::Operator(why)),
        Err(unavailable) => Err(Connecting::Later(RunError::Accounts(unavailable))),
    }
}

/// A schedule that was lost is no reason to wait longer: what its batch should have started, starts now.
async fn catch_up_on_silence(run: &Run<'_>, followed: &Followed) -> Result<(), Stop> {
    let answered = |batch: &&domain::Batch| batch.silence_has_answered(run.now.instant);
    for batch in followed.batches.iter().filter(answered) {
        let call = SilentStartCall { tenant: followed.tenant.id.clone(), batch: batch.number };
        auto_activate(run.ports.store, &call, run.now.instant).await.map_err(RunError::from)?;
    }
    Ok(())
}

/// The check that goes into every transaction that adds to the open batch.
fn still_open(tenant: &TenantId, batch: BatchNumber) -> crate::ports::Write {
    crate::ports::Write::CheckOpenBatch { tenant: tenant.clone(), batch }
}

/// The tenant as it stands in the table now, if its open batch is still `batch`.
async fn reload(store: &dyn Store, id: &TenantId, batch: BatchNumber) -> Result<Tenant, Stop> {
    match store.tenant(id).await? {
        Some((tenant, _)) if tenant.open_batch == batch => Ok(tenant),
        _ => Err(Stop::BatchMovedOn),
    }
}
