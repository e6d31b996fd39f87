//! Credit notes: a resource of their own.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};

use super::Dinero;
use super::access::Call;
use super::errors::Refusal;
use super::fields::View;
use super::invoices::answer;
use super::single::{add_invoice_part, document, find};
use crate::books::{Invoice, Kind};
use crate::json::record;

fn is_credit_note(invoice: &Invoice) -> bool {
    !invoice.is_invoice()
}

/// `GET /v1/{org}/sales/creditnotes`: parameters as for invoices, without `statusFilter`.
pub async fn list(Shared(dinero): Shared<Dinero>, call: Call) -> Result<Response, Refusal> {
    answer(&dinero, &call, is_credit_note, None)
}

/// `GET /v1/{org}/sales/creditnotes/{guid}`
pub async fn one(
    Shared(dinero): Shared<Dinero>,
    Path((_, guid)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let note = find(ledger, &guid, is_credit_note)?;
    let credited = match &note.kind {
        Kind::CreditNote { of } => of.as_deref(),
        Kind::Invoice => None,
    };
    let mut body = record! { "CreditNoteFor": credited };
    add_invoice_part(&mut body, &View { ledger, today: dinero.books.clock().today() }, note);
    Ok(axum::Json(body).into_response())
}

/// `GET /v1/{org}/sales/creditnotes/{guid}/pdf`
pub async fn pdf(
    Shared(dinero): Shared<Dinero>,
    Path((_, guid)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    document(ledger, find(ledger, &guid, is_credit_note)?)
}
