//! What Tripletex is asked for.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use reqwest::Method;
use zeroize::Zeroizing;

use super::session::Session;
use super::windows::Days;
use crate::http::Ask;

/// Rows on a page; no larger one is documented.
pub(super) const PAGE_SIZE: usize = 1000;
/// Ids that are asked for in one request: a longer address may be refused on the way.
pub(super) const MOST_IDS: usize = 100;

/// Without nested names, references come as an id and an address. A name that Tripletex does not know is refused.
const INVOICE_FIELDS: &str = "id,invoiceNumber,invoiceDate,invoiceDueDate,kid,isCreditNote,isCredited,creditedInvoice,\
    isCharged,amount,amountOutstanding,sumRemits,currency(id,code),\
    customer(id,name,organizationNumber,isPrivateIndividual,isFactoring,overdueNoticeEmail,invoiceEmail,email,\
    postalAddress(addressLine1,addressLine2,postalCode,city,country(isoAlpha2Code)),\
    physicalAddress(addressLine1,addressLine2,postalCode,city,country(isoAlpha2Code))),\
    voucher(id,reverseVoucher(id)),postings(id,amount),reminders(id,type,reminderDate,charge),\
    invoiceRemark(postponeRemindersTo)";

/// What tells one booking from another.
const LEDGER_FIELDS: &str =
    "id,amount,amountOutstanding,isCredited,currency(id,code),postings(id,date,amount,voucher(id))";

/// Before any invoice in Tripletex. The dates are needed beside ids too.
const FIRST_DAY: Date = date(2000, 1, 1);

fn get(session: &Session, template: &'static str, path: &[&str]) -> Ask {
    Ask::json(template, session.address(path))
}

pub(super) fn who_am_i(session: &Session) -> Ask {
    get(session, "/token/session/>whoAmI", &["token", "session", ">whoAmI"])
        .with_query(&[("fields", "companyId")])
}

pub(super) fn company(session: &Session, id: &str) -> Ask {
    get(session, "/company/{id}", &["company", id])
        .with_query(&[("fields", "id,name,organizationNumber,accountantOrSimilar")])
}

/// A page, beginning after `from` rows, of the invoices of these days. Without a sorting, rows would repeat and vanish.
pub(super) fn invoices(session: &Session, days: Days, from: usize) -> Ask {
    // The last day of a range is never in it.
    get(session, "/invoice", &["invoice"]).with_query(&[
        ("invoiceDateFrom", &days.from.to_string()),
        ("invoiceDateTo", &days.before.to_string()),
        ("sorting", "invoiceDate,id"),
        ("from", &from.to_string()),
        ("count", &PAGE_SIZE.to_string()),
        ("fields", INVOICE_FIELDS),
    ])
}

pub(super) fn invoices_by_id(session: &Session, ids: &[&str]) -> Ask {
    let tomorrow = session.today().checked_add(1.day()).unwrap_or(Date::MAX);
    get(session, "/invoice", &["invoice"]).with_query(&[
        ("id", &ids.join(",")),
        ("invoiceDateFrom", &FIRST_DAY.to_string()),
        ("invoiceDateTo", &tomorrow.to_string()),
        ("count", &PAGE_SIZE.to_string()),
        ("fields", INVOICE_FIELDS),
    ])
}

pub(super) fn invoice(session: &Session, id: &str) -> Ask {
    get(session, "/invoice/{id}", &["invoice", id]).with_query(&[("fields", INVOICE_FIELDS)])
}

pub(super) fn document(session: &Session, id: &str) -> Ask {
    Ask::document("/invoice/{id}/pdf", session.address(&["invoice", id, "pdf"]), "*/*")
}

pub(super) fn ledger(session: &Session, id: &str) -> Ask {
    get(session, "/invoice/{id}", &["invoice", id]).with_query(&[("fields", LEDGER_FIELDS)])
}

pub(super) fn payment_types(session: &Session) -> Ask {
    get(session, "/invoice/paymentType", &["invoice", "paymentType"])
        .with_query(&[("count", &PAGE_SIZE.to_string()), ("fields", "id,description")])
}

/// Takes its figures in the query alone, and books as often as it is sent.
pub(super) fn payment(session: &Session, id: &str, figures: &[(&str, &str)]) -> Ask {
    get(session, "/invoice/{id}/:payment", &["invoice", id, ":payment"])
        .with_query(figures)
        .with_method(Method::PUT)
}

pub(super) fn subscriptions(session: &Session) -> Ask {
    get(session, "/event/subscription", &["event", "subscription"])
        .with_query(&[("count", &PAGE_SIZE.to_string()), ("fields", "id,event,targetUrl,status")])
}

pub(super) fn new_subscription(session: &Session, document: Zeroizing<String>) -> Ask {
    get(session, "/event/subscription", &["event", "subscription"]).with_json(Method::POST, document)
}

pub(super) fn changed_subscription(session: &Session, id: &str, document: Zeroizing<String>) -> Ask {
    subscription(session, id).with_json(Method::PUT, document)
}

pub(super) fn ended_subscription(session: &Session, id: &str) -> Ask {
    subscription(session, id).with_method(Method::DELETE)
}

fn subscription(session: &Session, id: &str) -> Ask {
    get(session, "/event/subscription/{id}", &["event", "subscription", id])
}
