//! What SES tells of letters to debtors and of mails to tenants and agencies, by way of an SNS topic and a queue.
#![forbid(unsafe_code)]

mod ses_event;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use cloud::settings::Environment;
use cloud::{Clients, DynamoStore, logging, metrics};
use domain::dunning::LetterEvent;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use ses_event::Told;
use workflows::record_letter_event::{LetterRecorded, record_letter_event};
use workflows::record_mail_event::{Recorded, record_mail_event, record_not_delivered};

async fn handle(store: &DynamoStore, event: LambdaEvent<SqsEvent>) -> Result<SqsBatchResponse, Error> {
    let now = Timestamp::now();
    let mut response = SqsBatchResponse::default();
    for record in event.payload.records {
        let message = record.message_id.unwrap_or_default();
        if let Err(problem) = record_one(store, record.body.as_deref().unwrap_or_default(), now).await {
            tracing::error!(event = message, problem, "a mail event is tried again");
            response.add_failure(message);
        }
    }
    Ok(response)
}

/// Never logs what the message says: it holds addresses.
async fn record_one(store: &DynamoStore, message: &str, now: Timestamp) -> Result<(), String> {
    match ses_event::parse(message) {
        Ok(Told::Letter { letter, what, at, message_id }) => {
            let event = LetterEvent { what, at: at.unwrap_or(now) };
            let recorded = record_letter_event(store, &letter, event, message_id.as_ref(), now)
                .await
                .map_err(|problem| problem.to_string())?;
            match recorded {
                LetterRecorded::NoSuchLetter => {
                    tracing::warn!(%letter, ?what, "a letter was sent that nobody keeps")
                }
                recorded => tracing::info!(%letter, ?what, ?recorded, "told of a letter"),
            }
        }
        Ok(Told::Failed(event)) => {
            let recorded =
                record_mail_event(store, &event, now).await.map_err(|problem| problem.to_string())?;
            tracing::warn!(tenant = %event.tenant, why = ?event.why, recorded = ?recorded, "a mail to a tenant failed");
            if matches!(recorded, Recorded::Suppressed { reachable: false, .. }) {
                metrics::emit(&[("TenantsUnreachable", 1)], &[], now);
            }
        }
        Ok(Told::NotDelivered(event)) => {
            let recorded =
                record_not_delivered(store, &event).await.map_err(|problem| problem.to_string())?;
            tracing::warn!(tenant = %event.tenant, batch = %event.batch, recorded = ?recorded, "a mail did not arrive");
        }
        Ok(Told::ParcelLost { parcel }) => {
            tracing::error!(parcel, "a mail to an agency did not arrive");
            metrics::emit(&[("AgencyMailsLost", 1)], &[], now);
        }
        Ok(Told::NothingToDo) => {}
        Ok(Told::NoEvent) => {
            tracing::warn!(bytes = message.len(), "a message is no event of SES and is dropped")
        }
        Err(problem) => {
            return Err(format!("an event of SES cannot be read: {:?} error", problem.classify()));
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
