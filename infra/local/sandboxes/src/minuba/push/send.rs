//! One try: signed at its own time, sent, and its answer read.

use std::time::Duration;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use jiff::Timestamp;

use super::delivery::{Attempt, Delivery};
use super::signature::Secret;
use crate::books::Refused;
use crate::minuba::Minuba;

/// How long an answer is waited for (Standard Webhooks, request timeouts).
const PATIENCE: Duration = Duration::from_secs(30);
/// What is kept of an answer, in characters.
const LONGEST_ANSWER: usize = 20_000;

/// The client that pushes. A redirect is no delivery.
pub fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
    // Only a machine without a usable TLS set-up cannot make one, and then pushing fails with its reason.
    builder.build().unwrap_or_default()
}

/// The secrets of one try: the current one first.
pub fn secrets(minuba: &Minuba, delivery: &Delivery) -> Result<Vec<Secret>, Refused> {
    if delivery.signing.wrong {
        return Ok(vec![Secret::random()]);
    }
    let switches = match minuba.books.company(&delivery.company) {
        Some(company) => company.read(|ledger| ledger.switches.clone()),
        None => return Err(Refused::Unknown { what: "company", name: delivery.company.clone() }),
    };
    let signing = &delivery.signing;
    let current = signing.secret.clone().or(switches.webhook_secret);
    let current =
        current.ok_or_else(|| Refused::input("secret", "is missing: give it here or as webhook_secret"))?;
    let before = signing.old_secret.clone().or(switches.webhook_old_secret);
    let read =
        |name: &str, text: &str| Secret::parse(text).map_err(|error| Refused::input(name, error.to_string()));
    let mut secrets = vec![read("secret", &current)?];
    if let Some(before) = before {
        secrets.push(read("old_secret", &before)?);
    }
    Ok(secrets)
}

/// Sends once.
pub async fn attempt(minuba: &Minuba, delivery: &Delivery, secrets: &[Secret], now: Timestamp) -> Attempt {
    let timestamp = now.as_second() + delivery.signing.skew;
    let sign = |secret: &Secret| secret.sign(&delivery.event_id, timestamp, &delivery.body);
    let signature = secrets.iter().map(sign).collect::<Vec<_>>().join(" ");
    let request = minuba
        .http
        .post(&delivery.url)
        .header(CONTENT_TYPE, "application/json; charset=utf-8")
        .header("webhook-id", &delivery.event_id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signature)
        .body(delivery.body.clone());
    let no_answer = |error: &reqwest::Error| {
        let why = if error.is_timeout() { "no answer in time" } else { "no connection" };
        Attempt { at: now, status: None, body: why.to_owned(), retry_after: None }
    };
    let answer = match request.send().await {
        Ok(answer) => answer,
        Err(error) => return no_answer(&error),
    };
    let status = answer.status().as_u16();
    let after = answer.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok()?.parse().ok());
    match answer.text().await {
        Ok(body) => Attempt {
            at: now,
            status: Some(status),
            body: body.chars().take(LONGEST_ANSWER).collect(),
            retry_after: after,
        },
        Err(error) => no_answer(&error),
    }
}
