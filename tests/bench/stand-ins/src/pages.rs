//! Pages of invoices as the sandbox made them when they were first asked for. Any change of its books forgets them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

const LIST: &str = "/v2/invoices";

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Books>>);

#[derive(Default)]
struct Books {
    /// By access token and address.
    pages: BTreeMap<(String, String), Bytes>,
    asked: u64,
    /// Before each page.
    pause: Duration,
}

impl Kept {
    fn state(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `GET /_asked` answers how many lists were asked for since it was last called, and the addresses that are kept;
/// `POST /_pause/{milliseconds}` has every page wait so long.
pub fn kept(sandbox: Router) -> Router {
    let kept = Kept::default();
    sandbox.layer(from_fn_with_state(kept.clone(), serve)).merge(
        Router::new()
            .route("/_asked", get(asked))
            .route("/_pause/{milliseconds}", post(pause))
            .with_state(kept),
    )
}

async fn asked(State(kept): State<Kept>) -> Response {
    let mut state = kept.state();
    let asked = std::mem::take(&mut state.asked);
    let pages: Vec<_> = state.pages.keys().map(|(token, path)| [token, path]).collect();
    Json(serde_json::json!({ "lists": asked, "pages": pages })).into_response()
}

async fn pause(State(kept): State<Kept>, Path(milliseconds): Path<u64>) {
    kept.state().pause = Duration::from_millis(milliseconds);
}

async fn serve(State(kept): State<Kept>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET {
        kept.state().pages.clear();
        return next.run(request).await;
    }
    if request.uri().path() != LIST {
        return next.run(request).await;
    }
    let token =
        request.headers().get("x-access-token").and_then(|token| token.to_str().ok()).unwrap_or_default();
    let key = (token.to_owned(), request.uri().to_string());
    let (ready, pause) = {
        let mut state = kept.state();
        state.asked += 1;
        (state.pages.get(&key).cloned(), state.pause)
    };
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
    if let Some(page) = ready {
        return ([(CONTENT_TYPE, "application/json")], page).into_response();
    }
    let (head, body) = next.run(request).await.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(page) => {
            if head.status == StatusCode::OK {
                kept.state().pages.insert(key, page.clone());
            }
            Response::from_parts(head, Body::from(page))
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
