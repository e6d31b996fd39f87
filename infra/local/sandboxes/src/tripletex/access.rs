//! Who may call: a living session, for a company that its key opens, within the limit.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderValue;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;

use super::Tripletex;
use super::errors::{REQUEST_ID, Refusal};
use super::projection::View;
use crate::books::guid;
use crate::query::Query;

/// What an accountant's key may call without a company.
const FOR_ALL: [&str; 2] = ["/v2/token/session/%3EwhoAmI", "/v2/company/%3EwithLoginAccess"];

/// User name and password of a call: the company, and the session.
fn basic(parts: &Parts) -> Option<(String, String)> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, pair) = header.split_once(' ')?;
    let pair = String::from_utf8(BASE64.decode(pair.as_bytes()).ok()?).ok()?;
    let (company, session) = pair.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| (company.to_owned(), session.to_owned()))
}

/// The ledger a request belongs to: the company that it is for, or the one whose key asks for a session.
pub fn whose(tripletex: &Tripletex, parts: &Parts, body: &[u8]) -> Option<usize> {
    if let Some((company, session)) = basic(parts) {
        let key = tripletex.desk().sessions.known(&session);
        return named(tripletex, &company).or(key);
    }
    let asked =
        serde_json::from_slice::<super::sessions::Asked>(body).ok().and_then(|asked| asked.employee_token);
    let in_query =
        || Query::read(parts.uri.query().unwrap_or_default()).get("employeeToken").map(str::to_owned);
    let key = asked.or_else(in_query)?;
    tripletex.books.index_by(|ledger| ledger.key == key)
}

/// The company that a user name names; `0` and nothing name none.
fn named(tripletex: &Tripletex, company: &str) -> Option<usize> {
    tripletex.books.index_by(|ledger| ledger.organization == company)
}

/// Lets only calls through that may be made. Every answer has the request's id, and what is left of the limit.
pub async fn session_first(State(tripletex): State<Tripletex>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (mut answer, quota) = match check(&tripletex, &parts) {
        Err(refusal) => (refusal.into_response(), None),
        Ok(caller) => {
            let quota = count(&tripletex, caller);
            let answer = if quota.0.is_over {
                Refusal::throttled().into_response()
            } else {
                parts.extensions.insert(caller);
                next.run(Request::from_parts(parts, body)).await
            };
            (answer, Some(quota))
        }
    };
    if let Some((quota, with_reset)) = quota {
        quota.tell(answer.headers_mut(), with_reset || !quota.is_over);
    }
    if let Ok(id) = HeaderValue::from_str(&guid()) {
        answer.headers_mut().entry(REQUEST_ID).or_insert(id);
    }
    answer
}

fn check(tripletex: &Tripletex, parts: &Parts) -> Result<Caller, Refusal> {
    let (company, session) = basic(parts).ok_or_else(Refusal::no_session)?;
    let today = tripletex.books.clock().today();
    let key = tripletex.desk().sessions.living(&session, today).ok_or_else(Refusal::no_session)?;
    let named = named(tripletex, &company);
    let ledger = &tripletex.books.ledgers()[key];
    if ledger.revoked {
        return Err(Refusal::no_session());
    }
    let is_accountant = ledger.switches.accountant;
    match (company.as_str(), named) {
        ("" | "0", _) if is_accountant && !FOR_ALL.contains(&parts.uri.path()) => {
            Err(Refusal::forbidden("An accountant's token needs the id of a client company as user name."))
        }
        ("" | "0", _) => Ok(Caller { key, company: key }),
        (_, Some(company)) if company == key || is_accountant => Ok(Caller { key, company }),
        _ => Err(Refusal::forbidden("You do not have permission to access this feature.")),
    }
}

fn count(tripletex: &Tripletex, caller: Caller) -> (super::limit::Quota, bool) {
    let (limit, with_reset) = {
        let switches = &tripletex.books.ledgers()[caller.key].switches;
        (switches.per_ten_seconds, switches.reset_on_429)
    };
    let now = tripletex.books.clock().now();
    (tripletex.desk().limiter.take(caller.key, limit, now), with_reset)
}

#[derive(Clone, Copy)]
struct Caller {
    key: usize,
    company: usize,
}

/// A call that may be made.
pub struct Call {
    /// Index of the ledger whose key it is.
    pub key: usize,
    /// Index of the ledger that it is for.
    pub company: usize,
    /// Parameters.
    pub query: Query,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let caller = parts.extensions.get::<Caller>().ok_or_else(Refusal::no_session)?;
        let query = Query::read(parts.uri.query().unwrap_or_default());
        Ok(Self { key: caller.key, company: caller.company, query })
    }
}

impl Tripletex {
    /// Looks into the books of a company.
    pub(super) fn view<T>(&self, company: usize, look: impl FnOnce(&View<'_>) -> T) -> T {
        let desk = self.desk();
        let ledgers = self.books.ledgers();
        look(&View { ledger: &ledgers[company], subscriptions: desk.outbox.subscriptions(company) })
    }
}
