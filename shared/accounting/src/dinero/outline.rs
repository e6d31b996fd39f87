//! A row of Dinero's list of invoices: everything but what is still owed.

use domain::ids::InvoiceId;
use domain::source_invoice::{ChangeMark, DocumentKind, InvoiceOutline, InvoiceState};
use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::requests::PAGE_SIZE;
use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Trouble};
use crate::steady_walk::Page;
use crate::system::{Listed, Unreadable};

/// In the list `Status` says `Overdue`, in the single invoice of the same one `Booked`: only a draft is told from the
/// rest by it. What is owed says whether it is paid; a word that is not known says nothing.
const DRAFT: &str = "draft";

/// A page of the list. There is no count of all rows: `Result` is that of the page, `ResultWithoutFilter` that of
/// another list.
pub(super) fn page(answer: &Answer) -> Result<Page, Trouble> {
    let (rows, is_last) = collection(answer)?;
    Ok(Page { rows: rows.into_iter().map(listed).collect(), is_last, total: None })
}

/// The rows of a list, and whether the page is the last: when it has fewer rows than fit.
pub(super) fn collection(answer: &Answer) -> Result<(Vec<&RawValue>, bool), Trouble> {
    let body = object(answer)?;
    let rows = body.needed_list("Collection")?;
    let mut fits = PAGE_SIZE;
    if let Some(paging) = body.row("Pagination")? {
        for field in ["PageSize", "MaxPageSizeAllowed"] {
            let said = paging.count(field).map_err(|error| error.under("Pagination"))?;
            let said = said.and_then(|said| usize::try_from(said).ok()).filter(|said| *said > 0);
            fits = fits.min(said.unwrap_or(fits));
        }
    }
    let is_last = rows.len() < fits;
    Ok((rows, is_last))
}

fn listed(raw: &RawValue) -> Listed {
    match Row::of(raw).and_then(|row| read(&row)) {
        Ok(outline) => Listed::Outline(outline),
        Err(error) => Listed::Unreadable(unreadable(Row::of(raw).ok().as_ref(), None, error)),
    }
}

pub(super) fn unreadable(row: Option<&Row<'_>>, asked: Option<&InvoiceId>, error: FieldError) -> Unreadable {
    let label = |field| row.and_then(|row| row.label(field).ok()?).unwrap_or_default();
    Unreadable {
        id: asked.cloned().or_else(|| InvoiceId::parse(&label("Guid")).ok()),
        number: label("Number").chars().take(40).collect(),
        field: error.path,
        problem: error.problem,
    }
}

/// The outline of a row or of a single invoice: both have these fields.
pub(super) fn read(row: &Row<'_>) -> Result<InvoiceOutline, FieldError> {
    let guid = row.needed_text("Guid")?;
    let id = InvoiceId::parse(guid.trim()).map_err(|_| FieldError::new("Guid", "is not an id"))?;
    let is_draft = row.text("Status")?.is_some_and(|word| word.trim().eq_ignore_ascii_case(DRAFT));
    let is_deleted = row.label("DeletedAt")?.is_some();
    let state = match (is_deleted, is_draft) {
        (true, _) => InvoiceState::Voided,
        (_, true) => InvoiceState::Draft,
        _ => InvoiceState::Approved,
    };
    // Two clients ask for a field `Type`, as if credit notes could stand among the invoices.
    let is_invoice = row.text("Type")?.is_none_or(|word| word.trim().eq_ignore_ascii_case("invoice"));
    let total = row.needed_amount("TotalInclVat")?;
    let credits = row.is_set("CreditNoteFor") || total < Decimal::ZERO;
    let kind = if is_invoice && !credits { DocumentKind::Invoice } else { DocumentKind::CreditNote };
    // A draft's number is the largest there is (9223372036854775807), or a small one that it will not keep.
    let number = if is_draft { String::new() } else { row.label("Number")?.unwrap_or_default().into_owned() };
    let due_date = row.date("PaymentDate")?;
    let mark = ChangeMark::of(&[
        &guid.to_ascii_lowercase(),
        &number,
        &due_date.map(|day| day.to_string()).unwrap_or_default(),
        &total.normalize().to_string(),
        &row.text("Currency")?.unwrap_or_default(),
        &moment(row)?,
    ]);
    Ok(InvoiceOutline { id, number, kind, state, due_date, mark })
}

/// `UpdatedAt`, alike however many digits its fraction is written with.
fn moment(row: &Row<'_>) -> Result<String, FieldError> {
    let Some(text) = row.text("UpdatedAt")? else { return Ok(String::new()) };
    Ok(text.parse::<DateTime>().map_or_else(|_| text.to_string(), |moment| moment.to_string()))
}
