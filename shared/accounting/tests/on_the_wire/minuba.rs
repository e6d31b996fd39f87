//! What Minuba is asked, and what is made of answers that no page describes.

use accounting::{AccountingError, Reading};
use axum::response::{IntoResponse, Response};
use domain::ids::InvoiceId;

use crate::stand_in::{StandIn, json, refusal};

const INVOICE: &str = include_str!("../samples/minuba/invoice.json");
const CLIENT: &str = include_str!("../samples/minuba/client.json");
const GRANTED: &str = r#"{"access_token":"given-token","token_type":"Bearer","expires_in":3599,
    "refresh_token":"a-second-refresh-token"}"#;

fn id() -> InvoiceId {
    InvoiceId::parse("3f0c9f0e-6f0b-4a57-9a0e-0d9c1f5d2a11").unwrap()
}

/// Minuba by its samples, but for what `other` answers; an invoice's document is at `pdf`.
async fn minuba(
    pdf: &'static str,
    other: impl Fn(&str) -> Option<Response> + Send + Sync + 'static,
) -> StandIn {
    StandIn::new(move |target| {
        other(target).unwrap_or_else(|| match target {
            "POST /oauth2/token" => json(GRANTED),
            "GET /api/1/Client" => json(format!("[{CLIENT}]")),
            client if client.starts_with("GET /api/1/Client/") => json(CLIENT),
            document if document.ends_with("/pdf") => "%PDF-1.4".into_response(),
            _ => json(INVOICE.replace("ADDRESS/api/1/Invoice/3f0c9f0e-6f0b-4a57-9a0e-0d9c1f5d2a11/pdf", pdf)),
        })
    })
    .await
}

#[tokio::test]
async fn what_minuba_is_asked_and_how_its_samples_are_understood() {
    let stand_in = minuba("ftp://x", |_| None).await;
    let system = stand_in.minuba(None);
    system.check().await.unwrap();
    let reading = system.read(&id()).await.unwrap();
    assert_eq!(system.read(&id()).await.unwrap(), reading, "the client is asked for once");
    let session = system.new_session().unwrap();
    let next = stand_in.minuba(Some(&session.secrets));
    next.sign_in().await.unwrap();
    insta::assert_snapshot!("minuba_requests", stand_in.asked());
    match reading {
        Reading::Found(invoice) => {
            insta::assert_snapshot!("minuba_reading", serde_json::to_string_pretty(&invoice).unwrap());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_missing_invoice_is_told_in_minubas_own_words_and_by_no_page_for_people() {
    for (status, body, missing) in [
        (404, r#"{"error":"not_found"}"#, true),
        (404, "No such invoice", true),
        (404, "<html>404</html>", false),
        (404, "", false),
        (410, r#"{"error":"gone"}"#, false),
        (400, r#"{"error":"bad"}"#, false),
    ] {
        let stand_in =
            minuba("", move |target| target.contains("/Invoice/").then(|| refusal(status, body))).await;
        match stand_in.minuba(None).read(&id()).await.unwrap() {
            Reading::Missing(asked) => assert!(missing && asked == id(), "{status} {body}"),
            Reading::Unreadable(bad) => assert!(!missing && bad.field == "status", "{status} {body} {bad:?}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_empty_list_instead_of_an_invoice_is_missing_and_a_stranger_is_not_taken() {
    let with = async |body: &'static str| {
        let stand_in = minuba("", move |target| target.contains("/Invoice/").then(|| json(body))).await;
        stand_in.minuba(None).read(&id()).await.unwrap()
    };
    assert_eq!(with("[]").await, Reading::Missing(id()));
    assert_eq!(with(r#"{"invoices":[]}"#).await, Reading::Missing(id()));
    let stranger = with(r#"{"id":"another","state":"paid","totalAmount":1,"remainingAmount":0}"#).await;
    assert!(matches!(stranger, Reading::Unreadable(bad) if bad.field == "id"));
}

#[tokio::test]
async fn what_the_token_endpoint_refuses_is_for_the_tenant_to_mend_and_is_asked_once() {
    for (status, body, told) in [
        (400, r#"{"error":"invalid_grant"}"#, "connected anew"),
        (401, r#"{"error":"invalid_client"}"#, "client id or secret"),
        (401, "", "client id or secret"),
    ] {
        let stand_in = StandIn::new(move |_| refusal(status, body)).await;
        let error = stand_in.minuba(None).read(&id()).await.unwrap_err();
        assert!(
            matches!(&error, AccountingError::KeyRefused { detail, .. } if detail.contains(told)),
            "{error:?}"
        );
        assert_eq!(stand_in.count(), 1, "{body}");
    }
}

#[tokio::test]
async fn a_grant_that_is_not_understood_is_named_by_its_field_and_keeps_the_old_token() {
    for (body, field) in [
        ("{}", "token.access_token"),
        (r#"{"access_token":"a\nb"}"#, "token.access_token"),
        (r#"{"access_token":"a","expires_in":"soon"}"#, "token.expires_in"),
        (r#"{"access_token":"a","refresh_token":7}"#, "token.refresh_token"),
    ] {
        let stand_in = StandIn::new(move |_| json(body)).await;
        let system = stand_in.minuba(None);
        match system.sign_in().await.unwrap_err() {
            AccountingError::NotUnderstood { field: told, .. } => assert_eq!(told, field),
            other => panic!("{other:?}"),
        }
        assert_eq!(system.new_session(), None);
    }
}

#[tokio::test]
async fn the_token_goes_to_the_apis_own_host_only() {
    let elsewhere = StandIn::new(|_| "%PDF-1.4".into_response()).await;
    let link: &'static str = format!("{}/x.pdf", elsewhere.address).leak();
    let error = minuba(link, |_| None).await.minuba(None).document(&id()).await.unwrap_err();
    assert!(matches!(&error, AccountingError::NotUnderstood { field, .. } if field == "pdfUrl"), "{error:?}");
    assert_eq!(elsewhere.count(), 0);
    let own = minuba("/api/1/Invoice/x/pdf", |_| None).await;
    let error = own.minuba(None).document(&id()).await.unwrap_err();
    assert!(matches!(&error, AccountingError::NotUnderstood { field, .. } if field == "pdfUrl"), "{error:?}");
}

#[tokio::test]
async fn no_error_and_no_session_prints_a_secret() {
    let stand_in = minuba("", |_| None).await;
    let system = stand_in.minuba(None);
    system.sign_in().await.unwrap();
    let session = format!("{:?}", system.new_session().unwrap());
    let refused =
        StandIn::new(|_| refusal(400, r#"{"error":"invalid_grant","error_description":"given-token"}"#));
    let error = refused.await.minuba(None).sign_in().await.unwrap_err();
    for told in [session, format!("{error} {error:?}")] {
        assert!(
            !["given-token", "refresh-token-", "a-second", "app-secret", "minuba-first"]
                .iter()
                .any(|secret| told.contains(secret)),
            "{told}"
        );
    }
}
