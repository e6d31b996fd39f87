//! The calls of AWS that a worker makes, by the name that stands in their header.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::table::Table;

/// Any keyring will do: what is sealed here is opened here.
const KEYRING: &str =
    r#"{"current":"1","1":"0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqr"}"#;

#[derive(Default)]
struct Aws {
    table: Table,
    remembered: Table,
    calls: BTreeMap<String, u64>,
    /// The largest transaction that was sent so far.
    largest: Bytes,
    /// Before each answer.
    pause: Duration,
}

type Shared = Arc<Mutex<Aws>>;

fn locked(shared: &Shared) -> MutexGuard<'_, Aws> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Beside AWS: `POST /_remember` keeps the table as it is, `POST /_forget` goes back to that, `GET /_largest` answers
/// the body of the largest transaction, `GET /_calls` how many calls came since it was last asked, and
/// `POST /_pause/{milliseconds}` has every call wait so long for its answer.
pub fn router() -> Router {
    Router::new()
        .route("/", post(call))
        .route("/_remember", post(async |State(aws): State<Shared>| remember(&mut locked(&aws))))
        .route("/_forget", post(async |State(aws): State<Shared>| forget(&mut locked(&aws))))
        .route("/_pause/{milliseconds}", post(pause))
        .route("/_largest", get(async |State(aws): State<Shared>| locked(&aws).largest.clone()))
        .route(
            "/_calls",
            get(async |State(aws): State<Shared>| Json(std::mem::take(&mut locked(&aws).calls))),
        )
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(Shared::default())
}

fn remember(aws: &mut Aws) {
    aws.remembered = aws.table.clone();
}

fn forget(aws: &mut Aws) {
    aws.table = aws.remembered.clone();
}

async fn pause(State(aws): State<Shared>, Path(milliseconds): Path<u64>) {
    locked(&aws).pause = Duration::from_millis(milliseconds);
}

async fn call(State(aws): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let pause = locked(&aws).pause;
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let name = target.rsplit('.').next().unwrap_or_default();
    let aws = &mut *locked(&aws);
    *aws.calls.entry(name.to_owned()).or_insert(0) += 1;
    let answer = match name {
        "TransactWriteItems" => {
            if body.len() > aws.largest.len() {
                aws.largest = body.clone();
            }
            aws.table.write(&body)
        }
        "GetItem" => aws.table.get(&body),
        "BatchGetItem" => aws.table.batch_get(&body),
        "Query" => aws.table.query(&body),
        "GetSecretValue" => Ok(json!({ "Name": "keys", "SecretString": KEYRING }).to_string()),
        other => Err(anyhow::anyhow!("{other} is not played here")),
    };
    match answer {
        Ok(text) => ([("content-type", "application/x-amz-json-1.0")], text).into_response(),
        Err(problem) => {
            eprintln!("{name}: {problem:#}");
            let told: Value = json!({ "__type": "ValidationException", "message": problem.to_string() });
            (StatusCode::BAD_REQUEST, Json(told)).into_response()
        }
    }
}
