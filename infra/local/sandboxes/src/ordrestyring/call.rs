//! What every call begins with: the key, as the user name of HTTP Basic. The password is not looked at.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;

use super::Ordrestyring;
use super::errors::Refusal;
use crate::books::Books;
use crate::query::Query;

/// The ledger a request belongs to; also one whose key was revoked.
pub fn whose(books: &Books<Ordrestyring>, parts: &Parts) -> Option<usize> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = header.split_once(' ')?;
    let decoded = BASE64.decode(encoded.trim().as_bytes()).ok()?;
    let pair = std::str::from_utf8(&decoded).ok()?;
    // Only the part before the first colon matters.
    let (key, _) = pair.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| books.index_by(|ledger| ledger.key == key))?
}

/// Lets only calls with a good key through.
pub async fn key_first(State(ordrestyring): State<Ordrestyring>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let known = whose(&ordrestyring.books, &parts);
    let Some((index, is_off)) = known.and_then(|index| {
        let ledger = &ordrestyring.books.ledgers()[index];
        (!ledger.revoked).then_some((index, ledger.switches.switched_off))
    }) else {
        return Refusal::WrongKey.into_response();
    };
    if is_off {
        return Refusal::NoSuchPath.into_response();
    }
    parts.extensions.insert(Caller(index));
    next.run(Request::from_parts(parts, body)).await
}

#[derive(Clone, Copy)]
struct Caller(usize);

/// A call whose key is good.
pub struct Call {
    /// Index of the ledger.
    pub company: usize,
    /// Parameters.
    pub query: Query,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let caller = parts.extensions.get::<Caller>().ok_or(Refusal::WrongKey)?;
        Ok(Self { company: caller.0, query: Query::read(parts.uri.query().unwrap_or_default()) })
    }
}
