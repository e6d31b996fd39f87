//! Every request to Debitura as it leaves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use accounting::{Credentials, Patience};
use agencies::{Agencies, Endpoints};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Country;
use domain::handover::AgencyChoice;
use domain::ids::EffectId;
use workflows::agency_contract::sample::{payment, submission};
use workflows::memory::MemoryCourier;
use workflows::ports::{Agency, AgencyError, HandedOver, Outcome};

const CASE: &str = r#"{"id":"5b1e2c64-1111-4a6b-8c55-0a0b0c0d0e0f","lifecycle":"Active","currency":"DKK",
    "grossAmount":15500.00,"creditorReference":null}"#;

/// A server that keeps what it was asked and answers by `script`, given method and path.
async fn stand_in(script: fn(&str) -> Response) -> (Box<dyn Agency>, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = asked.clone();
    let app = Router::new().fallback(move |request: Request| {
        let log = log.clone();
        async move {
            let target = format!("{} {}", request.method(), request.uri());
            let told = tell(request).await;
            log.lock().unwrap().push(told);
            script(&target)
        }
    });
    let (address, _) = sandboxes::serve(app).await.unwrap();
    let endpoints = Endpoints::from_settings(|_| Some(format!("http://{address}"))).unwrap();
    let settings = BTreeMap::from([("user-email".to_owned(), "ida@nordlys.example".to_owned())]);
    let choice = AgencyChoice::parse("debitura", Country::Denmark, settings, ["api-key"]).unwrap();
    let courier = Arc::new(MemoryCourier::default());
    let agencies = Agencies::with_patience(endpoints, courier, Arc::new(|_| Ok(vec![])), Patience::SHORT);
    let credentials = Credentials::new([("api-key".to_owned(), "debitura-secret-key".to_owned())]);
    (agencies.connect(&choice, &credentials).unwrap(), asked)
}

async fn tell(request: Request) -> String {
    let (parts, body) = request.into_parts();
    let mut lines = vec![format!("{} {}", parts.method, parts.uri.path())];
    let boundary =
        parts.headers.get("content-type").and_then(|kind| kind.to_str().unwrap().split("boundary=").nth(1));
    for (name, value) in &parts.headers {
        if name != "host" && name != "content-length" {
            lines.push(format!("  {name}: {}", value.to_str().unwrap()));
        }
    }
    let body = String::from_utf8(to_bytes(body, 100_000).await.unwrap().to_vec()).unwrap();
    lines.extend(body.lines().map(|line| format!("  = {line}")));
    let told = lines.join("\n").replace("debitura-secret-key", "[the API key]");
    let told = boundary.map_or(told.clone(), |boundary| told.replace(boundary, "[boundary]"));
    told.replace(['\u{a0}', '\u{202f}'], " ")
}

fn json(status: u16, body: &'static str) -> Response {
    (StatusCode::from_u16(status).unwrap(), [("content-type", "application/json")], body).into_response()
}

fn honest(target: &str) -> Response {
    match target {
        "POST /cases" => json(201, CASE),
        known if known.contains("by-creditor-reference") => json(404, r#"{"error":"Not found"}"#),
        list if list.starts_with("GET") && list.ends_with("s") => json(200, "[]"),
        one if one.starts_with("GET") => json(200, CASE),
        _ => json(200, "{}"),
    }
}

fn id(text: &str) -> EffectId {
    EffectId::of(&["handover", text])
}

#[tokio::test]
async fn what_debitura_is_asked_when_a_claim_is_handed_over() {
    let (agency, asked) = stand_in(honest).await;
    let outcome = agency.submit_claim(&id("1"), &submission(1)).await.unwrap();
    assert!(matches!(outcome, Outcome::Accepted { agency_ref: Some(_) }));
    insta::assert_snapshot!(asked.lock().unwrap().join("\n\n"));
}

#[tokio::test]
async fn what_debitura_is_asked_afterwards() {
    let (agency, asked) = stand_in(honest).await;
    let (submission, agency_ref) = (submission(1), domain::handover::AgencyRef::parse("5b1e2c64").unwrap());
    let claim = HandedOver { file: submission.file(), agency_ref: Some(&agency_ref) };
    agency.report_direct_payment(&id("p"), claim, &payment()).await.unwrap();
    agency.withdraw_claim(&id("w"), claim).await.unwrap();
    insta::assert_snapshot!(asked.lock().unwrap().join("\n\n"));
}

#[tokio::test]
async fn the_same_claim_is_the_same_body_under_the_same_key() {
    let (agency, asked) = stand_in(|target| match target {
        "POST /cases" => json(500, r#"{"error":"x"}"#),
        other => honest(other),
    })
    .await;
    for _ in 0..2 {
        let error = agency.submit_claim(&id("1"), &submission(1)).await.unwrap_err();
        assert!(matches!(error, AgencyError::OutcomeUnknown { .. }), "{error}");
    }
    let asked = asked.lock().unwrap();
    let posts: Vec<_> = asked.iter().filter(|told| told.starts_with("POST /cases\n")).collect();
    assert_eq!(posts.len(), 6, "three tries each");
    assert!(posts.iter().all(|post| *post == posts[0] && post.contains("idempotency-key: handover.1")));
}

#[tokio::test]
async fn errors_name_fields_and_never_what_stood_in_them() {
    let (agency, _) =
        stand_in(|_| json(200, r#"{"id":"x","lifecycle":"Active","currency":"hunter2"}"#)).await;
    let agency_ref = domain::handover::AgencyRef::parse("x").unwrap();
    let error = agency.get_case(&agency_ref).await.unwrap_err();
    assert_eq!(error.to_string(), "debitura answered what is not understood: currency: is not known");
}
