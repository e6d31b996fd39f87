//! Every morning: one job per tenant. Started by EventBridge Scheduler, and by its own queue for what is beyond a page.
#![forbid(unsafe_code)]

use aws_lambda_events::sqs::SqsEvent;
use cloud::settings::{Environment, Queues};
use cloud::{Clients, DynamoStore, SqsJobs, logging, metrics};
use domain::{Country, Moment, RunId};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::Value;
use workflows::fan_out::{FannedOut, fan_out, fan_out_page};
use workflows::ports::ShardPage;

/// The queue's event has records; the schedule's has not.
enum Trigger {
    Pages(SqsEvent),
    Morning,
}

fn trigger(event: Value) -> Result<Trigger, serde_json::Error> {
    match event.get("Records") {
        Some(_) => serde_json::from_value(event).map(Trigger::Pages),
        None => Ok(Trigger::Morning),
    }
}

struct FanOut {
    store: DynamoStore,
    jobs: SqsJobs,
}

impl FanOut {
    async fn handle(&self, event: LambdaEvent<Value>) -> Result<(), Error> {
        let now = Timestamp::now();
        match trigger(event.payload)? {
            Trigger::Morning => {
                // Denmark and Norway share their civil date, so one run id names the morning for all.
                let run = RunId::morning(Moment::new(now, Country::Denmark).today);
                let done = fan_out(&self.store, &self.jobs, &run, now).await?;
                told(&run, &done, now);
            }
            Trigger::Pages(pages) => {
                for record in pages.records {
                    let page: ShardPage = serde_json::from_str(record.body.as_deref().unwrap_or_default())?;
                    let done = fan_out_page(&self.store, &self.jobs, &page, now).await?;
                    told(&page.run, &done, now);
                }
            }
        }
        Ok(())
    }
}

fn told(run: &RunId, done: &FannedOut, now: Timestamp) {
    tracing::info!(%run, jobs = done.jobs, gone_silent = done.gone_silent, "tenants fanned out");
    metrics::emit(&[("TenantsWithoutRun", u64::from(done.gone_silent))], &[], now);
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let function = FanOut {
        store: DynamoStore::new(clients.dynamodb(), environment.text("TABLE")?),
        jobs: SqsJobs::new(clients.sqs(), Queues::of(&environment)),
    };
    run(service_fn(|event| function.handle(event))).await
}
