//! Everything that the connector asks, and everything that the double answers beside.

use std::collections::BTreeSet;

use accounting::booking::Booking;
use accounting::{
    AccountingSystem, AppCredentials, Connection, Connectors, Credentials, Endpoints, Patience, Settings,
    Window,
};
use data_encoding::BASE64;
use domain::ids::{InvoiceId, SystemName};
use domain::money::{Currency, Money};
use sandboxes::books::{Company, Kind, NewDebtor, NewInvoice, State};
use sandboxes::clock::Clock;
use sandboxes::tripletex::Tripletex;
use serde_json::Value;
use url::Url;

use crate::description::Description;
use crate::recorder::Recorder;

struct Wire {
    company: Company<Tripletex>,
    address: String,
    recorder: Recorder,
}

impl Wire {
    async fn new() -> Self {
        let double = Tripletex::new(Clock::at("2026-11-21T05:00:00Z".parse().unwrap()));
        let company = double.books().open("Solbakken Elektro AS").unwrap();
        double.books().open("Nordfjord Bygg AS").unwrap();
        let recorder = Recorder::default();
        let (address, _server) = sandboxes::serve(recorder.before(&double)).await.unwrap();
        Self { company, address: format!("http://{address}/v2"), recorder }
    }

    fn connect(&self) -> Box<dyn AccountingSystem> {
        let endpoints = |setting: &str| (setting == "TRIPLETEX_URL").then(|| self.address.clone());
        let apps =
            AppCredentials::parse(r#"{"tripletex":{"consumer-token":"rykker-local-consumer"}}"#).unwrap();
        let endpoints = Endpoints::from_settings(endpoints).unwrap();
        let credentials = Credentials::new([("employee-token".to_owned(), self.company.key())]);
        let settings = Settings::from([("payment-type".to_owned(), "33400003".to_owned())]);
        let now = "2026-11-21T05:00:00Z".parse().unwrap();
        let connection = Connection { credentials: &credentials, settings: &settings, session: None, now };
        let connectors = Connectors::with_patience(endpoints, apps, Patience::SHORT);
        connectors.connect(&SystemName::known("tripletex"), &connection).unwrap()
    }

    fn add(&self, new: NewInvoice) -> InvoiceId {
        InvoiceId::parse(&self.company.add(new).unwrap()).unwrap()
    }

    /// An invoice of every kind there is.
    fn fill(&self) -> Vec<InvoiceId> {
        let due = |day: &str| NewInvoice::due_on(day.parse().unwrap(), 125_050);
        let person = NewDebtor {
            person: true,
            email: None,
            cvr: None,
            ean: Some("5790000000000".into()),
            ..due("2026-11-01").debtor
        };
        let ids = [
            due("2026-11-01"),
            NewInvoice { debtor: person, late_fee: 3_500, paid: 10_000, ..due("2026-10-01") },
            NewInvoice { currency: "EUR".into(), ..due("2026-10-02") },
            NewInvoice { kind: Kind::CreditNote { of: None }, ..due("2026-10-03") },
            NewInvoice { state: State::Draft, ..due("2026-10-04") },
            NewInvoice { due: None, ..due("2026-10-05") },
            due("2026-10-06"),
            due("2026-10-07"),
            due("2026-10-08"),
        ]
        .map(|new| self.add(new));
        self.company.credit(ids[6].as_str(), None).unwrap();
        self.company.pay(ids[7].as_str(), None).unwrap();
        self.company.take_payment_back(ids[7].as_str()).unwrap();
        self.company.void(ids[8].as_str()).unwrap();
        ids.to_vec()
    }

    /// Everything of the trait, once.
    async fn ask_everything(&self, ids: &[InvoiceId]) {
        let system = self.connect();
        system.check().await.unwrap();
        let window = Window { today: "2026-11-21".parse().unwrap(), since: "2026-08-23".parse().unwrap() };
        let mut walk = system.overdue(window);
        while walk.next_page().await.unwrap().is_some() {}
        assert_eq!(system.read_together(ids).await.unwrap().len(), ids.len());
        system.read(&ids[0]).await.unwrap();
        system.read(&InvoiceId::parse("9").unwrap()).await.unwrap();
        system.document(&ids[0]).await.unwrap();
        let books = system.books().unwrap();
        assert_eq!(books.payment_types().await.unwrap().len(), 3);
        books.ledger(&ids[0]).await.unwrap().unwrap();
        let amount = Money::new(50_050, Currency::NOK);
        let booking = Booking { invoice: ids[0].clone(), amount, date: "2026-11-20".parse().unwrap() };
        books.book(&booking).await.unwrap();
        let target = Url::parse("http://127.0.0.1:9/webhooks/tripletex/c-1").unwrap();
        let events = system.events().unwrap();
        events.subscribe(&target, "eksempel-hemmelighet-1234").await.unwrap();
        self.disable_subscriptions().await;
        events.subscribe(&target, "eksempel-hemmelighet-1234").await.unwrap();
        events.unsubscribe(&target).await.unwrap();
    }

    async fn disable_subscriptions(&self) {
        let all = self.send("GET", "/event/subscription", "").await;
        for known in all["values"].as_array().unwrap() {
            let path = format!("/event/subscription/{}", known["id"]);
            self.send("GET", &path, "").await;
            self.send("PUT", &path, r#"{"status":"DISABLED"}"#).await;
        }
    }

    /// Sends as a script would, with a session of its own.
    async fn send(&self, method: &str, target: &str, body: &str) -> Value {
        let client = reqwest::Client::new();
        let secrets = format!("consumerToken=rykker-local-consumer&employeeToken={}", self.company.key());
        let made =
            client.put(format!("{}/token/session/:create?{secrets}&expirationDate=2026-11-22", self.address));
        let made: Value = serde_json::from_str(&made.send().await.unwrap().text().await.unwrap()).unwrap();
        let pair = format!("0:{}", made["value"]["token"].as_str().unwrap());
        let request = client.request(method.parse().unwrap(), format!("{}{target}", self.address));
        let request = request.header("authorization", format!("Basic {}", BASE64.encode(pair.as_bytes())));
        let answer = request.body(body.to_owned()).send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&answer).unwrap_or_default()
    }
}

/// The kinds of requests: method and path, with numbers by their sort.
fn kinds(exchanges: &[crate::recorder::Exchange]) -> BTreeSet<String> {
    let part = |part: &str| if part.parse::<i64>().is_ok() { "{id}".to_owned() } else { part.to_owned() };
    let path = |path: &str| path.split('/').map(part).collect::<Vec<_>>().join("/");
    exchanges.iter().map(|one| format!("{} {} {}", one.method, path(&one.path), one.status)).collect()
}

#[tokio::test]
async fn every_request_of_the_connector_and_every_answer_to_it_is_as_described() {
    let description = Description::read();
    let wire = Wire::new().await;
    let ids = wire.fill();
    wire.ask_everything(&ids).await;
    wire.company.switch(|switches| switches.post_sessions = false);
    wire.connect().sign_in().await.unwrap();
    let exchanges = wire.recorder.take();
    for exchange in &exchanges {
        assert_eq!(description.request_complaints(exchange), [""; 0], "{}", exchange.name());
        assert_eq!(description.answer_complaints(exchange), [""; 0], "{}", exchange.name());
    }
    insta::assert_snapshot!(kinds(&exchanges).into_iter().collect::<Vec<_>>().join("\n"));
}

#[tokio::test]
async fn whatever_else_the_double_answers_is_as_described() {
    let description = Description::read();
    let wire = Wire::new().await;
    let ids = wire.fill();
    let day = "2026-11-21";
    let whole =
        wire.send("GET", "/invoice?invoiceDateFrom=2026-01-01&invoiceDateTo=2027-01-01&fields=*", "").await;
    assert!(whole["values"].as_array().unwrap().len() > 7);
    let nested = "*,customer(*,postalAddress(*,country(*))),voucher(*,postings(*)),reminders(*),currency(*),\
                  postings(*,account(*),closeGroup(*,postings(id)),voucher(*,reverseVoucher(*)))";
    for id in &ids {
        let invoice = wire.send("GET", &format!("/invoice/{id}?fields={nested}"), "").await;
        let customer = &invoice["value"]["customer"]["id"];
        wire.send("GET", &format!("/customer/{customer}"), "").await;
        wire.send("GET", &format!("/invoice/{id}/pdf"), "").await;
    }
    let pay =
        |id: &InvoiceId, rest: &str| format!("/invoice/{id}/:payment?paymentDate={day}&paymentTypeId={rest}");
    wire.send("PUT", &pay(&ids[0], "33400002&paidAmount=1250.5"), "").await;
    let paid = wire
        .send("GET", &format!("/invoice/{}?fields=postings(*,voucher(id),closeGroup(id))", ids[0]), "")
        .await;
    let posting = &paid["value"]["postings"][1];
    wire.send("GET", &format!("/ledger/closeGroup/{}", posting["closeGroup"]["id"]), "").await;
    let voucher = format!("/ledger/voucher/{}", posting["voucher"]["id"]);
    wire.send("PUT", &format!("{voucher}/:reverse?date={day}"), "").await;
    wire.send("GET", &voucher, "").await;
    wire.send("PUT", &format!("/invoice/{}/:createCreditNote?date={day}&sendToCustomer=false", ids[0]), "")
        .await;
    for refused in
        ["33400010&paidAmount=1", "33400003&paidAmount=0", "33400003", "x&paidAmount=1", "1&paidAmount=1"]
    {
        assert!(wire.send("PUT", &pay(&ids[1], refused), "").await["code"].is_number(), "{refused}");
    }
    for refused in [
        "/invoice",
        "/invoice?invoiceDateFrom=2026-01-02&invoiceDateTo=2026-01-02",
        "/invoice?invoiceDateFrom=2026-01-01&invoiceDateTo=2027-01-01&fields=dueDate",
        "/invoice?invoiceDateFrom=2026-01-01&invoiceDateTo=2027-01-01&id=x",
        "/invoice?invoiceDateFrom=2026-01-01&invoiceDateTo=2027-01-01&sorting=id:desc",
        "/invoice/9",
        "/invoice/x",
        "/company/108130002",
        "/nothing",
    ] {
        assert!(wire.send("GET", refused, "").await["code"].is_number(), "{refused}");
    }
    wire.send("POST", "/event/subscription", "{}").await;
    wire.send(
        "POST",
        "/event/subscription",
        r#"{"event":"invoice.charged","targetUrl":"https://x.example","name":1}"#,
    )
    .await;
    wire.send("GET", "/event", "").await;
    wire.company.switch(|switches| switches.accountant = true);
    wire.send("GET", "/company/>withLoginAccess", "").await;
    wire.send("GET", "/invoice/1", "").await;
    wire.company.switch(|switches| switches.per_ten_seconds = 1);
    wire.send("GET", "/token/session/>whoAmI", "").await;
    wire.send("GET", "/token/session/>whoAmI", "").await;
    let exchanges = wire.recorder.take();
    for exchange in &exchanges {
        assert_eq!(description.answer_complaints(exchange), [""; 0], "{}", exchange.name());
    }
    insta::assert_snapshot!(kinds(&exchanges).into_iter().collect::<Vec<_>>().join("\n"));
}
