//! The double of Minuba: its API, and what its user sends to a collection service.
//!
//! Base address `http://{host}/api/1/`, token endpoint `http://{host}/oauth2/token`. A company's key is the refresh token
//! that its user's consent gave. Tokens and clients are as public clients of Minuba use them; its invoices are on no public
//! page and follow what is assumed of them. What is pushed follows the webhook contract that Rykker proposes.

mod access;
mod clients;
mod envelope;
mod errors;
mod invoices;
mod orders;
mod push;
mod switches;
mod token;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

pub use crate::app_credentials::AppCredentials;
pub use push::{
    Attached, Attempt, Delivery, DeliveryState, EventKind, Push, RETRY_DELAYS, Secret, SecretError, Signing,
};
pub use switches::{Envelope, MinubaSwitches, Service};

use crate::admin;
use crate::books::{Books, System, guid};
use crate::clock::Clock;
use crate::front_door::behind_front_door;
use errors::Refusal;
use push::Pushes;
use token::Tokens;

/// The double of Minuba. Copies share the same state.
#[derive(Clone)]
pub struct Minuba {
    books: Books<Minuba>,
    app: AppCredentials,
    tokens: Arc<Mutex<Tokens>>,
    pushes: Arc<Mutex<Pushes>>,
    http: reqwest::Client,
}

impl Minuba {
    /// A Minuba without companies, for one app with the default credentials.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self::with(clock, AppCredentials::default(), MinubaSwitches::default())
    }

    /// A Minuba for one app, whose companies start with `switches`.
    #[must_use]
    pub fn with(clock: Clock, app: AppCredentials, switches: MinubaSwitches) -> Self {
        let books = Books::new(clock, switches);
        Self { books, app, tokens: Arc::default(), pushes: Arc::default(), http: push::client() }
    }

    /// What is behind it, to add to and to act on.
    #[must_use]
    pub fn books(&self) -> &Books<Self> {
        &self.books
    }

    /// The token endpoint, the API and, below `/_sandbox`, its admin pages.
    pub fn router(&self) -> Router {
        let api = Router::new()
            .route("/api/1/Client", get(clients::list))
            .route("/api/1/Client/{id}", get(clients::one))
            .route("/api/1/Order", get(orders::list))
            .route("/api/1/Order/{id}", get(orders::one))
            .route("/api/1/Invoice", get(invoices::list))
            .route("/api/1/Invoice/{id}", get(invoices::one))
            .route("/api/1/Invoice/{id}/pdf", get(invoices::document))
            .fallback(async || Refusal::NoSuchPage)
            .layer(from_fn_with_state(self.clone(), access::token_first));
        let all = api.route("/oauth2/token", post(token::give)).with_state(self.clone());
        let whose = self.clone();
        behind_front_door(all, self.books.clone(), move |parts, body| access::whose(&whose, parts, body))
            .merge(admin::router(self.books.clone()))
            .layer(from_fn_with_state(self.clone(), push::after_admin_acts))
            .merge(push::router(self.clone()))
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pushes(&self) -> MutexGuard<'_, Pushes> {
        self.pushes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl System for Minuba {
    type Switches = MinubaSwitches;
    const NAME: &'static str = "Minuba";
    const VOIDS: bool = false;
    const PUSHES: bool = true;

    fn record_id() -> String {
        guid()
    }

    fn organization_id(nth: usize) -> String {
        format!("mb-acc-{}", 4471 + nth)
    }

    fn organization_id_fault(_: &str) -> Option<&'static str> {
        None
    }

    fn settling_counts_as_change(_: &MinubaSwitches) -> bool {
        true
    }

    fn throttled() -> Response {
        Refusal::Fault(429).into_response()
    }

    fn server_error() -> Response {
        Refusal::Fault(500).into_response()
    }

    fn refused(status: u16, _: Option<u32>) -> Response {
        Refusal::Fault(status).into_response()
    }
}
