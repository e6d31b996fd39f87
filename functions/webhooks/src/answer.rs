//! What goes back to the sender.

use std::collections::BTreeMap;

use claims::answer::{Accepted, ErrorCode, Refused};
use serde::Serialize;

/// An answer of payload format 2.0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    status_code: u16,
    headers: BTreeMap<&'static str, String>,
    body: String,
}

/// On every answer.
const HEADERS: [(&str, &str); 3] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("strict-transport-security", "max-age=31536000"),
];

impl Answer {
    pub fn accepted(accepted: &Accepted) -> Self {
        Self::json(if accepted.duplicate { 200 } else { 202 }, accepted)
    }

    pub fn refused(refused: &Refused) -> Self {
        let code = refused.error.code;
        let mut answer = Self::json(code.status(), refused);
        if let Some(seconds) = code.retry_after() {
            answer.headers.insert("retry-after", seconds.to_string());
        }
        answer
    }

    /// Tells nothing more: neither which part of a signature is wrong, nor whose connection it is.
    pub fn not_signed() -> Self {
        Self::refused(&Refused::new(ErrorCode::InvalidSignature, None))
    }

    pub fn not_found() -> Self {
        Self::bare(404)
    }

    /// Nothing was to be done.
    pub fn nothing() -> Self {
        Self::bare(204)
    }

    /// A hint was noted.
    pub fn noted() -> Self {
        Self::bare(200)
    }

    pub fn document(json: &str) -> Self {
        Self { body: json.to_owned(), ..Self::with_type(200) }
    }

    pub fn status(&self) -> u16 {
        self.status_code
    }

    fn bare(status_code: u16) -> Self {
        let headers = HEADERS.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        Self { status_code, headers, body: String::new() }
    }

    fn with_type(status_code: u16) -> Self {
        let mut answer = Self::bare(status_code);
        answer.headers.insert("content-type", "application/json; charset=utf-8".to_owned());
        answer
    }

    fn json(status_code: u16, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { body, ..Self::with_type(status_code) }
    }
}
