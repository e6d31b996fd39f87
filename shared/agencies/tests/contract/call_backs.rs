//! Events of the double, as they arrive: signed, hints only, lost and doubled.

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use jiff::ToSpan;
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use workflows::agency_contract::AgencyBed;
use workflows::ports::{Callback, CallbackError, CaseHint};

use crate::bed::DebituraBed;

type Got = (Vec<(String, String)>, Vec<u8>);

/// A bed whose events arrive at the receiver.
async fn listening() -> (DebituraBed, UnboundedReceiver<Got>) {
    let (sender, receiver) = unbounded_channel();
    let app = Router::new().fallback(move |request: Request| {
        let sender = sender.clone();
        async move {
            let (parts, body) = request.into_parts();
            let headers = parts.headers.iter();
            let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
            let headers = headers.collect();
            let body = to_bytes(body, 100_000).await.unwrap().to_vec();
            sender.send((headers, body)).unwrap();
        }
    });
    let (address, _) = sandboxes::serve(app).await.unwrap();
    let bed = DebituraBed::new().await;
    let made = bed.admin("webhook", json!({ "url": format!("http://{address}/webhooks/debitura/w1") })).await;
    (bed.with_webhook_secret(made["secret"].as_str().unwrap()), receiver)
}

fn hint(bed: &DebituraBed, (headers, body): &Got) -> Result<CaseHint, CallbackError> {
    bed.agency().verify_callback(Callback { headers, body, now: bed.clock.now() })
}

#[tokio::test]
async fn an_event_of_the_agency_names_the_case_to_read_again() {
    let (bed, mut events) = listening().await;
    let agency_ref = bed.case().await;
    let made = hint(&bed, &events.recv().await.unwrap()).unwrap();
    assert_eq!(made.agency_ref, agency_ref);
    assert_eq!(made.case.map(|case| case.to_string()), bed.claims().await.into_iter().next());
    bed.admin(&format!("cases/{agency_ref}"), json!({ "lifecycle": "Active" })).await;
    let moved = events.recv().await.unwrap();
    assert_ne!(hint(&bed, &moved).unwrap().event_id, made.event_id);
    let late = Callback { headers: &moved.0, body: &moved.1, now: bed.clock.now() + 301.seconds() };
    assert_eq!(bed.agency().verify_callback(late), Err(CallbackError::Forged));
    let changed = (moved.0.clone(), [moved.1.as_slice(), b" "].concat());
    assert_eq!(hint(&bed, &changed), Err(CallbackError::Forged));
}

#[tokio::test]
async fn an_event_that_comes_twice_is_the_same_and_a_lost_one_can_be_replayed() {
    let (bed, mut events) = listening().await;
    bed.admin("webhook/trouble", json!({ "duplicate_next": 1 })).await;
    let agency_ref = bed.case().await;
    let twice = [events.recv().await.unwrap(), events.recv().await.unwrap()];
    assert_eq!(hint(&bed, &twice[0]), hint(&bed, &twice[1]));
    bed.admin("webhook/trouble", json!({ "lose_next": 1 })).await;
    bed.admin(&format!("cases/{agency_ref}"), json!({ "lifecycle": "Active" })).await;
    let lost = bed.with(|creditor| creditor.deliveries.last().cloned()).unwrap();
    assert_eq!((lost.event.as_str(), lost.tries.len()), ("case.updated", 0));
    let url = format!("{}/webhooks/events/{}/replay", bed.base, lost.id);
    let answer = reqwest::Client::new().post(url).header("XApiKey", crate::bed::KEY).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    let replayed = events.recv().await.unwrap();
    assert_eq!(hint(&bed, &replayed).unwrap().event_id, lost.id);
    assert!(replayed.0.iter().any(|(name, value)| name == "x-debitura-replay" && value == "true"));
}
