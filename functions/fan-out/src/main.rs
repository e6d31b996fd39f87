//! Every morning: one job per tenant, and what the law's data will not know soon. Every hour: who has had no run. Ordered by
//! the calendar through its own queue, where it also puts what is beyond a page.
#![forbid(unsafe_code)]

mod outlook;
mod trigger;

use cloud::settings::{Environment, Queues};
use cloud::{Clients, DynamoStore, SqsJobs, logging, metrics};
use domain::{Country, Moment, RunId};
use jiff::Timestamp;
use jiff::civil::Date;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use outlook::Missing;
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
                let today = Moment::new(now, Country::Denmark).today;
                let run = RunId::morning(today);
                look_ahead(today, now);
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

fn look_ahead(today: Date, now: Timestamp) {
    let Missing { count, what } = Missing::on(today);
    match count {
        0 => tracing::info!("statutes are known for the time to come"),
        _ => tracing::warn!(count, what, "statutes will be missing; letters are refused from then on"),
    }
    metrics::emit(&[(outlook::METRIC, count)], &[], now);
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
