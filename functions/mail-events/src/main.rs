//! What SES tells of mails to tenants: bounces and complaints, by way of an SNS topic.
#![forbid(unsafe_code)]

mod ses_event;

use aws_lambda_events::sns::SnsEvent;
use cloud::settings::Environment;
use cloud::{Clients, DynamoStore, logging, metrics};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use workflows::record_mail_event::{Recorded, record_mail_event};

async fn handle(store: &DynamoStore, event: LambdaEvent<SnsEvent>) -> Result<(), Error> {
    let now = Timestamp::now();
    for record in event.payload.records {
        let Some(event) = ses_event::parse(&record.sns.message)? else { continue };
        let recorded = record_mail_event(store, &event, now).await?;
        tracing::warn!(tenant = %event.tenant, why = ?event.why, recorded = ?recorded, "a mail to a tenant failed");
        if matches!(recorded, Recorded::Suppressed { reachable: false, .. }) {
            metrics::emit(&[("TenantsUnreachable", 1)], &[], now);
        }
    }
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
