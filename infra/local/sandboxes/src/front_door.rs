//! What every request of the real system's paths passes: it is counted, and struck by a fault when one
//! waits for its company.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use crate::books::{Books, System};
use crate::faults::carry_out;
use crate::requests::{RequestKind, SeenRequest};

/// The largest body a caller may send, in bytes: none of the calls served here needs more.
const LARGEST_BODY: usize = 64 * 1024;

/// Says whose request it is (index of the ledger), from its head and body.
type Whose = Arc<dyn Fn(&Parts, &[u8]) -> Option<usize> + Send + Sync>;

struct FrontDoor<S: System> {
    books: Books<S>,
    whose: Whose,
}

impl<S: System> Clone for FrontDoor<S> {
    fn clone(&self) -> Self {
        Self { books: self.books.clone(), whose: self.whose.clone() }
    }
}

/// Puts the door before all paths of `router`, unknown ones too.
pub fn behind_front_door<S: System>(
    router: Router,
    books: Books<S>,
    whose: impl Fn(&Parts, &[u8]) -> Option<usize> + Send + Sync + 'static,
) -> Router {
    let door = FrontDoor { books, whose: Arc::new(whose) };
    router.layer(from_fn_with_state(door, pass::<S>))
}

async fn pass<S: System>(State(door): State<FrontDoor<S>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let whose = (door.whose)(&parts, &body);
    let target = parts.uri.to_string();
    let template = parts.extensions.get::<MatchedPath>().map_or("(unknown)", MatchedPath::as_str);
    let (path, method) = (template.to_owned(), parts.method.to_string());
    let (company, fault) = match whose {
        Some(index) => {
            let ledger = &mut door.books.ledgers()[index];
            (ledger.organization.clone(), ledger.faults.take(&target))
        }
        None => ("-".to_owned(), None),
    };
    let kind = RequestKind { company, method, path };
    door.books.requests().came(kind.clone());
    let honest = next.run(Request::from_parts(parts, Body::from(body)));
    let answer = match fault {
        None => honest.await,
        Some(fault) => carry_out::<S>(fault, honest).await,
    };
    let status = answer.status().as_u16();
    door.books.requests().answered(SeenRequest { kind, target, status });
    answer
}
