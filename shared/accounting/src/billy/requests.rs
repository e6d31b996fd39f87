//! What Billy is asked for.

use jiff::civil::Date;
use reqwest::header::{ACCEPT_LANGUAGE, HeaderName, HeaderValue};
use url::Url;

use super::Billy;
use crate::http::{Ask, below};

/// Rows on a page of a walk; Billy gives 1000 at most. At this size a page with its contacts is about 1 MB.
pub(super) const PAGE_SIZE: usize = 500;
/// Credit notes of one invoice: never more than a few.
pub(super) const MOST_CREDIT_NOTES: usize = 1000;

const ACCESS_TOKEN: HeaderName = HeaderName::from_static("x-access-token");

/// The same for lists and single reads, so that both show the same facts of an unchanged invoice.
/// The e-mail address of a debtor is on its contact persons, and late fees are in the balance (Billy API v2, contacts).
const INCLUDE: &str = "invoice.contact:sideload,contact.contactPersons:embed,contact.city:sideload,\
                       contact.zipcode:sideload,invoice.lateFees:embed";

fn ask(billy: &Billy, template: &'static str, url: Url) -> Ask {
    // `organizationId` is never sent: with a company's token Billy is seen to refuse it.
    with_key(billy, Ask::json(template, url)).with(ACCEPT_LANGUAGE, HeaderValue::from_static("en_US"))
}

/// For Billy's own API alone: the key goes nowhere else.
pub(super) fn with_key(billy: &Billy, ask: Ask) -> Ask {
    ask.with(ACCESS_TOKEN, billy.token.clone())
}

pub(super) fn organization(billy: &Billy) -> Ask {
    ask(billy, "/organization", below(&billy.base, &["organization"]))
}

/// A page of approved, unpaid invoices due on `last_due` or before. Without a sort, rows repeat and vanish between pages.
pub(super) fn overdue(billy: &Billy, last_due: Date, page: u32) -> Ask {
    ask(billy, "/invoices", below(&billy.base, &["invoices"])).with_query(&[
        ("state", "approved"),
        ("isPaid", "false"),
        ("maxDueDate", &last_due.to_string()),
        ("sortProperty", "createdTime"),
        ("sortDirection", "ASC"),
        ("pageSize", &PAGE_SIZE.to_string()),
        ("page", &page.to_string()),
        ("include", INCLUDE),
    ])
}

pub(super) fn invoice(billy: &Billy, id: &str) -> Ask {
    ask(billy, "/invoices/{id}", below(&billy.base, &["invoices", id])).with_query(&[("include", INCLUDE)])
}

pub(super) fn bare_invoice(billy: &Billy, id: &str) -> Ask {
    ask(billy, "/invoices/{id}", below(&billy.base, &["invoices", id]))
}

pub(super) fn credit_notes(billy: &Billy, id: &str) -> Ask {
    ask(billy, "/invoices", below(&billy.base, &["invoices"])).with_query(&[
        ("creditedInvoiceId", id),
        ("state", "approved"),
        ("sortProperty", "createdTime"),
        ("pageSize", &MOST_CREDIT_NOTES.to_string()),
    ])
}
