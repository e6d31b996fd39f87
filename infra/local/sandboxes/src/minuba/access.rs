//! Who may call: a good token.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::Refusal;
use super::{Minuba, token};
use crate::query::Query;

/// The ledger a request belongs to: by its token, or by what it asks a token with.
pub fn whose(minuba: &Minuba, parts: &Parts, body: &[u8]) -> Option<usize> {
    match bearer(parts) {
        Some(token) => minuba.tokens().known(token),
        None => token::whose(minuba, body),
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Lets only calls through that may be made.
pub async fn token_first(State(minuba): State<Minuba>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match check(&minuba, &parts) {
        Err(refusal) => refusal.into_response(),
        Ok(company) => {
            parts.extensions.insert(Caller(company));
            next.run(Request::from_parts(parts, body)).await
        }
    }
}

fn check(minuba: &Minuba, parts: &Parts) -> Result<usize, Refusal> {
    let token = bearer(parts).ok_or(Refusal::Unauthorized)?;
    let company = minuba.tokens().good(token, minuba.books.clock().now()).ok_or(Refusal::Unauthorized)?;
    if minuba.books.ledgers()[company].revoked { Err(Refusal::Unauthorized) } else { Ok(company) }
}

#[derive(Clone, Copy)]
struct Caller(usize);

/// A call that may be made.
pub struct Call {
    /// Index of the ledger.
    pub company: usize,
    /// Parameters.
    pub query: Query,
    /// Where this double answers, as the caller knows it: `http://127.0.0.1:4605`.
    pub here: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let caller = parts.extensions.get::<Caller>().ok_or(Refusal::Unauthorized)?;
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        Ok(Self {
            company: caller.0,
            query: Query::read(parts.uri.query().unwrap_or_default()),
            here: format!("http://{host}"),
        })
    }
}
