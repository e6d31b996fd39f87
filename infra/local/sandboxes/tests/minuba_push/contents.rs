//! What is in an event.

use data_encoding::BASE64;
use sandboxes::minuba::{EventKind, Push, Service};
use serde_json::json;

use crate::receiver::{Setting, sent};

#[tokio::test]
async fn an_invoice_sent_to_collection_has_every_member_of_the_contract_and_a_good_signature() {
    let set = Setting::new().await;
    let id = set.add();
    let got = set.push(sent(&id)).await.remove(0);
    assert!(got.is_signed_by(&set.secret) && got.signatures.len() == 1);
    assert_eq!(got.timestamp, set.clock.now().as_second());
    let mut body = got.json();
    assert_eq!(body["event_id"], json!(got.id));
    assert_eq!((got.id.len(), got.id.contains('.')), (26, false));
    let document = body["documents"][0].take();
    assert!(
        BASE64.decode(document["content_base64"].as_str().unwrap().as_bytes()).unwrap().starts_with(b"%PDF")
    );
    assert_eq!((&document["kind"], &document["file_name"]), (&json!("invoice"), &json!("faktura-10412.pdf")));
    assert_eq!(document["sha256"].as_str().unwrap().len(), 64);
    let text = String::from_utf8(got.body.to_vec()).unwrap();
    assert!(
        text.contains("\"gross_amount\":15500.00,\"outstanding_amount\":15500.00"),
        "amounts have two decimals"
    );
    for (path, made_up) in
        [("/event_id", "an id"), ("/debtor/external_id", "a client"), ("/invoice/external_id", "an invoice")]
    {
        *body.pointer_mut(path).unwrap() = json!(made_up);
    }
    assert_eq!(
        body,
        json!({
            "event_id": "an id",
            "event_type": "invoice.sent_to_collection",
            "occurred_at": "2026-09-15T08:30:00+02:00",
            "api_version": "2026-01",
            "creditor": {
                "external_id": "mb-acc-4471", "name": "Rør & Rist VVS ApS", "cvr": "99000029",
                "address": { "line1": "Smedevej 8", "postal_code": "5000", "city": "Odense C", "country": "DK" },
                "email": "kontor@rrristvvsaps.example", "phone": "+4500000001",
                "contact": { "name": "Mia Jensen", "email": "mia@rrristvvsaps.example" },
            },
            "debtor": {
                "external_id": "a client", "type": "company", "name": "Fjordgaarden Ejendomme ApS",
                "cvr": "99000011",
                "address": { "line1": "Havnegade 14, 2.", "postal_code": "8000", "city": "Aarhus C", "country": "DK" },
                "emails": ["faktura@fjordgaarden.example", "chef@fjordgaarden.example"],
            },
            "invoice": {
                "external_id": "an invoice", "number": "10412",
                "issue_date": "2026-08-23", "due_date": "2026-08-31", "currency": "DKK",
                "net_amount": 12_400.0, "vat_amount": 3_100.0, "gross_amount": 15_500.0,
                "outstanding_amount": 15_500.0,
                "payment_reference": "+71<000000000010412+99000029<",
                "description": "Tagarbejde", "order_number": "5206",
            },
            "charges": [{ "kind": "reminder_fee", "amount": 100.0, "date": "2026-08-31" }],
            "reminders": [{ "kind": "reminder", "number": 1, "sent_date": "2026-08-31",
                            "deadline": "2026-09-10", "fee": 100.0, "channel": "email" }],
            "documents": [null],
            "terms_accepted": { "version": "2026-01", "accepted_at": "2026-09-15T08:30:00+02:00", "user": "Mia Jensen" },
        })
    );
}

#[tokio::test]
async fn the_other_events_have_the_members_of_their_kind() {
    let set = Setting::new().await;
    let id = set.add();
    set.company.pay(&id, Some(400_000)).unwrap();
    set.company.credit(&id, Some(50_000)).unwrap();
    let common = ["api_version", "event_id", "event_type", "occurred_at"];
    for (event, members, pointer, value) in [
        (
            EventKind::PaymentRegistered,
            vec!["creditor", "invoice", "payment"],
            "/payment/amount",
            json!(4_000.0),
        ),
        (
            EventKind::Credited,
            vec!["creditor", "credit_note", "invoice"],
            "/credit_note/number",
            json!("10413"),
        ),
        (
            EventKind::CollectionWithdrawn,
            vec!["creditor", "invoice", "reason"],
            "/reason",
            json!("Aftale lavet"),
        ),
        (
            EventKind::ConnectionActivated,
            vec!["creditor", "terms_accepted"],
            "/creditor/cvr",
            json!("99000029"),
        ),
        (
            EventKind::ConnectionDeactivated,
            vec!["creditor"],
            "/creditor",
            json!({ "external_id": "mb-acc-4471" }),
        ),
        (EventKind::Ping, vec![], "/event_type", json!("ping")),
    ] {
        let push = Push { reason: Some("Aftale lavet".into()), ..Push::of(event, &id) };
        let body = set.push(push).await.remove(0).json();
        let mut wanted = [&common[..], &members].concat();
        wanted.sort_unstable();
        let mut keys: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
        keys.sort_unstable();
        assert_eq!(keys, wanted, "{}", event.name());
        assert_eq!(body.pointer(pointer), Some(&value), "{body}");
        assert_eq!(body["event_type"], event.name());
    }
}

#[tokio::test]
async fn terms_go_along_where_the_service_asks_for_them_and_they_were_accepted() {
    let set = Setting::new().await;
    let id = set.add();
    for (service, accepted, told) in [
        (Service::Advokaternes, true, true),
        (Service::Advokaternes, false, false),
        (Service::Collectia, true, false),
    ] {
        set.company.switch(|switches| (switches.service, switches.terms_accepted) = (service, accepted));
        let body = set.push(sent(&id)).await.remove(0).json();
        assert_eq!(body.get("terms_accepted").is_some(), told, "{service:?} {accepted}");
    }
}

#[tokio::test]
async fn a_pdf_may_be_large_linked_or_missing() {
    let set = Setting::new().await;
    let id = set.add();
    let large = set.push(Push { pdf_bytes: Some(4 * 1024 * 1024), ..sent(&id) }).await.remove(0).json();
    let coded = large["documents"][0]["content_base64"].as_str().unwrap().as_bytes();
    assert_eq!(BASE64.decode(coded).unwrap().len(), 4 * 1024 * 1024);
    let (status, answer) = set.post("pushes", json!({ "invoice": id, "document": "url" })).await;
    assert_eq!((status, &answer["deliveries"][0]["state"]), (200, &json!("delivered")));
    let linked = set.receiver.got().last().unwrap().json();
    let url = linked["documents"][0]["url"].as_str().unwrap();
    assert!(reqwest::get(url).await.unwrap().bytes().await.unwrap().starts_with(b"%PDF"));
    set.post("pushes", json!({ "invoice": id, "document": "none" })).await;
    assert_eq!(set.receiver.got().last().unwrap().json()["documents"], json!([]));
}

#[tokio::test]
async fn the_same_invoice_may_come_with_another_amount() {
    let set = Setting::new().await;
    let id = set.add();
    let body = set.push(Push { amount: Some(1_000_000), ..sent(&id) }).await.remove(0).json();
    assert_eq!(body["invoice"]["gross_amount"], 10_000.0);
    assert_eq!(body["invoice"]["outstanding_amount"], 10_000.0);
    set.company.switch(|switches| switches.amounts_as_text = true);
    assert_eq!(set.push(sent(&id)).await[0].json()["invoice"]["gross_amount"], "15500.00");
}
