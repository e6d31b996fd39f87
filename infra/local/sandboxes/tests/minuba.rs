//! Minuba's API as it is known and assumed, asked over HTTP.
#![allow(clippy::unwrap_used)]

use jiff::ToSpan;
use reqwest::{Client, StatusCode};
use sandboxes::books::{Company, NewCompany, NewDebtor, NewInvoice, State};
use sandboxes::clock::Clock;
use sandboxes::minuba::{AppCredentials, Envelope, Minuba};
use serde_json::{Value, json};

struct Setting {
    base: String,
    clock: Clock,
    company: Company<Minuba>,
    token: String,
}

impl Setting {
    async fn new() -> Self {
        let clock = Clock::at("2026-11-21T08:00:00Z".parse().unwrap());
        let minuba = Minuba::new(clock.clone());
        let new = NewCompany { key: Some("first".into()), ..NewCompany::named("Rør & Rist VVS ApS") };
        let company = minuba.books().open_as(new).unwrap();
        let (address, _) = sandboxes::serve(minuba.router()).await.unwrap();
        let mut set = Self { base: format!("http://{address}"), clock, company, token: String::new() };
        let (status, granted) = set.refresh("first").await;
        assert_eq!(status, StatusCode::OK, "{granted}");
        set.token = granted["access_token"].as_str().unwrap().to_owned();
        set
    }

    async fn ask_token(&self, secret: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let request = Client::new().post(format!("{}/oauth2/token", self.base));
        let app = AppCredentials::default();
        let answer = request.basic_auth(app.client_id, Some(secret)).form(form).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    async fn refresh(&self, token: &str) -> (StatusCode, Value) {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.ask_token("rykker-local-secret", &form).await
    }

    async fn ask(&self, path: &str) -> (StatusCode, Value) {
        let request = Client::new().get(format!("{}/api/1/{path}", self.base)).bearer_auth(&self.token);
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(path).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    fn add(&self, gross: i64) -> String {
        self.company.add(NewInvoice::due_on("2026-11-01".parse().unwrap(), gross)).unwrap()
    }
}

#[tokio::test]
async fn a_refresh_token_is_good_for_one_use_and_used_again_it_is_an_invalid_grant() {
    let set = Setting::new().await;
    let (status, body) = set.refresh("first").await;
    assert_eq!((status, body), (StatusCode::BAD_REQUEST, json!({ "error": "invalid_grant" })));
    set.company.replace_key("second".into()).unwrap();
    let (_, granted) = set.refresh("second").await;
    let next = granted["refresh_token"].as_str().unwrap().to_owned();
    assert_eq!((&granted["token_type"], &granted["expires_in"]), (&json!("Bearer"), &json!(3_599)));
    assert_eq!(set.refresh(&next).await.0, StatusCode::OK);
    assert_eq!(set.refresh(&next).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_refresh_token_holds_on_where_it_does_not_rotate() {
    let set = Setting::new().await;
    set.company.switch(|switches| switches.rotates_refresh_tokens = false);
    set.company.replace_key("second".into()).unwrap();
    for _ in 0..2 {
        let (status, granted) = set.refresh("second").await;
        assert_eq!((status, granted.get("refresh_token")), (StatusCode::OK, None));
    }
}

#[tokio::test]
async fn a_new_consent_ends_what_came_from_the_one_before() {
    let set = Setting::new().await;
    set.company.replace_key("second".into()).unwrap();
    let (_, granted) = set.refresh("second").await;
    let next = granted["refresh_token"].as_str().unwrap().to_owned();
    set.company.replace_key("third".into()).unwrap();
    assert_eq!(set.refresh(&next).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(set.refresh("third").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_code_is_exchanged_once_for_both_tokens() {
    let set = Setting::new().await;
    let codes = format!("{}/_sandbox/companies/{}/codes", set.base, set.company.organization());
    let answer: Value = Client::new().post(codes).send().await.unwrap().json().await.unwrap();
    let form = [("grant_type", "authorization_code"), ("code", answer["code"].as_str().unwrap())];
    let (status, granted) = set.ask_token("rykker-local-secret", &form).await;
    assert_eq!(status, StatusCode::OK, "{granted}");
    assert_eq!(set.refresh(granted["refresh_token"].as_str().unwrap()).await.0, StatusCode::OK);
    assert_eq!(set.ask_token("rykker-local-secret", &form).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_token_endpoint_wants_its_app_and_a_grant_it_knows() {
    let set = Setting::new().await;
    let (status, body) = set.ask_token("wrong", &[("grant_type", "refresh_token")]).await;
    assert_eq!((status, body), (StatusCode::UNAUTHORIZED, json!({ "error": "invalid_client" })));
    for (form, word) in [
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "authorization_code"), ("code", "x")], "invalid_grant"),
    ] {
        let (status, body) = set.ask_token("rykker-local-secret", &form).await;
        assert_eq!((status, body), (StatusCode::BAD_REQUEST, json!({ "error": word })));
    }
}

#[tokio::test]
async fn an_access_token_dies_at_its_time_or_with_its_key() {
    let set = Setting::new().await;
    set.clock.set(set.clock.now() + 3_598.seconds());
    set.get("Client").await;
    set.company.revoke_key(true);
    assert_eq!(set.ask("Client").await.0, StatusCode::UNAUTHORIZED);
    set.company.revoke_key(false);
    set.clock.set(set.clock.now() + 1.second());
    let (status, body) = set.ask("Client").await;
    assert_eq!((status, body), (StatusCode::UNAUTHORIZED, json!({ "error": "invalid_token" })));
}

#[tokio::test]
async fn an_invoice_goes_from_approved_to_paid_or_credited() {
    let set = Setting::new().await;
    let (paid, credited, deleted) = (set.add(10_000), set.add(10_000), set.add(10_000));
    let read = async |id: &str| {
        let invoice = set.get(&format!("Invoice/{id}")).await;
        (invoice["state"].as_str().unwrap().to_owned(), invoice["remainingAmount"].to_string())
    };
    assert_eq!(read(&paid).await, ("approved".into(), "100".into()));
    set.company.pay(&paid, Some(4_050)).unwrap();
    assert_eq!(read(&paid).await, ("approved".into(), "59.5".into()));
    set.company.charge_fee(&paid, 10_000).unwrap();
    assert_eq!(read(&paid).await, ("approved".into(), "59.5".into()));
    set.company.switch(|switches| switches.remaining_has_fees = true);
    assert_eq!(read(&paid).await, ("approved".into(), "159.5".into()));
    set.company.switch(|switches| switches.remaining_has_fees = false);
    set.company.pay(&paid, Some(5_950)).unwrap();
    assert_eq!(read(&paid).await, ("paid".into(), "0".into()), "the fee is another matter");
    set.company.pay(&credited, Some(1_000)).unwrap();
    set.company.credit(&credited, None).unwrap();
    assert_eq!(read(&credited).await, ("credited".into(), "0".into()));
    set.company.delete(&deleted).unwrap();
    assert_eq!(
        set.ask(&format!("Invoice/{deleted}")).await,
        (StatusCode::NOT_FOUND, json!({ "error": "not_found" }))
    );
}

#[tokio::test]
async fn a_list_comes_whole_by_state_and_in_the_envelope_that_is_switched_on() {
    let set = Setting::new().await;
    let open = set.add(10_000);
    let draft = NewInvoice { state: State::Draft, ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 100) };
    set.company.add(draft).unwrap();
    assert_eq!(set.get("Invoice").await.as_array().unwrap().len(), 2);
    let approved = set.get("Invoice?state=approved&include=client,lines").await;
    assert_eq!((approved.as_array().unwrap().len(), &approved[0]["id"]), (1, &json!(open)));
    assert_eq!(approved[0]["client"]["name"], "Eksempel Byg A/S");
    for (envelope, many, one) in [
        (Envelope::Named, "/invoices/0/id", "/invoice/id"),
        (Envelope::Capitalised, "/Invoices/0/id", "/Invoice/id"),
        (Envelope::Data, "/data/0/id", "/data/id"),
    ] {
        set.company.switch(|switches| switches.envelope = envelope);
        assert_eq!(set.get("Invoice?state=approved").await.pointer(many), Some(&json!(open)), "{envelope:?}");
        assert_eq!(
            set.get(&format!("Invoice/{open}")).await.pointer(one),
            Some(&json!(open)),
            "{envelope:?}"
        );
    }
}

#[tokio::test]
async fn clients_and_orders_have_their_addresses() {
    let set = Setting::new().await;
    let debtor = NewDebtor {
        name: "Jens Eksempel".into(),
        person: true,
        cvr: Some("0101901234".into()),
        ..NewDebtor::default()
    };
    set.company.add(NewInvoice { debtor, ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 100) }).unwrap();
    set.add(10_000);
    let clients = set.get("Client").await;
    assert_eq!((&clients[0]["name"], &clients[0]["cvr"]), (&json!("Jens Eksempel"), &Value::Null));
    assert_eq!(clients[1]["addresses"][0]["streetAddress"], "Industrivej 5");
    let id = clients[1]["id"].as_str().unwrap();
    assert_eq!(set.get(&format!("Client/{id}")).await["email"], "regnskab@eksempel.example");
    let orders = set.get("Order?state=closed&include=client,addresses").await;
    assert_eq!(
        (&orders[1]["clientId"], &orders[1]["billingAddress"]["city"]),
        (&json!(id), &json!("Viborg"))
    );
    let order = set.get(&format!("Order/{}", orders[1]["id"].as_str().unwrap())).await;
    assert_eq!((&order["state"], order.get("client")), (&json!("closed"), None));
    assert_eq!(set.get("Order?state=new").await, json!([]));
}

#[tokio::test]
async fn the_pdf_is_at_the_address_that_the_invoice_tells_and_wants_the_token() {
    let set = Setting::new().await;
    let url = set.get(&format!("Invoice/{}", set.add(10_000))).await["pdfUrl"].as_str().unwrap().to_owned();
    let file = Client::new().get(&url).bearer_auth(&set.token).send().await.unwrap().bytes().await.unwrap();
    assert!(file.starts_with(b"%PDF-1.4"));
    assert_eq!(reqwest::get(&url).await.unwrap().status(), StatusCode::UNAUTHORIZED);
}
