//! Sends a request, as often as is safe and sensible, and has its answer read.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::multipart::{self, Form};
use tokio::time::Instant;
use tracing::{debug, info};

use super::answer::{Answer, broken};
use super::ask::{Ask, Body, Part};
use super::client::Http;
use super::error_table::ErrorTable;
use super::pace::Pace;
use super::trouble::Trouble;

/// One connection's way to ask: the shared client and the connection's own pace.
pub struct Caller {
    http: Http,
    pace: Pace,
}

impl Caller {
    pub fn new(http: Http, per_minute: usize) -> Self {
        let pace = Pace::new(per_minute, http.patience().minute);
        Self { http, pace }
    }

    /// Sends and reads. `read` gets successful answers, and those of [`Ask::told`]; what it finds garbled is asked for once more, for the
    /// systems are seen to mix up an answer now and then (Billy API v2, errors).
    pub async fn ask<T>(
        &self,
        ask: &Ask,
        table: &ErrorTable,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Trouble> {
        let patience = self.http.patience();
        let plan = ExponentialBuilder::new()
            .with_jitter()
            .with_min_delay(patience.first_pause)
            .with_max_times(patience.tries.saturating_sub(1));
        (|| self.ask_once(ask, table, &read))
            .retry(plan)
            .when(Trouble::may_pass)
            .adjust(|trouble, planned| self.pause(trouble, planned, table))
            .await
    }

    /// Sends once and reads, whatever comes of it. The only way for a request that changes something over there: when no
    /// answer comes, nobody knows whether it was carried out.
    pub async fn ask_once<T>(
        &self,
        ask: &Ask,
        table: &ErrorTable,
        read: impl Fn(&Answer) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.pace.turn().await;
        let answer = self.send(ask).await;
        let (system, method, path) = (table.system, ask.method.as_str(), ask.template);
        match &answer {
            Ok(answer) => {
                let (status, request_id) = (answer.status, answer.request_id.as_deref());
                match answer.is_success() {
                    true => debug!(system, method, path, status, request_id, "asked"),
                    false => info!(system, method, path, status, request_id, "refused"),
                }
            }
            Err(trouble) => debug!(system, method, path, ?trouble, "asked in vain"),
        }
        let answer = answer?;
        if let Some(quota) = answer.quota {
            self.pace.heed(quota, Instant::now());
        }
        match answer.is_success() || ask.told.contains(&answer.status) {
            true => read(&answer),
            false => Err(table.judge(&answer)),
        }
    }

    async fn send(&self, ask: &Ask) -> Result<Answer, Trouble> {
        let client = self.http.client()?;
        let mut request = client.request(ask.method.clone(), ask.url.clone()).header(ACCEPT, ask.accept);
        request = match &ask.body {
            Body::None => request,
            Body::Form(form) => {
                let pairs: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
                request.form(&pairs)
            }
            Body::Json(document) => request
                .header(CONTENT_TYPE, "application/json; charset=utf-8")
                .body(document.as_bytes().to_vec()),
            Body::Parts(parts) => request.multipart(form(parts)?),
        };
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        let response = request.send().await.map_err(|error| broken(&error))?;
        Answer::read(response, ask.largest).await
    }

    /// How long before the next try: the plan's pause, or what a throttled answer asks for; `None` gives up.
    fn pause(&self, trouble: &Trouble, planned: Option<Duration>, table: &ErrorTable) -> Option<Duration> {
        let planned = planned?;
        let longest = self.http.patience().longest_pause;
        match trouble {
            Trouble::Throttled(Some(asked)) if *asked > longest => None,
            // The plan's pause on top spreads those who were told the same second.
            Trouble::Throttled(Some(asked)) => Some(*asked + planned),
            Trouble::Throttled(None) => {
                let known = self.pace.known_reset(Instant::now());
                Some(known.unwrap_or(table.throttle_pause).min(longest).max(planned))
            }
            _ => Some(planned),
        }
    }
}

fn form(parts: &[Part]) -> Result<Form, Trouble> {
    let mut form = Form::new();
    for part in parts {
        let mut written = multipart::Part::bytes(part.bytes.to_vec());
        if let Some((name, media_type)) = &part.file {
            let not_a_type =
                |_| Trouble::NotUnderstood { field: part.name.into(), problem: "has no media type".into() };
            written = written.file_name(name.clone()).mime_str(media_type).map_err(not_a_type)?;
        }
        form = form.part(part.name, written);
    }
    Ok(form)
}
