//! The double of Billy's API v2.
//!
//! Base address `http://{host}/v2`, header `X-Access-Token`. Sums, dates and words are those of the
//! public documentation and of recorded answers; where those conflict there is a switch.

mod answer;
mod bank_payments;
mod call;
mod contacts;
mod downloads;
mod errors;
mod fees_and_lines;
mod filters;
mod includes;
mod invoices;
mod organization;
mod paging;
mod periods;
mod row;
mod sorting;
mod switches;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub use switches::{BillySwitches, CreditNoteSpelling, OrganizationIdRule, PagingUrls};

use crate::admin;
use crate::books::{Books, System, opaque_id};
use crate::clock::Clock;
use crate::front_door::behind_front_door;
use errors::Refusal;

/// The double of Billy. Copies share the same state.
#[derive(Clone)]
pub struct Billy {
    books: Books<Billy>,
}

impl Billy {
    /// A Billy without companies.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { books: Books::new(clock, BillySwitches::default()) }
    }

    /// What is behind it, to add to and to act on.
    #[must_use]
    pub fn books(&self) -> &Books<Self> {
        &self.books
    }

    /// The API and, below `/_sandbox`, its admin pages.
    pub fn router(&self) -> Router {
        let api = Router::new()
            .route("/v2/organization", get(organization::of_token))
            .route("/v2/organizations/{id}", get(organization::by_id))
            .route("/v2/invoices", get(invoices::list))
            .route("/v2/invoices/{id}", get(invoices::one))
            .route("/v2/invoiceLines", get(fees_and_lines::lines))
            .route("/v2/invoiceLateFees", get(fees_and_lines::late_fees))
            .route("/v2/invoiceReminders", get(fees_and_lines::reminders))
            .route("/v2/contacts", get(contacts::list))
            .route("/v2/contacts/{id}", get(contacts::one))
            .route("/v2/contactPersons", get(contacts::persons))
            .route("/v2/cities/{id}", get(contacts::city))
            .route("/v2/zipcodes/{id}", get(contacts::zipcode))
            .route("/v2/bankPayments", get(bank_payments::list))
            .route("/v2/bankPayments/{id}", get(bank_payments::one))
            .route("/v2/balanceModifiers", get(bank_payments::modifiers))
            .route("/v2/downloads/invoices/{id}/{organization}/{hash}/{file}", get(downloads::invoice))
            .fallback(async || Refusal::UnknownResource)
            .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
            .layer(axum::middleware::from_fn_with_state(self.clone(), call::key_first))
            .with_state(self.clone());
        let books = self.books.clone();
        behind_front_door(api, self.books.clone(), move |parts, _| call::whose(&books, parts))
            .merge(admin::router(self.books.clone()))
    }
}

impl System for Billy {
    type Switches = BillySwitches;
    const NAME: &'static str = "Billy";
    const VOIDS: bool = true;

    fn record_id() -> String {
        opaque_id()
    }

    fn organization_id(_: usize) -> String {
        opaque_id()
    }

    fn organization_id_fault(_: &str) -> Option<&'static str> {
        None
    }

    fn settling_counts_as_change(_: &BillySwitches) -> bool {
        true
    }

    fn throttled() -> Response {
        Refusal::Fault(StatusCode::TOO_MANY_REQUESTS).into_response()
    }

    fn server_error() -> Response {
        Refusal::Fault(StatusCode::INTERNAL_SERVER_ERROR).into_response()
    }

    fn refused(status: u16, _: Option<u32>) -> Response {
        match status {
            401 => Refusal::WrongKey.into_response(),
            _ => Refusal::Fault(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST))
                .into_response(),
        }
    }
}
