//! A company in the double of Minuba, and the receiver that it pushes to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use reqwest::{Client, Method};
use sandboxes::books::{Company, NewCompany, NewDebtor, NewInvoice};
use sandboxes::clock::Clock;
use sandboxes::minuba::{EventKind, Minuba, Push, Secret};
use serde_json::Value;

/// One request as it came in.
#[derive(Clone, Debug)]
pub struct Got {
    pub id: String,
    pub timestamp: i64,
    pub signatures: Vec<String>,
    pub body: Bytes,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn is_signed_by(&self, secret: &Secret) -> bool {
        self.signatures.contains(&secret.sign(&self.id, self.timestamp, &self.body))
    }
}

/// Answers with the statuses it was given, then with 202.
#[derive(Clone, Default)]
pub struct Receiver {
    pub got: Arc<Mutex<Vec<Got>>>,
    pub statuses: Arc<Mutex<VecDeque<u16>>>,
}

impl Receiver {
    async fn serve(&self) -> String {
        let receiver = self.clone();
        let app = Router::new().fallback(move |request: Request| {
            let receiver = receiver.clone();
            async move { receiver.take(request).await }
        });
        let (address, _) = sandboxes::serve(app).await.unwrap();
        format!("http://{address}/webhooks/minuba/c1")
    }

    async fn take(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let header = |name: &str| parts.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/json; charset=utf-8");
        let body = to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        self.got.lock().unwrap().push(Got {
            id: header("webhook-id"),
            timestamp: header("webhook-timestamp").parse().unwrap(),
            signatures: header("webhook-signature").split(' ').map(str::to_owned).collect(),
            body,
        });
        let status = self.statuses.lock().unwrap().pop_front().unwrap_or(202);
        (StatusCode::from_u16(status).unwrap(), format!("{{\"answer\":{status}}}")).into_response()
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }
}

pub struct Setting {
    pub base: String,
    pub clock: Clock,
    pub minuba: Minuba,
    pub company: Company<Minuba>,
    pub receiver: Receiver,
    pub secret: Secret,
}

impl Setting {
    pub async fn new() -> Self {
        let clock = Clock::at("2026-09-15T06:30:00Z".parse().unwrap());
        let minuba = Minuba::new(clock.clone());
        let new = NewCompany { cvr: Some("99000029".into()), ..NewCompany::named("Rør & Rist VVS ApS") };
        let company = minuba.books().open_as(new).unwrap();
        let (receiver, secret) = (Receiver::default(), Secret::random());
        let url = receiver.serve().await;
        company.switch(|switches| {
            switches.webhook_url = Some(url);
            switches.webhook_secret = Some(secret.text());
        });
        let (address, _) = sandboxes::serve(minuba.router()).await.unwrap();
        Self { base: format!("http://{address}/_sandbox"), clock, minuba, company, receiver, secret }
    }

    pub fn add(&self) -> String {
        let debtor = NewDebtor {
            cvr: Some("99000011".into()),
            street: Some("Havnegade 14, 2.".into()),
            zip: Some("8000".into()),
            city: Some("Aarhus C".into()),
            ..NewDebtor::named(
                "Fjordgaarden Ejendomme ApS",
                "faktura@fjordgaarden.example;chef@fjordgaarden.example",
            )
        };
        let new = NewInvoice {
            number: Some(10_412),
            debtor,
            late_fee: 10_000,
            ..NewInvoice::due_on("2026-08-31".parse().unwrap(), 1_550_000)
        };
        self.company.add(new).unwrap()
    }

    /// Pushes, and answers what the receiver got of it.
    pub async fn push(&self, push: Push) -> Vec<Got> {
        let before = self.receiver.got().len();
        self.minuba.push(&self.company, &push).await.unwrap();
        self.receiver.got()[before..].to_vec()
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/companies/{}/{path}", self.base, self.company.organization());
        let answer = Client::new().request(Method::POST, url).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }
}

pub fn sent(id: &str) -> Push {
    Push::of(EventKind::SentToCollection, id)
}
