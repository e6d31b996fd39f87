//! The PDF behind a `downloadUrl`. The address itself is the permission; any hash of it is good here.

use axum::extract::{Path, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::Billy;
use super::errors::Refusal;
use crate::books::State;
use crate::pdf;

/// `GET /v2/downloads/invoices/{id}/{organization}/{hash}/{file}`
pub async fn invoice(
    Shared(billy): Shared<Billy>,
    Path((id, organization, _hash, _file)): Path<(String, String, String, String)>,
) -> Result<Response, Refusal> {
    let ledgers = billy.books.ledgers();
    let ledger = ledgers.iter().find(|ledger| ledger.organization == organization);
    let invoice = ledger.and_then(|ledger| Some((ledger, ledger.invoice(&id)?)));
    let (ledger, invoice) = invoice
        .filter(|(_, invoice)| invoice.state != State::Deleted)
        .ok_or(Refusal::NoRecord("invoice", id))?;
    let file = pdf::of_invoice(&ledger.name, &ledger.contact_of(invoice).debtor, invoice);
    Ok(([(CONTENT_TYPE, "application/pdf")], file).into_response())
}
