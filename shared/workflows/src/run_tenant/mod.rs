//! One tenant's run: read what is overdue, open cases, follow the open ones, and queue the one mail that tells of it.
//!
//! Everything is written as it is found, into the tenant's *open batch*. The last transaction closes the batch and
//! queues its mail. A run that dies anywhere leaves the batch open: its retry, or the next morning's run, finds what
//! is there, adds what was missing, and closes it with the same result. No case enters a batch that has been told.

mod changes;
mod closing;
mod credits;
mod fees_of_debtors;
mod followed;
mod letters;
mod newcomers;
mod refresh;
mod tally;
mod trouble;
mod walk;

use accounting::{AccountingError, AccountingSystem, Window};
use domain::ids::{BatchNumber, RunId, SystemName, TenantId};
use domain::{Moment, RunReport, Skipped, Tenant};
use jiff::Timestamp;

use crate::auto_activate::auto_activate;
use crate::connect::ConnectError;
use crate::ports::{
    AccountsError, CommitError, FetchJob, Secrets, SilentStartCall, Store, StoreError, VaultError,
};
use followed::Followed;
use tally::Tally;
pub(crate) use tally::add_to;

pub use crate::connect::ConnectPorts as RunPorts;

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
    /// What an event had hinted at was read; so many cases changed, and the next run tells of them.
    Refreshed {
        changed: u32,
    },
    NoSuchTenant,
    /// The tenant is disconnected: nothing is read, and nothing is judged.
    Disconnected,
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
    /// The same, with the secrets that were used.
    Trouble(AccountingError, Box<Secrets>),
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

impl<'a> Run<'a> {
    fn new(
        ports: RunPorts<'a>,
        job: &'a FetchJob,
        tenant: &Tenant,
        source: &dyn AccountingSystem,
        now: Timestamp,
        minutes: u32,
    ) -> Self {
        Self {
            ports,
            run: job.run.clone(),
            now: Moment::new(now, tenant.country()),
            marks_tell_payments: source.marks_tell_payments(),
            reads: (source.reads_per_minute() * minutes) as usize,
            judged: &job.judged,
        }
    }
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
        let end = match &job.only {
            None => pass(ports, job, now, minutes).await,
            Some(hinted) => refresh::refresh(ports, job, hinted, now, minutes).await,
        };
        match end {
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
    if tenant.is_disconnected() {
        return Ok(RunEnd::Disconnected);
    }
    let source = match ports.connect(&tenant, &followed.secrets, now).await {
        Ok(source) => source,
        Err(ConnectError::Operator(problem)) => {
            return Ok(trouble::not_understood(ports.store, job, &tenant, now, problem).await?);
        }
        Err(later) => return Err(stopped(later, &followed)),
    };
    let run = Run::new(ports, job, &tenant, source.as_ref(), now, minutes);
    let mut session =
        ports.sign_in(&tenant, source.as_ref()).await.map_err(|error| stopped(error, &followed))?;
    let mut tally = Tally::new(&tenant, &run.run, run.now, &followed);
    let read = read_all(&run, source.as_ref(), &mut followed, &mut tally).await;
    // Also when the reading failed: a session that was renewed on the way must not be lost.
    let renewed = ports.new_session(&tenant, source.as_ref()).await;
    session = renewed.map_err(|error| stopped(error, &followed))?.or(session);
    let left = match read {
        Err(Stop::Source(error)) => return Err(Stop::Trouble(error, Box::new(followed.secrets))),
        read => read?,
    };
    if left > 0 && job.calls < MOST_CALLS {
        let judged = run.judged.iter().cloned().chain(tally.judged).take(MOST_JUDGED).collect();
        let rest = Box::new(FetchJob { judged, calls: job.calls + 1, ..job.clone() });
        ports.keep(&tenant, session).await.map_err(|error| stopped(error, &followed))?;
        return Ok(RunEnd::Unfinished { left, system: tenant.system, rest });
    }
    if left > 0 {
        tally.report.problem = Some(format!("{left} invoices are left for the next run"));
    }
    catch_up_on_silence(&run, &followed).await?;
    letters::plan(&run, &followed, source.can_read(), &mut tally).await?;
    closing::close(&run, tenant, session, tally).await
}

/// The list, then what the list left open. Answers how many invoices are left to read.
async fn read_all(
    run: &Run<'_>,
    source: &dyn AccountingSystem,
    followed: &mut Followed,
    tally: &mut Tally,
) -> Result<usize, Stop> {
    if !source.can_read() {
        return Ok(0);
    }
    let wanted = walk::over_the_list(run, source, followed, tally).await?;
    let credits = wanted.credits.clone();
    let left = changes::read_one_by_one(run, source, followed, wanted, tally).await?;
    credits::ask_about(run, followed, credits, tally).await?;
    Ok(left)
}

/// Why there is no connection, as the pass sees it.
fn stopped(error: ConnectError, followed: &Followed) -> Stop {
    match error {
        ConnectError::Source(error) => Stop::Trouble(error, Box::new(followed.secrets.clone())),
        ConnectError::Vault(error) => Stop::Run(RunError::Vault(error)),
        ConnectError::Accounts(error) => Stop::Run(RunError::Accounts(error)),
        ConnectError::Session(error) => Stop::Run(RunError::Commit(error)),
        ConnectError::Operator(problem) => Stop::Run(RunError::Accounts(AccountsError::Refused(problem))),
    }
}

/// The invoices that a tenant's walk is after.
fn window(tenant: &Tenant, now: Moment) -> Window {
    Window { today: now.today, since: tenant.requirements().oldest_due_date() }
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
