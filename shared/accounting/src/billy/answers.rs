//! Billy's envelope: `meta` beside a record or a list, and what its errors mean.

use std::time::Duration;

use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use domain::source_invoice::SourceInvoice;

use super::invoice::{self, is_credit_note};
use super::requests::{MOST_CREDIT_NOTES, PAGE_SIZE};
use super::sideloads::Sideloads;
use super::{NAME, money};
use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Code, ErrorTable, Rule, Trouble, Verdict};
use crate::steady_walk::{FEW, Page};
use crate::system::{Listed, Unreadable};

/// Billy API v2, errors. A filter value that Billy does not know is a 404 too: our mistake, and never an empty list.
pub(super) static ERRORS: ErrorTable = ErrorTable {
    system: NAME,
    code: |body| Row::parse(body).ok()?.label("errorCode").ok()?.map(Into::into),
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden("the key does not open this")),
        Rule(404..=404, Code::Is("RECORD_NOT_FOUND"), Verdict::NoRecord),
        Rule(404..=404, Code::Is("UNKNOWN_RESOURCE"), Verdict::NotUnderstood("status")),
        Rule(480..=480, Code::Whatever, Verdict::Brownout),
    ],
    throttle_pause: Duration::from_secs(5),
};

/// The answer's object, unless Billy itself calls it a failure; `meta` may be missing.
pub(super) fn envelope(answer: &Answer) -> Result<Row<'_>, Trouble> {
    let body = object(answer)?;
    let success = body.row("meta")?.map(|meta| meta.flag("success")).transpose();
    if success.map_err(|error| error.under("meta"))?.flatten() == Some(false) {
        return Err(FieldError::new("meta.success", "is false in an answer with status 200").into());
    }
    Ok(body)
}

/// A page of the list of invoices.
pub(super) fn list(answer: &Answer) -> Result<Page, Trouble> {
    let body = envelope(answer)?;
    // Each once: to look for the end of a row takes longer than all else that is done with it.
    let rows: Vec<_> = body.needed_list("invoices")?.into_iter().map(Row::of).collect();
    let sideloads = Sideloads::of(&body);
    refuse_without_any_contact(&rows, &sideloads)?;
    let (is_last, total) = paging(&body, rows.len()).map_err(|error| error.under("meta.paging"))?;
    Ok(Page { rows: rows.into_iter().map(|row| listed(row, &sideloads)).collect(), is_last, total })
}

/// One missing contact is a debtor without an address; when no row has its own, Billy no longer sends them along.
fn refuse_without_any_contact(
    rows: &[Result<Row<'_>, FieldError>],
    sideloads: &Sideloads<'_>,
) -> Result<(), FieldError> {
    let found: Vec<bool> = rows.iter().flatten().filter_map(|row| sideloads.has_contact_of(row)).collect();
    let is_certain = found.len() >= FEW || (sideloads.are_without_contacts() && !found.is_empty());
    if is_certain && !found.contains(&true) {
        return Err(FieldError::new("contacts", "holds none of the invoices' contacts"));
    }
    Ok(())
}

/// Whether the page is the last, and how many rows there are; `meta.paging` may be missing on small answers.
fn paging(body: &Row<'_>, rows: usize) -> Result<(bool, Option<u64>), FieldError> {
    let short = rows < PAGE_SIZE;
    let paging = body.row("meta")?.map(|meta| meta.row("paging")).transpose()?.flatten();
    let Some(paging) = paging else { return Ok((short, None)) };
    let is_last = match (paging.count("page")?, paging.count("pageCount")?) {
        (Some(page), Some(pages)) => page >= pages || rows == 0,
        _ => short,
    };
    Ok((is_last, paging.count("total")?))
}

fn listed(row: Result<Row<'_>, FieldError>, sideloads: &Sideloads<'_>) -> Listed {
    let row = match row {
        Ok(row) => row,
        Err(error) => return Listed::Unreadable(unreadable(None, error)),
    };
    match invoice::read(&row, sideloads) {
        // Some of it was paid or credited, or a fee was added, and the row does not say which: a single read tells.
        Ok(invoice) if super::is_part_settled(&invoice) || super::has_undated_fee(&invoice) => {
            Listed::Outline(invoice::outline(&invoice))
        }
        Ok(invoice) => Listed::Whole(Box::new(invoice)),
        Err(error) => Listed::Unreadable(unreadable(Some(&row), error)),
    }
}

fn unreadable(row: Option<&Row<'_>>, error: FieldError) -> Unreadable {
    let label = |field| row.and_then(|row| row.label(field).ok()?).unwrap_or_default();
    Unreadable {
        id: InvoiceId::parse(&label("id")).ok(),
        number: label("invoiceNo").chars().take(40).collect(),
        field: error.path,
        problem: error.problem,
    }
}

/// One invoice that was asked for by id.
pub(super) fn invoice(
    answer: &Answer,
    asked: &InvoiceId,
) -> Result<Result<SourceInvoice, Unreadable>, Trouble> {
    let body = envelope(answer)?;
    let row = body.needed_row("invoice")?;
    let sideloads = Sideloads::of(&body);
    if row.needed_text("id").map_err(|error| error.under("invoice"))? != asked.as_str() {
        return Err(FieldError::new("invoice.id", "is not the one that was asked for").into());
    }
    let number = row.label("invoiceNo").ok().flatten().unwrap_or_default();
    Ok(invoice::read(&row, &sideloads).map_err(|error| Unreadable {
        id: Some(asked.clone()),
        number: number.chars().take(40).collect(),
        field: error.path,
        problem: error.problem,
    }))
}

/// The sum of the approved credit notes on the invoice `asked`, out of a list of them; their amounts come with either
/// sign. `None` when one of them cannot be read or is in another currency: the sum is not known then, and no harm is
/// done, for what is owed does not hang on it.
pub(super) fn credited(
    answer: &Answer,
    asked: &InvoiceId,
    currency: Currency,
) -> Result<Option<Money>, Trouble> {
    let body = envelope(answer)?;
    let rows = body.needed_list("invoices")?;
    // A filter that Billy does not know is passed over, and brings invoices and other invoices' notes.
    let of_asked = |row: &Row<'_>| {
        row.text("creditedInvoiceId").is_ok_and(|id| id.is_some_and(|id| id == asked.as_str()))
    };
    let mut sum = Some(0i64);
    for row in rows.iter().filter_map(|raw| Row::of(raw).ok()).filter(of_asked) {
        let note = note(&row, currency).ok();
        sum = sum.zip(note).and_then(|(sum, note)| sum.checked_add(note));
    }
    let is_whole = rows.len() < MOST_CREDIT_NOTES;
    Ok(sum.filter(|_| is_whole).map(|sum| Money::new(sum, currency)))
}

/// What one credit note takes off, in minor units.
fn note(row: &Row<'_>, currency: Currency) -> Result<i64, FieldError> {
    if !is_credit_note(row)? || !row.needed_text("state")?.eq_ignore_ascii_case("approved") {
        return Ok(0);
    }
    if !row.needed_text("currencyId")?.eq_ignore_ascii_case(currency.code()) {
        return Err(FieldError::new("currencyId", "is not the invoice's"));
    }
    let gross = money::gross(row)?.ok_or_else(|| FieldError::new("grossAmount", "is missing"))?;
    let gross = Money::from_major(gross, currency);
    gross.map(|gross| gross.minor.abs()).map_err(|error| FieldError::new("grossAmount", error.to_string()))
}

#[cfg(test)]
mod tests;
