//! The double's own paths, below `/_sandbox`: JSON for scripts.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json as Body, Router};
use serde_json::json;

use super::rejections::Rejection;
use super::webhooks::{self, Delivery, Subscription};
use super::{Case, Chat, Creditor, Debitura, events};
use crate::admin::faults::{fault_json, read as read_fault};
use crate::admin::input::Input;
use crate::admin::reply::Failure;
use crate::admin::sent::Sent;
use crate::books::Refused;
use crate::json::{Json, record};

/// The admin paths.
pub fn router(debitura: Debitura) -> Router {
    Router::new()
        .route("/_sandbox", get(list))
        .route("/_sandbox/creditors", post(open))
        .route("/_sandbox/creditors/{creditor}", get(show))
        .route("/_sandbox/creditors/{creditor}/key", post(key))
        .route("/_sandbox/creditors/{creditor}/faults", post(fault).delete(clear))
        .route("/_sandbox/creditors/{creditor}/rejections", post(reject))
        .route("/_sandbox/creditors/{creditor}/webhook", post(webhook))
        .route("/_sandbox/creditors/{creditor}/webhook/trouble", post(trouble))
        .route("/_sandbox/creditors/{creditor}/webhook/due", post(due))
        .route("/_sandbox/creditors/{creditor}/cases/{case}", post(set))
        .route("/_sandbox/requests", get(requests).delete(reset))
        .with_state(debitura)
}

fn shown(creditor: &Creditor) -> Json {
    let case = |case: &Case| {
        let mut shown = case.shown();
        shown.push("files", case.files.iter().map(|file| file.shown(&case.id)).collect::<Vec<_>>());
        shown.push("chats", case.chats.iter().map(Chat::shown).collect::<Vec<_>>());
        shown
    };
    record! {
        "id": creditor.id.as_str(),
        "name": creditor.name.as_str(),
        "key": creditor.key.as_str(),
        "revoked": creditor.revoked,
        "cases": creditor.cases.iter().map(case).collect::<Vec<_>>(),
        "deliveries": creditor.deliveries.iter().map(Delivery::shown).collect::<Vec<_>>(),
        "faults": creditor.faults.ordered().iter().map(fault_json).collect::<Vec<_>>(),
    }
}

/// `GET /_sandbox`: every creditor with everything of it.
async fn list(State(debitura): State<Debitura>) -> Response {
    Body(Json::List(debitura.desk().iter().map(shown).collect())).into_response()
}

/// `POST …/creditors`: `name`, and at will `key`.
async fn open(State(debitura): State<Debitura>, sent: Sent) -> Result<Response, Failure> {
    let mut input = Input::read(sent.value, "")?;
    let (name, key) = (input.needed_text("name")?, input.text("key")?);
    input.finish()?;
    let id = debitura.open(&name, key.as_deref());
    Ok(Body(debitura.with(&id, |creditor| shown(creditor))?).into_response())
}

/// `GET …/creditors/{creditor}`
async fn show(State(debitura): State<Debitura>, Path(id): Path<String>) -> Result<Response, Failure> {
    Ok(Body(debitura.with(&id, |creditor| shown(creditor))?).into_response())
}

/// `POST …/key`: `revoked`.
async fn key(
    State(debitura): State<Debitura>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let mut input = Input::read(sent.value, "")?;
    let revoked = input.flag("revoked")?;
    input.finish()?;
    debitura.with(&id, |creditor| creditor.revoked = revoked)?;
    Ok(Body(record! { "revoked": revoked }).into_response())
}

/// `POST …/faults`: as in the other doubles; `path` is a part of method, path and query. A `throttled` tells its
/// `retry_after` in the body, and nothing where none is given.
async fn fault(
    State(debitura): State<Debitura>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let fault = read_fault(Input::read(sent.value, "")?)?;
    let shown = fault_json(&fault);
    debitura.order(&id, fault)?;
    Ok(Body(shown).into_response())
}

/// `DELETE …/faults`: takes away rejections, too.
async fn clear(State(debitura): State<Debitura>, Path(id): Path<String>) -> Result<Response, Failure> {
    debitura.with(&id, |creditor| {
        creditor.faults.clear();
        creditor.rejections.clear();
    })?;
    Ok(Body(record! { "faults": Vec::new() }).into_response())
}

/// `POST …/rejections`: the next commands `on` cases, files or chats are refused with `type`, `message`, and at will
/// `solution_url` and `times` (until cleared when absent). A refusal on chats is how a withdrawal is refused.
async fn reject(
    State(debitura): State<Debitura>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let mut input = Input::read(sent.value, "")?;
    let places = ["cases", "files", "chats"].map(|place| (place, place));
    let on = input.word("on", &places)?.ok_or_else(|| input.refuse("on", "is missing"))?.to_owned();
    let rejection = Rejection {
        on,
        kind: input.needed_text("type")?,
        message: input.needed_text("message")?,
        solution_url: input.text("solution_url")?,
        times: input.parsed("times", "a whole number")?,
    };
    input.finish()?;
    debitura.with(&id, |creditor| creditor.rejections.push(rejection))?;
    Ok(Body(record! { "rejects": true }).into_response())
}

/// `POST …/webhook`: `url`, which may be on this machine here. All events go there; the answer has the secret.
async fn webhook(
    State(debitura): State<Debitura>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let mut input = Input::read(sent.value, "")?;
    let url = input.needed_text("url")?;
    input.finish()?;
    let all = events::NAMES.iter().map(|name| (*name).to_owned()).collect();
    let subscription = Subscription::new(&url, all);
    let answer = record! { "id": subscription.id.as_str(), "secret": subscription.secret.as_str() };
    debitura.with(&id, |creditor| creditor.subscriptions.push(subscription))?;
    Ok(Body(answer).into_response())
}

/// `POST …/webhook/trouble`: `lose_next` and `duplicate_next` events.
async fn trouble(
    State(debitura): State<Debitura>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let mut input = Input::read(sent.value, "")?;
    let lose_next = input.parsed("lose_next", "a whole number")?.unwrap_or_default();
    let duplicate_next = input.parsed("duplicate_next", "a whole number")?.unwrap_or_default();
    input.finish()?;
    debitura.with(&id, |creditor| creditor.sending = webhooks::Sending { lose_next, duplicate_next })?;
    Ok(Body(record! { "lose_next": lose_next, "duplicate_next": duplicate_next }).into_response())
}

/// `POST …/webhook/due`: tries again what is due by the clock.
async fn due(State(debitura): State<Debitura>, Path(id): Path<String>) -> Result<Response, Failure> {
    let tried = webhooks::send_due(&debitura, &id).await?;
    Ok(Body(record! { "tried": tried }).into_response())
}

/// `POST …/cases/{case}`: what the agency's people do. `lifecycle`, `close_code`, `dispute_status` in any words; `paid`
/// lowers what is left; the three fees. A closed case stays closed: taking it back again is refused.
async fn set(
    State(debitura): State<Debitura>,
    Path((id, name)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Failure> {
    let mut input = Input::read(sent.value, "")?;
    let (lifecycle, close_code) = (input.text("lifecycle")?, input.text("close_code")?);
    let dispute = input.text("dispute_status")?;
    let paid = input.amount("paid")?;
    let fees = ["interest_fees", "reminder_fees", "collection_fees"];
    let [interest, reminders, costs] = fees.map(|fee| input.amount(fee));
    let (interest, reminders, costs) = (interest?, reminders?, costs?);
    input.finish()?;
    let now = debitura.clock.now();
    let case = debitura.with(&id, |creditor| {
        let case = creditor.case(&name)?;
        if let Some(lifecycle) = &lifecycle {
            if case.is_closed() {
                return Err(Refused::input("lifecycle", "the case is closed already"));
            }
            case.set(lifecycle, close_code.as_deref(), now);
        }
        case.dispute_status = dispute.or(case.dispute_status.take());
        case.remainder = (case.remainder - paid.unwrap_or_default()).max(0);
        case.interest_fees = interest.unwrap_or(case.interest_fees);
        case.reminder_fees = reminders.unwrap_or(case.reminder_fees);
        case.collection_fees = costs.unwrap_or(case.collection_fees);
        Ok(case.clone())
    })??;
    if paid.is_some() {
        events::happened(&debitura, &id, &case.id, "payment.created");
    }
    events::moved(&debitura, &id, &case.id);
    Ok(Body(case.shown()).into_response())
}

/// `GET /_sandbox/requests`
async fn requests(State(debitura): State<Debitura>) -> Response {
    let log = debitura.requests();
    let latest: Vec<_> = log.latest().collect();
    let total: u64 = log.counts().values().sum();
    Body(json!({ "total": total, "latest": latest })).into_response()
}

/// `DELETE /_sandbox/requests`
async fn reset(State(debitura): State<Debitura>) -> StatusCode {
    debitura.requests().reset();
    StatusCode::NO_CONTENT
}
