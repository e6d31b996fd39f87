//! What is told of an invoice when something beside it is missing, odd or refused: as much as is certain.

use accounting::{AccountingError, Listed, Reading};
use axum::response::{IntoResponse, Response};
use domain::ids::InvoiceId;
use domain::source_invoice::{Amounts, DocumentKind, SourceInvoice};

use crate::stand_in::{StandIn, json, refusal, window};

const INVOICE: &str = include_str!("../samples/dinero/invoice.json");
const PAYMENTS: &str = include_str!("../samples/dinero/payments.json");

fn invoice_id() -> InvoiceId {
    InvoiceId::parse("7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11").unwrap()
}

/// Dinero by its samples, but for the addresses that `other` answers.
async fn dinero(other: impl Fn(&str) -> Option<Response> + Send + Sync + 'static) -> StandIn {
    StandIn::new(move |target| {
        let tail = target.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let kind = if tail.starts_with("1c1b") { "contact" } else { tail };
        other(kind).unwrap_or_else(|| {
            json(match kind {
                "token" => r#"{"access_token":"given-token","expires_in":3600}"#,
                "payments" => PAYMENTS,
                "reminders" => include_str!("../samples/dinero/reminders.json"),
                "creditnotes" => r#"{"Collection":[]}"#,
                "contact" => include_str!("../samples/dinero/contact.json"),
                _ => INVOICE,
            })
        })
    })
    .await
}

async fn reading(other: impl Fn(&str) -> Option<Response> + Send + Sync + 'static) -> Reading {
    dinero(other).await.dinero().read(&invoice_id()).await.unwrap()
}

fn found(reading: Reading) -> SourceInvoice {
    match reading {
        Reading::Found(invoice) => *invoice,
        other => panic!("{other:?}"),
    }
}

/// Principal and fees in minor units.
fn owed(amounts: Amounts) -> (i64, i64) {
    let fees = amounts.fees_elsewhere.iter().map(|fee| fee.amount.minor).sum();
    (amounts.principal_outstanding().minor, fees)
}

const WITHOUT_TOTAL: &str = r#"{"Payments":[{"Amount":6000.0,"PaymentClass":"Payment"}],"RemainingAmount":4100.0,
                              "PaidAmount":6000.0}"#;

#[tokio::test]
async fn a_fee_that_only_the_reminders_tell_is_found_whatever_was_mailed_last() {
    for last in [r#""PreReminder""#, r#""Reminder""#, r#""Mailout""#, r#""einvoice""#, "null"] {
        let invoice = INVOICE
            .replace(r#""LatestMailOutType": "PreReminder""#, &format!(r#""LatestMailOutType": {last}"#));
        let read = reading(move |kind| match kind {
            "payments" => Some(json(WITHOUT_TOTAL)),
            "7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11" => Some(json(invoice.clone())),
            _ => None,
        });
        assert_eq!(owed(found(read.await).amounts.unwrap()), (400_000, 10_000), "{last}");
    }
}

#[tokio::test]
async fn no_reminders_and_no_contact_are_told_by_any_404() {
    for body in ["<html>not found</html>", "", r#"{"code":40,"message":"not found"}"#] {
        let read = reading(move |kind| matches!(kind, "reminders" | "contact").then(|| refusal(404, body)));
        let invoice = found(read.await);
        assert_eq!(owed(invoice.amounts.unwrap()), (400_000, 10_000), "{body}");
        assert_eq!((invoice.debtor.name.as_str(), invoice.debtor.email), ("Eksempel Byg A/S", None));
    }
}

#[tokio::test]
async fn odd_fields_of_a_contact_cost_themselves_and_not_the_payment() {
    let odd = r#"{"Name":"Eksempel Byg A/S","IsPerson":"perhaps","Email":["x"],"City":{},"EanNumber":[]}"#;
    let invoice = found(reading(move |kind| (kind == "contact").then(|| json(odd))).await);
    assert_eq!(owed(invoice.amounts.unwrap()), (400_000, 10_000));
    assert_eq!((invoice.debtor.name.as_str(), invoice.debtor.email), ("Eksempel Byg A/S", None));
}

/// Less remains than was not paid: a credit note may say why.
const CREDITED: &str = r#"{"Payments":[],"RemainingAmount":6000,"PaidAmount":0,
                         "InvoiceTotalIncludingReminderExpenses":10000}"#;
const NOTES: &str = r#"{"Collection":[7,{"Guid":"bad","TotalInclVat":"odd"},{"Guid":"c1","TotalInclVat":4000,
    "ContactGuid":"1c1b7a0e-6c1d-4b53-8f4a-3c9c1a7e2b22","Currency":"DKK","Status":"Booked","Date":"2026-10-20"}]}"#;

#[tokio::test]
async fn credit_notes_that_cannot_be_had_are_unknown_and_a_bad_one_is_left_out() {
    async fn credited(list: fn() -> Response, note: fn() -> Response) -> Option<i64> {
        let read = reading(move |kind| match kind {
            "payments" => Some(json(CREDITED)),
            "reminders" => Some(json("[]")),
            "creditnotes" => Some(list()),
            "c1" => Some(note()),
            _ => None,
        });
        let amounts = found(read.await).amounts.unwrap();
        assert_eq!(amounts.principal_outstanding().minor, 600_000);
        amounts.credited.map(|sum| sum.minor)
    }
    let note = || json(r#"{"CreditNoteFor":"7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11"}"#);
    assert_eq!(credited(|| json(NOTES), note).await, Some(400_000));
    let refusals: [fn() -> Response; 4] = [
        || refusal(403, r#"{"code":41}"#),
        || refusal(404, "<html>"),
        || refusal(480, ""),
        || "garbled".into_response(),
    ];
    for refused in refusals {
        assert_eq!(credited(refused, note).await, None);
        assert_eq!(credited(|| json(NOTES), refused).await, None);
    }
}

#[tokio::test]
async fn a_server_that_is_down_for_credit_notes_is_down() {
    let stand_in = dinero(|kind| match kind {
        "payments" => Some(json(CREDITED)),
        "creditnotes" => Some(refusal(500, "")),
        _ => None,
    });
    let error = stand_in.await.dinero().read(&invoice_id()).await.unwrap_err();
    assert!(matches!(error, AccountingError::Unreachable { .. }), "{error:?}");
}

#[tokio::test]
async fn what_only_one_invoice_can_bring_about_makes_it_unreadable_by_the_name_of_the_field() {
    for (part, answer, field) in [
        ("invoice", (400, r#"{"code":42}"#), "status"),
        ("invoice", (200, r#"{"Guid":7}"#), "Guid"),
        ("payments", (400, r#"{"code":63}"#), "payments.status"),
        ("payments", (200, r#"{"RemainingAmount":"plenty"}"#), "payments.RemainingAmount"),
        ("reminders", (200, "{}"), "reminders"),
    ] {
        let read = reading(move |kind| {
            let is_invoice = part == "invoice" && kind.starts_with("7d0c");
            (kind == part || is_invoice).then(|| refusal(answer.0, answer.1))
        });
        match read.await {
            Reading::Unreadable(bad) => assert_eq!((bad.id, bad.field.as_str()), (Some(invoice_id()), field)),
            other => panic!("{part} {answer:?}: {other:?}"),
        }
    }
    let billy = StandIn::new(|_| json(r#"{"meta":{"success":true},"invoice":[]}"#)).await;
    match billy.billy().read(&invoice_id()).await.unwrap() {
        Reading::Unreadable(bad) => assert_eq!(bad.field, "invoice"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_page_for_people_and_a_bad_token_are_never_one_invoices_fault() {
    for part in ["7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11", "token"] {
        let stand_in = dinero(move |kind| {
            (kind == part).then(|| if part == "token" { json("{}") } else { "<html>".into_response() })
        });
        let error = stand_in.await.dinero().read(&invoice_id()).await.unwrap_err();
        assert!(matches!(error, AccountingError::NotUnderstood { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_row_that_says_what_it_credits_or_is_below_nothing_is_a_credit_note() {
    let row = |field: &str| {
        format!(r#"{{"Collection":[{{"Guid":"g1","Status":"Booked","PaymentDate":"2026-10-15",{field}}}]}}"#)
    };
    for (field, kind) in [
        (r#""TotalInclVat":100,"CreditNoteFor":"g2""#, DocumentKind::CreditNote),
        (r#""TotalInclVat":-100"#, DocumentKind::CreditNote),
        (r#""TotalInclVat":100,"CreditNoteFor":null"#, DocumentKind::Invoice),
    ] {
        let list = row(field);
        let stand_in = dinero(move |kind| (kind == "invoices").then(|| json(list.clone()))).await;
        let system = stand_in.dinero();
        let rows = system.overdue(window()).next_page().await.unwrap().unwrap();
        assert!(matches!(&rows[0], Listed::Outline(outline) if outline.kind == kind), "{field}: {rows:?}");
    }
}

/// A Billy whose document is answered by `download`, given the number of the try.
async fn document(download: fn(usize) -> Response) -> (Result<Vec<u8>, AccountingError>, String) {
    let tries = std::sync::atomic::AtomicUsize::new(0);
    let address = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let known = address.clone();
    let stand_in = StandIn::new(move |target| match target.contains("/downloads/") {
        true => download(tries.fetch_add(1, std::sync::atomic::Ordering::SeqCst)),
        false => json(format!(
            r#"{{"invoice":{{"id":"x","downloadUrl":"{}/v2/downloads/x.pdf"}}}}"#,
            known.get().unwrap()
        )),
    })
    .await;
    address.set(stand_in.address.clone()).unwrap();
    (stand_in.billy().document(&invoice_id()).await, stand_in.asked())
}

#[tokio::test]
async fn a_document_that_wants_the_key_after_all_gets_it_once_and_never_breaks_the_connection() {
    let (got, asked) =
        document(|nth| if nth == 0 { refusal(401, "") } else { "%PDF-1.4\n%%EOF".into_response() }).await;
    assert!(got.unwrap().starts_with(b"%PDF"));
    let keys: Vec<_> = asked.split("\n\n").map(|request| request.contains("x-access-token")).collect();
    assert_eq!(keys, [true, false, true]);
    let (refused, asked) = document(|_| refusal(403, "")).await;
    assert!(matches!(&refused, Err(AccountingError::NotUnderstood { field, .. }) if field == "document"));
    assert_eq!(asked.matches("/downloads/").count(), 2);
}
