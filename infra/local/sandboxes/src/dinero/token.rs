//! The token endpoint: the app in Basic, the company's API key twice in a form.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::{Timestamp, ToSpan};

use super::Dinero;
use super::access::admit;
use super::errors::Refusal;
use crate::json::record;
use crate::query::Query;

/// Tokens given out: whose (index of the ledger) and until when.
#[derive(Default)]
pub struct Tokens(HashMap<String, (usize, Timestamp)>);

impl Tokens {
    /// The ledger of a token that is still good.
    pub fn good(&self, token: &str, now: Timestamp) -> Option<usize> {
        self.0.get(token).filter(|(_, until)| now < *until).map(|(company, _)| *company)
    }

    /// The ledger of a token, good or not.
    pub fn known(&self, token: &str) -> Option<usize> {
        self.0.get(token).map(|(company, _)| *company)
    }

    fn give(&mut self, company: usize, until: Timestamp, now: Timestamp) -> String {
        self.0.retain(|_, (_, until)| *until + 1.hour() > now);
        let part = |length: usize| (0..length).map(|_| fastrand::alphanumeric()).collect::<String>();
        let token = format!("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.{}.{}", part(80), part(43));
        self.0.insert(token.clone(), (company, until));
        token
    }
}

/// `POST /dineroapi/oauth/token`
pub async fn give(
    State(dinero): State<Dinero>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let wrong = |word| Refusal::Token(StatusCode::BAD_REQUEST, word);
    if !dinero.app.are_in(&headers) {
        return Err(Refusal::Token(StatusCode::UNAUTHORIZED, "invalid_client"));
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(wrong("invalid_request"));
    }
    let form = Query::read(&String::from_utf8_lossy(&body));
    if form.get("grant_type") != Some("password") {
        return Err(wrong("unsupported_grant_type"));
    }
    if !form.get("scope").is_some_and(|scope| scope.split(' ').any(|word| word == "read")) {
        return Err(wrong("invalid_scope"));
    }
    let (Some(key), Some(again)) = (form.get("username"), form.get("password")) else {
        return Err(wrong("invalid_request"));
    };
    let known = dinero.books.index_by(|ledger| ledger.key == key && !ledger.revoked);
    let company = known.filter(|_| key == again).ok_or(wrong("invalid_grant"))?;
    let counts = dinero.books.ledgers()[company].switches.token_calls_count;
    if counts {
        admit(&dinero, company)?;
    }
    let expires_in = dinero.books.ledgers()[company].switches.expires_in;
    let now = dinero.books.clock().now();
    let until = now.checked_add(expires_in.seconds()).unwrap_or(now);
    let token = dinero.desk().tokens.give(company, until, now);
    let answer = record! { "access_token": token, "token_type": "Bearer", "expires_in": expires_in };
    Ok(axum::Json(answer).into_response())
}
