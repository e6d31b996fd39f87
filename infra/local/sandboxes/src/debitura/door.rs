//! What every request of the real paths passes: it is counted, its key is looked at, and it is struck by a fault when one
//! waits for its creditor.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Debitura, errors};
use crate::faults::{FaultKind, carry_out};
use crate::requests::{RequestKind, SeenRequest};

/// The largest body that is read at all; a file may have 25 MB.
const LARGEST_BODY: usize = 40 * 1024 * 1024;

/// The id of the creditor whose key a request carries.
#[derive(Clone)]
pub struct Caller(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let caller = parts.extensions.get::<Caller>().cloned();
        caller.ok_or_else(|| errors::older(401, "Unauthorized"))
    }
}

pub async fn pass(State(debitura): State<Debitura>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let target = parts.uri.to_string();
    let template = parts.extensions.get::<MatchedPath>().map_or("(unknown)", MatchedPath::as_str);
    let (path, method) = (template.to_owned(), parts.method.to_string());
    let key = parts.headers.get("xapikey").and_then(|key| key.to_str().ok()).map(str::to_owned);
    let whose = debitura.desk().iter_mut().find(|known| Some(&known.key) == key.as_ref()).map(|known| {
        let fault = known.faults.take(&format!("{method} {target}"));
        (known.id.clone(), known.revoked, fault)
    });
    let (company, revoked, fault) = whose.unwrap_or_else(|| ("-".to_owned(), true, None));
    let kind = RequestKind { company: company.clone(), method, path };
    debitura.requests().came(kind.clone());
    if !revoked {
        parts.extensions.insert(Caller(company));
    }
    let honest = next.run(Request::from_parts(parts, Body::from(body)));
    let answer = match fault {
        None => honest.await,
        Some(fault) if fault.kind == FaultKind::Throttled => errors::throttled(fault.retry_after),
        Some(fault) => carry_out::<Debitura>(fault, honest).await,
    };
    let status = answer.status().as_u16();
    debitura.requests().answered(SeenRequest { kind, target, status });
    answer
}
