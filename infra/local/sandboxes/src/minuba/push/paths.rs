//! The admin paths of pushing: what a user clicks in Minuba, and the pop-up with the answer.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::delivery::Delivery;
use super::document;
use super::order::Push;
use crate::admin::companies::named;
use crate::admin::input::Input;
use crate::admin::reply::{Failure, done};
use crate::admin::sent::Sent;
use crate::books::Refused;
use crate::json::{Json, record};
use crate::minuba::Minuba;

/// The paths of pushing, and the documents that pushes link to.
pub fn router(minuba: Minuba) -> Router {
    Router::new()
        .route("/_sandbox/companies/{company}/codes", post(code))
        .route("/_sandbox/companies/{company}/pushes", get(list).post(push))
        .route("/_sandbox/companies/{company}/pushes/due", post(due))
        .route("/_sandbox/companies/{company}/pushes/{event}/retry", post(retry))
        .route("/documents/{organization}/{invoice}/{file}", get(document::fetched))
        .with_state(minuba)
}

fn shown(deliveries: &[Delivery]) -> Json {
    record! { "deliveries": deliveries.iter().map(Delivery::shown).collect::<Vec<_>>() }
}

/// `POST …/codes`: the user lets the app in, as on Minuba's own page; answers the code for the token endpoint.
async fn code(State(minuba): State<Minuba>, Path(name): Path<String>) -> Result<Response, Failure> {
    let organization = named(&minuba.books, &name)?.organization();
    let index = minuba.books.index_by(|ledger| ledger.organization == organization);
    let index = index.ok_or(Refused::Unknown { what: "company", name })?;
    let code = minuba.tokens().new_code(index);
    Ok(axum::Json(record! { "code": code }).into_response())
}

/// `POST …/pushes`: pushes one event, and answers what the receiver said.
async fn push(
    State(minuba): State<Minuba>,
    Path(name): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Failure> {
    let company = named(&minuba.books, &name)?;
    let push = Push::read(Input::read(sent.value, "")?)?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let here = host.map(|host| format!("http://{host}"));
    let deliveries = minuba.push_from(&company, &push, here.as_deref()).await?;
    Ok(done(sent.is_form, &company.organization(), shown(&deliveries)))
}

/// `GET …/pushes`: everything that was pushed, with every try and its answer.
async fn list(State(minuba): State<Minuba>, Path(name): Path<String>) -> Result<Response, Failure> {
    let company = named(&minuba.books, &name)?;
    Ok(axum::Json(shown(&minuba.deliveries(&company))).into_response())
}

/// `POST …/pushes/{event id}/retry`: the next try now, whatever the schedule says.
async fn retry(
    State(minuba): State<Minuba>,
    Path((name, event)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let company = named(&minuba.books, &name)?;
    Ok(axum::Json(minuba.retry(&company, &event).await?.shown()).into_response())
}

/// `POST …/pushes/due`: the tries whose time has come by the double's clock.
async fn due(State(minuba): State<Minuba>, Path(name): Path<String>) -> Result<Response, Failure> {
    let company = named(&minuba.books, &name)?;
    Ok(axum::Json(shown(&minuba.retry_due(&company).await?)).into_response())
}
