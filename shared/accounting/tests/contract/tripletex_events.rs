//! Events from subscribing to the hint, over a wire where they come twice, out of order, or from somebody else.

use std::sync::{Arc, Mutex};

use accounting::events::{Delivery, DeliveryError, Hint, ReadEvent};
use accounting::systems::{Inbound, find};
use accounting::{AccountingSystem, Connection, Credentials, Patience};
use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::routing::post;
use domain::ids::{InvoiceId, SystemName};
use sandboxes::books::{Company, NewInvoice};
use sandboxes::clock::Clock;
use sandboxes::tripletex::Tripletex;
use url::Url;

use crate::bed::{connectors, day};

const SECRET: &str = "eksempel-hemmelighet-1234";

type Came = Arc<Mutex<Vec<(Vec<(String, String)>, Vec<u8>)>>>;

struct Line {
    double: Tripletex,
    company: Company<Tripletex>,
    system: Box<dyn AccountingSystem>,
    target: Url,
    came: Came,
}

impl Line {
    /// A connection whose events are sent to a listener.
    async fn new() -> Self {
        let clock = Clock::at("2026-11-21T05:00:00Z".parse().unwrap());
        let double = Tripletex::new(clock.clone());
        let company = double.books().open("Solbakken Elektro AS").unwrap();
        let (address, _server) = sandboxes::serve(double.router()).await.unwrap();
        let credentials = Credentials::new([("employee-token".to_owned(), company.key())]);
        let connectors = connectors(&format!("http://{address}"), Patience::SHORT);
        let connection = Connection::plain(&credentials, clock.now());
        let system = connectors.connect(&SystemName::known("tripletex"), &connection).unwrap();
        let came = Came::default();
        let kept = came.clone();
        let listener = Router::new().route(
            "/webhooks/tripletex/c-1",
            post(move |headers: HeaderMap, body: Bytes| async move {
                let pairs = headers
                    .iter()
                    .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
                kept.lock().unwrap().push((pairs.collect(), body.to_vec()));
            }),
        );
        let (address, _server) = sandboxes::serve(listener).await.unwrap();
        let target = Url::parse(&format!("http://{address}/webhooks/tripletex/c-1")).unwrap();
        system.events().unwrap().subscribe(&target, SECRET).await.unwrap();
        Self { double, company, system, target, came }
    }

    fn add(&self) -> InvoiceId {
        InvoiceId::parse(&self.company.add(NewInvoice::due_on(day("2026-11-01"), 50_000)).unwrap()).unwrap()
    }

    /// What came since the last time, read as the webhook would.
    async fn hints(&self) -> Vec<Result<Hint, DeliveryError>> {
        self.double.deliver().await;
        let came = std::mem::take(&mut *self.came.lock().unwrap());
        let read =
            |(headers, body): &(Vec<(String, String)>, Vec<u8>)| reader()(Delivery { headers, body }, SECRET);
        came.iter().map(read).collect()
    }

    fn requests(&self, method: &str, path: &str) -> u64 {
        self.company.count(method, path)
    }
}

fn reader() -> ReadEvent {
    match find("tripletex").unwrap().inbound {
        Inbound::Events(read) => read,
        _ => panic!("it tells of nothing"),
    }
}

#[tokio::test]
async fn a_charged_invoice_its_settlement_and_its_opening_again_are_hinted_at() {
    let line = Line::new().await;
    assert_eq!(line.hints().await, []);
    let id = line.add();
    assert_eq!(line.hints().await, [Ok(Hint::Invoices(vec![id.clone()]))]);
    line.company.pay(id.as_str(), Some(20_000)).unwrap();
    assert_eq!(line.hints().await, [], "a part payment is told to nobody");
    line.company.pay(id.as_str(), None).unwrap();
    assert_eq!(line.hints().await, [Ok(Hint::Something)]);
    line.company.take_payment_back(id.as_str()).unwrap();
    assert_eq!(line.hints().await, [Ok(Hint::Something)]);
}

#[tokio::test]
async fn a_credit_note_hints_at_the_invoice_that_it_credits() {
    let line = Line::new().await;
    let id = line.add();
    line.hints().await;
    let note = InvoiceId::parse(&line.company.credit(id.as_str(), None).unwrap()).unwrap();
    assert!(line.hints().await.contains(&Ok(Hint::Invoices(vec![note, id]))));
}

#[tokio::test]
async fn events_come_twice_and_out_of_order_and_what_somebody_else_signed_is_forged() {
    let line = Line::new().await;
    line.company.switch(|switches| (switches.repeat_deliveries, switches.reorder_deliveries) = (true, true));
    let (first, second) = (line.add(), line.add());
    let invoices = |id: &InvoiceId| Ok(Hint::Invoices(vec![id.clone()]));
    let hints = line.hints().await;
    assert_eq!(hints, [invoices(&second), invoices(&second), invoices(&first), invoices(&first)]);
    line.company.switch(|switches| switches.forge_deliveries = true);
    line.add();
    assert_eq!(line.hints().await, [Err(DeliveryError::Forged), Err(DeliveryError::Forged)]);
}

#[tokio::test]
async fn subscribing_twice_changes_nothing_and_what_was_switched_off_is_switched_on_again() {
    let line = Line::new().await;
    let events = line.system.events().unwrap();
    let (all, one) = ("/v2/event/subscription", "/v2/event/subscription/{id}");
    assert_eq!(line.requests("POST", all), 3);
    events.subscribe(&line.target, SECRET).await.unwrap();
    assert_eq!((line.requests("POST", all), line.requests("PUT", one)), (3, 0));
    let elsewhere = Url::parse("http://127.0.0.1:9/webhooks/tripletex/c-2").unwrap();
    events.subscribe(&elsewhere, SECRET).await.unwrap();
    // Nobody listens there: ten failures in a row end a subscription.
    for _ in 0..10 {
        line.add();
        line.hints().await;
    }
    events.subscribe(&elsewhere, SECRET).await.unwrap();
    assert_eq!((line.requests("POST", all), line.requests("PUT", one)), (6, 1));
    events.unsubscribe(&line.target).await.unwrap();
    assert_eq!(line.requests("DELETE", one), 3);
    line.add();
    assert_eq!(line.hints().await, []);
    events.unsubscribe(&line.target).await.unwrap();
    assert_eq!(line.requests("DELETE", one), 3);
}
