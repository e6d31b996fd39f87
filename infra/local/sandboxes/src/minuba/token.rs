//! The token endpoint: the app in Basic, and a form with a code or a refresh token.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::{Timestamp, ToSpan};

use super::Minuba;
use super::errors::Refusal;
use crate::json::{Json, record};
use crate::query::Query;

/// Everything that was given out, by its text.
#[derive(Default)]
pub struct Tokens {
    access: HashMap<String, (usize, Timestamp)>,
    refresh: HashMap<String, Grant>,
    codes: HashMap<String, usize>,
}

/// A refresh token that was given out, or used.
struct Grant {
    company: usize,
    /// The company's key when it was given: with another key, nothing of before counts.
    key: String,
    used: bool,
}

impl Tokens {
    /// The ledger of an access token that is still good.
    pub fn good(&self, token: &str, now: Timestamp) -> Option<usize> {
        self.access.get(token).filter(|(_, until)| now < *until).map(|(company, _)| *company)
    }

    /// The ledger of an access token, good or not.
    pub fn known(&self, token: &str) -> Option<usize> {
        self.access.get(token).map(|(company, _)| *company)
    }

    /// The code of a user's consent, good for one use.
    pub fn new_code(&mut self, company: usize) -> String {
        let code = random(32);
        self.codes.insert(code.clone(), company);
        code
    }

    fn give_access(&mut self, company: usize, until: Timestamp, now: Timestamp) -> String {
        self.access.retain(|_, (_, until)| *until + 1.hour() > now);
        let token = format!("mbat_{}", random(60));
        self.access.insert(token.clone(), (company, until));
        token
    }

    fn give_refresh(&mut self, company: usize, key: &str) -> String {
        let token = format!("mbrt_{}", random(60));
        self.refresh.insert(token.clone(), Grant { company, key: key.to_owned(), used: false });
        token
    }
}

fn random(length: usize) -> String {
    (0..length).map(|_| fastrand::alphanumeric()).collect()
}

/// What is in a form that asks for a token.
enum Asked {
    Code(usize),
    Refresh { company: usize, token: String },
}

impl Asked {
    fn company(&self) -> usize {
        match self {
            Self::Code(company) | Self::Refresh { company, .. } => *company,
        }
    }
}

/// Whose form it is, whether it is granted or not.
pub fn whose(minuba: &Minuba, body: &[u8]) -> Option<usize> {
    let form = Query::read(&String::from_utf8_lossy(body));
    if let Some(code) = form.get("code") {
        return minuba.tokens().codes.get(code).copied();
    }
    let token = form.get("refresh_token")?;
    let given = minuba.tokens().refresh.get(token).map(|grant| grant.company);
    given.or_else(|| minuba.books.index_by(|ledger| ledger.key == token))
}

/// `POST /oauth2/token`
pub async fn give(
    State(minuba): State<Minuba>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let wrong = |word| Refusal::Token(StatusCode::BAD_REQUEST, word);
    if !minuba.app.are_in(&headers) {
        return Err(Refusal::Token(StatusCode::UNAUTHORIZED, "invalid_client"));
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(wrong("invalid_request"));
    }
    let form = Query::read(&String::from_utf8_lossy(&body));
    let asked = match form.get("grant_type") {
        Some("authorization_code") => by_code(&minuba, form.get("code").ok_or(wrong("invalid_request"))?),
        Some("refresh_token") => {
            by_refresh_token(&minuba, form.get("refresh_token").ok_or(wrong("invalid_request"))?)
        }
        _ => return Err(wrong("unsupported_grant_type")),
    };
    let asked = asked.ok_or(wrong("invalid_grant"))?;
    Ok(axum::Json(grant(&minuba, &asked)).into_response())
}

fn by_code(minuba: &Minuba, code: &str) -> Option<Asked> {
    let company = minuba.tokens().codes.remove(code)?;
    (!minuba.books.ledgers()[company].revoked).then_some(Asked::Code(company))
}

fn by_refresh_token(minuba: &Minuba, token: &str) -> Option<Asked> {
    let ledgers = minuba.books.ledgers();
    let mut tokens = minuba.tokens();
    if let Some(company) = ledgers.iter().position(|ledger| ledger.key == token) {
        let first = || Grant { company, key: token.to_owned(), used: false };
        tokens.refresh.entry(token.to_owned()).or_insert_with(first);
    }
    let grant = tokens.refresh.get(token)?;
    let ledger = &ledgers[grant.company];
    let good = !grant.used && !ledger.revoked && grant.key == ledger.key;
    good.then(|| Asked::Refresh { company: grant.company, token: token.to_owned() })
}

fn grant(minuba: &Minuba, asked: &Asked) -> Json {
    let company = asked.company();
    let (key, expires_in, rotates) = {
        let ledger = &minuba.books.ledgers()[company];
        (ledger.key.clone(), ledger.switches.expires_in, ledger.switches.rotates_refresh_tokens)
    };
    let now = minuba.books.clock().now();
    let until = now.checked_add(expires_in.seconds()).unwrap_or(now);
    let mut tokens = minuba.tokens();
    let mut answer = record! {
        "access_token": tokens.give_access(company, until, now),
        "token_type": "Bearer",
        "expires_in": expires_in,
    };
    match asked {
        Asked::Code(_) => answer.push("refresh_token", tokens.give_refresh(company, &key)),
        Asked::Refresh { token, .. } if rotates => {
            if let Some(used) = tokens.refresh.get_mut(token) {
                used.used = true;
            }
            answer.push("refresh_token", tokens.give_refresh(company, &key));
        }
        Asked::Refresh { .. } => {}
    }
    answer
}
