//! What is known of Billy's API, asked over HTTP.
#![allow(clippy::unwrap_used)]

use reqwest::StatusCode;
use sandboxes::billy::{Billy, CreditNoteSpelling, OrganizationIdRule, PagingUrls};
use sandboxes::books::{Company, Generate, Kind, NewDebtor, NewInvoice, State};
use sandboxes::clock::Clock;
use sandboxes::json::Spelling;
use serde_json::{Value, json};

struct Setting {
    base: String,
    company: Company<Billy>,
}

impl Setting {
    async fn new() -> Self {
        let billy = Billy::new(Clock::at("2026-11-21T08:00:00Z".parse().unwrap()));
        let company = billy.books().open("Nordlys Tømrer ApS").unwrap();
        let (address, _) = sandboxes::serve(billy.router()).await.unwrap();
        Self { base: format!("http://{address}/v2"), company }
    }

    fn add(&self, due: &str, gross: i64) -> String {
        self.company.add(NewInvoice::due_on(due.parse().unwrap(), gross)).unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(path, Some(&self.company.key())).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    async fn ask(&self, path: &str, key: Option<&str>) -> (StatusCode, Value) {
        let mut request = reqwest::Client::new().get(format!("{}{path}", self.base));
        if let Some(key) = key {
            request = request.header("X-Access-Token", key);
        }
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }
}

fn ids(list: &Value) -> Vec<&str> {
    list["invoices"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_key_is_checked_before_anything_else() {
    let set = Setting::new().await;
    for path in ["/organization", "/invoices?state=paid", "/webhooks"] {
        let (status, body) = set.ask(path, None).await;
        assert_eq!((status.as_u16(), &body["errorCode"]), (401, &json!("AUTHENTICATION_REQUIRED")));
        let (status, body) = set.ask(path, Some("wrong")).await;
        assert_eq!((status.as_u16(), &body["errorCode"]), (401, &json!("OAUTH_INVALID_ACCESS_TOKEN")));
        assert_eq!(body["meta"], json!({ "statusCode": 401, "success": false }));
    }
    let (status, body) = set.ask("/webhooks", Some(&set.company.key())).await;
    assert_eq!((status.as_u16(), &body["errorCode"]), (404, &json!("UNKNOWN_RESOURCE")));
}

#[tokio::test]
async fn a_revoked_key_is_unknown_until_it_is_given_back() {
    let set = Setting::new().await;
    let key = set.company.key();
    set.company.revoke_key(true);
    assert_eq!(set.ask("/organization", Some(&key)).await.0, StatusCode::UNAUTHORIZED);
    set.company.revoke_key(false);
    assert_eq!(set.get("/organization").await["organization"]["name"], "Nordlys Tømrer ApS");
}

#[tokio::test]
async fn both_ends_of_a_due_date_filter_are_inside() {
    let set = Setting::new().await;
    let days = ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"];
    let added: Vec<_> = days.iter().map(|day| set.add(day, 100)).collect();
    let list = set.get("/invoices?minDueDate=2026-11-19&maxDueDate=2026-11-20&sortProperty=dueDate").await;
    assert_eq!(ids(&list), [&added[1], &added[2]]);
    let down = set.get("/invoices?maxDueDate=2026-11-19&sortProperty=dueDate&sortDirection=DESC").await;
    assert_eq!(ids(&down), [&added[1], &added[0]]);
}

#[tokio::test]
async fn a_bad_filter_value_is_404_and_an_unknown_parameter_is_ignored() {
    let set = Setting::new().await;
    set.add("2026-11-01", 100);
    for bad in ["state=paid", "isPaid=maybe", "maxDueDate=yesterday", "sortProperty=age", "page=0"] {
        let (status, body) = set.ask(&format!("/invoices?{bad}"), Some(&set.company.key())).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{bad}");
        assert_eq!(body["meta"]["success"], false);
    }
    assert_eq!(ids(&set.get("/invoices?entryDateGte=2030-01-01").await).len(), 1);
}

#[tokio::test]
async fn unpaid_alone_also_gives_drafts_voided_rows_and_open_credit_notes() {
    let set = Setting::new().await;
    let day = "2026-11-01".parse().unwrap();
    let open = set.add("2026-11-01", 1_000);
    let draft =
        set.company.add(NewInvoice { state: State::Draft, ..NewInvoice::due_on(day, 1_000) }).unwrap();
    let voided = set.add("2026-11-01", 104_700);
    set.company.void(&voided).unwrap();
    let note = NewInvoice { kind: Kind::CreditNote { of: None }, ..NewInvoice::due_on(day, 500) };
    let note = set.company.add(note).unwrap();
    let paid = set.add("2026-11-01", 1_000);
    set.company.pay(&paid, None).unwrap();
    let list = set.get("/invoices?isPaid=false&sortProperty=createdTime").await;
    assert_eq!(ids(&list), [&open, &draft, &voided, &note]);
    let rows = list["invoices"].as_array().unwrap();
    assert_eq!((&rows[1]["invoiceNo"], &rows[1]["approvedTime"]), (&Value::Null, &Value::Null));
    assert_eq!(rows[2]["dueDate"], Value::Null);
    assert_eq!((&rows[2]["balance"], &rows[2]["isPaid"]), (&json!(1047), &json!(false)));
    assert_eq!((&rows[3]["balance"], &rows[3]["creditedInvoiceId"]), (&json!(5), &Value::Null));
    assert_eq!(ids(&set.get("/invoices?state=voided").await), [&voided]);
    assert!(
        ids(&set.get("/invoices?state=voided&maxDueDate=2030-01-01").await).is_empty(),
        "no due date to compare"
    );
}

#[tokio::test]
async fn pages_count_from_one_and_have_addresses_when_there_are_several() {
    let set = Setting::new().await;
    for _ in 0..3 {
        set.add("2026-11-01", 100);
    }
    let first = set.get("/invoices?pageSize=2&sortProperty=createdTime").await;
    let paging = &first["meta"]["paging"];
    assert_eq!((&paging["page"], &paging["pageCount"], &paging["total"]), (&json!(1), &json!(2), &json!(3)));
    assert_eq!(paging["firstUrl"], format!("{}/invoices?pageSize=2", set.base));
    assert_eq!(paging["previousUrl"], Value::Null);
    assert_eq!(paging["nextUrl"], format!("{}/invoices?page=2&pageSize=2", set.base));
    assert_eq!(ids(&set.get("/invoices?page=2&pageSize=2").await).len(), 1);
    assert!(ids(&set.get("/invoices?page=3&pageSize=2").await).is_empty());
    let whole = set.get("/invoices").await;
    assert_eq!(whole["meta"]["paging"], json!({ "page": 1, "pageCount": 1, "pageSize": 1000, "total": 3 }));
    set.company.switch(|switches| switches.paging_urls = PagingUrls::Never);
    assert_eq!(set.get("/invoices?pageSize=2").await["meta"]["paging"].get("nextUrl"), None);
    set.company.switch(|switches| switches.paging = false);
    assert_eq!(set.get("/invoices?pageSize=2").await["meta"].get("paging"), None);
}

#[tokio::test]
async fn without_a_sort_the_order_changes_and_with_one_it_stays() {
    let set = Setting::new().await;
    let made = Generate {
        count: 60,
        first_due: "2026-09-01".parse().unwrap(),
        last_due: None,
        gross: 100,
        debtors: 3,
    };
    let added = set.company.generate(&made).unwrap();
    let (one, two) = (set.get("/invoices").await, set.get("/invoices").await);
    assert_ne!(ids(&one), ids(&two));
    assert_eq!(ids(&set.get("/invoices?sortProperty=createdTime").await), added);
}

#[tokio::test]
async fn an_invoice_paid_between_two_pages_makes_a_row_vanish_from_the_walk() {
    let set = Setting::new().await;
    let added: Vec<_> = (0..4).map(|_| set.add("2026-11-01", 100)).collect();
    set.company.switch(|switches| switches.pay_between_pages = 1);
    let page =
        |page: usize| format!("/invoices?isPaid=false&sortProperty=createdTime&pageSize=2&page={page}");
    let (first, second) = (set.get(&page(1)).await, set.get(&page(2)).await);
    assert_eq!(ids(&first), [&added[0], &added[1]]);
    assert_eq!(ids(&second), [&added[3]], "the third moved to page 1");
    assert_eq!(
        (&first["meta"]["paging"]["total"], &second["meta"]["paging"]["total"]),
        (&json!(4), &json!(3))
    );
    assert_eq!(ids(&set.get(&page(1)).await), [&added[1], &added[2]]);
}

#[tokio::test]
async fn related_records_come_beside_or_inside() {
    let set = Setting::new().await;
    let debtor = NewDebtor {
        zip: Some("8800".into()),
        city: Some("Viborg".into()),
        city_by_id: true,
        ..NewDebtor::named("Byg A/S", "regnskab@byg.example")
    };
    let day = "2026-11-01".parse().unwrap();
    let id =
        set.company.add(NewInvoice { debtor: debtor.clone(), late_fee: 100, ..NewInvoice::due_on(day, 500) });
    let id = id.unwrap();
    set.company.add(NewInvoice { debtor, ..NewInvoice::due_on(day, 500) }).unwrap();
    let beside =
        "invoice.contact:sideload,contact.contactPersons:embed,contact.city:sideload,contact.zipcode";
    let list = set.get(&format!("/invoices?include={beside}")).await;
    let contacts = list["contacts"].as_array().unwrap();
    assert_eq!(contacts.len(), 1, "each once");
    assert_eq!((&contacts[0]["cityText"], &contacts[0]["zipcodeText"]), (&json!(""), &json!("")));
    assert_eq!(contacts[0].get("email"), None);
    assert_eq!(contacts[0]["contactPersons"][0]["email"], "regnskab@byg.example");
    assert_eq!(contacts[0]["contactPersons"][0]["isPrimary"], false);
    assert_eq!(
        list["cities"],
        json!([{ "id": "dk_viborg", "name": "Viborg", "county": "", "stateId": null, "countryId": "DK" }])
    );
    assert_eq!(list["zipcodes"][0]["zipcode"], "8800");
    let inside = "invoice.contact:embed,invoice.lines:embed,invoice.lateFees:embed,contact.city:embed";
    let one = &set.get(&format!("/invoices/{id}?include={inside}")).await["invoice"];
    assert_eq!(one.get("contactId"), None);
    assert_eq!(one["contact"]["city"]["name"], "Viborg");
    assert_eq!(one["lines"][0]["description"], "Tagarbejde");
    assert_eq!(one["lateFees"][0]["amount"], 1);
    let ids_only = &set.get(&format!("/invoices/{id}?include=invoice.lines,invoice.lateFees:sideload")).await;
    assert_eq!(ids_only["invoice"]["lineIds"][0], ids_only["invoiceLines"][0]["id"]);
    assert_eq!(ids_only["invoice"]["lateFeeIds"][0], ids_only["invoiceLateFees"][0]["id"]);
    let plain = &set.get(&format!("/invoices/{id}")).await["invoice"];
    assert_eq!((plain.get("lines"), plain.get("lateFees")), (None, None));
}

#[tokio::test]
async fn the_balance_has_late_fees_in_it_and_loses_what_was_paid_and_credited() {
    let set = Setting::new().await;
    let day = "2026-09-30".parse().unwrap();
    let incl = NewInvoice { net: 37_440, vat: 9_360, late_fee: 10_000, ..NewInvoice::due_on(day, 0) };
    let id = set.company.add(incl).unwrap();
    let row = set.get(&format!("/invoices/{id}")).await["invoice"].clone();
    assert_eq!((&row["amount"], &row["tax"]), (&json!(374.4), &json!(93.6)));
    assert_eq!((&row["grossAmount"], &row["balance"]), (&json!(468), &json!(568)));
    set.company.pay(&id, Some(46_800)).unwrap();
    set.company.credit(&id, Some(5_000)).unwrap();
    let row = set.get(&format!("/invoices/{id}")).await["invoice"].clone();
    assert_eq!((&row["balance"], &row["isPaid"]), (&json!(50), &json!(false)));
    set.company.pay(&id, Some(6_000)).unwrap();
    let row = set.get(&format!("/invoices/{id}")).await["invoice"].clone();
    assert_eq!((&row["balance"], &row["isPaid"]), (&json!(0), &json!(true)), "surplus goes elsewhere");
    set.company.take_payment_back(&id).unwrap();
    let row = set.get(&format!("/invoices/{id}")).await["invoice"].clone();
    assert_eq!((&row["balance"], &row["isPaid"]), (&json!(50), &json!(false)), "a paid one can open again");
    let payments = set.get("/bankPayments?include=bankPayment.associations:embed").await;
    assert_eq!(payments["bankPayments"][1]["isVoided"], true);
    let subject = &payments["bankPayments"][0]["associations"][0]["subjectReference"];
    assert_eq!(subject, &json!(format!("invoice:{id}")));
}

#[tokio::test]
async fn a_credit_note_is_in_the_same_list_under_either_spelling() {
    let set = Setting::new().await;
    let id = set.add("2026-11-01", 10_000);
    let note = set.company.credit(&id, None).unwrap();
    let list = set.get(&format!("/invoices?creditedInvoiceId={id}")).await;
    assert_eq!(ids(&list), [&note]);
    assert_eq!(
        (&list["invoices"][0]["type"], &list["invoices"][0]["balance"]),
        (&json!("creditNote"), &json!(0))
    );
    set.company.switch(|switches| switches.credit_note_type = CreditNoteSpelling::Snake);
    set.company.switch(|switches| switches.credit_notes_negative = true);
    let row = set.get(&format!("/invoices/{note}")).await["invoice"].clone();
    assert_eq!((&row["type"], &row["grossAmount"]), (&json!("credit_note"), &json!(-100)));
    let credited = set.get(&format!("/invoices/{id}")).await["invoice"].clone();
    assert_eq!((&credited["state"], &credited["isPaid"]), (&json!("approved"), &json!(true)));
}

#[tokio::test]
async fn the_download_address_is_new_at_each_reading_and_leads_to_a_pdf_without_a_key() {
    let set = Setting::new().await;
    let id = set.add("2026-11-01", 10_000);
    let mut urls = Vec::new();
    for _ in 0..2 {
        let row = set.get(&format!("/invoices/{id}")).await;
        urls.push(row["invoice"]["downloadUrl"].as_str().unwrap().to_owned());
    }
    assert_ne!(urls[0], urls[1]);
    for url in urls {
        assert!(url.ends_with("/invoice-no-1001.pdf"), "{url}");
        let answer = reqwest::get(url).await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/pdf");
        assert!(answer.bytes().await.unwrap().starts_with(b"%PDF-1.4"));
    }
}

#[tokio::test]
async fn the_organization_parameter_is_taken_or_refused() {
    let set = Setting::new().await;
    set.add("2026-11-01", 100);
    let path = format!("/invoices?organizationId={}", set.company.organization());
    assert_eq!(ids(&set.get(&path).await).len(), 1);
    set.company.switch(|switches| switches.organization_id = OrganizationIdRule::Refuse);
    let (status, body) = set.ask(&path, Some(&set.company.key())).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body["errorMessage"].as_str().unwrap().contains("must not be set"));
}

#[tokio::test]
async fn numbers_change_their_spelling_with_a_switch() {
    let set = Setting::new().await;
    let id = set.add("2026-11-01", 30_000);
    let client = reqwest::Client::new();
    let text = async || {
        let request =
            client.get(format!("{}/invoices/{id}", set.base)).header("X-Access-Token", set.company.key());
        request.send().await.unwrap().text().await.unwrap()
    };
    let plain = text().await;
    assert!(plain.contains("\"balance\":300,") && plain.contains("\"invoiceNo\":\"1001\""), "{plain}");
    set.company.switch(|switches| {
        switches.numbers = Spelling::Decimal;
        switches.invoice_no_as_number = true;
        switches.gross_amount = false;
    });
    let other = text().await;
    assert!(other.contains("\"balance\":300.0,") && other.contains("\"invoiceNo\":1001,"), "{other}");
    assert!(!other.contains("grossAmount"));
}

#[tokio::test]
async fn a_debtor_without_persons_has_no_address_to_write_to() {
    let set = Setting::new().await;
    let debtor = NewDebtor { name: "Uden Mail".into(), person: true, archived: true, ..NewDebtor::default() };
    let new = NewInvoice { debtor, ..NewInvoice::due_on("2026-11-01".parse().unwrap(), 100) };
    set.company.add(new).unwrap();
    let contacts = set.get("/contacts").await;
    let contact = &contacts["contacts"][0];
    assert_eq!((&contact["type"], &contact["isArchived"]), (&json!("person"), &json!(true)));
    let id = contact["id"].as_str().unwrap();
    let persons = set.get(&format!("/contactPersons?contactId={id}")).await;
    assert_eq!(persons["contactPersons"], json!([]));
    let (status, _) = set.ask("/contactPersons", Some(&set.company.key())).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_deleted_invoice_is_gone() {
    let set = Setting::new().await;
    let id = set.add("2026-11-01", 100);
    set.company.delete(&id).unwrap();
    assert!(ids(&set.get("/invoices").await).is_empty());
    let (status, body) = set.ask(&format!("/invoices/{id}"), Some(&set.company.key())).await;
    assert_eq!((status.as_u16(), &body["errorCode"]), (404, &json!("RECORD_NOT_FOUND")));
}

#[tokio::test]
async fn requests_are_counted_by_their_path_template() {
    let set = Setting::new().await;
    let id = set.add("2026-11-01", 100);
    set.get("/invoices").await;
    set.get(&format!("/invoices/{id}")).await;
    set.get(&format!("/invoices/{id}?include=invoice.lines")).await;
    assert_eq!(set.company.count("GET", "/v2/invoices"), 1);
    assert_eq!(set.company.count("GET", "/v2/invoices/{id}"), 2);
}

#[tokio::test]
async fn a_hundred_thousand_invoices_are_walked_in_pages_of_a_thousand() {
    let set = Setting::new().await;
    let made = Generate {
        count: 100_000,
        first_due: "2026-01-01".parse().unwrap(),
        last_due: Some("2026-11-20".parse().unwrap()),
        gross: 125_000,
        debtors: 500,
    };
    set.company.generate(&made).unwrap();
    let path = "/invoices?state=approved&isPaid=false&maxDueDate=2026-11-20&sortProperty=createdTime\
                &include=invoice.contact:sideload,contact.contactPersons:embed&page=100";
    let last = set.get(path).await;
    assert_eq!(last["meta"]["paging"]["total"], 100_000);
    assert_eq!(ids(&last).len(), 1_000);
}
