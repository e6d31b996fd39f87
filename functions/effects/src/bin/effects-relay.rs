//! The relay of the outbox: hands new effects on, from the table's stream to the queue.
#![forbid(unsafe_code)]

use cloud::settings::{Environment, Queues};
use cloud::{Clients, SqsJobs, logging};
use domain::EffectId;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde::Deserialize;

/// What is needed of a stream record: the key of the item that is new.
#[derive(Deserialize)]
struct StreamEvent {
    #[serde(rename = "Records")]
    records: Vec<StreamRecord>,
}

#[derive(Deserialize)]
struct StreamRecord {
    dynamodb: Change,
}

#[derive(Deserialize)]
struct Change {
    #[serde(rename = "Keys")]
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    pk: Text,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

/// Sent twice, an effect is still carried out once: the whole batch fails together.
async fn relay(jobs: &SqsJobs, event: LambdaEvent<StreamEvent>) -> Result<(), Error> {
    let keys = event.payload.records.iter().map(|record| record.dynamodb.keys.pk.text.as_str());
    let ids: Vec<EffectId> = keys.filter_map(|key| key.strip_prefix("EFFECT#")?.parse().ok()).collect();
    tracing::info!(effects = ids.len(), "effects relayed");
    Ok(jobs.effects(ids).await?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let jobs = SqsJobs::new(clients.sqs(), Queues::of(&environment));
    run(service_fn(|event| relay(&jobs, event))).await
}
