//! Which requests the double has seen.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::books::{Books, System};

/// `GET /_sandbox/requests`: counts by company, method and path template, and the latest in full.
pub async fn show<S: System>(State(books): State<Books<S>>) -> Response {
    let log = books.requests();
    let counts: Vec<_> = log
        .counts()
        .iter()
        .map(|(kind, count)| json!({ "company": kind.company, "method": kind.method, "path": kind.path, "count": count }))
        .collect();
    let total: u64 = log.counts().values().sum();
    let latest: Vec<_> = log.latest().collect();
    axum::Json(json!({ "total": total, "counts": counts, "latest": latest })).into_response()
}

/// `DELETE /_sandbox/requests`
pub async fn reset<S: System>(State(books): State<Books<S>>) -> StatusCode {
    books.requests().reset();
    StatusCode::NO_CONTENT
}
