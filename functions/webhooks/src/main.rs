//! What others send us: invoices for collection, and hints that something changed, in the books or at an agency.
#![forbid(unsafe_code)]

mod agency_door;
mod answer;
mod claims_door;
mod desk;
mod events_door;
mod request;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use agencies::{Agencies, Endpoints};
use answer::Answer;
use cloud::settings::{Environment, Queues};
use cloud::{AesVault, Clients, DynamoStore, Keyring, S3Documents, SecretsManager, SqsJobs, logging};
use desk::Desk;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use request::{Asked, HttpEvent};

/// Made of the code's types by `cargo run -p claims --example openapi`; a test fails when it is out of date.
const DOCUMENT: &str = include_str!("../openapi.json");

async fn handle(desk: &Desk, event: LambdaEvent<HttpEvent>) -> Result<Answer, Error> {
    let answer = match request::parse(event.payload) {
        Asked::Document => Answer::document(DOCUMENT),
        Asked::Push(push) => desk.take(push, Timestamp::now()).await,
        Asked::Other => Answer::not_found(),
    };
    tracing::info!(status = answer.status(), "answered");
    Ok(answer)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let keys = environment.text("SEALING_KEYS_SECRET")?;
    let endpoints = Endpoints::from_settings(|name| environment.optional(name).map(str::to_owned))?;
    let desk = Desk {
        store: Arc::new(DynamoStore::new(clients.dynamodb(), environment.text("TABLE")?)),
        vault: Arc::new(AesVault::new(Keyring::new(Arc::new(SecretsManager::new(clients.secrets())), keys))),
        documents: Arc::new(S3Documents::new(clients.s3(), environment.text("DOCUMENTS_BUCKET")?)),
        jobs: Arc::new(SqsJobs::new(clients.sqs(), Queues::of(&environment))),
        agencies: Arc::new(Agencies::without_mail(endpoints)),
    };
    run(service_fn(|event| handle(&desk, event))).await
}
