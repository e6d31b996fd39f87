//! The sandbox's own paths, below `/_sandbox`: JSON for scripts, and a page with forms for people. Both
//! post to the same addresses; a form is led back to the page.

mod acts;
pub(crate) mod companies;
pub(crate) mod faults;
pub(crate) mod input;
mod invoice_input;
mod invoices;
mod page;
pub(crate) mod reply;
mod requests;
pub(crate) mod sent;

use axum::Router;
use axum::routing::{get, post};

use crate::books::{Books, System};

/// The admin paths of a double.
pub fn router<S: System>(books: Books<S>) -> Router {
    Router::new()
        .route("/_sandbox", get(page::show::<S>))
        .route("/_sandbox/companies", get(companies::list::<S>).post(companies::open::<S>))
        .route("/_sandbox/companies/{company}", get(companies::show::<S>))
        .route("/_sandbox/companies/{company}/key", post(companies::key::<S>))
        .route("/_sandbox/companies/{company}/switches", post(companies::switches::<S>))
        .route("/_sandbox/companies/{company}/faults", post(faults::set::<S>).delete(faults::clear::<S>))
        // A form cannot send DELETE.
        .route("/_sandbox/companies/{company}/faults/clear", post(faults::clear::<S>))
        .route("/_sandbox/companies/{company}/invoices", post(invoices::add::<S>))
        .route("/_sandbox/companies/{company}/invoices/{invoice}", get(invoices::show::<S>))
        .route("/_sandbox/companies/{company}/invoices/{invoice}/{act}", post(acts::act::<S>))
        .route("/_sandbox/requests", get(requests::show::<S>).delete(requests::reset::<S>))
        .with_state(books)
}
