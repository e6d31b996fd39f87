//! What is known of Dinero's API, asked over HTTP.
#![allow(clippy::unwrap_used)]

use reqwest::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use sandboxes::books::{Company, NewCompany, NewDebtor, NewInvoice, State};
use sandboxes::clock::Clock;
use sandboxes::dinero::{AppCredentials, Dinero, PaymentsV1, WithoutAccept};
use sandboxes::json::Spelling;
use serde_json::{Value, json};

struct Setting {
    base: String,
    clock: Clock,
    dinero: Dinero,
    company: Company<Dinero>,
    token: String,
}

impl Setting {
    async fn new() -> Self {
        let clock = Clock::at("2026-11-21T08:00:00Z".parse().unwrap());
        let dinero = Dinero::new(clock.clone());
        let new = NewCompany {
            organization: Some("123456".into()),
            key: Some("k".into()),
            ..NewCompany::named("Nord")
        };
        let company = dinero.books().open_as(new).unwrap();
        let (address, _) = sandboxes::serve(dinero.router()).await.unwrap();
        let mut set =
            Self { base: format!("http://{address}"), clock, dinero, company, token: String::new() };
        set.token = set.new_token("k").await;
        set
    }

    async fn ask_token(&self, secret: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let request = reqwest::Client::new().post(format!("{}/dineroapi/oauth/token", self.base));
        let app = AppCredentials::default();
        let answer = request.basic_auth(app.client_id, Some(secret)).form(form).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    async fn new_token(&self, key: &str) -> String {
        let form = password_grant(key, key);
        let (status, body) = self.ask_token("rykker-local-secret", &form).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body["access_token"].as_str().unwrap().to_owned()
    }

    async fn send(&self, path: &str, accept: &str) -> Response {
        let request = reqwest::Client::new().get(format!("{}{path}", self.base)).bearer_auth(&self.token);
        request.header(ACCEPT, accept).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(path).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    async fn ask(&self, path: &str) -> (StatusCode, Value) {
        let answer = self.send(path, "application/json").await;
        (answer.status(), answer.json().await.unwrap())
    }

    fn add(&self, due: &str, gross: i64) -> String {
        self.company.add(NewInvoice::due_on(due.parse().unwrap(), gross)).unwrap()
    }
}

fn password_grant<'a>(key: &'a str, again: &'a str) -> [(&'a str, &'a str); 4] {
    [("grant_type", "password"), ("scope", "read write"), ("username", key), ("password", again)]
}

#[tokio::test]
async fn a_token_takes_the_app_and_the_key_twice() {
    let set = Setting::new().await;
    let secret = "rykker-local-secret";
    let (status, body) = set.ask_token(secret, &password_grant("k", "k")).await;
    assert_eq!(
        (status.as_u16(), &body["token_type"], &body["expires_in"]),
        (200, &json!("Bearer"), &json!(3600))
    );
    for (key, again) in [("wrong", "wrong"), ("k", "other")] {
        let (status, body) = set.ask_token(secret, &password_grant(key, again)).await;
        assert_eq!((status.as_u16(), body), (400, json!({ "error": "invalid_grant" })));
    }
    let (status, _) = set.ask_token("wrong", &password_grant("k", "k")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let as_json = reqwest::Client::new().post(format!("{}/dineroapi/oauth/token", set.base));
    let as_json =
        as_json.basic_auth("rykker-local-client", Some(secret)).json(&json!({ "grant_type": "password" }));
    assert_eq!(as_json.send().await.unwrap().status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_token_dies_at_its_time_or_with_its_key() {
    let mut set = Setting::new().await;
    set.clock.set("2026-11-21T08:59:59Z".parse().unwrap());
    set.get("/v1/organizations").await;
    set.clock.set("2026-11-21T09:00:00Z".parse().unwrap());
    assert_eq!(set.ask("/v1/organizations").await.0, StatusCode::UNAUTHORIZED);
    set.company.switch(|switches| switches.expires_in = 10);
    set.token = set.new_token("k").await;
    set.get("/v1/organizations").await;
    set.company.revoke_key(true);
    assert_eq!(set.ask("/v1/organizations").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_of_another_organization_is_403() {
    let set = Setting::new().await;
    let other = set.dinero.books().open("Anden").unwrap();
    let (status, _) = set.ask(&format!("/v1/{}/invoices", other.organization())).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(set.get("/v1/organizations").await, json!([{ "id": 123_456, "name": "Nord", "isPro": true }]));
    set.company.switch(|switches| switches.pro = false);
    let (status, body) = set.ask("/v1/123456/invoices").await;
    assert_eq!((status.as_u16(), &body["code"]), (403, &json!(90)));
}

#[tokio::test]
async fn a_list_gives_four_fields_or_those_asked_for_under_the_key_as_asked() {
    let set = Setting::new().await;
    set.add("2026-11-01", 12_500);
    let row = set.get("/v1/123456/invoices").await["Collection"][0].clone();
    let keys: Vec<_> = row.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["ContactName", "Date", "Description", "Guid"]);
    let row = set.get("/v1/123456/invoices?fields=number,TOTALINCLVAT,Status").await["Collection"][0].clone();
    assert_eq!(row, json!({ "number": 1001, "TOTALINCLVAT": 125.0, "Status": "Overdue" }));
    let (status, body) = set.ask("/v1/123456/invoices?fields=RemainingAmount").await;
    assert_eq!((status.as_u16(), &body["code"]), (400, &json!(42)));
}

#[tokio::test]
async fn the_status_is_worked_out_when_read_and_changes_nothing_stored() {
    let set = Setting::new().await;
    let id = set.add("2026-11-21", 12_500);
    let path = "/v1/123456/invoices?fields=Status,UpdatedAt";
    let before = set.get(path).await["Collection"][0].clone();
    assert_eq!(before["Status"], "Booked", "due today is on time");
    set.clock.set("2026-11-21T23:30:00Z".parse().unwrap());
    let mut set = set;
    set.token = set.new_token("k").await;
    let after = set.get(path).await["Collection"][0].clone();
    assert_eq!(after["Status"], "Overdue", "it is the day after in Denmark");
    assert_eq!(after["UpdatedAt"], before["UpdatedAt"]);
    let single = set.get(&format!("/v1/123456/invoices/{id}")).await;
    assert_eq!((&single["Status"], &single["PaymentStatus"]), (&json!("Booked"), &json!("Overdue")));
    let since = set.get("/v1/123456/invoices?changesSince=2026-11-20T00:00:00Z").await;
    assert_eq!(since["Collection"], json!([]), "becoming overdue is no change");
}

#[tokio::test]
async fn the_status_filter_is_a_list_of_words_in_any_case() {
    let set = Setting::new().await;
    let (overdue, booked) = (set.add("2026-11-01", 100), set.add("2026-12-01", 100));
    let (paid, over) = (set.add("2026-11-01", 100), set.add("2026-11-01", 100));
    set.company.pay(&paid, None).unwrap();
    set.company.pay(&over, Some(150)).unwrap();
    let guids = async |words: &str| {
        let list = set.get(&format!("/v1/123456/invoices?statusFilter={words}&sortOrder=ascending")).await;
        let rows = list["Collection"].as_array().unwrap().clone();
        rows.iter().map(|row| row["Guid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(guids("booked,OVERDUE").await, [overdue.clone(), booked]);
    assert_eq!(guids("OverDue").await, [overdue]);
    assert_eq!(guids("Paid").await, [paid]);
    assert_eq!(guids("Overpaid").await, [over]);
}

#[tokio::test]
async fn pages_count_from_zero_and_result_is_the_rows_on_the_page() {
    let set = Setting::new().await;
    for _ in 0..5 {
        set.add("2026-11-01", 100);
    }
    let paid = set.add("2026-11-01", 100);
    set.company.pay(&paid, None).unwrap();
    let page = set.get("/v1/123456/invoices?statusFilter=Overdue&page=1&pageSize=3").await;
    let wanted = json!({ "MaxPageSizeAllowed": 1000, "PageSize": 3, "Result": 2, "ResultWithoutFilter": 6, "Page": 1 });
    assert_eq!(page["Pagination"], wanted);
    assert_eq!(set.get("/v1/123456/invoices?page=9").await["Collection"], json!([]));
    let newest = set.get("/v1/123456/invoices?fields=Number").await;
    assert_eq!(newest["Collection"][0]["Number"], 1006, "newest first");
    set.company.switch(|switches| switches.pagination = false);
    assert_eq!(set.get("/v1/123456/invoices").await.get("Pagination"), None);
}

#[tokio::test]
async fn a_draft_has_the_largest_number_in_lists_whatever_the_dates() {
    let set = Setting::new().await;
    let new = NewInvoice { state: State::Draft, ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 100) };
    let id = set.company.add(new).unwrap();
    let list = set.get("/v1/123456/invoices?fields=Number,Status&startDate=2030-01-01").await;
    assert_eq!(list["Collection"], json!([{ "Number": i64::MAX, "Status": "Draft" }]));
    let pdf = set.send(&format!("/v1/123456/invoices/{id}"), "application/octet-stream").await;
    assert_eq!(pdf.status(), StatusCode::BAD_REQUEST);
    let (status, _) = set.ask(&format!("/v2/123456/invoices/{id}/payments")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn accept_decides_between_json_and_pdf() {
    let set = Setting::new().await;
    let path = format!("/v1/123456/invoices/{}", set.add("2026-11-01", 100));
    let pdf = set.send(&path, "application/octet-stream").await.bytes().await.unwrap();
    assert!(pdf.starts_with(b"%PDF-1.4"));
    let kind = async || set.send(&path, "*/*").await.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
    assert_eq!(kind().await, "application/json");
    set.company.switch(|switches| switches.without_accept = WithoutAccept::Pdf);
    assert_eq!(kind().await, "application/octet-stream");
}

#[tokio::test]
async fn what_is_owed_stands_only_among_the_payments() {
    let set = Setting::new().await;
    let new = NewInvoice { late_fee: 10_000, ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 1_000_000) };
    let id = set.company.add(new).unwrap();
    set.company.pay(&id, Some(600_000)).unwrap();
    let single = set.get(&format!("/v1/123456/invoices/{id}")).await;
    assert_eq!((&single["TotalInclVat"], single.get("RemainingAmount")), (&json!(10_000.0), None));
    let path = format!("/v2/123456/invoices/{id}/payments");
    let payments = set.get(&path).await;
    assert_eq!(payments["RemainingAmount"], 4_100.0);
    assert_eq!(payments["PaidAmount"], 6_000.0);
    assert_eq!(payments["InvoiceTotalIncludingReminderExpenses"], 10_100.0);
    assert_eq!(payments["Payments"][0]["AmountInForeignCurrency"], Value::Null);
    let reminders = set.get(&format!("/v1/123456/invoices/{id}/reminders")).await;
    assert_eq!(
        (&reminders[0]["FeeAmount"], &reminders[0]["ReminderTotalInclVatAmount"]),
        (&json!(100.0), &json!(4_100.0))
    );
    let note = set.company.credit(&id, None).unwrap();
    assert_eq!(set.get(&path).await["RemainingAmount"], 0.0);
    set.company.switch(|switches| switches.credit_notes_among_payments = false);
    assert_eq!(set.get(&path).await["Payments"].as_array().unwrap().len(), 1);
    let note = set.get(&format!("/v1/123456/sales/creditnotes/{note}")).await;
    assert_eq!((&note["CreditNoteFor"], note.get("PaymentStatus")), (&json!(id), None));
    let list = set.get("/v1/123456/sales/creditnotes?fields=Guid,TotalInclVat").await;
    assert_eq!(list["Collection"], json!([{ "Guid": note["Guid"], "TotalInclVat": 4_100.0 }]));
    assert_eq!(set.get("/v1/123456/invoices").await["Collection"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_amount_left_in_another_currency_is_in_either() {
    let set = Setting::new().await;
    let day = "2026-11-24".parse().unwrap();
    let new = NewInvoice { currency: "EUR".into(), net: 10_040, vat: 2_510, ..NewInvoice::due_on(day, 0) };
    let id = set.company.add(new).unwrap();
    let row =
        set.get("/v1/123456/invoices?fields=TotalInclVat,TotalInclVatInDkk").await["Collection"][0].clone();
    assert_eq!(row, json!({ "TotalInclVat": 125.5, "TotalInclVatInDkk": 936.23 }));
    let path = format!("/v2/123456/invoices/{id}/payments");
    assert_eq!(set.get(&path).await["RemainingAmount"], 125.5);
    set.company.switch(|switches| switches.remaining_in_dkk = true);
    assert_eq!(set.get(&path).await["RemainingAmount"], 936.23);
}

#[tokio::test]
async fn a_payment_moves_the_time_of_change_unless_switched_off() {
    let set = Setting::new().await;
    let id = set.add("2026-11-01", 1_000);
    let since = "/v1/123456/invoices?fields=Guid&changesSince=2026-11-21T00:00:00Z";
    set.company.switch(|switches| switches.payment_moves_updated_at = false);
    set.company.pay(&id, Some(100)).unwrap();
    assert_eq!(set.get(since).await["Collection"], json!([]));
    set.company.switch(|switches| switches.payment_moves_updated_at = true);
    set.company.pay(&id, Some(100)).unwrap();
    assert_eq!(set.get(since).await["Collection"], json!([{ "Guid": id }]));
}

#[tokio::test]
async fn unknown_and_deleted_records_are_told_apart() {
    let set = Setting::new().await;
    let gone = set.add("2026-11-01", 1_000);
    set.company.delete(&gone).unwrap();
    let (status, body) = set.ask(&format!("/v1/123456/invoices/{gone}")).await;
    assert_eq!((status.as_u16(), &body["code"]), (400, &json!(65)));
    let unknown = "7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11";
    let (status, body) = set.ask(&format!("/v1/123456/invoices/{unknown}")).await;
    assert_eq!((status.as_u16(), &body["code"]), (400, &json!(63)), "400, not 404");
    let (status, _) = set.ask(&format!("/v1/123456/contacts/{unknown}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let page = set.send("/v1/123456/nothing", "application/json").await;
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    assert!(page.text().await.unwrap().starts_with("<!DOCTYPE html>"));
    let deleted = set.get("/v1/123456/invoices?deletedOnly=true&fields=Guid,DeletedAt").await;
    assert_eq!(deleted["Collection"][0], json!({ "Guid": gone, "DeletedAt": "2026-11-21T08:00:00" }));
    assert_eq!(set.get("/v1/123456/invoices").await["Collection"], json!([]));
}

#[tokio::test]
async fn a_contact_has_its_mail_and_may_be_missing_from_the_row() {
    let set = Setting::new().await;
    let debtor = NewDebtor { name: "Jens Eksempel".into(), person: true, ..NewDebtor::default() };
    let day = "2026-11-01".parse().unwrap();
    set.company.add(NewInvoice { debtor, without_contact: true, ..NewInvoice::due_on(day, 100) }).unwrap();
    let row = set.get("/v1/123456/invoices?fields=ContactGuid,ContactName").await["Collection"][0].clone();
    assert_eq!(row, json!({ "ContactGuid": null, "ContactName": "Jens Eksempel" }));
    set.add("2026-11-01", 100);
    let named = set.get("/v1/123456/contacts").await["Collection"][1].clone();
    assert_eq!(named["name"], "Eksempel Byg A/S");
    let guid = named["contactGuid"].as_str().unwrap();
    let contact = set.get(&format!("/v1/123456/contacts/{guid}")).await;
    assert_eq!(contact["Email"], "regnskab@eksempel.example");
    let list = set.get("/v1/123456/contacts?fields=Email,VatNumber,IsPerson").await;
    assert_eq!(list["Collection"][0], json!({ "Email": "", "VatNumber": null, "IsPerson": true }));
}

#[tokio::test]
async fn above_the_limit_is_a_plain_text_with_or_without_a_time() {
    let mut set = Setting::new().await;
    set.company.switch(|switches| {
        switches.per_minute = 3;
        switches.token_calls_count = true;
    });
    set.token = set.new_token("k").await;
    set.get("/v1/organizations").await;
    set.get("/v1/123456/invoices").await;
    let refused = set.send("/v1/123456/invoices", "application/json").await;
    assert_eq!((refused.status().as_u16(), &refused.headers()[RETRY_AFTER]), (429, &"60".parse().unwrap()));
    assert!(refused.text().await.unwrap().starts_with("API calls quota exceeded!"));
    set.company.switch(|switches| switches.retry_after = false);
    let refused = set.send("/v1/123456/invoices", "application/json").await;
    assert_eq!((refused.status().as_u16(), refused.headers().get(RETRY_AFTER)), (429, None));
    set.clock.set("2026-11-21T08:01:00Z".parse().unwrap());
    set.get("/v1/123456/invoices").await;
}

#[tokio::test]
async fn old_payments_fail_at_random_and_then_are_gone() {
    let set = Setting::new().await;
    let path = format!("/v1/123456/invoices/{}/payments", set.add("2026-11-01", 100));
    for _ in 0..20 {
        let status = set.send(&path, "application/json").await.status().as_u16();
        assert!([200, 480].contains(&status), "{status}");
    }
    set.company.switch(|switches| switches.payments_v1 = PaymentsV1::Gone);
    assert_eq!(set.send(&path, "application/json").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whole_numbers_have_a_decimal_point_or_not() {
    let set = Setting::new().await;
    set.add("2026-11-01", 25_500);
    let path = "/v1/123456/invoices?fields=TotalInclVat";
    let text = async || set.send(path, "application/json").await.text().await.unwrap();
    assert!(text().await.contains("{\"TotalInclVat\":255.0}"));
    set.company.switch(|switches| switches.numbers = Spelling::Shortest);
    assert!(text().await.contains("{\"TotalInclVat\":255}"));
}
