//! What is told to whom when an accounting system does not play its part. Nothing is ever closed because of it.

use accounting::AccountingError;
use domain::effect::QueuedEffect;
use domain::tenant::ConnectionState;
use domain::{Effect, Moment, Outcome, RunReport, Tenant};
use jiff::Timestamp;

use super::{RunEnd, RunError};
use crate::ports::{CommitError, FetchJob, Secrets, Store, Transaction, Write};

const TRIES: usize = 5;

/// Stores the report of a run that its accounting system broke off.
///
/// # Errors
/// When the job must be delivered again: the system is down or throttling.
pub(super) async fn told(
    store: &dyn Store,
    job: &FetchJob,
    now: Timestamp,
    error: AccountingError,
    used: Option<Secrets>,
) -> Result<RunEnd, RunError> {
    let Some((tenant, secrets)) = store.tenant(&job.tenant).await? else { return Ok(RunEnd::NoSuchTenant) };
    tracing::warn!(tenant = %tenant.id, run = %job.run, problem = %error, "the accounting system broke a run off");
    if job.only.is_some() {
        // A hint is worth a try; what is wrong with the connection is found and told by the daily run.
        return match error {
            AccountingError::KeyRefused { .. } | AccountingError::NotUnderstood { .. } => {
                Ok(RunEnd::Refreshed { changed: 0 })
            }
            passing => Err(RunError::Source(passing)),
        };
    }
    match &error {
        // The key was replaced while this run was at work with the old one, or another run has a newer session: that has not
        // been tried.
        AccountingError::KeyRefused { .. } if used.is_some_and(|used| used != secrets) => {
            Err(RunError::Source(error))
        }
        AccountingError::KeyRefused { .. } => broken(store, job, tenant, now, error.to_string()).await,
        AccountingError::NotUnderstood { .. } => {
            not_understood(store, job, &tenant, now, error.to_string()).await
        }
        AccountingError::Throttled { .. }
        | AccountingError::Unreachable { .. }
        | AccountingError::SwitchedOff { .. }
        | AccountingError::Unsteady { .. } => {
            match store_report(store, job, &tenant, now, Outcome::Unreachable, error.to_string()).await? {
                // Another delivery of the same job has finished the run.
                RunEnd::FinishedBefore => Ok(RunEnd::FinishedBefore),
                _ => Err(RunError::Source(error)),
            }
        }
    }
}

/// The system answered what nobody understands: the operator is told, the next morning tries again.
pub(super) async fn not_understood(
    store: &dyn Store,
    job: &FetchJob,
    tenant: &Tenant,
    now: Timestamp,
    problem: String,
) -> Result<RunEnd, RunError> {
    store_report(store, job, tenant, now, Outcome::NotUnderstood, problem).await
}

fn report(job: &FetchJob, tenant: &Tenant, now: Timestamp, outcome: Outcome, problem: String) -> RunReport {
    let today = Moment::new(now, tenant.country()).today;
    RunReport::new(tenant.id.clone(), tenant.system.clone(), job.run.clone(), today, now)
        .broken_off(outcome, problem)
}

async fn store_report(
    store: &dyn Store,
    job: &FetchJob,
    tenant: &Tenant,
    now: Timestamp,
    outcome: Outcome,
    problem: String,
) -> Result<RunEnd, RunError> {
    let report = Box::new(report(job, tenant, now, outcome, problem));
    match store.commit(vec![Write::PutReport(report.clone())].into()).await {
        Ok(()) => Ok(RunEnd::Finished(report)),
        Err(CommitError::Conflict(_)) => Ok(RunEnd::FinishedBefore),
        Err(other) => Err(other.into()),
    }
}

/// The key was refused. The tenant is told when this begins, and not again until it has worked in between.
async fn broken(
    store: &dyn Store,
    job: &FetchJob,
    mut tenant: Tenant,
    now: Timestamp,
    problem: String,
) -> Result<RunEnd, RunError> {
    for _ in 0..TRIES {
        let report = Box::new(report(job, &tenant, now, Outcome::BrokenConnection, problem.clone()));
        let mut transaction = Transaction::from(vec![Write::PutReport(report.clone())]);
        if tenant.connection == ConnectionState::Working {
            let mail = Effect::BrokenConnectionMail { tenant: tenant.id.clone(), since: now };
            let mut after = tenant.clone();
            after.connection = ConnectionState::Broken { since: now };
            after.version += 1;
            transaction.push(Write::PutTenant { tenant: Box::new(after), secrets: vec![] });
            transaction.push(Write::PutEffect(Box::new(QueuedEffect::new(mail, now))));
        }
        match store.commit(transaction).await {
            Ok(()) => return Ok(RunEnd::Finished(report)),
            Err(CommitError::Conflict(refused)) if refused.contains(&0) => return Ok(RunEnd::FinishedBefore),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
        match store.tenant(&job.tenant).await? {
            Some((anew, _)) => tenant = anew,
            None => return Ok(RunEnd::NoSuchTenant),
        }
    }
    Err(RunError::Contended)
}
