//! Debitura's customer API: cases, their files and chats, test calls and webhooks. Sources: the pages "Create a Case", "Case
//! Lifecycle", "Error Handling", "Rate Limiting" and "Webhooks", and the official client `debitura-debt-collection` 1.0.0.

mod admin;
mod case;
mod chats;
mod creditor;
mod door;
mod errors;
mod events;
mod files;
mod idempotency;
mod new_case;
mod rejections;
mod test_calls;
mod webhooks;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};

pub use case::Case;
pub use chats::Chat;
pub use creditor::Creditor;
pub use files::CaseFile;
pub use rejections::Rejection;
pub use webhooks::{Delivery, DeliveryState, RETRY_DELAYS, Sending, Subscription};

use crate::books::Refused;
use crate::clock::Clock;
use crate::faults::{Answers, Fault};
use crate::requests::RequestLog;
use errors::Refusal;

/// The double of Debitura. Copies share the same state.
#[derive(Clone)]
pub struct Debitura {
    clock: Clock,
    desk: Arc<Mutex<Vec<Creditor>>>,
    requests: Arc<Mutex<RequestLog>>,
    http: reqwest::Client,
}

impl Debitura {
    /// A Debitura without creditors.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, desk: Arc::default(), requests: Arc::default(), http: webhooks::client() }
    }

    /// Adds a creditor, with a key that is made up where none is given; answers its id.
    pub fn open(&self, name: &str, key: Option<&str>) -> String {
        let creditor = Creditor::new(name, key);
        let id = creditor.id.clone();
        self.desk().push(creditor);
        id
    }

    /// Looks at a creditor, or changes it.
    ///
    /// # Errors
    /// When there is none of that id.
    pub fn with<T>(&self, creditor: &str, act: impl FnOnce(&mut Creditor) -> T) -> Result<T, Refused> {
        let mut desk = self.desk();
        let found = desk.iter_mut().find(|known| known.id == creditor);
        let unknown = || Refused::Unknown { what: "creditor", name: creditor.to_owned() };
        found.map(act).ok_or_else(unknown)
    }

    /// Orders trouble for a creditor's requests.
    ///
    /// # Errors
    /// When there is no such creditor.
    pub fn order(&self, creditor: &str, fault: Fault) -> Result<(), Refused> {
        self.with(creditor, |creditor| creditor.faults.set(fault))
    }

    /// Which requests came.
    pub fn requests(&self) -> MutexGuard<'_, RequestLog> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The API and, below `/_sandbox`, its admin paths.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/cases", post(new_case::create))
            .route("/cases/{id}", get(case::one))
            .route("/cases/by-creditor-reference/{reference}", get(case::by_creditor_reference))
            .route("/cases/{id}/files", get(files::list).post(files::upload))
            .route("/cases/{id}/chats", get(chats::list).post(chats::say))
            .route("/test/cases/{id}/advance", post(test_calls::advance))
            .route("/test/webhooks/fire", post(test_calls::fire))
            .route("/webhooks", get(webhooks::list).post(webhooks::subscribe))
            .route("/webhooks/events", get(webhooks::events))
            .route("/webhooks/events/{id}/replay", post(webhooks::replay))
            .fallback(async || Refusal::not_found("There is no such page."))
            .layer(DefaultBodyLimit::disable())
            .layer(from_fn_with_state(self.clone(), door::pass))
            .with_state(self.clone())
            .merge(admin::router(self.clone()))
    }

    fn desk(&self) -> MutexGuard<'_, Vec<Creditor>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answers for Debitura {
    fn throttled() -> Response {
        errors::throttled(None)
    }

    fn server_error() -> Response {
        errors::older(500, "Internal server error")
    }

    fn refused(status: u16, _: Option<u32>) -> Response {
        errors::older(status, "Refused")
    }
}
