//! What Tripletex is asked, and how its samples and its oddities are understood.

use accounting::{AccountingError, AccountingSystem, Listed, Reading};
use axum::response::{IntoResponse, Response};
use domain::ids::InvoiceId;
use domain::source_invoice::{AmountsProblem, DebtorKind, Hold, InvoiceState, SourceInvoice};
use serde_json::{Value, json};
use url::Url;

use crate::stand_in::{StandIn, json as answer, refusal, window};

pub const SESSION: &str = r#"{"value":{"token":"session-token","expirationDate":"2026-11-23"}}"#;

fn samples(model: &str) -> Vec<Value> {
    let all: Vec<Value> = serde_json::from_str(include_str!("../samples/tripletex/samples.json")).unwrap();
    all.into_iter()
        .filter(|sample| sample["schema"] == model)
        .map(|sample| sample["sample"].clone())
        .collect()
}

/// The published invoice 1042 with what the connector asks for beside.
fn invoice() -> Value {
    let mut invoice = samples("ListResponseInvoice")[0]["values"][0].clone();
    invoice["customer"] = samples("ResponseWrapperCustomer")[0]["value"].clone();
    invoice["currency"] = json!({ "id": 1, "code": "NOK" });
    invoice["postings"] = json!([{ "id": 3_850_001_042_i64, "amount": 12_500.0 }]);
    invoice
}

fn list(rows: &[Value]) -> Response {
    answer(
        json!({ "fullResultSize": rows.len(), "from": 0, "count": rows.len(), "values": rows }).to_string(),
    )
}

fn value(value: &Value) -> Response {
    answer(json!({ "value": value }).to_string())
}

/// Sessions as published, and `other` for everything else.
pub async fn tripletex(other: impl Fn(&str) -> Response + Send + Sync + 'static) -> StandIn {
    StandIn::new(move |target| if target.contains(":create") { answer(SESSION) } else { other(target) }).await
}

fn id(text: &str) -> InvoiceId {
    InvoiceId::parse(text).unwrap()
}

async fn reading_of(row: Value) -> Reading {
    let stand_in = tripletex(move |_| value(&row)).await;
    stand_in.tripletex().read(&id("2147600142")).await.unwrap()
}

async fn read(change: impl FnOnce(&mut Value)) -> SourceInvoice {
    let mut row = invoice();
    change(&mut row);
    match reading_of(row).await {
        Reading::Found(invoice) => *invoice,
        other => panic!("{other:?}"),
    }
}

async fn listed(rows: Vec<Value>) -> Vec<Listed> {
    let stand_in = tripletex(move |_| list(&rows)).await;
    let system = stand_in.tripletex();
    let mut walk = system.overdue(window());
    walk.next_page().await.unwrap().unwrap_or_default()
}

async fn list_error(system: &dyn AccountingSystem) -> AccountingError {
    system.overdue(window()).next_page().await.unwrap_err()
}

#[tokio::test]
async fn what_tripletex_is_asked_and_how_its_samples_are_understood() {
    let stand_in = tripletex(|target| {
        let path = target.split(['?', ' ']).nth(1).unwrap().trim_start_matches("/v2/");
        match path {
            "token/session/%3EwhoAmI" => answer(samples("ResponseWrapperLoggedInUserInfo")[0].to_string()),
            "company/108130001" => answer(samples("ResponseWrapperCompany")[0].to_string()),
            "invoice/paymentType" => answer(samples("ListResponsePaymentType")[0].to_string()),
            "event/subscription" if target.starts_with("GET") => {
                answer(samples("ListResponseSubscription")[0].to_string())
            }
            "invoice" => list(&[invoice()]),
            _ => value(&invoice()),
        }
    });
    let stand_in = stand_in.await;
    let system = stand_in.tripletex();
    let company = system.check().await.unwrap();
    assert_eq!(
        (company.name.as_str(), company.registration_number.as_deref()),
        ("Solbakken Elektro AS", Some("888777666"))
    );
    let rows = system.overdue(window()).next_page().await.unwrap().unwrap();
    let reading = system.read(&id("2147600142")).await.unwrap();
    assert_eq!(system.read_together(&[id("2147600142"), id("7")]).await.unwrap().len(), 2);
    let types = system.books().unwrap().payment_types().await.unwrap();
    assert_eq!((types.len(), types[2].name.as_str()), (3, "Innbetalt via inkasso"));
    let target = Url::parse("https://hooks.example/tripletex/c-108130001").unwrap();
    system.events().unwrap().subscribe(&target, "webhook-secret").await.unwrap();
    system.events().unwrap().unsubscribe(&target).await.unwrap();
    insta::assert_snapshot!("tripletex_requests", stand_in.asked());
    let Reading::Found(found) = reading else { panic!("{reading:?}") };
    insta::assert_snapshot!("tripletex_reading", serde_json::to_string_pretty(&found).unwrap());
    assert_eq!(rows, [Listed::Whole(found)]);
}

#[tokio::test]
async fn a_row_of_nulls_is_unreadable_and_one_with_the_least_is_an_invoice() {
    let nothing: serde_json::Map<_, _> =
        invoice().as_object().unwrap().keys().map(|key| (key.clone(), Value::Null)).collect();
    let mut bare = nothing.clone();
    for (field, value) in [
        ("id", json!(2_147_600_142_i64)),
        ("amount", json!(100)),
        ("amountOutstanding", json!(100.0)),
        ("isCredited", json!(false)),
        ("currency", json!({ "code": "NOK" })),
    ] {
        bare.insert(field.into(), value);
    }
    match &listed(vec![nothing.into(), bare.into()]).await[..] {
        [Listed::Unreadable(bad), Listed::Whole(least)] => {
            assert_eq!((bad.field.as_str(), bad.problem.as_str()), ("amountOutstanding", "is missing"));
            assert_eq!(
                (least.due_date, least.debtor.kind, least.state),
                (None, DebtorKind::Unknown, InvoiceState::Approved)
            );
            assert_eq!(least.amounts.as_ref().unwrap().outstanding.minor, 10_000);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn why_an_invoice_rests_is_told() {
    assert_eq!(read(|_| {}).await.hold, None);
    let until = |day: &'static str| {
        move |row: &mut Value| row["invoiceRemark"] = json!({ "postponeRemindersTo": day })
    };
    assert_eq!(
        read(until("2026-12-24")).await.hold,
        Some(Hold::Postponed { until: "2026-12-24".parse().unwrap() })
    );
    let repaid = |row: &mut Value| {
        until("2026-12-24")(row);
        row["sumRemits"] = json!(0.01);
    };
    assert_eq!(read(repaid).await.hold, Some(Hold::Repayment));
    let factored = |row: &mut Value| {
        repaid(row);
        row["customer"]["isFactoring"] = json!(true);
    };
    assert_eq!(read(factored).await.hold, Some(Hold::Factored));
}

#[tokio::test]
async fn reminders_of_its_own_count_as_fees_and_a_collection_there_is_told() {
    let reminder = samples("ListResponseReminder")[0]["values"][0].clone();
    let reminded = read(|row| row["reminders"] = json!([reminder.clone()])).await;
    let amounts = reminded.amounts.unwrap();
    assert_eq!((amounts.principal_outstanding().minor, amounts.outstanding.minor), (1_250_000, 1_253_800));
    assert_eq!(amounts.fees_elsewhere[0].charged_on, Some("2026-10-24".parse().unwrap()));
    assert!(!reminded.in_collection_elsewhere);
    let collected = |row: &mut Value| row["reminders"] = json!([{ "type": "DEBT_COLLECTION", "charge": 0 }]);
    assert!(read(collected).await.in_collection_elsewhere);
}

#[tokio::test]
async fn a_credit_note_without_an_invoice_names_its_debtor_and_a_linked_one_is_left_to_its_invoice() {
    let mut linked = invoice();
    for (field, value) in [
        ("id", json!(2_147_600_203_i64)),
        ("isCreditNote", json!(true)),
        ("creditedInvoice", json!(2_147_600_188_i64)),
        ("amount", json!(-2_500.0)),
        ("amountOutstanding", json!(-2_500.0)),
    ] {
        linked[field] = value;
    }
    let mut unlinked = linked.clone();
    unlinked["id"] = json!(2_147_600_204_i64);
    unlinked["creditedInvoice"] = json!(0);
    let mut used = unlinked.clone();
    used["id"] = json!(2_147_600_205_i64);
    used["amountOutstanding"] = json!(0);
    let mut foreign = unlinked.clone();
    foreign["id"] = json!(2_147_600_206_i64);
    foreign["currency"]["code"] = json!("EUR");
    match &listed(vec![linked, unlinked, used, foreign]).await[..] {
        [Listed::Credit(credit), Listed::Credit(foreign)] => {
            assert_eq!((credit.id.as_str(), credit.debtor.as_str()), ("2147600204", "108150021"));
            assert_eq!(credit.amount.unwrap().to_string(), "2500.00 NOK");
            assert_eq!(foreign.amount, None);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(read(|_| {}).await.debtor.external_id.as_deref(), Some("108150021"));
}

#[tokio::test]
async fn what_is_credited_voided_or_in_another_currency_is_read_as_such() {
    let credited = |row: &mut Value| row["isCredited"] = json!(true);
    let amounts = read(credited).await.amounts.unwrap();
    assert_eq!((amounts.outstanding.minor, amounts.credited.unwrap().minor), (0, 1_250_000));
    let reversed = |row: &mut Value| row["voucher"]["reverseVoucher"] = json!({ "id": 608_838_290 });
    assert_eq!(read(reversed).await.state, InvoiceState::Voided);
    assert_eq!(read(|row| row["isCharged"] = json!(false)).await.state, InvoiceState::Draft);
    let foreign = |code: Value| move |row: &mut Value| row["currency"]["code"] = code;
    assert_eq!(read(foreign(json!("SEK"))).await.amounts, Err(AmountsProblem::UnknownCurrency("SEK".into())));
    assert_eq!(read(foreign(json!(null))).await.amounts, Err(AmountsProblem::UnknownCurrency(String::new())));
}

#[tokio::test]
async fn an_invoice_that_is_not_found_is_missing_and_another_one_is_not_taken_for_it() {
    let unknown = r#"{"status":404,"code":6000,"message":"Object not found","validationMessages":null}"#;
    let stand_in = tripletex(move |_| refusal(404, unknown)).await;
    let wanted = id("2147600142");
    assert_eq!(stand_in.tripletex().read(&wanted).await, Ok(Reading::Missing(wanted.clone())));
    let odd = id("../company/1?x#y");
    assert_eq!(stand_in.tripletex().read(&odd).await, Ok(Reading::Missing(odd)), "it is not even asked for");
    assert_eq!(stand_in.count(), 2);
    let mut other = invoice();
    other["id"] = json!(1);
    match reading_of(other).await {
        Reading::Unreadable(bad) => assert_eq!(bad.field, "value.id"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn ids_that_one_request_does_not_answer_are_read_by_themselves() {
    let refuse = r#"{"status":422,"code":12000,"validationMessages":[{"field":"id","message":"x"}]}"#;
    for refuses in [false, true] {
        let stand_in = tripletex(move |target| match target.contains("?id=") {
            true if refuses => refusal(422, refuse),
            true => list(&[]),
            false if target.contains("/7?") => refusal(404, r#"{"status":404,"code":6000}"#),
            false => value(&invoice()),
        });
        let stand_in = stand_in.await;
        let readings =
            stand_in.tripletex().read_together(&[id("2147600142"), id("x"), id("7")]).await.unwrap();
        assert!(matches!(&readings[0], Reading::Found(invoice) if invoice.number == "1042"), "{readings:?}");
        assert_eq!(readings[1], Reading::Missing(id("x")));
        assert_eq!(stand_in.count(), 4, "{}", stand_in.asked());
    }
}

#[tokio::test]
async fn a_wrong_employee_token_is_the_tenants_and_a_wrong_consumer_token_the_operators() {
    let refused = |field: &str| {
        let message = json!([{ "field": format!("arg:{field}"), "message": "Ugyldig verdi.", "path": null }]);
        json!({ "status": 422, "code": 18_000, "validationMessages": message }).to_string()
    };
    let employee = refused("employeeToken");
    let stand_in = StandIn::new(move |_| {
        (axum::http::StatusCode::UNPROCESSABLE_ENTITY, employee.clone()).into_response()
    });
    let error = stand_in.await.tripletex().sign_in().await.unwrap_err();
    assert!(matches!(&error, AccountingError::KeyRefused { .. }), "{error:?}");
    let consumer = refused("consumerToken");
    let stand_in = StandIn::new(move |_| {
        (axum::http::StatusCode::UNPROCESSABLE_ENTITY, consumer.clone()).into_response()
    });
    match stand_in.await.tripletex().sign_in().await.unwrap_err() {
        AccountingError::NotUnderstood { field, .. } => assert_eq!(field, "the app's own consumer token"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn where_sessions_cannot_be_posted_they_are_put_and_no_error_tells_the_secrets() {
    for status in [404, 405] {
        let stand_in = StandIn::new(move |target| match target {
            "POST /v2/token/session/:create" => refusal(status, ""),
            _ => answer(SESSION),
        });
        let stand_in = stand_in.await;
        stand_in.tripletex().sign_in().await.unwrap();
        assert_eq!(stand_in.count(), 2);
    }
    let stand_in =
        StandIn::new(|target| refusal(if target.starts_with("POST") { 404 } else { 500 }, "")).await;
    let error = stand_in.tripletex().sign_in().await.unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(!told.contains("token-") && !told.contains("-token") && !told.contains("127.0.0.1"), "{told}");
}

#[tokio::test]
async fn a_401_is_answered_with_one_new_session_and_no_more() {
    let stand_in = tripletex(|_| refusal(401, r#"{"status":401,"code":3000}"#)).await;
    let error = list_error(stand_in.tripletex().as_ref()).await;
    assert!(matches!(&error, AccountingError::KeyRefused { .. }), "{error:?}");
    assert_eq!(stand_in.count(), 4, "{}", stand_in.asked());
}

#[tokio::test]
async fn a_429_says_in_seconds_when_its_quota_is_new() {
    let throttled = || ([("x-rate-limit-reset", "3600")], refusal(429, "")).into_response();
    let stand_in = tripletex(move |_| throttled()).await;
    match list_error(stand_in.tripletex().as_ref()).await {
        AccountingError::Throttled { retry_after, .. } => assert_eq!(retry_after.unwrap().as_secs(), 3_600),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_list_that_brings_its_first_page_again_does_not_run_for_ever() {
    let full = json!({ "fullResultSize": 99, "values": [invoice()] }).to_string();
    let stand_in = tripletex(move |_| answer(full.clone())).await;
    let system = stand_in.tripletex();
    let mut walk = system.overdue(window());
    assert_eq!(walk.next_page().await.unwrap().unwrap().len(), 1);
    match walk.next_page().await.unwrap_err() {
        AccountingError::NotUnderstood { problem, .. } => {
            assert!(problem.contains("earlier page"), "{problem}")
        }
        other => panic!("{other:?}"),
    }
}
