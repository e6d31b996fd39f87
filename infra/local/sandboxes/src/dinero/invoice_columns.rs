//! The fields one may ask the lists of invoices and credit notes for.

use super::fields::{Column, View, time};
use super::status::{booked_status, payment_status};
use crate::books::{Invoice, State};
use crate::json::Json;

/// All of them; `Status` here is the payment status.
pub const COLUMNS: &[(&str, Column<Invoice>)] = &[
    ("Guid", |_, invoice| invoice.id.as_str().into()),
    ("Number", |_, invoice| number(invoice)),
    ("ExternalReference", |_, invoice| invoice.external_reference.clone().into()),
    ("ContactName", |view, invoice| view.ledger.contact_of(invoice).debtor.name.as_str().into()),
    ("ContactGuid", contact_guid),
    ("Date", |_, invoice| invoice.issued.into()),
    ("PaymentDate", |_, invoice| invoice.due.into()),
    ("Description", |_, invoice| invoice.description.as_str().into()),
    ("Currency", |_, invoice| invoice.currency.as_str().into()),
    ("Status", |view, invoice| match invoice.is_invoice() {
        true => payment_status(invoice, view.today).into(),
        false => booked_status(invoice).into(),
    }),
    ("MailOutStatus", |_, invoice| mail_out(invoice).0.into()),
    ("LatestMailOutType", |_, invoice| mail_out(invoice).1.into()),
    ("TotalExclVatInDkk", |view, invoice| view.amount(invoice.in_dkk(invoice.net))),
    ("TotalInclVatInDkk", |view, invoice| view.amount(invoice.in_dkk(invoice.gross()))),
    ("TotalExclVat", |view, invoice| view.amount(invoice.net)),
    ("TotalInclVat", |view, invoice| view.amount(invoice.gross())),
    ("CreatedAt", |_, invoice| time(invoice.created).into()),
    ("UpdatedAt", |_, invoice| time(invoice.updated).into()),
    ("DeletedAt", |_, invoice| deleted_at(invoice)),
];

/// What comes when `fields` is not sent.
pub const DEFAULT: &str = "Guid,ContactName,Date,Description";

/// The largest number there is for drafts, as recorded.
fn number(invoice: &Invoice) -> Json {
    match invoice.state {
        State::Draft => i64::MAX.into(),
        _ => Json::Number(invoice.number.to_string()),
    }
}

/// The contact, when the row says it.
pub fn contact_guid(view: &View<'_>, invoice: &Invoice) -> Json {
    let contact = view.ledger.contact_of(invoice);
    (!invoice.without_contact).then_some(contact.id.as_str()).into()
}

/// `MailOutStatus` and `LatestMailOutType`.
pub fn mail_out(invoice: &Invoice) -> (&'static str, Option<&'static str>) {
    match (invoice.state, invoice.fees.is_empty()) {
        (State::Draft, _) => ("NotSent", None),
        (_, true) => ("Sent", Some("Mailout")),
        (_, false) => ("Sent", Some("Reminder")),
    }
}

/// When it was deleted, if it was.
pub fn deleted_at(invoice: &Invoice) -> Json {
    (invoice.state == State::Deleted).then(|| time(invoice.updated)).into()
}
