//! Ordrestyring's refusals: a JSON object with a `message`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::json::record;

/// Why Ordrestyring does not answer with data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No key, or one that is not known.
    WrongKey,
    /// A number of nothing.
    NoRecord(&'static str),
    /// No such path, or a service that was switched off.
    NoSuchPath,
    /// A parameter that cannot be one.
    BadParameter(&'static str),
    /// A column that the table does not have: the database says so, and nobody catches it.
    NoSuchColumn,
    /// An ordered fault.
    Fault(u16),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::WrongKey => (401, "Unauthorized".to_owned()),
            Self::NoRecord(what) => (404, format!("The requested {what} does not exist")),
            Self::NoSuchPath => (404, "No resource found at this url".to_owned()),
            Self::BadParameter(name) => (400, format!("Invalid value for {name}")),
            Self::NoSuchColumn => (500, "Internal Server Error".to_owned()),
            Self::Fault(status) => (status, "Something went wrong".to_owned()),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, Json(record! { "message": message })).into_response()
    }
}
