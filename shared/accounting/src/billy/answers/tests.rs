use proptest::prelude::*;

use super::*;

const SAMPLE: &str = include_str!("../../../tests/samples/billy/invoices.json");

fn answer(body: &str) -> Answer {
    Answer::ok(body.as_bytes())
}

fn rows(page: &str) -> Vec<Listed> {
    list(&answer(page)).map(|page| page.rows).unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

/// The sample with one text in it replaced.
fn altered(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "{from}");
    SAMPLE.replacen(from, to, 1)
}

#[test]
fn a_part_paid_row_and_one_with_a_late_fee_that_is_not_told_are_outlines() {
    let rows = rows(SAMPLE);
    assert!(matches!(&rows[0], Listed::Outline(outline) if outline.number == "1042"));
    // The sample has no late fees included, and a balance above the gross amount.
    assert!(matches!(&rows[1], Listed::Outline(outline) if outline.number == "1043"));
}

#[test]
fn late_fees_beside_the_rows_are_those_of_their_invoice() {
    let beside = altered(
        r#""contacts": ["#,
        r#""invoiceLateFees": [
            {"invoiceId":"iv7Hd5GfS2aQw9eRr1Tz6B","amount":100,"entryDate":"2026-10-20","isVoided":false},
            {"invoiceId":"another","amount":50,"entryDate":"2026-10-20"}], "contacts": ["#,
    );
    match &rows(&beside)[1] {
        Listed::Whole(invoice) => {
            let amounts = invoice.amounts.as_ref().unwrap();
            assert_eq!(amounts.principal_outstanding().minor, 46_800);
            assert_eq!(amounts.fees_elsewhere[0].charged_on.unwrap().to_string(), "2026-10-20");
        }
        other => panic!("{other:?}"),
    }
}

/// The second row of a page as a single answer.
fn single(page: &str) -> SourceInvoice {
    let body: serde_json::Value = serde_json::from_str(page).unwrap();
    let body = serde_json::json!({"invoice": body["invoices"][1], "contacts": body["contacts"]});
    let id = InvoiceId::parse("iv7Hd5GfS2aQw9eRr1Tz6B").unwrap();
    invoice(&answer(&body.to_string()), &id).unwrap().unwrap()
}

#[test]
fn a_late_fee_that_no_reading_tells_is_a_fee_without_a_date_and_not_principal() {
    let amounts = single(SAMPLE).amounts.unwrap();
    assert_eq!((amounts.principal_outstanding().minor, amounts.outstanding.minor), (46_800, 56_800));
    let fees: Vec<_> = amounts.fees_elsewhere.iter().map(|fee| (fee.amount.minor, fee.charged_on)).collect();
    assert_eq!(fees, [(10_000, None)]);
}

#[test]
fn trouble_with_a_debtor_costs_what_is_wrong_and_not_the_row() {
    for (from, to) in [
        (r#""id": "ctKqW2e4R6t8Y0u1I3o5P7", "type""#, r#""id": "another", "type""#),
        (r#""id": "ctKqW2e4R6t8Y0u1I3o5P7", "type""#, r#""type""#),
        (r#""contactPersons": ["#, r#""contactPersons": 7, "persons": ["#),
        (r#""email": "regnskab@eksempel.example""#, r#""email": 7"#),
    ] {
        assert_eq!(single(&altered(from, to)).debtor.email, None, "{to}");
    }
    for (from, to) in [
        (r#""isPrimary": true"#, r#""isPrimary": "yes""#),
        (r#""street": "Industrivej 5""#, r#""street": {}"#),
        (r#""phone": "80000000""#, r#""ean": []"#),
        (r#""type": "company""#, r#""type": 7"#),
    ] {
        let debtor = single(&altered(from, to)).debtor;
        assert!(debtor.email.is_some() && debtor.name == "Eksempel Byg A/S", "{to}");
    }
}

#[test]
fn a_page_where_no_row_has_its_contact_is_not_understood_and_a_missing_one_is_nothing() {
    let away = altered(r#""contacts": ["#, r#""people": ["#);
    assert!(matches!(list(&answer(&away)), Err(Trouble::BadField { field, .. }) if field == "contacts"));
    let row = |contact: &&str| format!(r#"{{"id":"x","contactId":"{contact}"}}"#);
    let page = |contacts: &[&str]| {
        let rows: Vec<_> = contacts.iter().map(row).collect();
        list(&answer(&format!(r#"{{"invoices":[{}],"contacts":[{{"id":"a"}}]}}"#, rows.join(","))))
    };
    assert!(page(&["b", "c"]).is_ok());
    assert!(page(&["a", "b", "c", "d", "e"]).is_ok());
    assert!(page(&["b", "c", "d", "e", "f"]).is_err());
}

#[test]
fn only_credit_notes_on_the_invoice_itself_count_and_a_bad_one_makes_the_sum_unknown() {
    let asked = InvoiceId::parse("iv1").unwrap();
    let sum = |rows: &str| {
        let body = format!(r#"{{"invoices":[{rows}]}}"#);
        credited(&answer(&body), &asked, Currency::DKK).unwrap().map(|sum| sum.minor)
    };
    let good = r#"{"creditedInvoiceId":"iv1","type":"creditNote","state":"approved","currencyId":"DKK","grossAmount":-5}"#;
    let of_another = good.replace("iv1", "iv2").replace("-5", "[]");
    assert_eq!(sum(""), Some(0));
    assert_eq!(sum(&format!(r#"{good},{good},{of_another},{{"type":"proforma"}},7"#)), Some(1_000));
    assert_eq!(sum(&good.replace("approved", "draft")), Some(0));
    for bad in [good.replace("-5", "[]"), good.replace("DKK", "EUR"), good.replace("-5", "0.001")] {
        assert_eq!(sum(&format!("{good},{bad}")), None, "{bad}");
    }
}

#[test]
fn a_number_for_an_invoice_number_is_the_same_as_text() {
    let as_number = rows(&altered(r#""invoiceNo": "1042""#, r#""invoiceNo": 1042"#));
    assert_eq!(as_number, rows(SAMPLE));
}

#[test]
fn a_new_download_link_is_no_change() {
    assert_eq!(rows(&altered("0f3c…", "77aa…")), rows(SAMPLE));
}

#[test]
fn credit_notes_are_known_by_either_spelling_or_by_what_they_credit() {
    for (from, to) in [
        (r#""type": "invoice""#, r#""type": "creditNote""#),
        (r#""type": "invoice""#, r#""type": "credit_note""#),
        (r#""type": "invoice""#, r#""type": "CREDIT_NOTE""#),
        (r#""creditedInvoiceId": null"#, r#""creditedInvoiceId": "iv1""#),
    ] {
        let first = rows(&altered(from, to)).remove(0);
        let kind = match first {
            Listed::Whole(invoice) => invoice.kind,
            other => panic!("{to}: {other:?}"),
        };
        assert_eq!(kind, domain::source_invoice::DocumentKind::CreditNote, "{to}");
    }
}

#[test]
fn words_that_are_not_known_make_a_row_unreadable_and_not_a_case() {
    for (from, to, field) in [
        (r#""type": "invoice""#, r#""type": "proforma""#, "type"),
        (r#""state": "approved""#, r#""state": "parked""#, "state"),
        (r#""dueDate": "2026-09-09""#, r#""dueDate": "09-09-2026""#, "dueDate"),
        (r#""isPaid": false"#, r#""isPaid": null"#, "isPaid"),
    ] {
        let first = rows(&altered(from, to)).remove(0);
        assert!(matches!(&first, Listed::Unreadable(bad) if bad.field == field), "{to}: {first:?}");
    }
}

#[test]
fn the_mail_goes_to_the_attention_of_then_the_primary_then_the_first_with_an_address() {
    let email = |persons: &str, att: &str| {
        let page = altered(
            r#"{ "id": "cpA9s8D7f6G5h4J3k2L1z0", "contactId": "ctKqW2e4R6t8Y0u1I3o5P7", "isPrimary": true,
          "name": "Regnskab", "email": "regnskab@eksempel.example" }"#,
            persons,
        );
        let page =
            page.replacen(r#""attContactPersonId": null"#, &format!(r#""attContactPersonId": {att}"#), 2);
        single(&page).debtor.email.map(|email| email.as_str().to_owned())
    };
    let three = r#"{"id":"a","isPrimary":false,"email":""},{"id":"b","isPrimary":false,"email":"b@x.example"},
                   {"id":"c","isPrimary":true,"email":"c@x.example"},{"id":"d","email":"d@x.example"}"#;
    assert_eq!(email(three, r#""d""#).as_deref(), Some("d@x.example"));
    assert_eq!(email(three, r#""a""#).as_deref(), Some("c@x.example"));
    assert_eq!(
        email(&three.replace(r#""isPrimary":true"#, r#""isPrimary":false"#), "null").as_deref(),
        Some("b@x.example")
    );
    assert_eq!(email("", "null"), None);
}

#[test]
fn an_answer_that_is_not_what_the_pages_say_is_named_by_its_field() {
    for (body, field) in [
        ("[]", "body"),
        ("{}", "invoices"),
        (r#"{"meta":{"success":false}}"#, "meta.success"),
        (r#"{"meta":{"success":true}}"#, "invoices"),
        (r#"{"meta":{},"invoices":{}}"#, "invoices"),
        (r#"{"meta":{"paging":{"total":"many"}},"invoices":[]}"#, "meta.paging.total"),
        (r#"{"meta":{},"invoices":["#, "body"),
    ] {
        match list(&answer(body)) {
            Err(Trouble::Garbled { field: named, .. } | Trouble::BadField { field: named, .. }) => {
                assert_eq!(named, field, "{body}")
            }
            _ => panic!("{body}"),
        }
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("\\PC{0,6}", inner, 0..4)
                .prop_map(|pairs| pairs.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// Puts `value` in the place of the `nth` value of the sample, counted through all of it.
fn with_another(sample: &mut serde_json::Value, nth: &mut usize, value: &serde_json::Value) {
    if *nth == 0 {
        *sample = value.clone();
    }
    *nth = nth.wrapping_sub(1);
    match sample {
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| with_another(item, nth, value)),
        serde_json::Value::Object(fields) => {
            fields.values_mut().for_each(|field| with_another(field, nth, value))
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn whatever_stands_in_an_answer_nothing_panics(mut nth in 0usize..160, value in any_json()) {
        let mut sample: serde_json::Value = serde_json::from_str(SAMPLE).unwrap();
        with_another(&mut sample, &mut nth, &value);
        let _ = list(&answer(&sample.to_string()));
        let x = InvoiceId::parse("x").unwrap();
        let _ = invoice(&answer(&sample.to_string().replace("\"invoices\"", "\"invoice\"")), &x);
        let _ = credited(&answer(&sample.to_string()), &x, Currency::DKK);
    }

    #[test]
    fn a_page_cut_off_anywhere_is_never_a_shorter_list(cut in 0usize..SAMPLE.len()) {
        let cut = String::from_utf8_lossy(&SAMPLE.as_bytes()[..cut]).into_owned();
        prop_assert!(cut.trim_end().len() == SAMPLE.trim_end().len() || list(&answer(&cut)).is_err());
    }
}
