//! What is known of Debitura's API, asked over HTTP.
#![allow(clippy::unwrap_used)]

use jiff::ToSpan;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder};
use sandboxes::clock::Clock;
use sandboxes::debitura::{Creditor, Debitura, DeliveryState, RETRY_DELAYS, Rejection};
use serde_json::{Value, json};
use tokio::net::TcpListener;

struct Setting {
    base: String,
    clock: Clock,
    double: Debitura,
    creditor: String,
}

impl Setting {
    async fn new() -> Self {
        let clock = Clock::at("2026-09-15T08:00:00Z".parse().unwrap());
        let double = Debitura::new(clock.clone());
        let creditor = double.open("Nordlys Tømrer ApS", Some("key-1"));
        let (address, _) = sandboxes::serve(double.router()).await.unwrap();
        Self { base: format!("http://{address}"), clock, double, creditor }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Creditor) -> T) -> T {
        self.double.with(&self.creditor, act).unwrap()
    }

    async fn ask(&self, request: RequestBuilder) -> (u16, Value) {
        let answer = request.header("XApiKey", "key-1").send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.ask(Client::new().get(format!("{}{path}", self.base))).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(Client::new().post(format!("{}{path}", self.base)).json(&body)).await
    }

    async fn create(&self, key: &str, body: &Value) -> (u16, Value) {
        let request = Client::new().post(format!("{}/cases", self.base)).json(body);
        self.ask(request.header("Idempotency-Key", key)).await
    }

    /// A case that was made.
    async fn case(&self) -> String {
        let (status, case) = self.create("k", &sample()).await;
        assert_eq!(status, 200, "{case}");
        case["id"].as_str().unwrap().to_owned()
    }
}

fn sample() -> Value {
    json!({ "currencyCode": "DKK", "date": "2026-08-17", "dueDate": "2026-08-31", "amountToRecover": 15500.00,
        "creditorReference": "RK-2026-000417", "claimDescription": "Faktura 10412", "isTest": true,
        "debtor": { "type": "Company", "name": "Fjordgaarden Ejendomme ApS", "countryAlpha2": "DK" } })
}

#[tokio::test]
async fn the_key_is_asked_for_everywhere() {
    let set = Setting::new().await;
    for path in ["/cases/x", "/cases/x/files", "/webhooks"] {
        let answer = Client::new().get(format!("{}{path}", set.base)).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 401, "{path}");
    }
    set.with(|creditor| creditor.revoked = true);
    assert_eq!(set.get("/webhooks").await.0, 401);
}

#[tokio::test]
async fn the_same_key_and_body_are_answered_verbatim_and_another_body_is_a_conflict() {
    let set = Setting::new().await;
    let first = set.create("k", &sample()).await;
    assert_eq!(first.1["lifecycle"], "Pending Verification");
    assert_eq!(set.create("k", &sample()).await, first);
    let mut other = sample();
    other["amountToRecover"] = json!(1);
    let (status, conflict) = set.create("k", &other).await;
    assert_eq!((status, &conflict["businessErrors"][0]["type"]), (422, &json!("IdempotencyConflict")));
    assert_eq!(set.with(|creditor| creditor.cases.len()), 1);
    set.create("k2", &sample()).await;
    assert_eq!(
        set.with(|creditor| creditor.cases.len()),
        2,
        "nothing but the key keeps a claim from being made twice"
    );
}

#[tokio::test]
async fn a_422_is_remembered_under_its_key_and_a_400_is_not() {
    let set = Setting::new().await;
    let mut future = sample();
    future["date"] = json!("2026-09-16");
    future["debtor"]["countryAlpha2"] = Value::Null;
    let (status, faults) = set.create("k", &future).await;
    let fields: Vec<_> = faults.as_object().unwrap().keys().cloned().collect();
    assert_eq!((status, fields), (400, vec!["date".to_owned(), "debtor.countryAlpha2".to_owned()]));
    assert_eq!(set.create("k", &sample()).await.0, 200);
    set.with(|creditor| {
        creditor.rejections.push(Rejection::next("cases", "NoPartnerAvailable", "None there."))
    });
    for _ in 0..2 {
        let (status, refused) = set.create("k2", &sample()).await;
        assert_eq!((status, &refused["businessErrors"][0]["type"]), (422, &json!("NoPartnerAvailable")));
    }
    assert_eq!(set.create("k3", &sample()).await.0, 200);
}

#[tokio::test]
async fn a_case_is_found_by_both_names_and_shows_its_figures_apart() {
    let set = Setting::new().await;
    let id = set.case().await;
    let (_, case) = set.get(&format!("/cases/{id}")).await;
    assert_eq!(set.get("/cases/by-creditor-reference/RK-2026-000417").await.1, case);
    assert_eq!(set.get("/cases/by-creditor-reference/other").await.0, 404);
    assert_eq!(set.get("/cases/other").await.0, 404);
    let figures = ["grossAmount", "remainder", "totalAddedFees"].map(|field| case[field].to_string());
    assert_eq!(figures, ["15500.0", "15500.0", "0.0"]);
}

#[tokio::test]
async fn files_of_the_known_kinds_are_taken_each_as_one_of_its_own() {
    let set = Setting::new().await;
    let path = format!("/cases/{}/files", set.case().await);
    let upload = async |name: &str, bytes: usize, kind: &str| {
        let file = Part::bytes(vec![b'x'; bytes]).file_name(name.to_owned());
        let form = Form::new().text("DocumentType", kind.to_owned()).part("File", file);
        set.ask(Client::new().post(format!("{}{path}", set.base)).multipart(form)).await
    };
    assert_eq!(upload("faktura.pdf", 10, "OriginalInvoice").await.1["fileName"], "faktura.pdf");
    assert_eq!(upload("faktura.pdf", 10, "OriginalInvoice").await.0, 200);
    assert_eq!(set.get(&path).await.1.as_array().unwrap().len(), 2);
    assert_eq!(upload("faktura.exe", 10, "OriginalInvoice").await.0, 400);
    assert_eq!(upload("faktura.pdf", 10, "Poem").await.0, 400);
    assert_eq!(upload("faktura.pdf", 25 * 1024 * 1024 + 1, "OriginalInvoice").await.0, 400);
    assert_eq!(upload("faktura.pdf", 25 * 1024 * 1024, "OriginalInvoice").await.0, 200);
}

#[tokio::test]
async fn a_chat_needs_a_user_and_an_open_case() {
    let set = Setting::new().await;
    let id = set.case().await;
    let path = format!("/cases/{id}/chats");
    assert_eq!(set.post(&path, json!({ "message": "x" })).await.0, 400);
    let message = json!({ "message": "Betalt", "userEmail": "ida@nordlys.example" });
    assert_eq!(set.post(&path, message.clone()).await.0, 200);
    assert_eq!(set.get(&path).await.1[0]["message"], "Betalt");
    set.post(&format!("/test/cases/{id}/advance"), json!({ "to": "Closed:NoPayment" })).await;
    assert_eq!(set.post(&path, message).await.0, 422);
}

#[tokio::test]
async fn a_test_case_is_advanced_and_never_back() {
    let set = Setting::new().await;
    let id = set.case().await;
    let path = format!("/test/cases/{id}/advance");
    assert_eq!(set.post(&path, json!({ "to": "Closed:Paid" })).await.0, 400, "an amount is needed");
    let answers = [
        set.post(&path, json!({ "to": "Active" })).await.1,
        set.post(&path, json!({ "to": "Closed:Paid", "amount": 15500 })).await.1,
        set.post(&path, json!({ "to": "Active" })).await.1,
    ];
    let expected = [(true, "Active"), (true, "Closed:Paid"), (false, "Closed:Paid")];
    for (answer, (advanced, state)) in answers.iter().zip(expected) {
        assert_eq!(answer, &json!({ "advanced": advanced, "state": state }));
    }
    let (_, case) = set.get(&format!("/cases/{id}")).await;
    assert_eq!((&case["closeCode"], case["remainder"].to_string()), (&json!("Paid"), "0.0".to_owned()));
}

#[tokio::test]
async fn a_subscription_is_https_only_and_its_secret_is_shown_once() {
    let set = Setting::new().await;
    let new = |url: &str| json!({ "url": url, "events": ["case.closed"] });
    assert_eq!(set.post("/webhooks", new("http://example.com/hook")).await.0, 400);
    let (status, made) = set.post("/webhooks", new("https://example.com/hook")).await;
    assert_eq!((status, made["secret"].is_string()), (200, true));
    let (_, listed) = set.get("/webhooks").await;
    assert_eq!((&listed[0]["id"], &listed[0]["secret"]), (&made["id"], &Value::Null));
}

#[tokio::test]
async fn an_event_that_nobody_takes_is_tried_eight_times_more_and_then_its_subscription_rests() {
    let set = Setting::new().await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let admin = format!("/_sandbox/creditors/{}/webhook", set.creditor);
    set.post(&admin, json!({ "url": format!("http://{closed}/") })).await;
    set.case().await;
    let tries = || set.with(|creditor| creditor.deliveries[0].tries.len());
    while tries() == 0 {
        tokio::task::yield_now().await;
    }
    for (nth, delay) in RETRY_DELAYS.into_iter().enumerate() {
        set.clock.set(set.clock.now() + (delay - 1).seconds());
        assert_eq!(set.post(&format!("{admin}/due"), json!({})).await.1["tried"], 0, "not yet");
        set.clock.set(set.clock.now() + 1.seconds());
        assert_eq!(set.post(&format!("{admin}/due"), json!({})).await.1["tried"], 1);
        assert_eq!(tries(), nth + 2);
    }
    let state = set.with(|creditor| (creditor.deliveries[0].state, creditor.subscriptions[0].is_active));
    assert_eq!(state, (DeliveryState::GivenUp, false));
}

#[tokio::test]
async fn throttling_tells_its_wait_in_the_body_or_not_at_all() {
    let set = Setting::new().await;
    let faults = format!("/_sandbox/creditors/{}/faults", set.creditor);
    for (retry_after, told) in [(json!(7), json!(7)), (Value::Null, Value::Null)] {
        set.post(&faults, json!({ "kind": "throttled", "times": 1, "retry_after": retry_after })).await;
        let (status, body) = set.get("/webhooks").await;
        assert_eq!((status, &body["retryAfter"]), (429, &told));
    }
    set.post(&faults, json!({ "kind": "error_after", "times": 1, "path": "POST /cases" })).await;
    assert_eq!(set.create("k", &sample()).await.0, 500);
    assert_eq!(set.with(|creditor| creditor.cases.len()), 1, "the case was made all the same");
    assert_eq!(set.create("k", &sample()).await.0, 200);
    assert_eq!(set.with(|creditor| creditor.cases.len()), 1);
}
