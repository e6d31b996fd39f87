//! What Dinero is asked for. The version is part of each path and differs between them.

use super::session::Session;
use crate::http::Ask;

/// The largest page that Dinero gives.
pub(super) const PAGE_SIZE: usize = 1000;

/// Without `fields` there are four, and the due date is not among them. Keys come back spelled as they are asked for here.
const INVOICE_FIELDS: &str = "Guid,Number,ContactGuid,ContactName,Date,PaymentDate,Currency,Status,TotalInclVat,\
                              TotalExclVat,TotalInclVatInDkk,TotalExclVatInDkk,MailOutStatus,LatestMailOutType,\
                              ExternalReference,Description,CreatedAt,UpdatedAt,DeletedAt";
/// What a credit note is for is not among the fields of the list.
const CREDIT_NOTE_FIELDS: &str = "Guid,ContactGuid,Date,Currency,Status,TotalInclVat,DeletedAt";

pub(super) fn organizations(session: &Session) -> Ask {
    Ask::json("/v1/organizations", session.address(&["v1", "organizations"]))
        .with_query(&[("fields", "id,name,isPro")])
}

fn list(session: &Session, template: &'static str, path: &[&str], fields: &str, page: u32) -> Ask {
    let path = [&["v1", session.organization()], path].concat();
    Ask::json(template, session.address(&path)).with_query(&[
        ("fields", fields),
        ("sort", "VoucherNumber"),
        // New rows come at the end, not under the feet of the walk.
        ("sortOrder", "ascending"),
        ("page", &page.to_string()),
        ("pageSize", &PAGE_SIZE.to_string()),
    ])
}

/// A page, counted from 0, of all that is booked and not paid. When `Booked` turns to `Overdue` is not published, so
/// both are asked for and the due date decides.
pub(super) fn unpaid(session: &Session, page: u32) -> Ask {
    list(session, "/v1/{org}/invoices", &["invoices"], INVOICE_FIELDS, page)
        .with_query(&[("statusFilter", "Booked,Overdue")])
}

pub(super) fn credit_notes(session: &Session, page: u32) -> Ask {
    list(session, "/v1/{org}/sales/creditnotes", &["sales", "creditnotes"], CREDIT_NOTE_FIELDS, page)
}

pub(super) fn credit_note(session: &Session, guid: &str) -> Ask {
    let url = session.address(&["v1", session.organization(), "sales", "creditnotes", guid]);
    Ask::json("/v1/{org}/sales/creditnotes/{guid}", url)
}

/// Always with `Accept`: the same address gives the PDF too.
pub(super) fn invoice(session: &Session, guid: &str) -> Ask {
    let url = session.address(&["v1", session.organization(), "invoices", guid]);
    Ask::json("/v1/{org}/invoices/{guid}", url)
}

pub(super) fn document(session: &Session, guid: &str) -> Ask {
    let url = session.address(&["v1", session.organization(), "invoices", guid]);
    Ask::document("/v1/{org}/invoices/{guid}", url, "application/octet-stream")
}

/// Version 1 of this one was taken away in 2021.
pub(super) fn payments(session: &Session, guid: &str) -> Ask {
    let url = session.address(&["v2", session.organization(), "invoices", guid, "payments"]);
    Ask::json("/v2/{org}/invoices/{guid}/payments", url)
}

pub(super) fn reminders(session: &Session, guid: &str) -> Ask {
    let url = session.address(&["v1", session.organization(), "invoices", guid, "reminders"]);
    Ask::json("/v1/{org}/invoices/{guid}/reminders", url)
}

pub(super) fn contact(session: &Session, guid: &str) -> Ask {
    let url = session.address(&["v1", session.organization(), "contacts", guid]);
    Ask::json("/v1/{org}/contacts/{guid}", url)
}
