//! Runs tenants: a batch of jobs side by side, each failing or succeeding by itself.
#![forbid(unsafe_code)]

mod worker;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use cloud::settings::Environment;
use cloud::{Clients, logging};
use jiff::Timestamp;
use lambda_runtime::{Context, Error, LambdaEvent, run, service_fn};
use worker::Worker;

/// Time kept for writing what was read: the run stops reading invoices one by one this long before its end.
const MINUTES_KEPT: i64 = 2;

/// How many minutes this call may go on reading, by the deadline that Lambda gives it.
fn minutes_left(context: &Context, now: Timestamp) -> u32 {
    let deadline = i64::try_from(context.deadline).unwrap_or(i64::MAX);
    let minutes = (deadline - now.as_millisecond()) / 60_000 - MINUTES_KEPT;
    u32::try_from(minutes.clamp(1, 12)).unwrap_or(1)
}

async fn handle(worker: &Worker, event: LambdaEvent<SqsEvent>) -> Result<SqsBatchResponse, Error> {
    let now = Timestamp::now();
    let minutes = minutes_left(&event.context, now);
    let jobs = event.payload.records.iter().map(|record| async move {
        let done = worker.run(record.body.as_deref().unwrap_or_default(), now, minutes).await;
        (record.message_id.clone().unwrap_or_default(), done)
    });
    let mut response = SqsBatchResponse::default();
    for (message, done) in futures::future::join_all(jobs).await {
        if done.is_err() {
            response.add_failure(message);
        }
    }
    tracing::info!(calls = %worker.calls.take(), jobs = event.payload.records.len(), "batch of runs is over");
    Ok(response)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let worker = Worker::new(&clients, &environment)?;
    run(service_fn(|event| handle(&worker, event))).await
}
