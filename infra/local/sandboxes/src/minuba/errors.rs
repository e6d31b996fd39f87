//! Minuba's refusals. No page tells their bodies: OAuth's are by RFC 6749, the others a word.

use axum::Json as Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::faults::html;
use crate::json::record;

/// Why Minuba does not answer with data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The token endpoint refuses, with an OAuth error word.
    Token(StatusCode, &'static str),
    /// No token, an unknown or an old one.
    Unauthorized,
    /// No record of that kind with that id.
    NotFound,
    /// No such page; told in HTML.
    NoSuchPage,
    /// An ordered fault.
    Fault(u16),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, word) = match self {
            Self::Token(status, word) => (status, word),
            Self::NoSuchPage => return html(StatusCode::NOT_FOUND, "404 Not Found"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "invalid_token"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::Fault(status) => {
                (StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST), "it_failed")
            }
        };
        (status, Body(record! { "error": word })).into_response()
    }
}
