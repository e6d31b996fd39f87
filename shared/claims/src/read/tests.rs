//! Bodies, and what is made of them.

use domain::claim::{Change, Command, Fault, FaultCode, Report, Switch};
use domain::{Currency, DebtorKind, Money};
use serde_json::{Value, json};

use super::{Push, Unreadable, read};
use crate::samples::{SAMPLES, sample};

const CLAIM: &str = "invoice.sent_to_collection";

/// The sample of a type with some values changed; `null` takes one out.
fn body(event_type: &str, changes: &[(&str, Value)]) -> Value {
    let mut body: Value = serde_json::from_str(sample(event_type).unwrap()).unwrap();
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match body.pointer_mut(parent).unwrap() {
            Value::Array(rows) => rows[name.parse::<usize>().unwrap()] = value.clone(),
            object => object[name] = value.clone(),
        }
    }
    body
}

fn read_value(body: &Value) -> Result<Push, Unreadable> {
    read(body.to_string().as_bytes(), body["event_id"].as_str().unwrap_or_default())
}

fn faults(event_type: &str, changes: &[(&str, Value)]) -> Vec<(String, FaultCode)> {
    let faults = match read_value(&body(event_type, changes)) {
        Ok(push) => push.faults,
        Err(Unreadable::Faults(faults)) => faults,
        Err(Unreadable::Malformed) => panic!("malformed"),
    };
    faults.into_iter().map(|Fault { path, code }| (path, code)).collect()
}

#[test]
fn every_sample_is_read_without_a_fault() {
    for (event_type, _) in SAMPLES {
        let push = read_value(&body(event_type, &[])).unwrap();
        assert_eq!((push.event_type, push.faults), (event_type, vec![]));
    }
}

#[test]
fn a_claim_is_read_to_the_last_field() {
    let push = read_value(&body(CLAIM, &[])).unwrap();
    assert_eq!(push.papers.len(), 1);
    assert!(push.papers[0].bytes.starts_with(b"%PDF-"));
    let Command::Register(draft) = push.command else { panic!("{:?}", push.command) };
    let claim = draft.complete().unwrap();
    assert_eq!(claim.principal, Money::new(1_550_000, Currency::DKK));
    assert_eq!(claim.debtor.kind, DebtorKind::Company);
    // The fee is told twice, as a charge and by its letter, and is one fee.
    assert_eq!(claim.fees().len(), 1);
    insta::assert_debug_snapshot!(claim);
}

#[test]
fn all_wrong_fields_are_told_at_once_and_by_their_place() {
    let changes = [
        ("/invoice/due_date", json!("31-08-2026")),
        ("/invoice/issue_date", json!("2026-08-17T00:00:00Z")),
        ("/invoice/outstanding_amount", json!("15500,00")),
        ("/invoice/gross_amount", json!(155.001)),
        ("/debtor/name", json!("  ")),
        ("/debtor/address", Value::Null),
        ("/charges/0/kind", json!("coffee")),
        ("/reminders/0/sent_date", Value::Null),
        ("/documents/0/sha256", json!("00")),
        ("/creditor/email", json!("kontor")),
        ("/terms_accepted/accepted_at", json!("2026-03-02 10:15")),
    ];
    insta::assert_debug_snapshot!(faults(CLAIM, &changes));
}

#[test]
fn a_field_of_another_kind_is_a_fault_of_that_field_alone() {
    for (pointer, wrong, path, code) in [
        ("/invoice", json!([]), "invoice", FaultCode::WrongType),
        ("/debtor", json!("Jensen"), "debtor", FaultCode::WrongType),
        ("/charges", json!({}), "charges", FaultCode::WrongType),
        ("/charges/0", json!(7), "charges[0]", FaultCode::WrongType),
        ("/invoice/number", json!(10412), "invoice.number", FaultCode::WrongType),
        ("/invoice/number", json!("1".repeat(41)), "invoice.number", FaultCode::TooLong),
        ("/invoice/currency", json!("USD"), "invoice.currency", FaultCode::CurrencyNotSupported),
        ("/invoice/currency", Value::Null, "invoice.currency", FaultCode::Missing),
        ("/invoice/net_amount", json!(12_400.5), "invoice.gross_amount", FaultCode::AmountsDoNotAddUp),
        ("/invoice/state", json!("maybe"), "invoice.state", FaultCode::UnknownValue),
        ("/charges/0/amount", json!(-1), "charges[0].amount", FaultCode::AmountNotPositive),
        ("/debtor/address/city", json!(""), "debtor.address.city", FaultCode::DebtorAddressMissing),
        ("/debtor/address/country", json!("Danmark"), "debtor.address.country", FaultCode::UnknownValue),
        ("/debtor/type", json!("ghost"), "debtor.type", FaultCode::UnknownValue),
        ("/debtor/emails", json!(["nobody", "at home"]), "debtor.emails", FaultCode::NotAnEmailAddress),
        (
            "/documents/0/content_base64",
            json!("JVBERi0xLjQK..."),
            "documents[0].content_base64",
            FaultCode::NotBase64,
        ),
        ("/documents/0/content_base64", Value::Null, "documents[0]", FaultCode::ContentMissing),
        (
            "/documents/0/content_type",
            json!("text/html"),
            "documents[0].content_type",
            FaultCode::UnknownValue,
        ),
        (
            "/documents/0/content_type",
            json!("image/png"),
            "documents[0].content_type",
            FaultCode::ContentTypeMismatch,
        ),
        ("/reminders", json!(vec![Value::Null; 51]), "reminders", FaultCode::TooMany),
    ] {
        assert_eq!(faults(CLAIM, &[(pointer, wrong)]), [(path.to_owned(), code)], "{pointer}");
    }
}

#[test]
fn nobodys_kind_is_guessed() {
    let company_without_number = [("/debtor/cvr", Value::Null)];
    assert_eq!(faults(CLAIM, &company_without_number), [("debtor.cvr".into(), FaultCode::DebtorIdMissing)]);
    let neither = [("/debtor/cvr", Value::Null), ("/debtor/type", Value::Null)];
    assert_eq!(faults(CLAIM, &neither), [("debtor.type".into(), FaultCode::Missing)]);
    assert_eq!(faults(CLAIM, &[("/debtor/type", Value::Null)]), []);
    assert_eq!(faults(CLAIM, &[("/debtor/type", json!("person")), ("/debtor/cvr", Value::Null)]), []);
}

#[test]
fn a_personal_id_is_refused_wherever_a_number_is_asked_for() {
    for (pointer, id) in [
        ("/debtor/cvr", "010190-1234"),
        ("/debtor/cvr", "0101901234"),
        ("/debtor/cvr", "DK 01 01 90 12 34"),
        ("/debtor/external_id", "010190-1234"),
    ] {
        let read = read_value(&body(CLAIM, &[("/debtor/type", json!("person")), (pointer, json!(id))]));
        let refused = read.unwrap();
        assert_eq!(refused.faults.len(), 1, "{pointer} {id}");
        assert_eq!(refused.faults[0].code, FaultCode::PersonalIdNotTaken);
        assert!(!format!("{:?}", refused.faults).contains("1234"));
    }
}

#[test]
fn several_addresses_in_one_text_are_parted() {
    for text in [
        "faktura@fjordgaarden.example; bogholder@fjordgaarden.example",
        "nobody, <faktura@fjordgaarden.example>",
    ] {
        let push = read_value(&body(CLAIM, &[("/debtor/emails", json!([text]))])).unwrap();
        let Command::Register(draft) = push.command else { panic!() };
        let email = draft.debtor.unwrap().email.unwrap();
        assert_eq!(email.as_str(), "faktura@fjordgaarden.example");
    }
}

#[test]
fn a_document_may_come_as_a_link_that_is_not_kept_in_the_open() {
    let link = |url: &str| [("/documents/0/content_base64", Value::Null), ("/documents/0/url", json!(url))];
    let push = read_value(&body(CLAIM, &link("https://docs.example/f/10412?key=abc"))).unwrap();
    let Command::Register(draft) = push.command else { panic!() };
    assert_eq!((draft.documents[0].is_kept, push.papers.len()), (false, 0));
    assert!(!format!("{:?}", draft.documents).contains("docs.example"));
    for bad in ["http://docs.example/f", "file:///etc/passwd", "docs.example", ""] {
        assert_eq!(
            faults(CLAIM, &link(bad)),
            [("documents[0].url".into(), FaultCode::NotAnAddress)],
            "{bad}"
        );
    }
}

#[test]
fn the_other_events_are_read_as_what_they_are() {
    let command = |event_type| read_value(&body(event_type, &[])).unwrap().command;
    let dkk = |minor| Money::new(minor, Currency::DKK);
    let report = |change, id: &str| {
        let invoice = domain::InvoiceId::parse("3f0c9f0e-6f0b-4a57-9a0e-0d9c1f5d2a11").unwrap();
        Command::Report(Report { invoice, change, id: id.to_owned() })
    };
    let paid = report(Change::Paid { amount: dkk(500_000) }, "mb-pay-90121");
    assert_eq!(command("invoice.payment_registered"), paid);
    assert_eq!(command("invoice.credited"), report(Change::Credited { amount: dkk(50_000) }, "mb-crn-311"));
    assert_eq!(command("invoice.collection_withdrawn"), report(Change::Withdrawn, ""));
    assert!(matches!(command("connection.activated"), Command::Switch(Switch::Activated { terms: Some(_) })));
    assert_eq!(command("connection.deactivated"), Command::Switch(Switch::Deactivated));
    assert_eq!(command("ping"), Command::Ping);
}

#[test]
fn a_payment_of_nothing_is_no_payment() {
    for amount in [json!(0), json!("-5.00")] {
        let wrong = faults("invoice.payment_registered", &[("/payment/amount", amount)]);
        assert_eq!(wrong, [("payment.amount".into(), FaultCode::AmountNotPositive)]);
    }
}

#[test]
fn the_envelope_is_asked_for_as_strictly() {
    for (pointer, value, code) in [
        ("/event_type", json!("invoice.eaten"), FaultCode::UnknownValue),
        ("/event_type", Value::Null, FaultCode::Missing),
        ("/api_version", json!("2025-01"), FaultCode::UnknownValue),
        ("/occurred_at", json!("yesterday"), FaultCode::NotAnInstant),
        ("/occurred_at", json!("2026-09-15T08:30:00"), FaultCode::NotAnInstant),
    ] {
        let path = pointer.trim_start_matches('/').to_owned();
        assert_eq!(faults("ping", &[(pointer, value.clone())]), [(path, code)], "{pointer} {value}");
    }
    let other = read(body("ping", &[]).to_string().as_bytes(), "another-id");
    assert_eq!(other, Err(Unreadable::Faults(vec![Fault::new("event_id", FaultCode::NotTheWebhookId)])));
}

#[test]
fn what_is_no_json_object_is_malformed() {
    for bad in ["", "no", "[]", "7", "null", "{\"event_id\": \"1\"", "{} {}"] {
        assert_eq!(read(bad.as_bytes(), "1"), Err(Unreadable::Malformed), "{bad}");
    }
    assert_eq!(read(b"{\"event_id\": \"\xff\"}", "1"), Err(Unreadable::Malformed));
}
