//! How events come: signed, twice, late, out of order, again.

use jiff::ToSpan;
use reqwest::Client;
use sandboxes::books::NewInvoice;
use sandboxes::minuba::{DeliveryState, Push, Secret, Signing};
use serde_json::{Value, json};

use crate::receiver::{Got, Setting, sent};

#[tokio::test]
async fn a_duplicate_is_the_same_event_and_two_clicks_are_two() {
    let set = Setting::new().await;
    let id = set.add();
    let twice = set.push(Push { duplicate: true, ..sent(&id) }).await;
    assert_eq!(twice.len(), 2);
    assert_eq!((&twice[0].id, &twice[0].body), (&twice[1].id, &twice[1].body));
    let clicks = set.push(Push { two_clicks: true, ..sent(&id) }).await;
    assert_eq!(clicks.len(), 2);
    assert_ne!(clicks[0].id, clicks[1].id);
    assert_eq!(clicks[0].timestamp, clicks[1].timestamp);
    assert_eq!(clicks[0].json()["invoice"], clicks[1].json()["invoice"]);
}

#[tokio::test]
async fn secrets_rotate_and_may_be_wrong_and_the_time_may_be_off() {
    let set = Setting::new().await;
    let id = set.add();
    let old = Secret::random();
    let with = |signing: Signing| Push { signing, ..sent(&id) };
    let both = set.push(with(Signing { old_secret: Some(old.text()), ..Signing::default() })).await.remove(0);
    assert!(both.is_signed_by(&set.secret) && both.is_signed_by(&old) && both.signatures.len() == 2);
    let wrong = set.push(with(Signing { wrong: true, ..Signing::default() })).await.remove(0);
    assert!(!wrong.is_signed_by(&set.secret) && wrong.signatures.len() == 1);
    let stale = set.push(with(Signing { skew: -301, ..Signing::default() })).await.remove(0);
    assert!(stale.is_signed_by(&set.secret));
    assert_eq!(stale.timestamp, set.clock.now().as_second() - 301);
}

#[tokio::test]
async fn the_answer_is_handed_back_and_remembered_as_in_a_pop_up() {
    let set = Setting::new().await;
    let id = set.add();
    set.receiver.statuses.lock().unwrap().extend([422]);
    let (status, answer) =
        set.post("pushes", json!({ "invoice": "10412", "last_reminder": "collection_notice" })).await;
    let pop_up = &answer["deliveries"][0];
    assert_eq!((status, &pop_up["status"], &pop_up["body"]), (200, &json!(422), &json!("{\"answer\":422}")));
    assert_eq!((&pop_up["state"], &pop_up["next_try"]), (&json!("refused"), &Value::Null));
    assert_eq!(set.receiver.got()[0].json()["reminders"][0]["kind"], "collection_notice");
    let url = format!("{}/companies/{}/pushes", set.base, set.company.organization());
    let remembered: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    assert_eq!(remembered, answer);
    assert_eq!(set.receiver.got()[0].json()["invoice"]["external_id"], json!(id));
}

#[tokio::test]
async fn what_fails_is_tried_again_by_the_schedule_or_at_once_signed_anew() {
    let set = Setting::new().await;
    let id = set.add();
    set.receiver.statuses.lock().unwrap().extend([503, 500]);
    let event = set.minuba.push(&set.company, &sent(&id)).await.unwrap().remove(0).event_id;
    assert_eq!(set.minuba.retry_due(&set.company).await.unwrap(), vec![], "not yet");
    set.clock.set(set.clock.now() + 5.seconds());
    assert_eq!(set.post("pushes/due", json!({})).await.1["deliveries"][0]["status"], 500);
    let (_, now) = set.post(&format!("pushes/{event}/retry"), json!({})).await;
    assert_eq!((&now["state"], now["attempts"].as_array().unwrap().len()), (&json!("delivered"), 3));
    let got = set.receiver.got();
    assert!(
        got.iter().all(|one| one.id == event && one.body == got[0].body && one.is_signed_by(&set.secret))
    );
    assert_eq!(got[1].timestamp - got[0].timestamp, 5);
    assert_eq!(set.minuba.retry_due(&set.company).await.unwrap(), vec![]);
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_tried_again_too() {
    let set = Setting::new().await;
    let id = set.add();
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let push = Push { url: Some(format!("http://{closed}/")), ..sent(&id) };
    let delivery = set.minuba.push(&set.company, &push).await.unwrap().remove(0);
    assert!(matches!(delivery.state, DeliveryState::Waiting { .. }));
    assert_eq!((delivery.attempts[0].status, delivery.attempts[0].body.as_str()), (None, "no connection"));
}

#[tokio::test]
async fn a_payment_can_arrive_before_its_invoice() {
    let set = Setting::new().await;
    let id = set.add();
    set.company.switch(|switches| switches.pushes_changes = true);
    let held = set.minuba.push(&set.company, &Push { held: true, ..sent(&id) }).await.unwrap().remove(0);
    set.post(&format!("invoices/{id}/pay"), json!({ "amount": "4000,00" })).await;
    set.minuba.retry(&set.company, &held.event_id).await.unwrap();
    let bodies: Vec<_> = set.receiver.got().iter().map(Got::json).collect();
    assert_eq!(bodies[0]["event_type"], "invoice.payment_registered");
    assert_eq!((&bodies[1]["event_type"], bodies.len()), (&json!("invoice.sent_to_collection"), 2));
    assert_eq!(bodies[1]["invoice"]["outstanding_amount"], 15_500.0, "as it was when the user clicked");
}

#[tokio::test]
async fn payments_and_credits_on_pushed_invoices_are_told_once_where_that_is_switched_on() {
    let set = Setting::new().await;
    let id = set.add();
    let other = set.company.add(NewInvoice::due_on("2026-08-31".parse().unwrap(), 10_000)).unwrap();
    set.company.pay(&id, Some(100)).unwrap();
    set.push(sent(&id)).await;
    set.post(&format!("invoices/{id}/pay"), json!({ "amount": "1" })).await;
    assert_eq!(set.receiver.got().len(), 1, "it is switched off, and what was before is in the amount");
    set.company.switch(|switches| switches.pushes_changes = true);
    set.post(&format!("invoices/{id}/pay"), json!({ "amount": "40" })).await;
    set.post(&format!("invoices/{id}/credit"), json!({ "amount": "60" })).await;
    set.post(&format!("invoices/{other}/pay"), json!({})).await;
    set.post(&format!("invoices/{id}/delete"), json!({})).await;
    let got: Vec<_> = set.receiver.got()[1..].iter().map(Got::json).collect();
    let told: Vec<_> = got.iter().map(|body| body["event_type"].as_str().unwrap()).collect();
    assert_eq!(told, ["invoice.payment_registered", "invoice.credited"]);
    assert_eq!(
        (&got[0]["payment"]["amount"], &got[1]["credit_note"]["amount"]),
        (&json!(40.0), &json!(60.0))
    );
}

#[tokio::test]
async fn what_cannot_be_pushed_is_refused_by_its_field_and_nothing_goes_out() {
    let set = Setting::new().await;
    let id = set.add();
    for (body, field) in [
        (json!({}), "invoice"),
        (json!({ "invoice": id, "event": "invoice.paid" }), "event"),
        (json!({ "invoice": id, "event": "invoice.credited" }), "invoice"),
        (json!({ "invoice": id, "secret": "whsec_short" }), "secret"),
        (json!({ "invoice": id, "documents": "none" }), "documents"),
        (json!({ "invoice": "7" }), "invoice"),
    ] {
        let (status, answer) = set.post("pushes", body).await;
        assert!([400, 404].contains(&status), "{answer}");
        assert_eq!(answer["error"]["field"], field, "{answer}");
    }
    set.company.switch(|switches| switches.webhook_url = None);
    assert_eq!(set.post("pushes", json!({ "event": "ping" })).await.1["error"]["field"], "url");
    assert!(set.receiver.got().is_empty() && set.minuba.deliveries(&set.company).is_empty());
}

#[tokio::test]
async fn a_person_can_send_to_collection_from_the_page() {
    let set = Setting::new().await;
    set.add();
    let page = reqwest::get(&set.base).await.unwrap().text().await.unwrap();
    assert!(page.contains(
        "/pushes'><input type=hidden name=invoice value=10412><button>Send to collection</button>"
    ));
    let browser = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let url = format!("{}/companies/{}/pushes", set.base, set.company.organization());
    let answer = browser.post(url).form(&[("invoice", "10412")]).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), set.receiver.got().len()), (303, 1));
}
