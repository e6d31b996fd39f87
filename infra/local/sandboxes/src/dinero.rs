//! The double of Dinero's API.
//!
//! Base address `http://{host}`, token endpoint `http://{host}/dineroapi/oauth/token`. Field names,
//! words and limits are those of the public documentation and of recorded answers; where those say
//! nothing or conflict there is a switch.

mod access;
mod contacts;
mod credit_notes;
mod errors;
mod fields;
mod invoice_columns;
mod invoices;
mod limit;
mod list;
mod organizations;
mod payments;
mod reminders;
mod single;
mod status;
mod switches;
mod token;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

pub use crate::app_credentials::AppCredentials;
pub use switches::{DineroSwitches, PaymentsV1, WithoutAccept};

use crate::admin;
use crate::books::{Books, System, guid};
use crate::clock::Clock;
use crate::front_door::behind_front_door;
use errors::Refusal;
use limit::Limiter;
use token::Tokens;

/// The double of Dinero. Copies share the same state.
#[derive(Clone)]
pub struct Dinero {
    books: Books<Dinero>,
    app: AppCredentials,
    desk: Arc<Mutex<Desk>>,
}

/// What is kept beside the books: who holds which token, and who called how often.
#[derive(Default)]
struct Desk {
    tokens: Tokens,
    limiter: Limiter,
}

impl Dinero {
    /// A Dinero without companies, for one app with the default credentials, and without a limit of
    /// calls.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self::with(clock, AppCredentials::default(), DineroSwitches::default())
    }

    /// A Dinero for one app, whose companies start with `switches`.
    #[must_use]
    pub fn with(clock: Clock, app: AppCredentials, switches: DineroSwitches) -> Self {
        Self { books: Books::new(clock, switches), app, desk: Arc::default() }
    }

    /// What is behind it, to add to and to act on.
    #[must_use]
    pub fn books(&self) -> &Books<Self> {
        &self.books
    }

    /// The token endpoint, the API and, below `/_sandbox`, its admin pages.
    pub fn router(&self) -> Router {
        let api = Router::new()
            .route("/v1/organizations", get(organizations::list))
            .route("/v1.1/organizations", get(organizations::list))
            .route("/v1/{org}/invoices", get(invoices::list))
            .route("/v1/{org}/invoices/{guid}", get(single::invoice))
            .route("/v1/{org}/invoices/{guid}/payments", get(payments::v1))
            .route("/v2/{org}/invoices/{guid}/payments", get(payments::v2))
            .route("/v1/{org}/invoices/{guid}/reminders", get(reminders::list))
            .route("/v1/{org}/sales/creditnotes", get(credit_notes::list))
            .route("/v1/{org}/sales/creditnotes/{guid}", get(credit_notes::one))
            .route("/v1/{org}/sales/creditnotes/{guid}/pdf", get(credit_notes::pdf))
            .route("/v1/{org}/contacts", get(contacts::list))
            .route("/v2/{org}/contacts", get(contacts::list))
            .route("/v1/{org}/contacts/{guid}", get(contacts::one))
            .fallback(async || Refusal::NoSuchPage)
            .layer(from_fn_with_state(self.clone(), access::token_first));
        let all = api.route("/dineroapi/oauth/token", post(token::give)).with_state(self.clone());
        let whose = self.clone();
        behind_front_door(all, self.books.clone(), move |parts, body| access::whose(&whose, parts, body))
            .merge(admin::router(self.books.clone()))
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl System for Dinero {
    type Switches = DineroSwitches;
    const NAME: &'static str = "Dinero";
    const VOIDS: bool = false;

    fn record_id() -> String {
        guid()
    }

    fn organization_id(nth: usize) -> String {
        (123_456 + nth).to_string()
    }

    fn organization_id_fault(id: &str) -> Option<&'static str> {
        id.parse::<u32>().is_err().then_some("is no whole number")
    }

    fn settling_counts_as_change(switches: &DineroSwitches) -> bool {
        switches.payment_moves_updated_at
    }

    fn throttled() -> Response {
        Refusal::Throttled { limit: limit::DOCUMENTED, retry_after: None }.into_response()
    }

    fn server_error() -> Response {
        Refusal::Fault { status: 500, code: None }.into_response()
    }

    fn refused(status: u16, code: Option<u32>) -> Response {
        Refusal::Fault { status, code }.into_response()
    }
}
