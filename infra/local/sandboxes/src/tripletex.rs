//! The double of Tripletex's API 2.0, as far as a creditor's invoices, their payments and events need it.
//!
//! Base address `http://{host}/v2`. Field names, codes and limits are those of the vendor's description 2.74.00 and of
//! recorded answers; where those say nothing there is a switch. Amounts of the books are the creditor's own (NOK).

mod access;
mod companies;
mod deliveries;
mod errors;
mod fields;
mod identities;
mod invoice_columns;
mod invoices;
mod ledger_columns;
mod limit;
mod lines;
mod list;
mod payments;
mod people_columns;
mod projection;
mod sessions;
mod subscriptions;
mod switches;
mod vouchers;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

pub use switches::TripletexSwitches;

use crate::admin;
use crate::books::{Books, System};
use crate::clock::Clock;
use crate::front_door::behind_front_door;
use deliveries::Outbox;
use errors::Refusal;
use limit::Limiter;
use sessions::Sessions;

/// The consumer token that a double takes where nothing else is said.
pub const CONSUMER_TOKEN: &str = "rykker-local-consumer";

/// The double of Tripletex. Copies share the same state.
#[derive(Clone)]
pub struct Tripletex {
    books: Books<Tripletex>,
    /// The one app that may make sessions.
    consumer_token: Arc<str>,
    desk: Arc<Mutex<Desk>>,
    /// Held while deliveries are sent, so that they leave in their order.
    sending: Arc<tokio::sync::Mutex<()>>,
}

/// What is kept beside the books: sessions, calls of late, and what is told to whom.
#[derive(Default)]
struct Desk {
    sessions: Sessions,
    limiter: Limiter,
    outbox: Outbox,
}

impl Tripletex {
    /// A Tripletex without companies, for one app with the default token, and without a limit of calls.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self::with(clock, CONSUMER_TOKEN, TripletexSwitches::default())
    }

    /// A Tripletex for one app, whose companies start with `switches`.
    #[must_use]
    pub fn with(clock: Clock, consumer_token: &str, switches: TripletexSwitches) -> Self {
        let books = Books::new(clock, switches);
        let consumer_token = consumer_token.into();
        Self { books, consumer_token, desk: Arc::default(), sending: Arc::default() }
    }

    /// What is behind it, to add to and to act on.
    #[must_use]
    pub fn books(&self) -> &Books<Self> {
        &self.books
    }

    /// The API and, below `/_sandbox`, its admin pages. Whatever changes something makes deliveries due.
    pub fn router(&self) -> Router {
        let api = Router::new()
            // axum's older way to write parameters began like Tripletex's actions.
            .without_v07_checks()
            .route("/v2/token/session/%3EwhoAmI", get(sessions::who_am_i))
            .route("/v2/token/session/{token}", axum::routing::delete(sessions::end))
            .route("/v2/company/%3EwithLoginAccess", get(companies::with_login_access))
            .route("/v2/company/{id}", get(companies::one))
            .route("/v2/customer/{id}", get(companies::customer))
            .route("/v2/invoice", get(invoices::list))
            .route("/v2/invoice/paymentType", get(payments::types))
            .route("/v2/invoice/{id}", get(invoices::one))
            .route("/v2/invoice/{id}/pdf", get(invoices::pdf))
            .route("/v2/invoice/{id}/:payment", put(payments::pay))
            .route("/v2/invoice/{id}/:createCreditNote", put(payments::credit))
            .route("/v2/ledger/closeGroup/{id}", get(vouchers::close_group))
            .route("/v2/ledger/voucher/{id}", get(vouchers::one))
            .route("/v2/ledger/voucher/{id}/:reverse", put(vouchers::reverse))
            .route("/v2/event/subscription", get(subscriptions::list).post(subscriptions::add))
            .route(
                "/v2/event/subscription/{id}",
                get(subscriptions::one).put(subscriptions::change).delete(subscriptions::end),
            )
            .fallback(async || Refusal::no_such_path())
            .method_not_allowed_fallback(async || Refusal::no_such_method())
            .layer(from_fn_with_state(self.clone(), access::session_first));
        let open = Router::new()
            .without_v07_checks()
            .route("/v2/token/session/:create", post(sessions::post).put(sessions::put))
            .route("/v2/event", get(subscriptions::events));
        let all = api.merge(open).with_state(self.clone());
        let whose = self.clone();
        behind_front_door(all, self.books.clone(), move |parts, body| access::whose(&whose, parts, body))
            .merge(admin::router(self.books.clone()))
            .layer(from_fn_with_state(self.clone(), deliveries::after_a_change))
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl System for Tripletex {
    type Switches = TripletexSwitches;
    const NAME: &'static str = "Tripletex";
    /// The invoice's voucher is reversed.
    const VOIDS: bool = true;
    const CURRENCY: &'static str = "NOK";
    /// A credit of a part is an invoice below nothing that is set against the other by hand.
    const CREDITS_THE_WHOLE: bool = true;

    fn record_id() -> String {
        identities::next_record()
    }

    fn organization_id(nth: usize) -> String {
        (108_130_001 + nth).to_string()
    }

    fn organization_id_fault(id: &str) -> Option<&'static str> {
        id.parse::<i32>().is_err().then_some("is no whole number")
    }

    fn settling_counts_as_change(_: &TripletexSwitches) -> bool {
        false
    }

    fn throttled() -> Response {
        Refusal::throttled().into_response()
    }

    fn server_error() -> Response {
        Refusal::new(500, 1_000, "").into_response()
    }

    fn refused(status: u16, code: Option<u32>) -> Response {
        Refusal::fault(status, code).into_response()
    }
}
