//! What the worker reads and writes for a tenant, done without a thought: the same requests for the same pages, the
//! same queries of the table, and as many transactions of the same size, with the same clients. Nothing that was
//! read is looked at.
#![forbid(unsafe_code)]

mod transaction;

use std::collections::HashMap;

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Region};
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// What one call is to do.
#[derive(Deserialize)]
struct Work {
    /// The addresses of the accounting system's pages, as the worker asked for them.
    pages: Vec<String>,
    /// The tenant's access token.
    token: String,
    /// The partition of the index `open`.
    tenant: String,
    /// Full transactions to write, spread evenly over the pages.
    transactions: usize,
    /// Whether each page is also checked to be JSON, without keeping anything of it.
    parse: bool,
}

struct Loop {
    http: reqwest::Client,
    table: String,
    client: Client,
    /// A full transaction, as the worker once sent it.
    full: Vec<TransactWriteItem>,
}

impl Loop {
    async fn run(&self, work: &Work) -> Result<u64, Error> {
        self.query(&work.tenant).await?;
        let (mut bytes, mut written) = (0, 0);
        for (index, page) in work.pages.iter().enumerate() {
            bytes += self.page(page, work).await?;
            while written < work.transactions * (index + 1) / work.pages.len() {
                self.write(self.full.clone()).await?;
                written += 1;
            }
        }
        // The last transaction of a run is a small one.
        self.write(self.full.iter().take(2).cloned().collect()).await?;
        Ok(bytes)
    }

    async fn query(&self, tenant: &str) -> Result<(), Error> {
        let mut from: Option<HashMap<String, AttributeValue>> = None;
        loop {
            let query = self.client.query().table_name(&self.table).index_name("open");
            let answer = query
                .key_condition_expression("#pk = :pk")
                .expression_attribute_names("#pk", "open_pk")
                .expression_attribute_values(":pk", AttributeValue::S(tenant.to_owned()))
                .set_exclusive_start_key(from)
                .send()
                .await?;
            from = answer.last_evaluated_key;
            if from.is_none() {
                return Ok(());
            }
        }
    }

    async fn page(&self, address: &str, work: &Work) -> Result<u64, Error> {
        let request = self.http.get(address).header("X-Access-Token", &work.token);
        let body =
            request.header("Accept", "application/json").send().await?.error_for_status()?.bytes().await?;
        if work.parse {
            serde_json::from_slice::<IgnoredAny>(&body)?;
        }
        Ok(body.len() as u64)
    }

    async fn write(&self, items: Vec<TransactWriteItem>) -> Result<(), Error> {
        self.client.transact_write_items().set_transact_items(Some(items)).send().await?;
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(std::env::var("AWS_REGION")?))
        .endpoint_url(std::env::var("AWS_ENDPOINT_URL")?)
        .credentials_provider(EnvironmentVariableCredentialsProvider::new());
    let bare = &Loop {
        http: reqwest::Client::new(),
        table: std::env::var("TABLE")?,
        client: Client::from_conf(config.build()),
        full: transaction::read(&std::env::var("TRANSACTION")?)?,
    };
    run(service_fn(|event: LambdaEvent<Work>| async move { bare.run(&event.payload).await })).await
}
