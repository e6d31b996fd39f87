//! Every morning: one job per tenant. Every hour: who has had no run. Ordered by the calendar through its own queue, where
//! it also puts what is beyond a page.
#![forbid(unsafe_code)]

mod trigger;

use cloud::settings::{Environment, Queues};
use cloud::{Clients, DynamoStore, SqsJobs, logging, metrics};
use domain::{Country, Moment, RunId};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::Value;
use trigger::Order;
use workflows::fan_out::{FannedOut, count_silent, fan_out, fan_out_page};

struct FanOut {
    store: DynamoStore,
    jobs: SqsJobs,
}

impl FanOut {
    async fn handle(&self, event: LambdaEvent<Value>) -> Result<(), Error> {
        let now = Timestamp::now();
        for order in trigger::orders(event.payload)? {
            self.carry_out(&order, now).await?;
        }
        Ok(())
    }

    async fn carry_out(&self, order: &Order, now: Timestamp) -> Result<(), Error> {
        match order {
            Order::Morning { .. } => {
                // Denmark and Norway share their civil date, so one run id names the morning for all.
                let run = RunId::morning(Moment::new(now, Country::Denmark).today);
                told(&run, &fan_out(&self.store, &self.jobs, &run, now).await?);
            }
            Order::Page(page) => {
                told(&page.run, &fan_out_page(&self.store, &self.jobs, page, now).await?);
            }
            Order::Count { .. } => {
                let silent = count_silent(&self.store, now).await?;
                tracing::info!(silent, "tenants without a run counted");
                metrics::emit(&[("TenantsWithoutRun", u64::from(silent))], &[], now);
            }
        }
        Ok(())
    }
}

fn told(run: &RunId, done: &FannedOut) {
    tracing::info!(%run, jobs = done.jobs, gone_silent = done.gone_silent, "tenants fanned out");
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
