//! What every call to Billy begins with: the key, before anything else is looked at.

use std::convert::Infallible;
use std::time::Instant;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Billy;
use super::errors::Refusal;
use crate::books::Books;
use crate::query::Query;

const KEY: &str = "x-access-token";
/// Download addresses carry their own permission.
const DOWNLOADS: &str = "/v2/downloads/";

/// The ledger a request belongs to; also one whose key was revoked.
pub fn whose(books: &Books<Billy>, parts: &Parts) -> Option<usize> {
    if let Some(rest) = parts.uri.path().strip_prefix(DOWNLOADS) {
        let organization = rest.split('/').nth(2)?;
        return books.index_by(|ledger| ledger.organization == organization);
    }
    let key = parts.headers.get(KEY)?.to_str().ok()?;
    books.index_by(|ledger| ledger.key == key)
}

/// Lets only calls with a good key through.
pub async fn key_first(State(billy): State<Billy>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if !parts.uri.path().starts_with(DOWNLOADS) {
        if !parts.headers.contains_key(KEY) {
            return Refusal::NoKey.into_response();
        }
        let known = whose(&billy.books, &parts).filter(|index| !billy.books.ledgers()[*index].revoked);
        let Some(index) = known else {
            return Refusal::WrongKey.into_response();
        };
        parts.extensions.insert(Caller(index));
    }
    next.run(Request::from_parts(parts, body)).await
}

#[derive(Clone, Copy)]
struct Caller(usize);

/// A call whose key is good.
pub struct Call {
    /// Index of the ledger.
    pub company: usize,
    /// Address of this double as the caller knows it, such as `http://127.0.0.1:4000/v2`.
    pub base: String,
    /// Parameters.
    pub query: Query,
    /// When it came.
    pub started: Instant,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        Ok(Self {
            // Behind the key there always is a caller; downloads do not take a `Call`.
            company: parts.extensions.get::<Caller>().map_or(0, |caller| caller.0),
            base: format!("http://{host}/v2"),
            query: Query::read(parts.uri.query().unwrap_or_default()),
            started: Instant::now(),
        })
    }
}
