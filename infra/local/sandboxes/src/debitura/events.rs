//! What is told to a creditor's subscriptions when something happens to a case.

use super::case::Case;
use super::creditor::guid;
use super::webhooks::{Delivery, DeliveryState, send};
use super::{Creditor, Debitura};
use crate::json::{Json, Spelling, record};

/// What can be subscribed to.
pub const NAMES: &[&str] =
    &["case.created", "case.updated", "case.closed", "payment.created", "payment.deleted", "chat.created"];

/// A case was moved on.
pub fn moved(debitura: &Debitura, creditor: &str, case: &str) -> usize {
    let is_closed = |creditor: &mut Creditor| creditor.case(case).is_ok_and(|case| case.is_closed());
    let event = match debitura.with(creditor, is_closed) {
        Ok(true) => "case.closed",
        _ => "case.updated",
    };
    happened(debitura, creditor, case, event)
}

/// Queues an event for every subscription that wants it, and sends it without waiting; answers for how many.
pub fn happened(debitura: &Debitura, creditor: &str, case: &str, event: &str) -> usize {
    let now = debitura.clock.now();
    let queued = debitura.with(creditor, |creditor| {
        let Ok(case) = creditor.case(case).cloned() else { return Vec::new() };
        let wants = |events: &[String]| events.iter().any(|wanted| wanted == event);
        let wanting = creditor.subscriptions.iter().filter(|one| one.is_active && wants(&one.events));
        let queued: Vec<Delivery> = wanting
            .map(|subscription| {
                let id = guid();
                Delivery {
                    payload: payload(&id, event, &case, &now.to_string()).text(),
                    id,
                    subscription: subscription.id.clone(),
                    case: case.id.clone(),
                    event: event.to_owned(),
                    tries: Vec::new(),
                    state: DeliveryState::Waiting { next: now },
                }
            })
            .collect();
        creditor.deliveries.extend(queued.iter().cloned());
        // A lost event is on record, and is never sent by itself.
        let lost = creditor.sending.lose_next.min(queued.len());
        creditor.sending.lose_next -= lost;
        let twice = creditor.sending.duplicate_next > 0 && !queued.is_empty();
        creditor.sending.duplicate_next -= usize::from(twice);
        let sent = queued.iter().skip(lost).map(|delivery| delivery.id.clone());
        sent.flat_map(|id| vec![id; if twice { 2 } else { 1 }]).collect()
    });
    let queued = queued.unwrap_or_default();
    let count = queued.len();
    let (debitura, creditor) = (debitura.clone(), creditor.to_owned());
    tokio::spawn(async move {
        for id in queued {
            send(&debitura, &creditor, &id, false).await;
        }
    });
    count
}

/// Small on purpose: the case itself is for `GET /cases/{id}`.
fn payload(id: &str, event: &str, case: &Case, now: &str) -> Json {
    let mut data = record! {
        "caseId": case.id.as_str(),
        "reference": case.reference.as_str(),
        "creditorReference": case.creditor_reference.as_str(),
        "status": case.lifecycle.as_str(),
        "amount": Json::amount(case.gross, Spelling::Decimal),
        "currency": case.currency.as_str(),
        "debtorName": case.debtor_name.as_str(),
    };
    if event == "case.closed" {
        data.push("closeCode", case.close_code.clone());
    }
    record! { "id": id, "event": event, "timestamp": now, "data": data }
}
