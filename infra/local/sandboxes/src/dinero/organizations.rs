//! `GET /v1/organizations`: a bare array, and only the organization of the token.

use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};

use super::Dinero;
use super::access::Call;
use super::errors::Refusal;
use super::fields::{Column, Projection, View};
use crate::books::Ledger;
use crate::json::Json;

const DEFAULT: &str = "id,name,isPro";

const COLUMNS: &[(&str, Column<Ledger<Dinero>>)] = &[
    ("id", |_, ledger| Json::Number(ledger.organization.clone())),
    ("name", |_, ledger| ledger.name.as_str().into()),
    ("isPro", |_, ledger| ledger.switches.pro.into()),
];

/// The organizations of the token: one.
pub async fn list(Shared(dinero): Shared<Dinero>, call: Call) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let view = View { ledger, today: dinero.books.clock().today() };
    let projection = Projection::read(call.query.get("fields"), DEFAULT, COLUMNS)?;
    Ok(axum::Json(Json::List(vec![projection.row(&view, ledger)])).into_response())
}
