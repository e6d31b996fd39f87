//! Runs tenants: a batch of jobs side by side, each failing or succeeding by itself.
#![forbid(unsafe_code)]

mod worker;

use std::time::Duration;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use cloud::settings::Environment;
use cloud::{Clients, logging};
use jiff::Timestamp;
use lambda_runtime::{Context, Error, LambdaEvent, run, service_fn};
use worker::Worker;

/// Time kept for writing what was read: the run stops reading invoices one by one this long before its end.
const MINUTES_KEPT: u64 = 2;

/// Time kept for telling which jobs are done: a job that takes longer is given up by itself, and the others of its batch are
/// not done again because of it.
const KEPT_FOR_THE_ANSWER: Duration = Duration::from_secs(45);

/// What a call has at least, whatever its deadline says.
const LEAST: Duration = Duration::from_secs(60);

/// Until the deadline that Lambda gives.
fn time_left(context: &Context, now: Timestamp) -> Duration {
    let now = u64::try_from(now.as_millisecond()).unwrap_or_default();
    Duration::from_millis(context.deadline.saturating_sub(now)).max(LEAST)
}

/// How many minutes a run may go on reading.
fn minutes_to_read(left: Duration) -> u32 {
    let minutes = (left.as_secs() / 60).saturating_sub(MINUTES_KEPT);
    u32::try_from(minutes.clamp(1, 12)).unwrap_or(1)
}

/// After which a job is given up. A call that is short altogether keeps half of its time.
fn time_of_a_job(left: Duration) -> Duration {
    left.saturating_sub(KEPT_FOR_THE_ANSWER).max(left / 2)
}

async fn handle(worker: &Worker, event: LambdaEvent<SqsEvent>) -> Result<SqsBatchResponse, Error> {
    let now = Timestamp::now();
    let left = time_left(&event.context, now);
    let (minutes, limit) = (minutes_to_read(left), time_of_a_job(left));
    let jobs = event.payload.records.iter().map(|record| async move {
        let done = worker.run(record.body.as_deref().unwrap_or_default(), now, minutes, limit).await;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(left: u64) -> (u32, u64) {
        let left = Duration::from_secs(left);
        (minutes_to_read(left), time_of_a_job(left).as_secs())
    }

    #[test]
    fn a_run_stops_reading_before_it_is_given_up_and_is_given_up_before_the_deadline() {
        assert_eq!(seconds(600), (8, 555));
        assert_eq!(seconds(900), (12, 855));
    }

    #[test]
    fn a_short_call_still_has_half_of_its_time() {
        assert_eq!(seconds(60), (1, 30));
    }

    #[test]
    fn a_deadline_that_has_passed_leaves_a_minute() {
        let now: Timestamp = "2026-11-21T06:00:00Z".parse().unwrap();
        let context = |deadline: i64| {
            let mut context = Context::default();
            context.deadline = u64::try_from(now.as_millisecond() + deadline).unwrap();
            context
        };
        assert_eq!(time_left(&context(-5_000), now), LEAST);
        assert_eq!(time_left(&context(600_000), now), Duration::from_mins(10));
    }
}
