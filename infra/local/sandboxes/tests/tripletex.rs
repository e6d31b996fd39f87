//! What is known of Tripletex's API, asked over HTTP.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use reqwest::{Client, Method, Response, StatusCode};
use sandboxes::books::{Company, Kind, NewCompany, NewInvoice, State};
use sandboxes::clock::Clock;
use sandboxes::faults::{Fault, FaultKind};
use sandboxes::tripletex::{CONSUMER_TOKEN, Tripletex};
use serde_json::{Value, json};

struct Setting {
    base: String,
    clock: Clock,
    double: Tripletex,
    company: Company<Tripletex>,
    session: String,
}

const YEAR: &str = "invoiceDateFrom=2026-01-01&invoiceDateTo=2027-01-01";

impl Setting {
    async fn new() -> Self {
        let clock = Clock::at("2026-11-21T08:00:00Z".parse().unwrap());
        let double = Tripletex::new(clock.clone());
        let new = NewCompany { key: Some("k".into()), ..NewCompany::named("Solbakken") };
        let company = double.books().open_as(new).unwrap();
        let (address, _) = sandboxes::serve(double.router()).await.unwrap();
        let base = format!("http://{address}/v2");
        let mut set = Self { base, clock, double, company, session: String::new() };
        let (status, made) = set.make(Method::POST, CONSUMER_TOKEN, "k", "2026-11-23").await;
        assert_eq!(status, StatusCode::CREATED);
        set.session = made["value"]["token"].as_str().unwrap().to_owned();
        set
    }

    async fn make(&self, method: Method, consumer: &str, employee: &str, day: &str) -> (StatusCode, Value) {
        let asked = json!({ "consumerToken": consumer, "employeeToken": employee, "expirationDate": day });
        let request = Client::new().request(method.clone(), format!("{}/token/session/:create", self.base));
        let request = if method == Method::POST { request.json(&asked) } else { request.query(&asked) };
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    async fn send(&self, method: Method, target: &str, company: &str) -> Response {
        let request = Client::new().request(method, format!("{}{target}", self.base));
        request.basic_auth(company, Some(&self.session)).send().await.unwrap()
    }

    async fn ask(&self, method: Method, target: &str) -> (u16, Value) {
        let answer = self.send(method, target, "0").await;
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }

    async fn get(&self, target: &str) -> Value {
        let (status, body) = self.ask(Method::GET, target).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    async fn put(&self, target: &str) -> Value {
        let (status, body) = self.ask(Method::PUT, target).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// Status, code and the first field that is named.
    async fn refused(&self, method: Method, target: &str) -> (u16, i64, String) {
        let (status, body) = self.ask(method, target).await;
        let field = body["validationMessages"][0]["field"].as_str().unwrap_or_default().to_owned();
        (status, body["code"].as_i64().unwrap_or_default(), field)
    }

    fn add(&self, due: &str, gross: i64) -> String {
        self.company.add(NewInvoice::due_on(due.parse().unwrap(), gross)).unwrap()
    }

    async fn pay(&self, id: &str, amount: &str) -> Value {
        let figures = format!("paymentDate=2026-11-20&paymentTypeId=33400003&paidAmount={amount}");
        self.put(&format!("/invoice/{id}/:payment?{figures}")).await["value"].clone()
    }
}

#[tokio::test]
async fn a_session_takes_both_tokens_and_a_day_to_come() {
    let set = Setting::new().await;
    for method in [Method::POST, Method::PUT] {
        for (consumer, employee, day, field) in [
            ("other", "k", "2026-11-23", "arg:consumerToken"),
            (CONSUMER_TOKEN, "other", "2026-11-23", "arg:employeeToken"),
            (CONSUMER_TOKEN, "k", "2026-11-21", "arg:expirationDate"),
        ] {
            let (status, body) = set.make(method.clone(), consumer, employee, day).await;
            assert_eq!((status.as_u16(), &body["code"]), (422, &json!(18_000)));
            assert_eq!(body["validationMessages"][0]["field"], field);
        }
    }
    set.company.switch(|switches| switches.post_sessions = false);
    assert_eq!(
        set.make(Method::POST, CONSUMER_TOKEN, "k", "2026-11-23").await.0,
        StatusCode::METHOD_NOT_ALLOWED
    );
    let (status, made) = set.make(Method::PUT, CONSUMER_TOKEN, "k", "2026-11-23").await;
    assert_eq!((status, &made["value"]["expirationDate"]), (StatusCode::OK, &json!("2026-11-23")));
}

#[tokio::test]
async fn a_session_dies_at_midnight_in_oslo_or_with_its_key() {
    let set = Setting::new().await;
    set.clock.set("2026-11-22T22:59:59Z".parse().unwrap());
    set.get("/token/session/%3EwhoAmI").await;
    set.clock.set("2026-11-22T23:00:00Z".parse().unwrap());
    assert_eq!(set.refused(Method::GET, "/token/session/%3EwhoAmI").await.0, 401);
    set.clock.set("2026-11-22T22:00:00Z".parse().unwrap());
    set.company.revoke_key(true);
    assert_eq!(set.refused(Method::GET, "/token/session/%3EwhoAmI").await, (401, 3_000, String::new()));
}

#[tokio::test]
async fn an_accountants_key_needs_a_client_for_all_but_two_calls() {
    let set = Setting::new().await;
    let client = set.double.books().open("Nordfjord Bygg AS").unwrap().organization();
    assert_eq!(
        set.send(Method::GET, &format!("/company/{client}"), &client).await.status(),
        StatusCode::FORBIDDEN
    );
    set.company.switch(|switches| switches.accountant = true);
    let clients = set.get("/company/%3EwithLoginAccess").await;
    assert_eq!(clients["values"][0]["id"].to_string(), client);
    set.get("/token/session/%3EwhoAmI").await;
    assert_eq!(set.refused(Method::GET, "/invoice/1").await, (403, 9_000, String::new()));
    let company = set.send(Method::GET, &format!("/company/{client}"), &client).await;
    assert_eq!(company.json::<Value>().await.unwrap()["value"]["name"], "Nordfjord Bygg AS");
}

#[tokio::test]
async fn a_list_needs_its_dates_the_last_of_which_is_not_in_it() {
    let set = Setting::new().await;
    let id = set.add("2026-11-09", 10_000);
    assert_eq!(set.refused(Method::GET, "/invoice?id=1").await, (422, 15_000, "invoiceDateFrom".into()));
    let same = "/invoice?invoiceDateFrom=2026-11-01&invoiceDateTo=2026-11-01";
    assert_eq!(set.refused(Method::GET, same).await.0, 422);
    let count = async |from: &str, to: &str| {
        let list = set.get(&format!("/invoice?invoiceDateFrom={from}&invoiceDateTo={to}&status=PAID")).await;
        list["values"].as_array().unwrap().len()
    };
    assert_eq!(count("2026-10-01", "2026-11-01").await, 0);
    assert_eq!(count("2026-10-01", "2026-11-02").await, 1, "unknown parameters are passed over");
    assert_eq!(
        set.refused(Method::GET, &format!("/invoice?{YEAR}&id={id},x")).await,
        (422, 12_000, "id".into())
    );
    assert_eq!(set.refused(Method::GET, &format!("/invoice?{YEAR}&sorting=id:desc")).await.1, 17_000);
    set.company
        .add(NewInvoice { state: State::Draft, ..NewInvoice::due_on("2026-11-09".parse().unwrap(), 1) })
        .unwrap();
    assert_eq!(count("2026-01-01", "2027-01-01").await, 1, "a draft is not listed");
}

#[tokio::test]
async fn references_are_followed_only_where_fields_are_named() {
    let set = Setting::new().await;
    let id = set.add("2026-11-09", 10_000);
    let plain = set.get(&format!("/invoice/{id}")).await["value"].clone();
    let customer = plain["customer"]["id"].clone();
    assert_eq!(
        plain["customer"],
        json!({ "id": customer, "url": format!("tripletex.no/v2/customer/{customer}") })
    );
    assert_eq!((plain["postings"][0].as_object().unwrap().len(), plain.get("changes")), (2, None));
    let target = format!("/invoice/{id}?fields=id,customer(name,postalAddress(country(isoAlpha2Code)))");
    let some = set.get(&target).await["value"].clone();
    assert_eq!(some["customer"]["postalAddress"]["country"], json!({ "isoAlpha2Code": "NO" }));
    assert_eq!(some.as_object().unwrap().len(), 2);
    for unknown in ["dueDate", "payments(id)", "customer(age)", "kid(x)", "reminders(dueDate)"] {
        let refused = set.refused(Method::GET, &format!("/invoice/{id}?fields={unknown}")).await;
        assert_eq!((refused.0, refused.1), (400, 11_000), "{unknown}");
    }
    set.company.switch(|switches| switches.sees_postings = false);
    assert_eq!(
        set.get(&format!("/invoice/{id}?fields=id,postings(id)")).await["value"],
        json!({ "id": plain["id"] })
    );
}

#[tokio::test]
async fn pages_tell_only_whether_there_is_more_and_too_much_is_an_error() {
    let set = Setting::new().await;
    for nth in 0..5 {
        set.add("2026-11-09", 10_000 + nth);
    }
    let page = async |from: usize, count: usize| {
        let list = set
            .get(&format!("/invoice?{YEAR}&sorting=invoiceDate,id&fields=id&from={from}&count={count}"))
            .await;
        (list["fullResultSize"].clone(), list["count"].clone(), list["values"][0]["id"].clone())
    };
    let first = page(0, 2).await;
    assert_eq!((&first.0, &first.1), (&json!(3), &json!(2)));
    let last = page(4, 2).await;
    assert_eq!((&last.0, &last.1), (&json!(5), &json!(1)));
    assert!(last.2.as_i64() > first.2.as_i64());
    assert_eq!(page(9, 2).await, (json!(5), json!(0), Value::Null));
    set.company.switch(|switches| switches.list_limit = 4);
    assert_eq!(set.refused(Method::GET, &format!("/invoice?{YEAR}&count=1")).await.1, 23_000);
}

#[tokio::test]
async fn the_same_payment_books_as_often_as_it_is_sent() {
    let set = Setting::new().await;
    let id = set.add("2026-11-09", 6_650_000);
    let before = set.get(&format!("/invoice/{id}")).await["value"]["version"].clone();
    let mut left = Vec::new();
    for _ in 0..4 {
        left.push(set.pay(&id, "5000.00").await["amountOutstanding"].to_string());
    }
    assert_eq!(left, ["61500.0", "56500.0", "51500.0", "46500.0"]);
    let after = set
        .get(&format!("/invoice/{id}?fields=version,postings(amount,type,closeGroup(id),voucher(id))"))
        .await;
    assert_eq!(after["value"]["version"], before);
    let postings = after["value"]["postings"].as_array().unwrap();
    assert_eq!((postings.len(), &postings[0]["type"]), (5, &json!("OUTGOING_INVOICE_CUSTOMER_POSTING")));
    assert_eq!((&postings[4]["amount"], &postings[4]["type"]), (&json!(-5_000.0), &Value::Null));
    assert_eq!(postings[4]["closeGroup"], Value::Null, "a part payment closes nothing");
}

#[tokio::test]
async fn full_settlement_closes_and_a_negative_payment_or_a_reversal_opens_again() {
    let set = Setting::new().await;
    let id = set.add("2026-11-09", 10_000);
    let group = async || {
        let fields = "amountOutstanding,postings(voucher(id),closeGroup(id,postings(id)))";
        let value = set.get(&format!("/invoice/{id}?fields={fields}")).await["value"].clone();
        (value["amountOutstanding"].clone(), value["postings"].clone())
    };
    set.pay(&id, "100").await;
    let (left, postings) = group().await;
    assert_eq!((left, postings[0]["closeGroup"]["postings"].as_array().unwrap().len()), (json!(0.0), 2));
    let closed = postings[0]["closeGroup"]["id"].clone();
    set.get(&format!("/ledger/closeGroup/{closed}")).await;
    let voucher = postings[1]["voucher"]["id"].clone();
    let reversal =
        set.put(&format!("/ledger/voucher/{voucher}/:reverse?date=2026-11-21")).await["value"].clone();
    assert_eq!(reversal["reverseVoucher"]["id"], voucher);
    let (left, postings) = group().await;
    assert_eq!(
        (left, &postings[0]["closeGroup"], postings.as_array().unwrap().len()),
        (json!(100.0), &Value::Null, 3)
    );
    assert_eq!(
        set.refused(Method::PUT, &format!("/ledger/voucher/{voucher}/:reverse?date=2026-11-21")).await.0,
        422
    );
    set.pay(&id, "150.5").await;
    assert_eq!(group().await.0, json!(-50.5), "more than is owed is taken");
    set.pay(&id, "-150.50").await;
    assert_eq!(group().await.0, json!(100.0));
}

#[tokio::test]
async fn a_payment_that_cannot_be_is_named_by_its_field() {
    let set = Setting::new().await;
    let id = set.add("2026-11-09", 10_000);
    for (figures, field) in [
        ("paymentTypeId=33400003&paidAmount=1", "paymentDate"),
        ("paymentDate=2026-11-20&paidAmount=1", "paymentTypeId"),
        ("paymentDate=2026-11-20&paymentTypeId=33400010&paidAmount=1", "paymentTypeId"),
        ("paymentDate=2026-11-20&paymentTypeId=33400003&paidAmount=0", "Internt felt (amountBasisCurrency)"),
        ("paymentDate=2026-11-20&paymentTypeId=33400003", "paidAmount"),
    ] {
        let (status, _, named) = set.refused(Method::PUT, &format!("/invoice/{id}/:payment?{figures}")).await;
        assert_eq!((status, named.as_str()), (422, field), "{figures}");
    }
    let figures = "paymentDate=2026-11-20&paymentTypeId=33400003&paidAmount=1";
    assert_eq!(set.refused(Method::PUT, &format!("/invoice/1/:payment?{figures}")).await.1, 6_000);
    assert_eq!(set.refused(Method::POST, &format!("/invoice/{id}/:payment?{figures}")).await.0, 405);
    set.company.switch(|switches| switches.closed_before = "2026-12-01".parse().ok());
    assert_eq!(set.refused(Method::PUT, &format!("/invoice/{id}/:payment?{figures}")).await.0, 422);
    assert_eq!(set.company.invoice(&id).unwrap().owed(), 10_000);
}

#[tokio::test]
async fn a_whole_credit_is_linked_and_with_a_reminder_it_closes_nothing() {
    let set = Setting::new().await;
    for (fee, left) in [(0, [0.0, 0.0]), (3_500, [100.0, -100.0])] {
        let id = set.add("2026-11-09", 10_000);
        if fee > 0 {
            set.company.charge_fee(&id, fee).unwrap();
        }
        let target = format!("/invoice/{id}/:createCreditNote?date=2026-11-21&sendToCustomer=false");
        let note = set.put(&target).await["value"].clone();
        assert_eq!((note["creditedInvoice"].to_string(), &note["amount"]), (id.clone(), &json!(-100.0)));
        assert_eq!(note["invoiceDueDate"], note["invoiceDate"]);
        let source = set.get(&format!("/invoice/{id}")).await["value"].clone();
        assert_eq!(source["isCredited"], true);
        assert_eq!([&source, &note].map(|row| row["amountOutstanding"].as_f64().unwrap()), left);
        assert_eq!(set.refused(Method::PUT, &target).await.0, 422);
    }
}

#[tokio::test]
async fn an_invoice_below_nothing_is_a_credit_note_of_its_own_until_it_is_set_against_one() {
    let set = Setting::new().await;
    let due = "2026-11-09".parse().unwrap();
    let note = NewInvoice { kind: Kind::CreditNote { of: None }, ..NewInvoice::due_on(due, 2_500) };
    let note = set.company.add(note).unwrap();
    let row = set.get(&format!("/invoice/{note}")).await["value"].clone();
    assert_eq!((&row["isCreditNote"], &row["creditedInvoice"]), (&json!(true), &json!(0)));
    assert_eq!(row["amountOutstanding"], json!(-25.0));
    let id = set.add("2026-11-09", 10_000);
    let by_hand = set.company.credit(&id, Some(2_500)).unwrap();
    let row = set.get(&format!("/invoice/{by_hand}")).await["value"].clone();
    assert_eq!((&row["creditedInvoice"], &row["amountOutstanding"]), (&json!(0), &json!(0.0)));
    let source = set.get(&format!("/invoice/{id}")).await["value"].clone();
    assert_eq!((&source["isCredited"], &source["amountOutstanding"]), (&json!(false), &json!(75.0)));
    assert_eq!(source["postings"].as_array().unwrap().len(), 1, "nothing was posted on the invoice");
}

#[tokio::test]
async fn a_voided_invoice_is_one_whose_voucher_was_reversed() {
    let set = Setting::new().await;
    let id = set.add("2026-11-09", 10_000);
    let fields = "amountOutstanding,voucher(id,reverseVoucher(id)),postings(amount)";
    let voucher = set.get(&format!("/invoice/{id}?fields={fields}")).await["value"]["voucher"]["id"].clone();
    set.put(&format!("/ledger/voucher/{voucher}/:reverse?date=2026-11-21")).await;
    let after = set.get(&format!("/invoice/{id}?fields={fields}")).await["value"].clone();
    assert!(after["voucher"]["reverseVoucher"]["id"].is_number());
    assert_eq!((&after["amountOutstanding"], after["postings"].as_array().unwrap().len()), (&json!(0.0), 2));
}

#[tokio::test]
async fn every_answer_tells_its_id_and_what_is_left_and_a_429_may_not_say_until_when() {
    let set = Setting::new().await;
    set.company.switch(|switches| switches.per_ten_seconds = 2);
    let headers = async || {
        let answer = set.send(Method::GET, "/token/session/%3EwhoAmI", "0").await;
        let told = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert!(told("x-tlx-request-id").is_some());
        (answer.status().as_u16(), told("x-rate-limit-remaining"), told("x-rate-limit-reset"))
    };
    assert_eq!(headers().await, (200, Some("1".into()), Some("10".into())));
    set.clock.set("2026-11-21T08:00:04Z".parse().unwrap());
    assert_eq!(headers().await, (200, Some("0".into()), Some("6".into())));
    assert_eq!(headers().await, (429, Some("0".into()), None));
    set.company.switch(|switches| switches.reset_on_429 = true);
    assert_eq!(headers().await, (429, Some("0".into()), Some("6".into())));
    set.clock.set("2026-11-21T08:00:10Z".parse().unwrap());
    assert_eq!(headers().await.0, 200);
}

#[tokio::test]
async fn a_payment_can_be_booked_and_its_answer_lost() {
    let set = Setting::new().await;
    let lost =
        [(FaultKind::LostAnswer, None), (FaultKind::ErrorAfter, Some(500)), (FaultKind::LateAnswer, None)];
    for (kind, status) in lost {
        let id = set.add("2026-11-09", 10_000);
        set.company.set_fault(Fault::next(1, kind).on(":payment"));
        let figures = "paymentDate=2026-11-20&paymentTypeId=33400003&paidAmount=40";
        let request = Client::new().put(format!("{}/invoice/{id}/:payment?{figures}", set.base));
        let request = request.basic_auth("0", Some(&set.session)).timeout(Duration::from_millis(500));
        let answer = request.send().await;
        assert_eq!(answer.ok().map(|answer| answer.status().as_u16()), status, "{kind:?}");
        assert_eq!(set.company.invoice(&id).unwrap().owed(), 6_000, "{kind:?}");
    }
}

#[tokio::test]
async fn a_subscription_needs_event_and_address_and_never_shows_its_secret() {
    let set = Setting::new().await;
    let post = async |body: Value| {
        let request = Client::new().post(format!("{}/event/subscription", set.base)).json(&body);
        let answer = request.basic_auth("0", Some(&set.session)).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let (status, body) = post(json!({})).await;
    assert_eq!((status, body["validationMessages"].as_array().unwrap().len()), (422, 4));
    for wrong in [
        json!({ "event": "invoice.paid", "targetUrl": "https://hooks.example/" }),
        json!({ "event": "invoice.charged", "targetUrl": "hooks.example" }),
        json!({ "event": "invoice.charged", "targetUrl": "https://hooks.example/", "secret": "x" }),
    ] {
        assert_eq!(post(wrong.clone()).await.0, 422, "{wrong}");
    }
    let good = json!({ "event": "invoice.charged", "targetUrl": "https://hooks.example/", "fields": "id",
        "authHeaderName": "Authorization", "authHeaderValue": "Bearer hush", "hmacSharedSecret": "hush" });
    let (status, made) = post(good).await;
    assert_eq!((status, &made["value"]["status"]), (201, &json!("ACTIVE")));
    let all = set.get("/event/subscription").await;
    assert!(!all.to_string().contains("hush") && all.to_string().contains("Authorization"), "{all}");
    let (status, _) = set.ask(Method::DELETE, &format!("/event/subscription/{}", made["value"]["id"])).await;
    assert_eq!((status, set.get("/event/subscription").await["count"].clone()), (204, json!(0)));
}
