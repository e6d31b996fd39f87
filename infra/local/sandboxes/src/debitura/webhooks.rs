//! Subscriptions, and events on their way: signed, tried again with growing gaps, replayed.

use std::time::Duration;

use axum::Json as Body;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use data_encoding::{BASE64, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use sha2::Sha256;

use super::creditor::guid;
use super::door::Caller;
use super::errors::Refusal;
use super::{Creditor, Debitura, events};
use crate::admin::input::Input;
use crate::books::Refused;
use crate::json::{Json, record};

/// Seconds between one try and the next: eight more after the first, then the subscription is disabled. The pages tell
/// the number; the gaps are ours.
pub const RETRY_DELAYS: [i64; 8] = [60, 300, 900, 3_600, 7_200, 14_400, 28_800, 86_400];

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The client that sends events. A redirect is no delivery.
pub(super) fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
    // Only a machine without a usable TLS set-up cannot make one, and then sending fails with its reason.
    builder.build().unwrap_or_default()
}

/// Where events go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// A GUID.
    pub id: String,
    /// Where.
    pub url: String,
    /// Which ones; fixed once it is made.
    pub events: Vec<String>,
    /// Base64; its bytes sign.
    pub secret: String,
    /// It still gets events.
    pub is_active: bool,
}

/// What is ordered to go wrong with events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sending {
    /// So many are never sent by themselves.
    pub lose_next: usize,
    /// So many are sent twice.
    pub duplicate_next: usize,
}

/// An event and its tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The event's id, the same on every try.
    pub id: String,
    /// Whose it is.
    pub subscription: String,
    /// What it is about.
    pub case: String,
    /// `case.updated`
    pub event: String,
    /// The bytes, the same on every try.
    pub payload: String,
    /// The statuses answered, oldest first; none where no answer came.
    pub tries: Vec<Option<u16>>,
    /// How far it has come.
    pub state: DeliveryState,
}

/// How far an event has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is tried at this time.
    Waiting {
        /// When.
        next: Timestamp,
    },
    /// It was taken.
    Delivered,
    /// It was tried often enough.
    GivenUp,
}

impl Subscription {
    /// To `url`, with a new secret.
    #[must_use]
    pub fn new(url: &str, events: Vec<String>) -> Self {
        let secret = BASE64.encode(guid().as_bytes());
        Self { id: guid(), url: url.to_owned(), events, secret, is_active: true }
    }

    /// `t=…,v1=…` of a body at a time.
    #[must_use]
    pub fn signature(&self, time: i64, body: &str) -> String {
        let key = BASE64.decode(self.secret.as_bytes()).unwrap_or_default();
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&key) else { return String::new() };
        let code = mac.chain_update(format!("{time}.{body}")).finalize().into_bytes();
        format!("t={time},v1={}", HEXLOWER.encode(&code))
    }

    fn shown(&self, with_secret: bool) -> Json {
        let events = self.events.iter().map(|event| Json::from(event.as_str())).collect::<Vec<_>>();
        record! {
            "id": self.id.as_str(),
            "url": self.url.as_str(),
            "events": events,
            "isActive": self.is_active,
            "secret": with_secret.then(|| self.secret.clone()),
        }
    }
}

impl Delivery {
    pub(super) fn shown(&self) -> Json {
        let last = self.tries.last().copied().flatten();
        record! {
            "id": self.id.as_str(),
            "subscriptionId": self.subscription.as_str(),
            "caseId": self.case.as_str(),
            "eventType": self.event.as_str(),
            "payload": self.payload.as_str(),
            "isDelivered": self.state == DeliveryState::Delivered,
            "attemptCount": self.tries.len(),
            "lastResponseCode": last.map(i64::from),
        }
    }

    fn is_due(&self, now: Timestamp) -> bool {
        matches!(self.state, DeliveryState::Waiting { next } if next <= now) && !self.tries.is_empty()
    }

    /// Enters a try, and what follows from it.
    fn tried(&mut self, status: Option<u16>, now: Timestamp) {
        let delay = RETRY_DELAYS.get(self.tries.len()).copied();
        self.tries.push(status);
        let next = delay.and_then(|delay| now.checked_add(delay.seconds()).ok());
        self.state = match (status, next) {
            (Some(200..300), _) => DeliveryState::Delivered,
            _ if self.state == DeliveryState::Delivered => DeliveryState::Delivered,
            (_, Some(next)) => DeliveryState::Waiting { next },
            (_, None) => DeliveryState::GivenUp,
        };
    }
}

/// Tries an event once, signed at its own time.
pub(super) async fn send(debitura: &Debitura, creditor: &str, event: &str, is_replay: bool) {
    let found = debitura.with(creditor, |creditor| {
        let delivery = creditor.deliveries.iter().find(|known| known.id == event)?.clone();
        let subscription = creditor.subscriptions.iter().find(|known| known.id == delivery.subscription)?;
        Some((delivery, subscription.clone()))
    });
    let Ok(Some((delivery, subscription))) = found else { return };
    let now = debitura.clock.now();
    let mut request = debitura
        .http
        .post(&subscription.url)
        .header(CONTENT_TYPE, "application/json")
        .header("X-Debitura-Signature", subscription.signature(now.as_second(), &delivery.payload))
        .body(delivery.payload);
    if is_replay {
        request = request.header("X-Debitura-Replay", "true");
    }
    let status = request.send().await.ok().map(|answer| answer.status().as_u16());
    let entered = debitura.with(creditor, |creditor| {
        let Some(known) = creditor.deliveries.iter_mut().find(|known| known.id == event) else { return };
        known.tried(status, now);
        if known.state == DeliveryState::GivenUp
            && let Some(failing) = creditor.subscriptions.iter_mut().find(|one| one.id == subscription.id)
        {
            failing.is_active = false;
        }
    });
    drop(entered);
}

/// Tries again what is due by the clock; answers how many that were.
pub(super) async fn send_due(debitura: &Debitura, creditor: &str) -> Result<usize, Refused> {
    let now = debitura.clock.now();
    let due: Vec<String> = debitura.with(creditor, |creditor| {
        let due = creditor.deliveries.iter().filter(|delivery| delivery.is_due(now));
        due.map(|delivery| delivery.id.clone()).collect()
    })?;
    for event in &due {
        send(debitura, creditor, event, false).await;
    }
    Ok(due.len())
}

/// `GET /webhooks`
pub async fn list(State(debitura): State<Debitura>, Caller(creditor): Caller) -> Result<Response, Refusal> {
    let shown = |creditor: &mut Creditor| creditor.subscriptions.iter().map(|one| one.shown(false)).collect();
    Ok(Body(Json::List(debitura.with(&creditor, shown)?)).into_response())
}

/// `POST /webhooks`: `url`, HTTPS only, and `events`. The secret is told this once.
pub async fn subscribe(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    body: Bytes,
) -> Result<Response, Refusal> {
    let mut input = Input::read(serde_json::from_slice(&body).unwrap_or(Value::Null), "")?;
    let url = input.needed_text("url")?;
    if !url.starts_with("https://") {
        return Err(input.refuse("url", "must be https").into());
    }
    let events = input.take("events").unwrap_or_default();
    let events: Vec<String> = serde_json::from_value(events).unwrap_or_default();
    if events.is_empty() || !events.iter().all(|event| events::NAMES.contains(&event.as_str())) {
        return Err(input.refuse("events", "must be some of the known ones").into());
    }
    let subscription = Subscription::new(&url, events);
    let shown = subscription.shown(true);
    debitura.with(&creditor, |creditor| creditor.subscriptions.push(subscription))?;
    Ok(Body(shown).into_response())
}

/// `GET /webhooks/events`
pub async fn events(State(debitura): State<Debitura>, Caller(creditor): Caller) -> Result<Response, Refusal> {
    let shown = |creditor: &mut Creditor| creditor.deliveries.iter().map(Delivery::shown).collect();
    Ok(Body(Json::List(debitura.with(&creditor, shown)?)).into_response())
}

/// `POST /webhooks/events/{id}/replay`
pub async fn replay(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    send(&debitura, &creditor, &id, true).await;
    let find = |creditor: &mut Creditor| {
        creditor.deliveries.iter().find(|known| known.id == id).map(Delivery::shown)
    };
    let shown = debitura.with(&creditor, find)?;
    shown
        .map(|shown| Body(shown).into_response())
        .ok_or_else(|| Refusal::not_found("There is no such event."))
}
