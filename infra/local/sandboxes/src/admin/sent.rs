//! The body of an admin request: JSON or a form, as one kind of value.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::reply::Failure;
use crate::books::Refused;

/// The largest body, in bytes: a list of many thousand invoices fits.
const LARGEST: usize = 64 * 1024 * 1024;

/// What was sent. An empty body is an empty object.
pub struct Sent {
    /// The body.
    pub value: Value,
    /// It came from a form, so the sender is a person with a browser.
    pub is_form: bool,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let kind =
            request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_form = kind.starts_with("application/x-www-form-urlencoded");
        let refused = |reason: String| Failure::from(Refused::input("body", reason));
        let body =
            to_bytes(request.into_body(), LARGEST).await.map_err(|error| refused(error.to_string()))?;
        let value = match (is_form, body.is_empty()) {
            (true, _) => of_form(&body),
            (false, true) => Value::Object(Map::new()),
            (false, false) => serde_json::from_slice(&body).map_err(|error| refused(error.to_string()))?,
        };
        Ok(Self { value, is_form })
    }
}

/// The fields of a form; `debtor.name` becomes the `name` inside `debtor`.
fn of_form(body: &[u8]) -> Value {
    let mut fields = Map::new();
    for (key, text) in form_urlencoded::parse(body) {
        let value = Value::String(text.into_owned());
        match key.split_once('.') {
            None => _ = fields.insert(key.into_owned(), value),
            Some((outer, inner)) => {
                let inside = fields.entry(outer).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(inside) = inside {
                    inside.insert(inner.to_owned(), value);
                }
            }
        }
    }
    Value::Object(fields)
}
