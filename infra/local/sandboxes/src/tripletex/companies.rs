//! Companies and customers by their ids, and the companies that an accountant's key opens.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};

use super::Tripletex;
use super::access::Call;
use super::errors::Refusal;
use super::fields::Filter;
use super::list::single;
use super::projection::{Model, Node, View, check};
use crate::json::{Json, record};

/// `GET /company/{id}`: the company that the call is for, and no other.
pub async fn one(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
) -> Result<Response, Refusal> {
    tripletex.view(call.company, |view| match view.id(Node::Company) == id {
        true => single(view, Model::Company, Node::Company, call.query.get("fields")),
        false => Err(Refusal::unknown()),
    })
}

/// `GET /company/>withLoginAccess`: the other companies of the double, for an accountant.
pub async fn with_login_access(
    Shared(tripletex): Shared<Tripletex>,
    call: Call,
) -> Result<Response, Refusal> {
    let filter = Filter::read(call.query.get("fields"))?;
    check(Model::Company, &filter)?;
    let ledgers = tripletex.books.ledgers();
    let is_accountant = ledgers[call.key].switches.accountant;
    let others = ledgers.iter().enumerate().filter(|(at, _)| is_accountant && *at != call.key);
    let rows: Vec<Json> = others
        .map(|(_, ledger)| View { ledger, subscriptions: &[] }.record(Node::Company, &filter))
        .collect();
    let body = record! {
        "fullResultSize": rows.len(), "from": 0_i64, "count": rows.len(), "versionDigest": Json::Null, "values": rows,
    };
    Ok(axum::Json(body).into_response())
}

/// `GET /customer/{id}`
pub async fn customer(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
) -> Result<Response, Refusal> {
    tripletex.view(call.company, |view| {
        let at = (0..view.ledger.contacts.len()).find(|at| view.id(Node::Customer(*at)) == id);
        single(
            view,
            Model::Customer,
            Node::Customer(at.ok_or_else(Refusal::unknown)?),
            call.query.get("fields"),
        )
    })
}
