//! What was answered under which key: the same key and body are answered the same again, verbatim.

use std::collections::BTreeMap;

use axum::http::HeaderMap;

use super::errors::Refusal;
use crate::json::Json;

/// The longest key, in characters.
const LONGEST: usize = 255;

/// A final answer: 200, or 422. A 400 is not remembered, so that it can be mended under the same key.
#[derive(Debug, Clone)]
struct Answered {
    body: Vec<u8>,
    status: u16,
    answer: Json,
}

#[derive(Debug, Default)]
pub struct Remembered(BTreeMap<String, Answered>);

/// The key of a request, where it has one.
pub fn key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    if text.is_empty() || text.len() > LONGEST {
        let fault = ("Idempotency-Key".to_owned(), "must have 1 to 255 characters".to_owned());
        return Err(Refusal::of_fields(&[fault]));
    }
    Ok(Some(text.to_owned()))
}

impl Remembered {
    /// What was answered before; a refusal where the key was used for another body.
    pub fn replay(&self, key: &str, body: &[u8]) -> Result<Option<(u16, Json)>, Refusal> {
        match self.0.get(key) {
            None => Ok(None),
            Some(known) if known.body == body => Ok(Some((known.status, known.answer.clone()))),
            Some(_) => {
                Err(Refusal::of_business("IdempotencyConflict", "The key was used with another body.", None))
            }
        }
    }

    pub fn keep(&mut self, key: String, body: &[u8], status: u16, answer: Json) {
        self.0.insert(key, Answered { body: body.to_vec(), status, answer });
    }
}
