//! Answers that no double gives.

use accounting::{AccountingError, AccountingSystem, Reading};
use axum::body::Body;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::InvoiceId;

use crate::stand_in::{StandIn, json, refusal, window};

async fn list_error(system: &dyn AccountingSystem) -> AccountingError {
    system.overdue(window()).next_page().await.unwrap_err()
}

/// What the operator is told to look at.
fn not_understood(error: AccountingError) -> (String, String) {
    match error {
        AccountingError::NotUnderstood { field, problem, .. } => (field, problem),
        other => panic!("{other:?}"),
    }
}

fn invoice_id() -> InvoiceId {
    InvoiceId::parse("7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11").unwrap()
}

/// Dinero's token first, then `answer` to everything else.
fn with_token(answer: fn() -> Response) -> impl Fn(&str) -> Response {
    move |target| match target.contains("/token") {
        true => json(r#"{"access_token":"given-token","expires_in":3600}"#),
        false => answer(),
    }
}

#[tokio::test]
async fn a_body_without_end_is_cut_off_and_not_read_into_memory() {
    let endless = |_: &str| {
        let pieces = futures::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 1024 * 1024]));
        Body::from_stream(pieces).into_response()
    };
    let stand_in = StandIn::new(endless).await;
    let (field, problem) = not_understood(list_error(stand_in.billy().as_ref()).await);
    assert_eq!((field.as_str(), problem.as_str()), ("body", "is larger than 16 MB"));
    assert_eq!(stand_in.count(), 1, "a second try would be as large");
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed_and_the_key_stays_here() {
    let elsewhere = StandIn::new(|_| json(r#"{"meta":{"success":true},"invoices":[]}"#)).await;
    let address = elsewhere.address.clone();
    let stand_in =
        StandIn::new(move |_| Redirect::temporary(&format!("{address}/v2/invoices")).into_response()).await;
    let (field, problem) = not_understood(list_error(stand_in.billy().as_ref()).await);
    assert_eq!((field.as_str(), problem.as_str()), ("status", "is 307"));
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn a_download_link_to_another_host_is_not_followed() {
    let elsewhere = StandIn::new(|_| "%PDF-1.4".into_response()).await;
    let invoice =
        format!(r#"{{"meta":{{}},"invoice":{{"id":"x","downloadUrl":"{}/x.pdf"}}}}"#, elsewhere.address);
    let stand_in = StandIn::new(move |_| json(invoice.clone())).await;
    let error = stand_in.billy().document(&invoice_id()).await.unwrap_err();
    assert_eq!(not_understood(error).0, "invoice.downloadUrl");
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn a_refused_filter_is_our_mistake_and_no_empty_list() {
    let unknown = r#"{"meta":{"statusCode":404,"success":false},"errorCode":"RECORD_NOT_FOUND"}"#;
    let stand_in = StandIn::new(move |_| refusal(404, unknown)).await;
    assert_eq!(not_understood(list_error(stand_in.billy().as_ref()).await).0, "status");
    assert_eq!(stand_in.billy().read(&invoice_id()).await, Ok(Reading::Gone(invoice_id())));
}

#[tokio::test]
async fn a_path_that_billy_does_not_have_is_no_missing_invoice() {
    let unknown = r#"{"meta":{"statusCode":404,"success":false},"errorCode":"UNKNOWN_RESOURCE"}"#;
    let stand_in = StandIn::new(move |_| refusal(404, unknown)).await;
    let error = stand_in.billy().read(&invoice_id()).await.unwrap_err();
    assert_eq!(not_understood(error).1, "is 404 UNKNOWN_RESOURCE");
}

#[tokio::test]
async fn a_deleted_invoice_of_dinero_is_gone_whether_told_by_code_or_by_date() {
    let by_code = StandIn::new(with_token(|| refusal(400, r#"{"code":65,"message":"deleted"}"#))).await;
    assert_eq!(by_code.dinero().read(&invoice_id()).await, Ok(Reading::Gone(invoice_id())));
    let by_date = StandIn::new(with_token(|| {
        json(
            include_str!("../samples/dinero/invoice.json")
                .replace(r#""DeletedAt": null"#, r#""DeletedAt": "2026-11-02T10:00:00""#),
        )
    }));
    assert_eq!(by_date.await.dinero().read(&invoice_id()).await, Ok(Reading::Gone(invoice_id())));
}

#[tokio::test]
async fn keys_that_come_back_in_another_case_are_read_all_the_same() {
    let stand_in = StandIn::new(with_token(|| {
        json(
            r#"{"collection":[{"guid":"7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11","number":1042,"paymentDate":"2026-10-15",
               "currency":"DKK","status":"overDue","totalInclVat":10000.0,"updatedAt":"2026-10-01T03:02:05.357"}]}"#,
        )
    }));
    let stand_in = stand_in.await;
    let system = stand_in.dinero();
    let rows = system.overdue(window()).next_page().await.unwrap().unwrap();
    match &rows[0] {
        accounting::Listed::Outline(outline) => {
            assert_eq!(outline.due_date.unwrap().to_string(), "2026-10-15")
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_wrong_api_key_is_the_tenants_and_wrong_app_credentials_are_the_operators() {
    let key = StandIn::new(|_| refusal(400, r#"{"error":"invalid_grant"}"#)).await;
    let error = key.dinero().check().await.unwrap_err();
    assert!(matches!(&error, AccountingError::KeyRefused { .. }), "{error:?}");
    for (status, body) in
        [(401, r#"{"error":"invalid_client"}"#), (401, ""), (400, r#"{"error":"invalid_client"}"#)]
    {
        let app = StandIn::new(move |_| refusal(status, body)).await;
        assert_eq!(not_understood(app.dinero().check().await.unwrap_err()).0, "the app's own credentials");
    }
}

#[tokio::test]
async fn a_401_is_answered_with_one_new_token_and_no_more() {
    let stand_in = StandIn::new(with_token(|| refusal(401, ""))).await;
    let error = list_error(stand_in.dinero().as_ref()).await;
    assert!(matches!(&error, AccountingError::KeyRefused { .. }), "{error:?}");
    assert_eq!(stand_in.count(), 4, "{}", stand_in.asked());
}

#[tokio::test]
async fn a_locked_company_in_billy_is_as_good_as_a_refused_key() {
    let locked = include_str!("../samples/billy/organization.json")
        .replace(r#""isLocked": false"#, r#""isLocked": true"#);
    let stand_in = StandIn::new(move |_| json(locked.clone())).await;
    let error = stand_in.billy().check().await.unwrap_err();
    assert!(
        matches!(&error, AccountingError::KeyRefused { detail, .. } if detail.contains("locked")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_page_for_people_instead_of_a_document_is_no_document() {
    let stand_in = StandIn::new(with_token(|| "<html>log in</html>".into_response())).await;
    let error = stand_in.dinero().document(&invoice_id()).await.unwrap_err();
    assert_eq!(not_understood(error).0, "document");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable_and_errors_tell_no_address_and_no_secret() {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut gone = StandIn::new(|_| refusal(500, "")).await;
    gone.address = format!("http://{port}");
    for system in [gone.billy(), gone.dinero(), gone.ordrestyring()] {
        let error = list_error(system.as_ref()).await;
        assert!(matches!(&error, AccountingError::Unreachable { .. }), "{error:?}");
        let told = format!("{error} {error:?}");
        assert!(!told.contains("127.0.0.1") && !told.contains("secret"), "{told}");
    }
}

#[tokio::test]
async fn an_id_with_odd_characters_stays_one_part_of_the_path() {
    let stand_in = StandIn::new(|_| refusal(404, r#"{"errorCode":"RECORD_NOT_FOUND"}"#)).await;
    let id = InvoiceId::parse("../organization?x=1#y").unwrap();
    assert_eq!(stand_in.billy().read(&id).await, Ok(Reading::Gone(id)));
    assert!(
        stand_in.asked().starts_with("GET /v2/invoices/..%2Forganization%3Fx=1%23y\n"),
        "{}",
        stand_in.asked()
    );
}
