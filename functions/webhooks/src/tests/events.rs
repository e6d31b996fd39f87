//! Events that only hint: checked, queued, and never believed.

use accounting::events::{Delivery, DeliveryError, Hint};
use accounting::systems::Inbound;
use domain::InvoiceId;
use serde_json::{Value, json};

use super::bed::{Bed, sample_event};
use crate::request::Push;

const SAMPLE: &str = include_str!("../../../../events/webhooks.tripletex.json");

/// A system whose signature is its secret, and whose body is the id of an invoice.
fn read(delivery: Delivery<'_>, secret: &str) -> Result<Hint, DeliveryError> {
    if delivery.header("signature") != Some(secret) {
        return Err(DeliveryError::Forged);
    }
    match delivery.body {
        b"" => Err(DeliveryError::Malformed { field: "id" }),
        b"nothing" => Ok(Hint::Nothing),
        b"something" => Ok(Hint::Something),
        id => Ok(Hint::Invoices(vec![InvoiceId::parse(std::str::from_utf8(id).unwrap()).unwrap()])),
    }
}

fn event(bed: &Bed, body: &str, secret: &str) -> Push {
    Push {
        system: "tripletex".into(),
        connection: bed.tenant.connection_id.as_ref().unwrap().to_string(),
        headers: vec![("signature".into(), secret.into())],
        body: body.into(),
    }
}

async fn sent(bed: &Bed, body: &str) -> u16 {
    let push = event(bed, body, bed.secret.expose().as_str());
    bed.take_by(&Inbound::Events(read), push).await.0
}

#[tokio::test]
async fn a_hint_is_queued_as_a_fresh_reading_and_answered_at_once() {
    let bed = Bed::of("tripletex").await;
    assert_eq!(
        [sent(&bed, "1042").await, sent(&bed, "something").await, sent(&bed, "nothing").await],
        [200; 3]
    );
    let queued = bed.queue.0.lock().unwrap();
    let only: Vec<_> = queued.iter().map(|(_, job)| job.only.clone()).collect();
    assert_eq!(only, [Some(vec![InvoiceId::parse("1042").unwrap()]), Some(vec![])]);
    assert!(queued.iter().all(|(system, job)| system.as_str() == "tripletex" && job.tenant == bed.tenant.id));
}

#[tokio::test]
async fn what_is_forged_malformed_or_nobodys_queues_nothing() {
    let bed = Bed::of("tripletex").await;
    let inbound = Inbound::Events(read);
    let forged = bed.take_by(&inbound, event(&bed, "1042", "guess")).await;
    assert_eq!(forged, (401, json!({"error": {"code": "invalid_signature"}})));
    assert_eq!(sent(&bed, "").await, 400);
    let mut nobodys = event(&bed, "1042", bed.secret.expose().as_str());
    nobodys.connection = "wbbbbbbbbbbbbbbbbbbbbbbbbbb".into();
    assert_eq!(bed.take_by(&inbound, nobodys).await, (404, Value::Null));
    assert_eq!(bed.queue.0.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn the_sample_event_of_tripletex_is_queued_when_its_signature_is_the_connections() {
    let bed = Bed::of("tripletex").await;
    assert_eq!(bed.take_by_name(sample_event(SAMPLE)).await.0, 401);
    bed.set_secret_text("eksempel-hemmelighet-1234").await;
    assert_eq!(bed.take_by_name(sample_event(SAMPLE)).await, (200, Value::Null));
    assert_eq!(bed.queue.0.lock().unwrap().len(), 1);
}

#[test]
fn the_sample_event_is_taken_apart() {
    let push = sample_event(SAMPLE);
    assert_eq!(push.system, "tripletex");
    assert!(push.header("x-request-signature").is_some() && push.header("idempotency-key").is_some());
    let body: Value = serde_json::from_slice(&push.body).unwrap();
    assert_eq!(body["event"], "closeGroup.create");
}
