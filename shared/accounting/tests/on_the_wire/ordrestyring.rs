//! Answers of Ordrestyring that its double does not give.

use accounting::{
    AccountingError, AccountingSystem, AppCredentials, Connection, Connectors, Credentials, Endpoints,
    Listed, Patience, Reading, Settings,
};
use axum::response::Response;
use domain::ids::{InvoiceId, SystemName};
use domain::source_invoice::AmountsProblem;

use crate::stand_in::{StandIn, json, refusal, window};

const ROW: &str = include_str!("../samples/ordrestyring/invoice.json");
const DEBTOR: &str = include_str!("../samples/ordrestyring/debtor.json");

fn id() -> InvoiceId {
    InvoiceId::parse("10412").unwrap()
}

/// All pages of one walk.
async fn listed(system: &dyn AccountingSystem) -> Result<Vec<Listed>, AccountingError> {
    let mut walk = system.overdue(window());
    let mut rows = Vec::new();
    while let Some(page) = walk.next_page().await? {
        rows.extend(page);
    }
    Ok(rows)
}

/// The list of invoices is `rows`, and there are no credit notes.
async fn with_rows(rows: String) -> StandIn {
    StandIn::new(move |target| if target.contains("type=1") { json(rows.clone()) } else { json("[]") }).await
}

/// The sample's invoice and debtor, each with one thing replaced.
async fn reading(invoice: (&'static str, &'static str), debtor: (&'static str, &'static str)) -> Reading {
    assert!(ROW.contains(invoice.0) && DEBTOR.contains(debtor.0));
    let stand_in = StandIn::new(move |target| match target.contains("/debtors/") {
        true => json(DEBTOR.replace(debtor.0, debtor.1)),
        false => json(ROW.replace(invoice.0, invoice.1)),
    });
    stand_in.await.ordrestyring().read(&id()).await.unwrap()
}

const NOTHING: (&str, &str) = ("", "");

#[tokio::test]
async fn a_404_in_its_own_words_leaves_the_invoice_missing_and_never_gone() {
    for (status, body) in
        [(404, r#"{"message":"Debtor invoice does not exist"}"#), (410, r#"{"message":"Deleted"}"#)]
    {
        let stand_in = StandIn::new(move |_| refusal(status, body)).await;
        assert_eq!(stand_in.ordrestyring().read(&id()).await, Ok(Reading::Missing(id())));
        let error = listed(stand_in.ordrestyring().as_ref()).await.unwrap_err();
        assert!(matches!(error, AccountingError::SwitchedOff { .. }), "{error:?}");
        let error = stand_in.ordrestyring().document(&id()).await.unwrap_err();
        assert!(matches!(error, AccountingError::NotUnderstood { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_service_that_was_taken_down_is_switched_off_however_it_says_so() {
    for (status, body) in [
        (404, r#"{"message":"No resource found at this url"}"#),
        (404, "No resource found at this URL"),
        (410, ""),
        (410, "<html>gone</html>"),
    ] {
        let stand_in = StandIn::new(move |_| refusal(status, body)).await;
        let system = stand_in.ordrestyring();
        for error in [
            system.check().await.map(|_| ()).unwrap_err(),
            listed(system.as_ref()).await.map(|_| ()).unwrap_err(),
            system.read(&id()).await.map(|_| ()).unwrap_err(),
        ] {
            assert!(matches!(error, AccountingError::SwitchedOff { .. }), "{status} {body}: {error:?}");
        }
    }
}

#[tokio::test]
async fn a_404_without_a_word_is_one_invoices_own_and_in_a_list_the_services() {
    let stand_in = StandIn::new(|_| refusal(404, "<html>not found</html>")).await;
    let reading = stand_in.ordrestyring().read(&id()).await.unwrap();
    assert!(matches!(&reading, Reading::Unreadable(bad) if bad.id == Some(id()) && bad.field == "status"));
    let error = listed(stand_in.ordrestyring().as_ref()).await.unwrap_err();
    assert!(matches!(error, AccountingError::SwitchedOff { .. }), "{error:?}");
}

#[tokio::test]
async fn a_service_whose_host_has_no_address_any_more_is_switched_off() {
    let nowhere = Endpoints::from_settings(|_| Some("http://v2.api.ordrestyring.invalid".into())).unwrap();
    // A name service may take its time to say no.
    let Patience { connect, whole_request, .. } = Patience::PRODUCTION;
    let patience = Patience { connect, whole_request, ..Patience::SHORT };
    let connectors = Connectors::with_patience(nowhere, AppCredentials::default(), patience);
    let credentials = Credentials::new([("api-key".to_owned(), "k".to_owned())]);
    let connection = Connection::plain(&credentials, jiff::Timestamp::UNIX_EPOCH);
    let system = connectors.connect(&SystemName::known("ordrestyring"), &connection).unwrap();
    match system.check().await.unwrap_err() {
        AccountingError::SwitchedOff { detail, .. } => assert_eq!(detail, "its host has no address"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_500_that_stays_is_not_an_empty_list() {
    let stand_in = StandIn::new(|_| refusal(500, r#"{"message":"Internal Server Error"}"#)).await;
    let error = listed(stand_in.ordrestyring().as_ref()).await.unwrap_err();
    assert!(matches!(error, AccountingError::Unreachable { .. }), "{error:?}");
    assert_eq!(stand_in.count(), 3);
}

#[tokio::test]
async fn credit_notes_that_cannot_be_listed_fail_the_walk_for_one_of_them_may_matter() {
    let stand_in = StandIn::new(|target: &str| match target.contains("type=2") {
        true => refusal(500, ""),
        false => json(format!("[{ROW}]")),
    });
    let error = listed(stand_in.await.ordrestyring().as_ref()).await.unwrap_err();
    assert!(matches!(error, AccountingError::Unreachable { .. }), "{error:?}");
}

#[tokio::test]
async fn rows_under_data_are_taken_and_any_other_object_is_not() {
    for rows in [format!("[{ROW}]"), format!(r#"{{"data":[{ROW}]}}"#)] {
        assert_eq!(listed(with_rows(rows).await.ordrestyring().as_ref()).await.map(|rows| rows.len()), Ok(1));
    }
    for odd in [r#"{"message":"fine"}"#, r#"{"data":{}}"#, "7", r#""rows""#] {
        let error = listed(with_rows(odd.into()).await.ordrestyring().as_ref()).await.unwrap_err();
        assert!(matches!(error, AccountingError::NotUnderstood { .. }), "{odd}: {error:?}");
    }
}

#[tokio::test]
async fn a_bad_row_is_named_with_its_number_and_the_others_go_on() {
    for (good, bad, field) in [
        (r#""15500.00""#, r#""plenty""#, "amount_vat"),
        (r#""payed_date": null"#, r#""payed_date": "soon""#, "payed_date"),
        (r#""payment_date": 1788127200"#, r#""payment_date": 1788127200000"#, "payment_date"),
        (r#""type": 1"#, r#""type": 7"#, "type"),
    ] {
        assert!(ROW.contains(good), "{good}");
        let bad = ROW.replace("10412", "10413").replace(good, bad);
        let stand_in = with_rows(format!("[{bad},{ROW}, 5]")).await;
        let rows = listed(stand_in.ordrestyring().as_ref()).await.unwrap();
        match &rows[..] {
            [Listed::Unreadable(bad), Listed::Outline(good), Listed::Unreadable(no_row)] => {
                assert_eq!((bad.number.as_str(), bad.field.as_str()), ("10413", field));
                assert_eq!((&good.id, &no_row.id), (&id(), &None));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_invoice_below_nothing_is_a_credit_whatever_its_type_says() {
    let credit =
        ROW.replace("12400.00", "-12400.00").replace("3100.00", "-3100.00").replace("15500.00", "-15500.00");
    // The sample was issued on 17 August, within the longest term before the window; 24 April concerns nobody any more.
    let old = credit.replace(r#""date": 1786917600"#, r#""date": 1776981600"#);
    assert_eq!(listed(with_rows(format!("[{old}]")).await.ordrestyring().as_ref()).await, Ok(vec![]));
    match &listed(with_rows(format!("[{credit}]")).await.ordrestyring().as_ref()).await.unwrap()[..] {
        [Listed::Credit(credit)] => {
            assert_eq!((credit.debtor.as_str(), credit.amount.unwrap().minor), ("2207", 1_550_000))
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_credit_note_that_names_no_debtor_is_told_as_unreadable() {
    let note = include_str!("../samples/ordrestyring/credit_notes.json")
        .replace(r#""customer_number": 2207"#, r#""customer_number": """#);
    let stand_in =
        StandIn::new(move |target: &str| json(if target.contains("type=2") { note.as_str() } else { "[]" }));
    match &listed(stand_in.await.ordrestyring().as_ref()).await.unwrap()[..] {
        [Listed::Unreadable(bad)] => {
            assert_eq!((bad.number.as_str(), bad.field.as_str()), ("10420", "customer_number"))
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_list_that_ignores_its_filters_hands_out_nothing_twice_and_nothing_wrong() {
    let both = format!("[{ROW},{}", &include_str!("../samples/ordrestyring/credit_notes.json")[1..]);
    let stand_in = StandIn::new(move |_| json(both.clone())).await;
    let rows = listed(stand_in.ordrestyring().as_ref()).await.unwrap();
    let credits = rows.iter().filter(|row| matches!(row, Listed::Credit(_))).count();
    let outlines = rows.iter().filter(|row| matches!(row, Listed::Outline(_))).count();
    assert_eq!((credits, outlines, rows.len()), (1, 1, 2));
}

#[tokio::test]
async fn a_row_within_the_grace_is_left_out_when_the_list_brings_it_all_the_same() {
    let stand_in = with_rows(format!("[{}]", ROW.replace("1788127200", "1795129200"))).await; // due on 20 November
    assert_eq!(listed(stand_in.ordrestyring().as_ref()).await.map(|rows| rows.len()), Ok(1));
    let graced = stand_in.ordrestyring_by(&[("grace-working-days", "1")]);
    assert_eq!(listed(graced.as_ref()).await, Ok(vec![]));
}

#[tokio::test]
async fn another_invoice_than_the_one_asked_for_is_refused() {
    let another = reading((r#""invoice_number": 10412"#, r#""invoice_number": 10499"#), NOTHING).await;
    assert!(
        matches!(&another, Reading::Unreadable(bad) if bad.id == Some(id()) && bad.field == "invoice_number")
    );
}

#[tokio::test]
async fn another_debtor_than_the_one_asked_for_is_nobody() {
    match reading(NOTHING, (r#""customer_number": 2207"#, r#""customer_number": 2208"#)).await {
        Reading::Found(invoice) => {
            assert_eq!(
                (invoice.debtor.name.as_str(), invoice.debtor.email),
                ("Fjordgaarden Ejendomme ApS", None)
            );
            assert_eq!(invoice.debtor.external_id.as_deref(), Some("2207"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_currency_that_is_only_an_id_is_unknown_and_one_that_is_a_code_is_that() {
    let amounts =
        async |currency: &'static str| match reading(NOTHING, (r#""currency_id": null"#, currency)).await {
            Reading::Found(invoice) => invoice.amounts,
            other => panic!("{other:?}"),
        };
    assert_eq!(amounts(r#""currency_id": "EUR""#).await.unwrap().gross.to_string(), "15500.00 EUR");
    let unknown = AmountsProblem::UnknownCurrency("currency_id 4".into());
    assert_eq!(amounts(r#""currency_id": 4"#).await, Err(unknown));
    assert_eq!(amounts(r#""currency_id": """#).await.unwrap().gross.to_string(), "15500.00 DKK");
}

#[tokio::test]
async fn a_customer_number_with_odd_signs_stays_one_part_of_the_path() {
    fn odd(target: &str) -> Response {
        match target.contains("/debtors") {
            true => json(DEBTOR.replace("2207", r#""../A/7?x#y""#)),
            false => json(ROW.replace("2207", r#""../A/7?x#y""#)),
        }
    }
    let stand_in = StandIn::new(odd).await;
    match stand_in.ordrestyring().read(&id()).await.unwrap() {
        Reading::Found(invoice) => assert!(invoice.debtor.email.is_some()),
        other => panic!("{other:?}"),
    }
    assert!(stand_in.asked().contains("GET /debtors/..%2FA%2F7%3Fx%23y\n"), "{}", stand_in.asked());
}

#[tokio::test]
async fn keys_and_settings_that_cannot_be_right_are_refused_before_anything_is_asked() {
    let refusal = |key: &str, settings: &[(&str, &str)]| {
        let connectors = Connectors::with_patience(
            Endpoints::from_settings(|_| None).unwrap(),
            AppCredentials::default(),
            Patience::SHORT,
        );
        let credentials = Credentials::new([("api-key".to_owned(), key.to_owned())]);
        let settings: Settings =
            settings.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let plain = Connection::plain(&credentials, jiff::Timestamp::UNIX_EPOCH);
        let connection = Connection { settings: &settings, ..plain };
        match connectors.connect(&SystemName::known("ordrestyring"), &connection) {
            Ok(_) => "connected".to_owned(),
            Err(error) => error.to_string(),
        }
    };
    insta::assert_snapshot!([
        refusal("k3y", &[("money-unit", "oere"), ("grace-working-days", "2"), ("authentication", "key:api")]),
        refusal("", &[]),
        refusal("k3y:x", &[]),
        refusal("nøgle", &[]),
        refusal("k3y", &[("money-unit", "euro")]),
        refusal("k3y", &[("grace-working-days", "31")]),
        refusal("k3y", &[("authentication", "bearer")]),
        refusal("k3y", &[("base-url", "x")]),
    ]
    .join("\n"), @r#"
    connected
    credential: ordrestyring needs api-key
    credential: api-key is not one line of plain characters without a colon
    credential: api-key is not one line of plain characters without a colon
    setting: money-unit is not kroner or oere
    setting: grace-working-days is not a number of working days, 0 to 30
    setting: authentication is not key:x, key:api, key:x: or key
    setting: ordrestyring does not know "base-url"; it takes money-unit, grace-working-days, authentication
    "#);
}
