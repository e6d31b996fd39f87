//! The double of Ordrestyring's REST API, version 2.
//!
//! Base address `http://{host}`, the key as the user name of HTTP Basic. Field names and filters are those that public
//! clients use; where those say nothing there is a switch. What the ledger behind it knows and Ordrestyring does not
//! show is not shown: which invoice a credit note credits, the currency, fees, and whether a debtor is a person.

mod answer;
mod call;
mod columns;
mod company;
mod debtors;
mod empties;
mod errors;
mod filters;
mod invoices;
mod row;
mod switches;
mod terms;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub use switches::{CustomerNumbers, Empty, OrdrestyringSwitches, UnknownInclude};

use crate::admin;
use crate::books::{Books, System, opaque_id};
use crate::clock::Clock;
use crate::front_door::behind_front_door;
use errors::Refusal;

/// The double of Ordrestyring. Copies share the same state.
#[derive(Clone)]
pub struct Ordrestyring {
    books: Books<Ordrestyring>,
}

impl Ordrestyring {
    /// An Ordrestyring without companies.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { books: Books::new(clock, OrdrestyringSwitches::default()) }
    }

    /// What is behind it, to add to and to act on.
    #[must_use]
    pub fn books(&self) -> &Books<Self> {
        &self.books
    }

    /// The API and, below `/_sandbox`, its admin pages.
    pub fn router(&self) -> Router {
        let api = Router::new()
            .route("/", get(company::of_key))
            .route("/debtor-invoices", get(invoices::list))
            .route("/debtor-invoices/{invoice_number}", get(invoices::one))
            .route("/debtors", get(debtors::list))
            .route("/debtors/{customer_number}", get(debtors::one))
            .route("/payment-terms", get(terms::list))
            .route("/payment-terms/{id}", get(terms::one))
            .fallback(async || Refusal::NoSuchPath)
            .layer(from_fn_with_state(self.clone(), call::key_first))
            .with_state(self.clone());
        let books = self.books.clone();
        behind_front_door(api, self.books.clone(), move |parts, _| call::whose(&books, parts))
            .merge(admin::router(self.books.clone()))
    }
}

impl System for Ordrestyring {
    type Switches = OrdrestyringSwitches;
    const NAME: &'static str = "Ordrestyring";
    const VOIDS: bool = false;

    fn record_id() -> String {
        opaque_id()
    }

    /// Invoices have no id beside their number.
    fn invoice_id(number: u64) -> String {
        number.to_string()
    }

    fn organization_id(nth: usize) -> String {
        format!("company-{}", 5_001 + nth)
    }

    fn organization_id_fault(_: &str) -> Option<&'static str> {
        None
    }

    fn settling_counts_as_change(_: &OrdrestyringSwitches) -> bool {
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
