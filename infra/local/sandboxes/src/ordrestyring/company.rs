//! `GET /`: whose key it is. Its fields are made up: nobody has published them.

use axum::extract::State as Shared;
use axum::response::Response;

use super::Ordrestyring;
use super::answer::bare;
use super::call::Call;
use crate::json::record;

/// The company, and the user that the key was made for.
pub async fn of_key(Shared(ordrestyring): Shared<Ordrestyring>, call: Call) -> Response {
    let ledger = &ordrestyring.books.ledgers()[call.company];
    let company = record! { "id": ledger.organization.as_str(), "name": ledger.name.as_str(), "cvr": ledger.cvr.as_str() };
    bare(&record! { "user": record! { "id": 12_i64, "name": "API" }, "company": company })
}
