//! Answers of the admin paths.

use axum::Json as Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::books::Refused;
use crate::json::{Json, record};

/// A good answer: JSON for a script, the way back to the page for a person.
pub fn done(is_form: bool, company: &str, answer: Json) -> Response {
    if is_form {
        Redirect::to(&format!("/_sandbox#c-{company}")).into_response()
    } else {
        Body(answer).into_response()
    }
}

/// A refusal on its way out: 404 for what does not exist, 400 with field and reason for the rest.
pub struct Failure(Refused);

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self(refused)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, error) = match self.0 {
            Refused::BadInput { field, reason } => {
                (StatusCode::BAD_REQUEST, record! { "field": field, "reason": reason })
            }
            unknown @ Refused::Unknown { what, .. } => {
                (StatusCode::NOT_FOUND, record! { "field": what, "reason": unknown.to_string() })
            }
        };
        (status, Body(record! { "error": error })).into_response()
    }
}
