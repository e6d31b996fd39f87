//! The sandbox's own paths, as scripts and people use them.
#![allow(clippy::unwrap_used)]

use reqwest::{Client, Method, StatusCode, redirect};
use sandboxes::billy::Billy;
use sandboxes::clock::Clock;
use sandboxes::dinero::Dinero;
use serde_json::{Value, json};

async fn billy() -> String {
    let billy = Billy::new(Clock::at("2026-11-21T08:00:00Z".parse().unwrap()));
    let (address, _) = sandboxes::serve(billy.router()).await.unwrap();
    format!("http://{address}/_sandbox")
}

async fn call(method: Method, url: String, body: Value) -> (StatusCode, Value) {
    let answer = Client::new().request(method, url).json(&body).send().await.unwrap();
    (answer.status(), answer.json().await.unwrap_or_default())
}

async fn post(url: String, body: Value) -> Value {
    let (status, answer) = call(Method::POST, url, body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

async fn get(url: String) -> Value {
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_script_can_live_a_whole_life_of_an_invoice() {
    let base = billy().await;
    post(format!("{base}/companies"), json!({ "key": "nord", "name": "Nord", "cvr": "10000009" })).await;
    let company = format!("{base}/companies/nord");
    let debtor = json!({ "name": "Byg A/S", "email": "a@byg.example", "zip": "8800", "city": "Viborg" });
    let one = json!({ "number": 7, "debtor": debtor, "due": "2026-11-01", "amount_minor": 100_000, "late_fee_minor": 5_000 });
    let added = post(format!("{company}/invoices"), one).await;
    assert_eq!(added["number"], 7);
    assert_eq!(added["ids"], json!([added["id"]]));
    let paid = post(format!("{company}/invoices/7/pay"), json!({ "amount_minor": 60_000 })).await;
    assert_eq!(paid["owed_minor"], 45_000);
    let credited = post(format!("{company}/invoices/7/credit"), json!({ "amount": "50,00" })).await;
    assert_eq!(credited["owed_minor"], 40_000);
    assert!(credited["credit_note_id"].is_string());
    let moved = post(format!("{company}/invoices/7/due"), json!({ "date": "2026-12-01" })).await;
    assert_eq!(moved["due"], "2026-12-01");
    let open = post(format!("{company}/invoices/7/unpay"), json!({})).await;
    assert_eq!(open["owed_minor"], 100_000);
    let voided = post(format!("{company}/invoices/7/void"), json!({})).await;
    assert_eq!(voided["state"], "voided");
    let list = json!([
        { "debtor": { "name": "A" }, "due": "2026-11-02", "net_minor": 80, "vat_minor": 20, "state": "draft" },
        { "debtor": { "name": "B" }, "due": "2026-11-02", "amount_minor": 100, "kind": "credit_note", "credits": 7 },
    ]);
    assert_eq!(post(format!("{company}/invoices"), list).await["ids"].as_array().unwrap().len(), 2);
    let many = json!({ "generate": { "count": 2_500, "first_due": "2026-09-01", "last_due": "2026-11-01" } });
    assert_eq!(post(format!("{company}/invoices"), many).await["ids"].as_array().unwrap().len(), 2_500);
    let state = get(company).await;
    assert_eq!((&state["invoice_count"], &state["invoices"][0]["number"]), (&json!(2_504), &json!(7)));
    assert_eq!(state["switches"]["shuffle_unsorted"], true);
}

#[tokio::test]
async fn bad_input_is_400_with_the_field_and_the_reason() {
    let base = billy().await;
    post(format!("{base}/companies"), json!({ "key": "nord", "name": "Nord" })).await;
    let invoices = format!("{base}/companies/nord/invoices");
    let company = format!("{base}/companies/nord");
    for (url, body, field) in [
        (format!("{base}/companies"), json!({}), "name"),
        (format!("{base}/companies"), json!({ "name": "x", "key": "nord" }), "key"),
        (invoices.clone(), json!({ "due": "2026-11-01", "amount_minor": 1 }), "debtor"),
        (invoices.clone(), json!({ "debtor": { "name": "x" }, "due": "soon", "amount_minor": 1 }), "due"),
        (
            invoices.clone(),
            json!({ "debtor": { "name": "x" }, "due": "2026-11-01", "amount_minor": 1.5 }),
            "amount_minor",
        ),
        (invoices.clone(), json!({ "debtor": { "name": "x" }, "amount_minor": 1, "colour": 1 }), "colour"),
        (invoices.clone(), json!([{ "debtor": { "nmae": "x" } }]), "[0].amount_minor"),
        (invoices.clone(), json!({ "debtor": { "name": "x" }, "amount_minor": 1, "state": "lost" }), "state"),
        (format!("{company}/faults"), json!({ "kind": "flood" }), "kind"),
        (format!("{company}/switches"), json!({ "paging": "sideways" }), "paging"),
        (format!("{company}/switches"), json!({ "lights": true }), "lights"),
    ] {
        let (status, answer) = call(Method::POST, url, body).await;
        assert_eq!((status.as_u16(), &answer["error"]["field"]), (400, &json!(field)), "{answer}");
        assert!(!answer["error"]["reason"].as_str().unwrap().is_empty());
    }
    let (status, _) = call(Method::POST, format!("{invoices}/99/pay"), json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn faults_keys_and_switches_are_turned_over_http() {
    let base = billy().await;
    post(format!("{base}/companies"), json!({ "key": "nord", "name": "Nord" })).await;
    let company = format!("{base}/companies/nord");
    let organization = async || {
        let url = format!("{}/v2/organization", base.trim_end_matches("/_sandbox"));
        Client::new().get(url).header("X-Access-Token", "nord").send().await.unwrap().status().as_u16()
    };
    post(format!("{company}/faults"), json!({ "kind": "unavailable", "times": 2 })).await;
    assert_eq!((organization().await, organization().await, organization().await), (503, 503, 200));
    post(format!("{company}/faults"), json!({ "kind": "throttled" })).await;
    assert_eq!(organization().await, 429);
    call(Method::DELETE, format!("{company}/faults"), json!({})).await;
    post(format!("{company}/key"), json!({ "revoked": true })).await;
    assert_eq!(organization().await, 401);
    post(format!("{company}/switches"), json!({ "numbers": "decimal", "pay_between_pages": 3 })).await;
    assert_eq!(get(company).await["switches"]["pay_between_pages"], 3);
    let requests = get(format!("{base}/requests")).await;
    assert_eq!(requests["counts"][0]["path"], "/v2/organization");
    assert_eq!(requests["total"], 5);
    call(Method::DELETE, format!("{base}/requests"), json!({})).await;
    assert_eq!(get(format!("{base}/requests")).await["total"], 0);
}

#[tokio::test]
async fn a_new_key_takes_the_place_of_the_one_before() {
    let base = billy().await;
    for key in ["nord", "syd"] {
        post(format!("{base}/companies"), json!({ "key": key, "name": key })).await;
    }
    let with = async |key: &str| {
        let url = format!("{}/v2/organization", base.trim_end_matches("/_sandbox"));
        Client::new().get(url).header("X-Access-Token", key).send().await.unwrap().status().as_u16()
    };
    post(format!("{base}/companies/nord/key"), json!({ "revoked": true })).await;
    post(format!("{base}/companies/nord/key"), json!({ "key": "nord-2" })).await;
    assert_eq!((with("nord").await, with("nord-2").await), (401, 200));
    let taken = call(Method::POST, format!("{base}/companies/nord-2/key"), json!({ "key": "syd" })).await;
    assert_eq!((taken.0.as_u16(), &taken.1["error"]["field"]), (400, &json!("key")));
    assert_eq!((with("nord-2").await, with("syd").await), (200, 200));
}

#[tokio::test]
async fn dinero_refuses_to_void() {
    let dinero = Dinero::new(Clock::system());
    let (address, _) = sandboxes::serve(dinero.router()).await.unwrap();
    let base = format!("http://{address}/_sandbox");
    let opened =
        post(format!("{base}/companies"), json!({ "api_key": "k", "organization_id": 77, "name": "Nord" }))
            .await;
    assert_eq!(opened["organization_id"], "77");
    let one = json!({ "debtor": { "name": "x" }, "due": "2026-11-01", "amount_minor": 100 });
    let id = post(format!("{base}/companies/77/invoices"), one).await["id"].as_str().unwrap().to_owned();
    let (status, answer) =
        call(Method::POST, format!("{base}/companies/77/invoices/{id}/void"), json!({})).await;
    assert_eq!((status.as_u16(), &answer["error"]["field"]), (400, &json!("invoice")));
}

#[tokio::test]
async fn a_person_with_a_browser_is_led_back_to_a_page_that_escapes_names() {
    let base = billy().await;
    let browser = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
    let send = async |path: &str, form: &[(&str, &str)]| {
        let answer = browser.post(format!("{base}{path}")).form(form).send().await.unwrap();
        (answer.status(), answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned()))
    };
    let (status, to) = send("/companies", &[("name", "<b>Nord</b>"), ("cvr", ""), ("key", "nord")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(to.unwrap().starts_with("/_sandbox#c-"));
    let invoice =
        [("debtor.name", "\"Ål & Co\""), ("debtor.email", ""), ("due", "2026-11-01"), ("amount", "125,50")];
    assert_eq!(send("/companies/nord/invoices", &invoice).await.0, StatusCode::SEE_OTHER);
    let page = reqwest::get(&base).await.unwrap().text().await.unwrap();
    assert!(page.contains("&lt;b&gt;Nord&lt;/b&gt;") && !page.contains("<b>Nord"));
    assert!(page.contains("&quot;Ål &amp; Co&quot;") && page.contains("125.50 DKK"), "{page}");
    assert_eq!(send("/companies/nord/invoices/1001/pay", &[("amount", "")]).await.0, StatusCode::SEE_OTHER);
    assert_eq!(get(format!("{base}/companies/nord/invoices/1001")).await["owed_minor"], 0);
    assert_eq!(
        send("/companies/nord/switches", &[("pay_between_pages", "2")]).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        send("/companies/nord/faults", &[("kind", "closed"), ("times", "")]).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(send("/companies/nord/faults/clear", &[]).await.0, StatusCode::SEE_OTHER);
}
