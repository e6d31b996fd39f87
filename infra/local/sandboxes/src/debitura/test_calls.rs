//! The calls for tests: moving a case on, and firing an event.

use axum::Json as Body;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::door::Caller;
use super::errors::Refusal;
use super::{Debitura, events};
use crate::admin::input::Input;
use crate::json::record;

/// What a case is moved to, with lifecycle and close code.
const STATES: [(&str, (&str, Option<&str>)); 3] = [
    ("Active", ("Active", None)),
    ("Closed:Paid", ("Closed", Some("Paid"))),
    ("Closed:NoPayment", ("Closed", Some("Pre-Legal Exhausted – No Payment"))),
];

/// `POST /test/cases/{id}/advance`: `to`, and with `Closed:Paid` the `amount`. A case at or past the state stays there.
pub async fn advance(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let mut input = Input::read(serde_json::from_slice(&body).unwrap_or(Value::Null), "")?;
    let (lifecycle, close_code) =
        input.word("to", &STATES)?.ok_or_else(|| input.refuse("to", "is required"))?;
    let amount = input.amount("amount")?;
    if close_code == Some("Paid") && amount.is_none_or(|amount| amount <= 0) {
        return Err(input.refuse("amount", "must be above zero").into());
    }
    let now = debitura.clock.now();
    let (case, advanced, state) = debitura.with(&creditor, |creditor| {
        let case = creditor.case(&id)?;
        if !case.is_test {
            return Err(Refusal::of_business("NotATestCase", "Only test cases can be advanced.", None));
        }
        let advanced = !case.is_closed() && case.lifecycle != lifecycle;
        if advanced {
            case.set(lifecycle, close_code, now);
            case.remainder = (case.remainder - amount.unwrap_or_default()).max(0);
        }
        let named = STATES
            .iter()
            .find(|(_, (stage, code))| *stage == case.lifecycle && *code == case.close_code.as_deref());
        let state = named.map_or(case.lifecycle.clone(), |(name, _)| (*name).to_owned());
        Ok((case.id.clone(), advanced, state))
    })??;
    if advanced {
        events::moved(&debitura, &creditor, &case);
    }
    Ok(Body(record! { "advanced": advanced, "state": state }).into_response())
}

/// `POST /test/webhooks/fire`: `event` and `caseId`.
pub async fn fire(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    body: Bytes,
) -> Result<Response, Refusal> {
    let mut input = Input::read(serde_json::from_slice(&body).unwrap_or(Value::Null), "")?;
    let (event, case) = (input.needed_text("event")?, input.needed_text("caseId")?);
    let known = events::NAMES.iter().find(|known| **known == event);
    let event = known.ok_or_else(|| input.refuse("event", "is not known"))?;
    debitura.with(&creditor, |creditor| creditor.case(&case).map(|_| ()))??;
    let count = events::happened(&debitura, &creditor, &case, event);
    Ok(Body(record! { "eventType": *event, "caseId": case, "enqueuedCount": count }).into_response())
}
