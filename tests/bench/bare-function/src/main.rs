//! The least that a function with a table can be: it makes a DynamoDB client, and answers without using it.
#![forbid(unsafe_code)]

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Region};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(std::env::var("AWS_REGION")?))
        .credentials_provider(EnvironmentVariableCredentialsProvider::new());
    let client = Client::from_conf(config.build());
    let client = &client;
    run(service_fn(|_: LambdaEvent<Value>| async move {
        Ok::<_, Error>(json!({ "region": client.config().region().map(Region::as_ref) }))
    }))
    .await
}
