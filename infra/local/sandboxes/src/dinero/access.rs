//! Who may call: a good token, of this organization, within the limit.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Dinero;
use super::errors::Refusal;
use crate::query::Query;

/// The ledger a request belongs to: by its path, its token, or the key it asks a token with.
pub fn whose(dinero: &Dinero, parts: &Parts, body: &[u8]) -> Option<usize> {
    if let Some(organization) = organization_of(parts.uri.path()) {
        return dinero.books.index_by(|ledger| ledger.organization == organization);
    }
    if let Some(token) = bearer(parts) {
        return dinero.desk().tokens.known(token);
    }
    let form = Query::read(&String::from_utf8_lossy(body));
    let key = form.get("username")?;
    dinero.books.index_by(|ledger| ledger.key == key)
}

/// The organization in `/v1/{org}/…`.
fn organization_of(path: &str) -> Option<&str> {
    let mut parts = path.split('/').skip(1);
    let (version, organization) = (parts.next()?, parts.next()?);
    let named = version.starts_with('v') && organization.bytes().all(|digit| digit.is_ascii_digit());
    named.then_some(organization).filter(|organization| !organization.is_empty())
}

fn bearer(parts: &Parts) -> Option<&str> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Lets only calls through that may be made.
pub async fn token_first(State(dinero): State<Dinero>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match check(&dinero, &parts) {
        Err(refusal) => refusal.into_response(),
        Ok(company) => {
            parts.extensions.insert(Caller(company));
            next.run(Request::from_parts(parts, body)).await
        }
    }
}

fn check(dinero: &Dinero, parts: &Parts) -> Result<usize, Refusal> {
    let token = bearer(parts).ok_or(Refusal::Unauthorized)?;
    let now = dinero.books.clock().now();
    let company = dinero.desk().tokens.good(token, now).ok_or(Refusal::Unauthorized)?;
    {
        let ledger = &dinero.books.ledgers()[company];
        if ledger.revoked {
            return Err(Refusal::Unauthorized);
        }
        if organization_of(parts.uri.path()).is_some_and(|organization| organization != ledger.organization) {
            return Err(Refusal::OtherOrganization);
        }
        if !ledger.switches.pro {
            return Err(Refusal::NoPlan);
        }
    }
    admit(dinero, company)?;
    Ok(company)
}

/// Counts a call against the limit.
pub fn admit(dinero: &Dinero, company: usize) -> Result<(), Refusal> {
    let (limit, told) = {
        let switches = &dinero.books.ledgers()[company].switches;
        (switches.per_minute, switches.retry_after)
    };
    let now = dinero.books.clock().now();
    let taken = dinero.desk().limiter.take(company, limit, now);
    taken.map_err(|wait| Refusal::Throttled { limit, retry_after: told.then_some(wait) })
}

#[derive(Clone, Copy)]
struct Caller(usize);

/// A call that may be made.
pub struct Call {
    /// Index of the ledger.
    pub company: usize,
    /// Parameters.
    pub query: Query,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let caller = parts.extensions.get::<Caller>().ok_or(Refusal::Unauthorized)?;
        Ok(Self { company: caller.0, query: Query::read(parts.uri.query().unwrap_or_default()) })
    }
}
