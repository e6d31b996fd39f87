//! What is known of a booking by how it was answered, and that it is sent once whatever comes.

use accounting::booking::{Booking, BookingError};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use serde_json::json;

use crate::stand_in::{StandIn, json as answer, refusal};
use crate::tripletex::{SESSION, tripletex};

fn booking(minor: i64) -> Booking {
    let (invoice, date) = (InvoiceId::parse("2147600142").unwrap(), "2026-11-03".parse().unwrap());
    Booking { invoice, amount: Money::new(minor, Currency::NOK), date }
}

async fn outcome(stand_in: &StandIn) -> Result<(), BookingError> {
    stand_in.tripletex().books().unwrap().book(&booking(500_050)).await
}

fn sent(stand_in: &StandIn) -> usize {
    stand_in.asked().matches("/:payment").count()
}

#[tokio::test]
async fn a_booking_is_one_request_with_its_figures_in_the_query() {
    let stand_in = tripletex(|_| answer(r#"{"value":{"id":2147600142}}"#)).await;
    assert_eq!(outcome(&stand_in).await, Ok(()));
    insta::assert_snapshot!("tripletex_booking", stand_in.asked().split("\n\n").last().unwrap());
}

/// Makes an answer of a body.
type Answers = fn(&'static str) -> Response;

#[derive(Debug, PartialEq, Eq)]
enum Known {
    Refused(&'static str),
    NotNow,
    Unknown,
}

#[tokio::test]
async fn every_answer_but_a_whole_success_has_its_meaning_and_none_is_tried_again() {
    let invalid =
        r#"{"status":422,"code":18000,"validationMessages":[{"field":"paymentTypeId","message":"x"}]}"#;
    let internal = r#"{"code":18000,"validationMessages":[{"field":"Internt felt (amountBasisCurrency)"}]}"#;
    let unnamed = r#"{"status":422,"code":18000,"validationMessages":[{"field":"","message":"x"}]}"#;
    let answers: [(Answers, &'static str, Known); 14] = [
        (|body| refusal(422, body), invalid, Known::Refused("paymentTypeId")),
        (|body| refusal(422, body), internal, Known::Refused("InterntfeltamountBasisCurrency")),
        (|body| refusal(422, body), unnamed, Known::Refused("18000")),
        (|body| refusal(404, body), r#"{"code":6000}"#, Known::Refused("invoice")),
        (|body| refusal(405, body), "", Known::Refused("status")),
        (|body| refusal(409, body), r#"{"code":10000}"#, Known::NotNow),
        (|body| refusal(403, body), r#"{"code":9000}"#, Known::NotNow),
        (|body| refusal(429, body), "", Known::NotNow),
        (|body| refusal(500, body), r#"{"code":1000,"message":null}"#, Known::Unknown),
        (|body| refusal(502, body), "<html>", Known::Unknown),
        (answer, "<html>", Known::Unknown),
        (answer, r#"{"value":{"id":1}}"#, Known::Unknown),
        (answer, r#"{"value":{"id":21476"#, Known::Unknown),
        (|_| hanging(), "", Known::Unknown),
    ];
    for (answers, body, expected) in answers {
        let stand_in = tripletex(move |_| answers(body)).await;
        let known = match outcome(&stand_in).await.unwrap_err() {
            BookingError::Refused { field, .. } => match &expected {
                Known::Refused(wanted) if field == *wanted => Known::Refused(wanted),
                _ => panic!("{field} {body}"),
            },
            BookingError::NotNow(_) => Known::NotNow,
            BookingError::Unknown { .. } => Known::Unknown,
        };
        assert_eq!((known, sent(&stand_in)), (expected, 1), "{body}");
    }
}

/// An answer whose end never comes.
fn hanging() -> Response {
    Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>()).into_response()
}

#[tokio::test]
async fn a_dead_session_is_replaced_once_and_a_key_that_stays_refused_books_nothing() {
    let stand_in = tripletex(|_| refusal(401, r#"{"status":401,"code":3000}"#)).await;
    let error = outcome(&stand_in).await.unwrap_err();
    assert!(matches!(&error, BookingError::NotNow(_)), "{error:?}");
    assert_eq!(sent(&stand_in), 2);
}

#[tokio::test]
async fn trouble_on_the_way_to_a_session_is_no_unknown_booking() {
    let stand_in = StandIn::new(|_| refusal(500, "")).await;
    let error = outcome(&stand_in).await.unwrap_err();
    assert!(matches!(&error, BookingError::NotNow(_)), "{error:?}");
    assert_eq!(sent(&stand_in), 0);
}

#[tokio::test]
async fn what_cannot_be_a_booking_is_not_sent() {
    let stand_in = StandIn::new(|_| answer(SESSION)).await;
    let system = stand_in.tripletex();
    let books = system.books().unwrap();
    let euro = Booking { amount: Money::new(1, Currency::EUR), ..booking(1) };
    let elsewhere = Booking { invoice: InvoiceId::parse("x/../y").unwrap(), ..booking(1) };
    for wrong in [booking(0), booking(-1), euro, elsewhere] {
        let refused = books.book(&wrong).await.unwrap_err();
        assert!(matches!(refused, BookingError::Refused { .. }), "{refused:?}");
    }
    assert_eq!(stand_in.count(), 0);
}

#[tokio::test]
async fn a_ledger_without_the_invoices_own_posting_shows_no_postings() {
    let own = json!({ "id": 3_850_001_042_i64, "date": "2026-10-02", "amount": 12_500.0, "voucher": { "id": 608_838_101 } });
    let paid = json!({ "id": 3_850_001_043_i64, "date": "2026-11-03", "amount": -5_000.0, "voucher": null });
    for (postings, seen) in [
        (json!([own.clone(), paid.clone()]), Some(2)),
        (json!([paid]), None),
        (json!([]), None),
        (json!(null), None),
        (json!([{ "id": 1, "url": "x" }]), None),
    ] {
        let ledger = json!({ "value": { "id": 2_147_600_142_i64, "amount": 12_500, "amountOutstanding": 7_500.00,
            "isCredited": false, "currency": { "code": "NOK" }, "postings": postings } });
        let stand_in = tripletex(move |_| answer(ledger.to_string())).await;
        let ledger =
            stand_in.tripletex().books().unwrap().ledger(&booking(1).invoice).await.unwrap().unwrap();
        assert_eq!((ledger.outstanding.minor, ledger.is_credited), (750_000, false));
        assert_eq!(ledger.postings.as_ref().map(Vec::len), seen);
        if let Some(postings) = ledger.postings {
            assert_eq!(postings[0].voucher.as_deref(), Some("608838101"));
            assert_eq!((postings[1].amount.minor, postings[1].voucher.as_deref()), (-500_000, None));
        }
    }
    let stand_in = tripletex(|_| refusal(404, r#"{"status":404,"code":6000}"#)).await;
    assert_eq!(stand_in.tripletex().books().unwrap().ledger(&booking(1).invoice).await, Ok(None));
}
