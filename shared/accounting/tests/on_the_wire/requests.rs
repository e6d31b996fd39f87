//! Every request as it leaves, and the sample answers as they are understood.

use accounting::{Listed, Reading};
use axum::response::Response;
use domain::ids::InvoiceId;

use crate::stand_in::{StandIn, json, window};

fn billy(target: &str) -> Response {
    let list = include_str!("../samples/billy/invoices.json");
    match target {
        "GET /v2/organization" => json(include_str!("../samples/billy/organization.json")),
        // All three rows at once: the sample is the first page of two.
        list_of if list_of.contains("maxDueDate") => json(
            list.replace(r#""pageCount": 2"#, r#""pageCount": 1"#).replace(r#""total": 3"#, r#""total": 2"#),
        ),
        notes if notes.contains("creditedInvoiceId") => json(
            r#"{"meta":{"success":true},"invoices":[{"id":"cn1","type":"credit_note","state":"approved",
                "amount":-500,"tax":-125,"currencyId":"DKK","creditedInvoiceId":"iv3Kc0TzQ8mWn1aPp5Yx2A"}]}"#,
        ),
        _ => {
            let start = list.find("    {\n      \"id\": \"iv3").unwrap();
            let end = list.find("    },\n    {\n      \"id\": \"iv7").unwrap();
            let contacts = list.find("  \"contacts\"").unwrap();
            let invoice = format!("{} }}", &list[start..end]);
            json(format!(r#"{{"meta":{{"success":true}},"invoice":{invoice},{}"#, &list[contacts..]))
        }
    }
}

fn dinero(target: &str) -> Response {
    let tail = target.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    json(match tail {
        "token" => r#"{"access_token":"given-token","token_type":"Bearer","expires_in":3600}"#,
        "organizations" => include_str!("../samples/dinero/organizations.json"),
        "invoices" => include_str!("../samples/dinero/invoices.json"),
        "payments" => include_str!("../samples/dinero/payments.json"),
        "reminders" => include_str!("../samples/dinero/reminders.json"),
        "creditnotes" => r#"{"Collection":[]}"#,
        "1c1b7a0e-6c1d-4b53-8f4a-3c9c1a7e2b22" => include_str!("../samples/dinero/contact.json"),
        _ => include_str!("../samples/dinero/invoice.json"),
    })
}

fn ordrestyring(target: &str) -> Response {
    let path = target.split('?').next().unwrap_or_default();
    json(match path.rsplit('/').next().unwrap_or_default() {
        "" => r#"{"user":{"name":"API"},"company":{"name":"Nordlys Tømrer ApS","cvr":"24256790"}}"#,
        "debtor-invoices" if target.contains("type=2") => {
            include_str!("../samples/ordrestyring/credit_notes.json")
        }
        "debtor-invoices" => include_str!("../samples/ordrestyring/invoices.json"),
        "2207" => include_str!("../samples/ordrestyring/debtor.json"),
        _ => include_str!("../samples/ordrestyring/invoice.json"),
    })
}

async fn first_page(system: &dyn accounting::AccountingSystem) -> Vec<Listed> {
    system.overdue(window()).next_page().await.unwrap().unwrap()
}

fn told(reading: &Reading) -> String {
    match reading {
        Reading::Found(invoice) => serde_json::to_string_pretty(invoice).unwrap(),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn what_billy_is_asked_and_how_its_samples_are_understood() {
    let stand_in = StandIn::new(billy).await;
    let system = stand_in.billy();
    let company = system.check().await.unwrap();
    assert_eq!(
        (company.name.as_str(), company.registration_number.as_deref()),
        ("Nordlys Tømrer ApS", Some("12345678"))
    );
    let rows = first_page(system.as_ref()).await;
    let reading = system.read(&InvoiceId::parse("iv3Kc0TzQ8mWn1aPp5Yx2A").unwrap()).await.unwrap();
    insta::assert_snapshot!("billy_requests", stand_in.asked());
    insta::assert_snapshot!("billy_reading", told(&reading));
    match (&rows[0], &reading) {
        (Listed::Outline(outline), Reading::Found(invoice)) => assert_eq!(outline.mark, invoice.mark),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_dinero_is_asked_and_how_its_samples_are_understood() {
    let stand_in = StandIn::new(dinero).await;
    let system = stand_in.dinero();
    assert_eq!(system.check().await.unwrap().name, "Nordlys Tømrer ApS");
    let rows = first_page(system.as_ref()).await;
    let reading =
        system.read(&InvoiceId::parse("7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11").unwrap()).await.unwrap();
    insta::assert_snapshot!("dinero_requests", stand_in.asked());
    insta::assert_snapshot!("dinero_reading", told(&reading));
    match (&rows[0], &reading) {
        (Listed::Outline(outline), Reading::Found(invoice)) => assert_eq!(outline.mark, invoice.mark),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_ordrestyring_is_asked_and_how_its_samples_are_understood() {
    let stand_in = StandIn::new(ordrestyring).await;
    let system = stand_in.ordrestyring();
    let company = system.check().await.unwrap();
    assert_eq!(
        (company.name.as_str(), company.registration_number.as_deref()),
        ("Nordlys Tømrer ApS", Some("24256790"))
    );
    let mut walk = system.overdue(window());
    let rows = walk.next_page().await.unwrap().unwrap();
    assert_eq!(rows.len(), 1, "the other one is paid");
    let credits = walk.next_page().await.unwrap().unwrap();
    match &credits[..] {
        [Listed::Credit(credit)] => {
            assert_eq!((credit.number.as_str(), credit.debtor.as_str()), ("10420", "2207"));
            assert_eq!(credit.amount.unwrap().minor, 125_000);
            assert_eq!(credit.issue_date.unwrap().to_string(), "2026-09-14");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(walk.next_page().await, Ok(None));
    let reading = system.read(&InvoiceId::parse("10412").unwrap()).await.unwrap();
    insta::assert_snapshot!("ordrestyring_requests", stand_in.asked());
    insta::assert_snapshot!("ordrestyring_reading", told(&reading));
    match (&rows[0], &reading) {
        (Listed::Outline(outline), Reading::Found(invoice)) => assert_eq!(outline.mark, invoice.mark),
        other => panic!("{other:?}"),
    }
}
