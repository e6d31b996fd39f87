//! `GET /v2/invoices` and `GET /v2/invoices/{id}`.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::Billy;
use super::answer::{Sideloads, answer};
use super::call::Call;
use super::errors::Refusal;
use super::filters::Filters;
use super::includes::Includes;
use super::paging::Page;
use super::row::invoice_record;
use super::sorting::sort;
use crate::books::{Ledger, State};
use crate::json::Json;

/// The list, credit notes among the invoices.
pub async fn list(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    let ledgers = &mut billy.books.ledgers();
    let ledger = &mut ledgers[call.company];
    let page = Page::read(&call.query)?;
    let filters = Filters::read(&call.query, ledger)?;
    let includes = Includes::read(call.query.get("include"));
    let fits = |index: &usize| filters.fit(ledger, &ledger.invoices[*index]);
    let mut rows: Vec<usize> = (0..ledger.invoices.len()).filter(fits).collect();
    sort(&call.query, ledger, &mut rows)?;
    let mut sideloads = Sideloads::default();
    let here = page.cut(&rows);
    let records: Vec<Json> = here
        .iter()
        .map(|index| invoice_record(&call.base, ledger, &ledger.invoices[*index], &includes, &mut sideloads))
        .collect();
    let paging = page.meta(&format!("{}/invoices", call.base), rows.len(), &ledger.switches);
    if page.number == 1 && rows.len() > page.size {
        pay_before_next_page(ledger, here);
    }
    Ok(answer(call.started, paging, "invoices", records.into(), sideloads))
}

/// When switched on: pays an invoice of the page just read, so that later rows move up by one.
fn pay_before_next_page(ledger: &mut Ledger<Billy>, page: &[usize]) {
    if ledger.switches.pay_between_pages == 0 {
        return;
    }
    let open = page.iter().map(|index| &ledger.invoices[*index]);
    let open = open.filter(|invoice| invoice.is_invoice() && invoice.state == State::Approved);
    let name = open.into_iter().find(|invoice| invoice.owed() > 0).map(|invoice| invoice.id.clone());
    if name.is_some_and(|name| ledger.pay(&name, None).is_ok()) {
        ledger.switches.pay_between_pages -= 1;
    }
}

/// One invoice or credit note.
pub async fn one(
    Shared(billy): Shared<Billy>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let found = ledger.invoice(&id).filter(|invoice| invoice.state != State::Deleted);
    let invoice = found.ok_or(Refusal::NoRecord("invoice", id))?;
    let includes = Includes::read(call.query.get("include"));
    let mut sideloads = Sideloads::default();
    let record = invoice_record(&call.base, ledger, invoice, &includes, &mut sideloads);
    Ok(answer(call.started, None, "invoice", record, sideloads))
}
