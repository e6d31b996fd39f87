//! How Debitura says no.

use axum::Json as Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::books::Refused;
use crate::json::{Json, record};

/// A refusal on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    pub body: Json,
}

impl Refusal {
    /// 404, in the older form.
    pub fn not_found(message: &str) -> Self {
        Self { status: 404, body: older_body("Not found", message) }
    }

    /// 400: field by field.
    pub fn of_fields(fields: &[(String, String)]) -> Self {
        let mut body = record! {};
        for (field, message) in fields {
            body.push(field.clone(), vec![Json::from(message.as_str())]);
        }
        Self { status: 400, body }
    }

    /// 422: a rule of business, with the older fields beside it.
    pub fn of_business(kind: &str, message: &str, solution_url: Option<&str>) -> Self {
        let error = record! { "type": kind, "message": message, "solutionUrl": solution_url };
        let body = record! {
            "error": "Business rule violation", "message": message, "businessErrors": vec![error],
        };
        Self { status: 422, body }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, Body(self.body)).into_response()
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::BadInput { field, reason } => Self::of_fields(&[(field, reason)]),
            Refused::Unknown { .. } => Self::not_found(&refused.to_string()),
        }
    }
}

/// The form of errors that came before `businessErrors`.
pub fn older(status: u16, message: &str) -> Response {
    Refusal { status, body: older_body(message, message) }.into_response()
}

/// 429: the wait stands in the body, where it is told at all; the header is not sent.
pub fn throttled(retry_after: Option<u32>) -> Response {
    let mut body = older_body("Too many requests", "Rate limit exceeded.");
    if let Some(seconds) = retry_after {
        body.push("retryAfter", i64::from(seconds));
    }
    Refusal { status: 429, body }.into_response()
}

fn older_body(error: &str, message: &str) -> Json {
    record! { "error": error, "message": message, "businessErrors": Vec::new() }
}
