//! The pages behind the links in mails: the tenant's, and the debtor's of a letter. GET shows and never changes anything;
//! POST decides.
#![forbid(unsafe_code)]

mod answer;
mod debtor;
mod pages;
mod request;

use std::sync::Arc;

use answer::Answer;
use cloud::settings::Environment;
use cloud::{Clients, DynamoStore, Keyring, SecretsManager, SignedLinks, logging};
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use pages::Pages;
use request::{Asked, HttpEvent};

async fn handle(pages: &Pages, event: LambdaEvent<HttpEvent>) -> Result<Answer, Error> {
    let answer = match request::parse(&event.payload) {
        Asked::Health => Answer::health(),
        Asked::Show { token, from } => pages.show(token, from).await,
        Asked::Decide { token, from, form } => pages.decide(token, from, &form, event.context.deadline).await,
        Asked::ShowLetter { token } => pages.debtor().show(token, Timestamp::now()).await,
        Asked::AnswerLetter { token, form } => pages.debtor().answer(token, form, Timestamp::now()).await,
        Asked::Other => pages.not_found(),
    };
    tracing::info!(status = answer.status(), "answered");
    Ok(answer)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let keys = environment.text("LINK_KEYS_SECRET")?;
    let ring = Keyring::new(Arc::new(SecretsManager::new(clients.secrets())), keys);
    let pages = Pages {
        store: DynamoStore::new(clients.dynamodb(), environment.text("TABLE")?),
        links: SignedLinks::new(ring, environment.address("PUBLIC_URL")?),
    };
    run(service_fn(|event| handle(&pages, event))).await
}
