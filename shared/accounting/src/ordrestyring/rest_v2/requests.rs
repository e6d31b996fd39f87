//! What is asked for. Only columns that an invoice is seen to have are filtered by: any other is answered with a 500
//! that never passes (Ordrestyring API v2, filters).

use jiff::civil::Date;
use reqwest::header::AUTHORIZATION;
use url::Url;

use super::super::unix_day::{first_second, last_second};
use super::RestV2;
use crate::http::{Ask, below};

/// Rows on a page: what clients routinely ask for. No maximum is published.
pub(super) const PAGE_SIZE: usize = 100;

/// A row keeps its number for life, so that a row in the middle of the list never changes places.
const SORT: (&str, &str) = ("sortby", "invoice_number");

fn ask(rest: &RestV2, template: &'static str, url: Url) -> Ask {
    Ask::json(template, url).with(AUTHORIZATION, rest.authorization.clone())
}

/// The bare base address says whose key it is.
pub(super) fn company(rest: &RestV2) -> Ask {
    ask(rest, "/", rest.base.clone())
}

/// A page of the invoices that were due on `last_due` or before, paid ones too. Those without a due date stay out.
pub(super) fn overdue(rest: &RestV2, last_due: Date, page: u32) -> Ask {
    let last = last_second(last_due).to_string();
    list(rest, &[("type", "1"), ("payment_date-min", "1"), ("payment_date-max", &last)], page)
}

/// A page of the credit notes that were made out on `since` or later.
pub(super) fn credits(rest: &RestV2, since: Date, page: u32) -> Ask {
    let first = first_second(since).to_string();
    list(rest, &[("type", "2"), ("date-min", &first)], page)
}

fn list(rest: &RestV2, filter: &[(&str, &str)], page: u32) -> Ask {
    let ask = ask(rest, "/debtor-invoices", below(&rest.base, &["debtor-invoices"]));
    paged(ask.with_query(filter).with_query(&[SORT]), page)
}

/// Both parameters always: what a page holds without them is not known.
fn paged(ask: Ask, page: u32) -> Ask {
    ask.with_query(&[("page", &page.to_string()), ("pagesize", &PAGE_SIZE.to_string())])
}

pub(super) fn invoice(rest: &RestV2, number: &str) -> Ask {
    ask(rest, "/debtor-invoices/{invoice_number}", below(&rest.base, &["debtor-invoices", number]))
}

pub(super) fn document(rest: &RestV2, number: &str) -> Ask {
    let url = below(&rest.base, &["debtor-invoices", &format!("{number}.pdf")]);
    Ask::document("/debtor-invoices/{invoice_number}.pdf", url, "application/pdf")
        .with(AUTHORIZATION, rest.authorization.clone())
}

pub(super) fn customer(rest: &RestV2, number: &str) -> Ask {
    ask(rest, "/debtors/{customer_number}", below(&rest.base, &["debtors", number]))
}

pub(super) fn terms(rest: &RestV2, page: u32) -> Ask {
    paged(ask(rest, "/payment-terms", below(&rest.base, &["payment-terms"])), page)
}
