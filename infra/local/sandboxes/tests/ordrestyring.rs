//! What is known of Ordrestyring's API, asked over HTTP.
#![allow(clippy::unwrap_used)]

use reqwest::{Client, StatusCode};
use sandboxes::books::{Company, Generate, Kind, NewCompany, NewDebtor, NewInvoice, State};
use sandboxes::clock::Clock;
use sandboxes::faults::{Fault, FaultKind};
use sandboxes::ordrestyring::{CustomerNumbers, Empty, Ordrestyring, UnknownInclude};
use serde_json::{Value, json};

struct Setting {
    base: String,
    company: Company<Ordrestyring>,
    other: Company<Ordrestyring>,
}

impl Setting {
    async fn new() -> Self {
        let double = Ordrestyring::new(Clock::at("2026-11-21T08:00:00Z".parse().unwrap()));
        let open = |name: &str| {
            let new = NewCompany { key: Some(name.to_lowercase()), ..NewCompany::named(name) };
            double.books().open_as(new).unwrap()
        };
        let (company, other) = (open("Nordlys"), open("Sydlys"));
        let (address, _) = sandboxes::serve(double.router()).await.unwrap();
        Self { base: format!("http://{address}"), company, other }
    }

    fn add(&self, due: &str, gross: i64) -> String {
        self.company.add(NewInvoice::due_on(due.parse().unwrap(), gross)).unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(path, "nordlys", "x").await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    async fn refused(&self, path: &str) -> (u16, Value) {
        let (status, body) = self.ask(path, "nordlys", "x").await;
        (status.as_u16(), body["message"].clone())
    }

    async fn ask(&self, path: &str, user: &str, password: &str) -> (StatusCode, Value) {
        let request = Client::new().get(format!("{}{path}", self.base)).basic_auth(user, Some(password));
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }
}

fn numbers(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|row| row["invoice_number"].to_string()).collect()
}

#[tokio::test]
async fn only_the_part_of_the_key_before_the_colon_counts() {
    let set = Setting::new().await;
    for (user, password) in [("nordlys", "x"), ("nordlys", "api"), ("nordlys", ""), ("nordlys:x", "")] {
        let (status, body) = set.ask("/", user, password).await;
        assert_eq!((status.as_u16(), &body["company"]["name"]), (200, &json!("Nordlys")), "{user}");
    }
    assert_eq!(set.ask("/", "sydlys", "x").await.1["company"]["name"], "Sydlys");
    for path in ["/", "/debtor-invoices", "/nothing"] {
        assert_eq!(set.ask(path, "wrong", "x").await.0, StatusCode::UNAUTHORIZED);
        let bare = Client::new().get(format!("{}{path}", set.base)).send().await.unwrap();
        assert_eq!(bare.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_key_opens_one_company_and_can_be_taken_back() {
    let set = Setting::new().await;
    let number = set.add("2026-11-01", 100);
    let path = format!("/debtor-invoices/{number}");
    assert_eq!(set.ask(&path, "sydlys", "x").await.0, StatusCode::NOT_FOUND);
    set.company.revoke_key(true);
    assert_eq!(set.refused(&path).await.0, 401);
    set.company.revoke_key(false);
    assert_eq!(set.get(&path).await["invoice_number"].to_string(), number);
    assert_eq!(set.other.count("GET", "/debtor-invoices/{invoice_number}"), 1);
}

#[tokio::test]
async fn the_overdue_are_found_by_type_and_due_date_as_midnight_in_copenhagen() {
    let set = Setting::new().await;
    let days = ["2026-08-31", "2026-11-20", "2026-11-21"].map(|day| set.add(day, 1_550_000));
    set.company
        .add(NewInvoice { state: State::Draft, ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 100) })
        .unwrap();
    let list = set
        .get("/debtor-invoices?type=1&payment_date-min=1&payment_date-max=1795215599&sortby=invoice_number")
        .await;
    assert_eq!(numbers(&list), days[..2]);
    let row = &list[0];
    assert_eq!((&row["payment_date"], &row["type"]), (&json!(1_788_127_200), &json!(1)));
    assert_eq!(
        (&row["amount"], &row["vat"], &row["amount_vat"]),
        (&json!(12_400), &json!(3_100), &json!(15_500))
    );
    assert_eq!((&row["payed_date"], &row["payed_amount"]), (&Value::Null, &Value::Null));
    assert!(row.get("currency").is_none() && row.get("email").is_none());
    let down = set.get("/debtor-invoices?sortby=-payment_date").await;
    assert_eq!(numbers(&down), [&*days[2], &days[1], &days[0]]);
}

#[tokio::test]
async fn filters_take_several_values_and_five_suffixes() {
    let set = Setting::new().await;
    let added = [100, 200, 300].map(|gross| set.add("2026-11-01", gross));
    for (filter, expected) in [
        ("invoice_number=1001|1003", &[0, 2][..]),
        ("invoice_number-min=1002", &[1, 2]),
        ("invoice_number-max=1002", &[0, 1]),
        ("invoice_number-gt=1002", &[2]),
        ("invoice_number-st=1002", &[0]),
        ("invoice_number-not=1002", &[0, 2]),
        ("customer_number=2200&type=1", &[0, 1, 2]),
        ("payed_date-min=1", &[]),
    ] {
        let expected: Vec<_> = expected.iter().map(|nth: &usize| added[*nth].clone()).collect();
        assert_eq!(numbers(&set.get(&format!("/debtor-invoices?{filter}")).await), expected, "{filter}");
    }
}

#[tokio::test]
async fn a_column_that_the_table_lacks_is_a_500_and_an_odd_page_a_400() {
    let set = Setting::new().await;
    for path in
        ["/debtor-invoices?currency=DKK", "/debtor-invoices?sortby=age", "/debtor-invoices?status-min=1"]
    {
        assert_eq!(set.refused(path).await.0, 500, "{path}");
    }
    for path in ["/debtor-invoices?page=0", "/debtors?pagesize=many"] {
        assert_eq!(set.refused(path).await.0, 400, "{path}");
    }
    set.get("/debtors?include=contacts,pets").await;
    set.company.switch(|switches| switches.unknown_include = UnknownInclude::ServerError);
    set.get("/debtors?include=contacts").await;
    assert_eq!(set.refused("/debtors?include=contacts,pets").await.0, 500);
}

#[tokio::test]
async fn unknown_numbers_and_unknown_paths_are_told_apart_by_their_words() {
    let set = Setting::new().await;
    for path in ["/debtor-invoices/9", "/debtor-invoices/9.pdf", "/debtors/9", "/payment-terms/9"] {
        let (status, message) = set.refused(path).await;
        assert_eq!(status, 404);
        assert!(message.as_str().unwrap().contains("does not exist"), "{message}");
    }
    assert_eq!(set.refused("/chip-api").await, (404, json!("No resource found at this url")));
    set.company.switch(|switches| switches.switched_off = true);
    for path in ["/", "/debtor-invoices", "/debtors/2200"] {
        assert_eq!(set.refused(path).await, (404, json!("No resource found at this url")));
    }
}

#[tokio::test]
async fn money_that_came_in_is_shown_in_part_and_with_a_date_when_it_is_all() {
    let set = Setting::new().await;
    let number = set.add("2026-11-01", 500_000);
    let path = format!("/debtor-invoices/{number}");
    set.company.pay(&number, Some(100_050)).unwrap();
    let row = set.get(&path).await;
    assert_eq!((&row["payed_amount"], &row["payed_date"]), (&json!(1000.5), &Value::Null));
    set.company.pay(&number, None).unwrap();
    let row = set.get(&path).await;
    assert_eq!((&row["payed_amount"], &row["payed_date"]), (&json!(5_000), &json!(1_795_215_600)));
    set.company.switch(|switches| switches.paid_state_lags = true);
    assert_eq!(set.get(&path).await["payed_date"], Value::Null);
    set.company.switch(|switches| switches.paid_state_lags = false);
    set.company.take_payment_back(&number).unwrap();
    assert_eq!(set.get(&path).await["payed_date"], Value::Null);
}

#[tokio::test]
async fn a_credit_note_has_type_2_and_names_its_customer_and_no_invoice() {
    let set = Setting::new().await;
    let number = set.add("2026-11-01", 10_000);
    let note = set.company.credit(&number, Some(4_000)).unwrap();
    let list = set.get("/debtor-invoices?type=2&date-min=1795215600").await;
    assert_eq!(numbers(&list), [note]);
    assert_eq!((&list[0]["customer_number"], &list[0]["amount_vat"]), (&json!(2200), &json!(40)));
    assert!(!list[0].to_string().contains(&number), "{list}");
    let credited = set.get(&format!("/debtor-invoices/{number}")).await;
    assert_eq!(credited["payed_amount"], Value::Null);
    set.company.switch(|switches| {
        switches.credits_count_as_paid = true;
        switches.credit_notes_negative = true;
    });
    assert_eq!(set.get(&format!("/debtor-invoices/{number}")).await["payed_amount"], 40);
    assert_eq!(set.get("/debtor-invoices?type=2").await[0]["amount_vat"], -40);
}

#[tokio::test]
async fn values_change_their_spelling_with_switches() {
    let set = Setting::new().await;
    let number = set.add("2026-11-01", 1_550_000);
    let path = format!("/debtor-invoices/{number}");
    set.company.switch(|switches| {
        switches.money_as_text = true;
        switches.invoice_numbers_as_text = true;
        switches.customer_numbers = CustomerNumbers::Words;
        switches.empty = Empty::Text;
    });
    let row = set.get(&path).await;
    assert_eq!((&row["amount_vat"], &row["invoice_number"]), (&json!("15500.00"), &json!("1001")));
    assert_eq!((&row["customer_number"], &row["payed_date"]), (&json!("BF-77a1-0000"), &json!("")));
    assert_eq!(set.get("/debtors/BF-77a1-0000").await["customer_name"], "Eksempel Byg A/S");
    set.company.switch(|switches| {
        switches.money_as_text = false;
        switches.money_in_oere = true;
        switches.data_envelope = true;
        switches.empty = Empty::Missing;
        switches.wrong_vat_on = 1001;
    });
    let row = set.get(&path).await["data"].clone();
    assert_eq!((&row["amount_vat"], &row["vat"]), (&json!(1_550_000), &json!(310_100)));
    assert!(row.get("payed_date").is_none());
}

#[tokio::test]
async fn a_deleted_debtor_is_404_while_its_invoice_is_listed_when_switched_so() {
    let set = Setting::new().await;
    let debtor = NewDebtor { deleted: true, ..NewDebtor::named("Borte ApS", "a@borte.example") };
    let new = NewInvoice { debtor, ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 100) };
    set.company.add(new).unwrap();
    assert_eq!(set.get("/debtors/2200").await["customer_email"], "a@borte.example");
    set.company.switch(|switches| switches.deleted_debtors_are_gone = true);
    assert_eq!(set.refused("/debtors/2200").await.0, 404);
    assert_eq!(set.get("/debtors").await, json!([]));
    assert_eq!(set.get("/debtor-invoices").await[0]["customer_number"], 2200);
}

#[tokio::test]
async fn a_currency_is_an_id_on_the_debtor_and_kroner_have_none() {
    let set = Setting::new().await;
    let due = "2026-11-01".parse().unwrap();
    let foreign = NewDebtor::named("Fremd GmbH", "a@fremd.example");
    let euro = NewInvoice { currency: "EUR".into(), debtor: foreign, ..NewInvoice::due_on(due, 100) };
    set.add("2026-11-01", 100);
    set.company.add(euro).unwrap();
    let debtors = set.get("/debtors").await;
    assert_eq!((&debtors[0]["currency_id"], &debtors[1]["currency_id"]), (&Value::Null, &json!(2)));
}

#[tokio::test]
async fn pages_are_walked_until_a_short_one_and_rows_can_change_places() {
    let set = Setting::new().await;
    let made = Generate {
        count: 100,
        first_due: "2026-09-01".parse().unwrap(),
        last_due: None,
        gross: 100,
        debtors: 2,
    };
    let made = set.company.generate(&made).unwrap();
    let page = async |number: u8| {
        numbers(&set.get(&format!("/debtor-invoices?sortby=invoice_number&pagesize=50&page={number}")).await)
    };
    assert_eq!((page(1).await, page(2).await), (made[..50].to_vec(), made[50..].to_vec()));
    assert!(page(3).await.is_empty());
    set.company.switch(|switches| switches.rows_move = 1);
    assert_eq!(page(1).await, made[..50]);
    let second = page(2).await;
    assert_eq!((&second[..49], &second[49]), (&made[51..], &made[0]), "one row was never shown");
    assert!(page(3).await.is_empty());
    assert_eq!(page(1).await, made[1..51]);
}

#[tokio::test]
async fn an_invoice_has_a_document_and_lists_can_be_slow() {
    let set = Setting::new().await;
    let number = set.add("2026-11-01", 100);
    let request = Client::new().get(format!("{}/debtor-invoices/{number}.pdf", set.base));
    let answer = request.basic_auth("nordlys", Some("x")).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    assert!(answer.bytes().await.unwrap().starts_with(b"%PDF-1.4"));
    let slow = Fault { delay_ms: Some(30), ..Fault::next(1, FaultKind::SlowAnswer).on("pagesize") };
    set.company.set_fault(slow);
    assert_eq!(numbers(&set.get("/debtor-invoices?pagesize=100").await), [number]);
}

#[tokio::test]
async fn what_is_done_to_an_invoice_over_the_admin_paths_is_seen() {
    let set = Setting::new().await;
    let admin = format!("{}/_sandbox/companies/nordlys", set.base);
    let post = async |path: &str, body: Value| {
        let answer = Client::new().post(format!("{admin}/{path}")).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let new = json!({ "debtor": { "name": "Byg A/S", "email": "a@byg.example" }, "due": "2026-11-01", "amount_minor": 100_000 });
    let added = post("invoices", new).await.1;
    assert_eq!((&added["id"], &added["number"]), (&json!("1001"), &json!(1001)));
    assert_eq!(post("invoices/1001/pay", json!({ "amount_minor": 40_000 })).await.1["owed_minor"], 60_000);
    assert_eq!(set.get("/debtor-invoices/1001").await["payed_amount"], 400);
    assert_eq!(
        post("invoices/1001/credit", json!({ "amount_minor": 10_000 })).await.1["credit_note_id"],
        "1002"
    );
    assert_eq!(post("invoices/1001/void", json!({})).await.0, 400);
    assert_eq!(post("faults", json!({ "kind": "throttled", "times": 1 })).await.0, 200);
    assert_eq!(set.refused("/debtors").await.0, 429);
    assert_eq!(post("switches", json!({ "empty": "zero", "switched_off": false })).await.0, 200);
    assert_eq!(set.get("/debtor-invoices/1001").await["payed_date"], 0);
    assert_eq!(post("invoices/1001/delete", json!({})).await.0, 200);
    assert_eq!(set.refused("/debtor-invoices/1001").await.0, 404);
    let page = reqwest::get(format!("{}/_sandbox", set.base)).await.unwrap().text().await.unwrap();
    assert!(page.contains("Ordrestyring sandbox") && page.contains("rows_move"));
}

#[tokio::test]
async fn a_stand_alone_credit_note_is_one_too() {
    let set = Setting::new().await;
    let note = NewInvoice {
        kind: Kind::CreditNote { of: None },
        ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 100)
    };
    let note = set.company.add(note).unwrap();
    assert_eq!(set.get(&format!("/debtor-invoices/{note}")).await["type"], 2);
}
