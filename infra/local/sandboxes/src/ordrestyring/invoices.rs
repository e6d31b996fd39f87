//! `/debtor-invoices`: invoices and credit notes that have a number. Drafts have none and are elsewhere.

use axum::extract::{Path, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::Ordrestyring;
use super::answer::{self, Page};
use super::call::Call;
use super::errors::Refusal;
use super::filters::{Filters, sort};
use super::row::invoice_record;
use crate::books::{Invoice, State};
use crate::json::Json;
use crate::pdf;

/// The list.
pub async fn list(Shared(ordrestyring): Shared<Ordrestyring>, call: Call) -> Result<Response, Refusal> {
    let ledgers = &mut ordrestyring.books.ledgers();
    let ledger = &mut ledgers[call.company];
    let page = Page::read(&call.query, &ledger.switches)?;
    let filters = Filters::read(&call.query)?;
    let has_number = |invoice: &&Invoice| invoice.state == State::Approved;
    let all = ledger.invoices.iter().filter(has_number);
    let mut rows: Vec<&Invoice> = all.filter(|invoice| filters.fit(ledger, invoice)).collect();
    sort(&call.query, ledger, &mut rows)?;
    // After the first page the first row changes its place to the end, and all others move up.
    let moves = page.number > 1 && ledger.switches.rows_move > 0;
    let moved = ledger.switches.rows_moved + usize::from(moves);
    let length = rows.len().max(1);
    rows.rotate_left(moved % length);
    let here: Vec<Json> = page.cut(&rows).iter().map(|invoice| invoice_record(ledger, invoice)).collect();
    if moves && page.is_last(rows.len()) {
        ledger.switches.rows_move -= 1;
        ledger.switches.rows_moved = moved;
    }
    Ok(answer::list(here, &ledger.switches))
}

/// One invoice or credit note by its number; with `.pdf` behind it, as a document.
pub async fn one(
    Shared(ordrestyring): Shared<Ordrestyring>,
    Path(wanted): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &ordrestyring.books.ledgers()[call.company];
    let (number, is_document) =
        wanted.strip_suffix(".pdf").map_or((&*wanted, false), |number| (number, true));
    let found = ledger.invoice(number).filter(|invoice| invoice.state == State::Approved);
    let invoice = found.ok_or(Refusal::NoRecord("debtor invoice"))?;
    if is_document {
        let file = pdf::of_invoice(&ledger.name, &ledger.contact_of(invoice).debtor, invoice);
        return Ok(([(CONTENT_TYPE, "application/pdf")], file).into_response());
    }
    Ok(answer::one(invoice_record(ledger, invoice), &ledger.switches))
}
