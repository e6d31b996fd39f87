//! Carries out what waits in the outbox: mails to tenants, letters, one-time schedules, bookings, subscriptions to events,
//! and what agencies are given, told and asked.
#![forbid(unsafe_code)]

mod claim_pdf;
mod time;

use std::sync::Arc;

use agencies::{Agencies, Endpoints};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use cloud::accounts::patience;
use cloud::jobs::{EffectJob, LONGEST_DELAY_SECONDS};
use cloud::settings::{Environment, Queues, ScheduleSettings};
use cloud::{
    AesVault, Clients, ConnectedAccounts, DynamoStore, Keyring, OneTimeSchedules, S3Documents,
    SecretsManager, SesCourier, SesMailer, SignedLinks, SqsJobs, logging, metrics,
};
use domain::EffectId;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use time::ReadUntil;
use workflows::deliver_effect::{Delivery, EffectPorts, deliver_effect};
use workflows::ports::Jobs;

/// Seconds until a message that is put back may be taken again.
const AT_ONCE: u16 = 1;

struct Effects {
    store: DynamoStore,
    mailer: Arc<SesMailer>,
    schedules: OneTimeSchedules,
    wakes: OneTimeSchedules,
    links: SignedLinks,
    vault: AesVault,
    accounts: ConnectedAccounts,
    documents: S3Documents,
    agencies: Agencies,
    public_url: String,
    jobs: SqsJobs,
}

impl Effects {
    fn new(clients: &Clients, environment: &Environment) -> Result<Self, Error> {
        let secrets = Arc::new(SecretsManager::new(clients.secrets()));
        let link_keys = Keyring::new(secrets.clone(), environment.text("LINK_KEYS_SECRET")?);
        let sealing_keys = Keyring::new(secrets.clone(), environment.text("SEALING_KEYS_SECRET")?);
        let public_url = environment.address("PUBLIC_URL")?;
        let configuration = environment.optional("CONFIGURATION_SET").map(str::to_owned);
        let sender = environment.parsed("SENDER")?;
        let mailer = Arc::new(SesMailer::new(clients.ses(), sender, configuration, Timestamp::now));
        let table = environment.text("TABLE")?;
        let courier = Arc::new(SesCourier::new(clients.dynamodb(), &table, mailer.clone()));
        let patience = patience(environment)?.brief();
        let endpoints = Endpoints::from_settings(|name| environment.optional(name).map(str::to_owned))?;
        Ok(Self {
            store: DynamoStore::new(clients.dynamodb(), table),
            mailer,
            schedules: OneTimeSchedules::new(
                clients.scheduler(),
                ScheduleSettings::of_silent_starts(environment)?,
                Timestamp::now,
            ),
            wakes: OneTimeSchedules::new(
                clients.scheduler(),
                ScheduleSettings::of_wakes(environment)?,
                Timestamp::now,
            ),
            links: SignedLinks::new(link_keys, public_url.clone()),
            vault: AesVault::new(sealing_keys),
            accounts: ConnectedAccounts::with_patience(environment, secrets, patience)?,
            documents: S3Documents::new(clients.s3(), environment.text("DOCUMENTS_BUCKET")?),
            agencies: Agencies::with_patience(endpoints, courier, Arc::new(claim_pdf::render), patience),
            public_url,
            jobs: SqsJobs::new(clients.sqs(), Queues::of(environment)),
        })
    }

    async fn handle(&self, event: LambdaEvent<SqsEvent>) -> Result<SqsBatchResponse, Error> {
        let mut response = SqsBatchResponse::default();
        for (nth, record) in event.payload.records.into_iter().enumerate() {
            let now = Timestamp::now();
            let left = time::left(&event.context, now);
            let body = record.body.as_deref().unwrap_or_default();
            // The first of a call has all of its time.
            let done = match nth == 0 || time::is_enough(left) {
                true => self.deliver(body, now, &ReadUntil::with(left)).await,
                false => self.put_back(body).await,
            };
            if let Err(problem) = done {
                tracing::warn!(%problem, "an effect is delivered again");
                response.add_failure(record.message_id.unwrap_or_default());
            }
        }
        Ok(response)
    }

    /// Those before it in its batch have taken the time of this call: it is the next one's. A message that is put on the queue
    /// anew loses no attempt, and need not wait until it can be seen again.
    async fn put_back(&self, body: &str) -> Result<(), Error> {
        let EffectJob { effect } = serde_json::from_str(body)?;
        self.jobs.effect(&effect, AT_ONCE).await?;
        tracing::info!(%effect, "effect is left to the next call");
        Ok(())
    }

    async fn deliver(&self, body: &str, now: Timestamp, limit: &ReadUntil) -> Result<(), Error> {
        let EffectJob { effect } = serde_json::from_str(body)?;
        let ports = EffectPorts {
            store: &self.store,
            mailer: self.mailer.as_ref(),
            schedules: &self.schedules,
            links: &self.links,
            vault: &self.vault,
            accounts: &self.accounts,
            documents: &self.documents,
            agencies: &self.agencies,
            limit,
            public_url: &self.public_url,
        };
        match deliver_effect(ports, &effect, now).await? {
            Delivery::Done { kind, tenant } => tracing::info!(%effect, kind, %tenant, "effect is done"),
            Delivery::Nothing => tracing::info!(%effect, "effect was over before"),
            Delivery::Again { at } => {
                self.again(&effect, at, now).await?;
                tracing::info!(%effect, %at, "effect waits");
            }
            Delivery::Dead { kind, tenant, why } => {
                tracing::error!(%effect, kind, %tenant, %why, "effect is given up");
                metrics::emit(&[("DeadEffects", 1)], &[], now);
            }
        }
        Ok(())
    }

    /// A message waits a quarter of an hour at most: for what waits longer a schedule puts a new one on the queue, and where
    /// none can be made, the message looks again every quarter of an hour.
    async fn again(&self, effect: &EffectId, at: Timestamp, now: Timestamp) -> Result<(), Error> {
        let seconds = at.duration_since(now).as_secs();
        if seconds > i64::from(LONGEST_DELAY_SECONDS) {
            match self.wakes.wake(effect, at).await {
                Ok(()) => return Ok(()),
                Err(problem) => tracing::warn!(%effect, %problem, "no schedule wakes the effect"),
            }
        }
        let delay = u16::try_from(seconds.max(1)).unwrap_or(LONGEST_DELAY_SECONDS);
        self.jobs.effect(effect, delay).await?;
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let effects = Effects::new(&clients, &environment)?;
    run(service_fn(|event| effects.handle(event))).await
}
