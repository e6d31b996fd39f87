//! Dinero's refusals. Their keys are camelCase, unlike the data; not all are JSON.

use axum::Json as Body;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::faults::html;
use crate::json::{Json, record};

/// Why Dinero does not answer with data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The token endpoint refuses, with an OAuth error word.
    Token(StatusCode, &'static str),
    /// No token, an unknown or an old one.
    Unauthorized,
    /// A token of another organization.
    OtherOrganization,
    /// The organization's plan does not allow the API.
    NoPlan,
    /// Above the limit of calls a minute.
    Throttled {
        /// The limit.
        limit: u32,
        /// Seconds until the next call is taken, when told.
        retry_after: Option<u32>,
    },
    /// A parameter that is wrong.
    Invalid(&'static str, String),
    /// A parameter outside its bounds.
    OutOfBounds(&'static str),
    /// A GUID of no invoice or credit note: 400, not 404.
    NoResult,
    /// The invoice was deleted.
    Deleted,
    /// A GUID of no contact.
    NoContact,
    /// No PDF of a draft.
    FormatNotSupported,
    /// No such page; told in HTML.
    NoSuchPage,
    /// An ordered fault, or 480.
    Fault {
        /// Status.
        status: u16,
        /// Error code, when not the usual one.
        code: Option<u32>,
    },
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, field, message) = match self {
            Self::Token(status, error) => return (status, Body(record! { "error": error })).into_response(),
            Self::NoSuchPage => return html(StatusCode::NOT_FOUND, "404 - File or directory not found."),
            Self::Throttled { limit, retry_after } => return throttled(limit, retry_after),
            Self::Unauthorized => (401, 41, None, "The token is invalid or has expired".to_owned()),
            Self::OtherOrganization => (403, 41, None, "No access to the organization".to_owned()),
            Self::NoPlan => (403, 90, None, "The organization has no active Pro plan".to_owned()),
            Self::Invalid(field, message) => (400, 42, Some(field), message),
            Self::OutOfBounds(field) => (400, 43, Some(field), "The value is out of bounds.".to_owned()),
            Self::NoResult => (400, 63, None, "No results found for the given guid".to_owned()),
            Self::Deleted => (400, 65, None, "The item is deleted".to_owned()),
            Self::NoContact => (404, 40, None, "The contact was not found".to_owned()),
            Self::FormatNotSupported => (400, 40, None, "The format is not supported for a draft".to_owned()),
            Self::Fault { status, code } => {
                (status, code.unwrap_or(usual_code(status)), None, "It failed".to_owned())
            }
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, Body(body(code, field, &message))).into_response()
    }
}

fn usual_code(status: u16) -> u32 {
    match status {
        400 => 63,
        401 => 41,
        403 => 90,
        _ => 0,
    }
}

fn body(code: u32, field: Option<&'static str>, message: &str) -> Json {
    let of_field = |key: &'static str, text: &'static str| {
        let items = field.map(|field| {
            let mut item = record! {};
            item.push(key, field);
            item.push(text, message);
            item
        });
        Json::List(items.into_iter().collect())
    };
    let errors = field.map(|field| Json::Record(vec![(field.into(), message.into())]));
    record! {
        "code": i64::from(code),
        "message": if field.is_some() { "A validation error occurred" } else { message },
        "validationErrors": errors,
        "languageSpecificMessages": of_field("property", "message"),
        "errorMessageList": of_field("Code", "Message"),
    }
}

fn throttled(limit: u32, retry_after: Option<u32>) -> Response {
    let text = format!("API calls quota exceeded! maximum admitted {limit} per Minute.");
    let mut answer = (StatusCode::TOO_MANY_REQUESTS, text).into_response();
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}
