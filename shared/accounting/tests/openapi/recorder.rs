//! The double behind a wire that keeps what goes over it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use sandboxes::tripletex::Tripletex;
use serde_json::Value;

/// One request with its answer.
#[derive(Clone)]
pub struct Exchange {
    pub method: String,
    /// Below `/v2`, its parts unescaped.
    pub path: String,
    pub query: Vec<(String, String)>,
    pub sent: Vec<u8>,
    pub status: u16,
    pub content_type: String,
    pub answered: Vec<u8>,
}

impl Exchange {
    pub fn name(&self) -> String {
        format!("{} {} ({})", self.method, self.path, self.status)
    }

    pub fn answer(&self) -> Value {
        serde_json::from_slice(&self.answered).unwrap_or_else(|_| panic!("{} is not JSON", self.name()))
    }
}

#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<Vec<Exchange>>>);

impl Recorder {
    pub fn before(&self, double: &Tripletex) -> Router {
        double.router().layer(from_fn_with_state(self.clone(), keep))
    }

    pub fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

async fn keep(State(recorder): State<Recorder>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let sent = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let pairs = |text: &str| url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    let query = pairs(parts.uri.query().unwrap_or_default());
    let path = parts.uri.path().strip_prefix("/v2").unwrap_or("/").replace("%3E", ">");
    let method = parts.method.to_string();
    let answer = next.run(Request::from_parts(parts, Body::from(sent.clone()))).await;
    let (parts, body) = answer.into_parts();
    let answered = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let content_type = parts.headers.get("content-type").map_or("", |kind| kind.to_str().unwrap()).to_owned();
    let status = parts.status.as_u16();
    let exchange = Exchange { method, path, query, sent, status, content_type, answered: answered.clone() };
    recorder.0.lock().unwrap().push(exchange);
    Response::from_parts(parts, Body::from(answered))
}
