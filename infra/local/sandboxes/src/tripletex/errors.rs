//! Tripletex's refusals. Decided by status, code and field; the texts are in the key's language.

use axum::Json as Body;
use axum::http::header::HeaderName;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::books::{Refused, guid};
use crate::json::{Json, record};

/// What Tripletex calls a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-tlx-request-id");

/// Why Tripletex does not answer with data.
#[derive(Clone, Debug)]
pub struct Refusal {
    status: u16,
    code: i64,
    message: String,
    developer_message: Option<&'static str>,
    /// The fields that are wrong, each with a reason.
    fields: Option<Vec<(String, String)>>,
}

impl Refusal {
    pub fn new(status: u16, code: i64, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), developer_message: None, fields: None }
    }

    /// No session, or a dead one.
    pub fn no_session() -> Self {
        let developer_message = Some("Could not log in. Check login info in Authorization header.");
        Self { developer_message, ..Self::new(401, 3_000, "Unauthorized") }
    }

    pub fn forbidden(message: &str) -> Self {
        Self::new(403, 9_000, message)
    }

    /// No object of that id here.
    pub fn unknown() -> Self {
        Self::new(404, 6_000, "Object not found")
    }

    pub fn no_such_path() -> Self {
        Self::new(404, 21_000, "HTTP 404 Not Found")
    }

    pub fn no_such_method() -> Self {
        Self::new(405, 21_000, "HTTP 405 Method Not Allowed")
    }

    /// What is sent is not what may be booked or kept.
    pub fn invalid(field: &str, message: &str) -> Self {
        let fields = Some(vec![(field.to_owned(), message.to_owned())]);
        let developer_message = Some("VALIDATION_ERROR");
        Self { developer_message, fields, ..Self::new(422, 18_000, "Validering feilet.") }
    }

    /// Parameters that are missing or cannot be read.
    pub fn parameters(fields: Vec<(String, String)>) -> Self {
        Self { fields: Some(fields), ..Self::new(422, 15_000, "Validation failed") }
    }

    /// The same refusal under another code.
    pub fn with_code(self, code: i64) -> Self {
        Self { code, ..self }
    }

    pub fn parameter(field: &str, message: &str) -> Self {
        Self::parameters(vec![(field.to_owned(), message.to_owned())])
    }

    /// The shape of this answer is not published.
    pub fn throttled() -> Self {
        Self::new(429, 0, "Too many requests")
    }

    /// A refusal that was ordered.
    pub fn fault(status: u16, code: Option<u32>) -> Self {
        let usual = match status {
            400 => 4_000,
            401 => return Self::no_session(),
            403 => 9_000,
            _ => 1_000,
        };
        Self::new(status, code.map_or(usual, i64::from), "It failed")
    }
}

/// What the books refuse.
impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::BadInput { field, reason } => Self::invalid(&field, &reason),
            Refused::Unknown { .. } => Self::unknown(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let message = |(field, message): (String, String)| {
            record! { "field": field, "message": message, "path": Json::Null, "rootId": Json::Null }
        };
        let messages = self.fields.map(|fields| fields.into_iter().map(message).collect::<Vec<_>>());
        let id = guid();
        let body = record! {
            "status": i64::from(self.status),
            "code": self.code,
            "message": Some(self.message).filter(|message| !message.is_empty()),
            "link": "https://tripletex.no/v2-docs/",
            "developerMessage": self.developer_message,
            "validationMessages": messages,
            "requestId": id.as_str(),
        };
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut answer = (status, Body(body)).into_response();
        if let Ok(id) = HeaderValue::from_str(&id) {
            answer.headers_mut().insert(REQUEST_ID, id);
        }
        answer
    }
}
