//! The end of a decision window: called by a one-time schedule, once per batch.
#![forbid(unsafe_code)]

use cloud::settings::Environment;
use cloud::{Clients, DynamoStore, logging};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use workflows::auto_activate::auto_activate;
use workflows::ports::SilentStartCall;

async fn handle(store: &DynamoStore, event: LambdaEvent<SilentStartCall>) -> Result<(), Error> {
    let call = event.payload;
    let done = auto_activate(store, &call, Timestamp::now()).await?;
    tracing::info!(tenant = %call.tenant, batch = %call.batch, done = ?done, "silence has answered");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let store = DynamoStore::new(clients.dynamodb(), environment.text("TABLE")?);
    run(service_fn(|event| handle(&store, event))).await
}
