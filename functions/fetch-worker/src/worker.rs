//! One job: the workflow called, its end told.

use std::sync::Arc;
use std::time::Duration;

use accounting::AccountingError;
use cloud::settings::{Environment, Queues, SettingError};
use cloud::{
    AesVault, Calls, Clients, ConnectedAccounts, DynamoStore, Keyring, SecretsManager, SqsJobs, metrics,
};
use domain::{Outcome, RunReport};
use jiff::Timestamp;
use workflows::ports::{FetchJob, Jobs};
use workflows::run_tenant::{RunEnd, RunError, RunPorts, run_tenant};

/// A run with more to read than one call may goes on after a pause in which the accounting system can breathe.
const PAUSE_SECONDS: u16 = 60;

pub struct Worker {
    store: DynamoStore,
    vault: AesVault,
    accounts: ConnectedAccounts,
    jobs: SqsJobs,
    pub calls: Calls,
}

/// The job must be delivered again.
#[derive(Debug)]
pub struct DeliverAgain;

impl Worker {
    pub fn new(clients: &Clients, environment: &Environment) -> Result<Self, SettingError> {
        let secrets = Arc::new(SecretsManager::new(clients.secrets()));
        Ok(Self {
            store: DynamoStore::new(clients.dynamodb(), environment.text("TABLE")?),
            vault: AesVault::new(Keyring::new(secrets.clone(), environment.text("SEALING_KEYS_SECRET")?)),
            accounts: ConnectedAccounts::of(environment, secrets)?,
            jobs: SqsJobs::new(clients.sqs(), Queues::of(environment)),
            calls: clients.calls(),
        })
    }

    /// Does a job within `limit`; a run reads for `minutes` of it at most.
    ///
    /// # Errors
    /// Whatever goes wrong, and also where the limit ends it halfway: done again, a run finds what it has written.
    pub async fn run(
        &self,
        body: &str,
        now: Timestamp,
        minutes: u32,
        limit: Duration,
    ) -> Result<(), DeliverAgain> {
        let job: FetchJob = serde_json::from_str(body).map_err(|problem| {
            tracing::error!(%problem, "a job cannot be read");
            DeliverAgain
        })?;
        tokio::time::timeout(limit, self.run_job(&job, now, minutes)).await.unwrap_or_else(|_| {
            let seconds = limit.as_secs();
            tracing::error!(tenant = %job.tenant, run = %job.run, seconds, "run takes too long and is tried again");
            Err(DeliverAgain)
        })
    }

    async fn run_job(&self, job: &FetchJob, now: Timestamp, minutes: u32) -> Result<(), DeliverAgain> {
        let ports = RunPorts { store: &self.store, vault: &self.vault, accounts: &self.accounts };
        match run_tenant(ports, job, now, minutes).await {
            Ok(RunEnd::Finished(report)) => finished(&report, now),
            Ok(RunEnd::Unfinished { left, system, rest }) => {
                tracing::info!(tenant = %job.tenant, run = %job.run, left, "run goes on later");
                if let Err(problem) = self.jobs.fetch(&system, &[*rest], PAUSE_SECONDS).await {
                    tracing::warn!(tenant = %job.tenant, run = %job.run, %problem, "run cannot be queued on");
                    return Err(DeliverAgain);
                }
            }
            Ok(RunEnd::Refreshed { changed }) => {
                tracing::info!(tenant = %job.tenant, run = %job.run, changed, "hinted invoices were read");
            }
            Ok(RunEnd::FinishedBefore) => {
                tracing::info!(tenant = %job.tenant, run = %job.run, "run was finished before");
            }
            Ok(RunEnd::Disconnected) => {
                tracing::info!(tenant = %job.tenant, run = %job.run, "the tenant is disconnected");
            }
            Ok(RunEnd::NoSuchTenant) => {
                tracing::warn!(tenant = %job.tenant, run = %job.run, "no such tenant");
            }
            Err(problem) => {
                tracing::warn!(tenant = %job.tenant, run = %job.run, %problem, "run is tried again");
                match problem {
                    RunError::Source(AccountingError::SwitchedOff { .. }) => {
                        metrics::emit(&[("SystemsSwitchedOff", 1)], &[], now);
                    }
                    RunError::Source(_) => metrics::emit(&[("RunsUnreachable", 1)], &[], now),
                    _ => {}
                }
                return Err(DeliverAgain);
            }
        }
        Ok(())
    }
}

fn finished(report: &RunReport, now: Timestamp) {
    tracing::info!(
        tenant = %report.tenant, run = %report.run, system = %report.system, outcome = ?report.outcome,
        read = report.read, new = report.new, changed = report.changed, closed = report.closed,
        skipped = report.skipped_total(), problem = report.problem, "run is over"
    );
    match report.outcome {
        Outcome::BrokenConnection => metrics::emit(&[("ConnectionsBroken", 1)], &[], now),
        Outcome::NotUnderstood => metrics::emit(&[("RunsNotUnderstood", 1)], &[], now),
        Outcome::Ok | Outcome::Unreachable => {}
    }
}
