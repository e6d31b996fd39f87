//! Billy's envelope: `meta` beside a record or a list, and what its errors mean.

use std::time::Duration;

use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use domain::source_invoice::SourceInvoice;
use serde_json::value::RawValue;

use super::invoice::{self, is_credit_note};
use super::requests::{MOST_CREDIT_NOTES, PAGE_SIZE};
use super::sideloads::Sideloads;
use super::{NAME, money};
use crate::fields::{FieldError, Row};
use crate::http::{Answer, Code, ErrorTable, Rule, Trouble, Verdict};
use crate::steady_walk::Page;
use crate::system::{Listed, Unreadable};

/// Billy API v2, errors. A filter value that Billy does not know is a 404 too: our mistake, and never an empty list.
pub(super) static ERRORS: ErrorTable = ErrorTable {
    system: NAME,
    code: |body| Row::parse(body).ok()?.label("errorCode").ok()?.map(Into::into),
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden("the key does not open this")),
        Rule(404..=404, Code::Is("RECORD_NOT_FOUND"), Verdict::NoRecord),
        Rule(480..=480, Code::Whatever, Verdict::Brownout),
    ],
    throttle_pause: Duration::from_secs(5),
};

/// The answer's object, when Billy itself calls it a success.
pub(super) fn envelope(answer: &Answer) -> Result<Row<'_>, Trouble> {
    let body = Row::parse(answer.text()?).map_err(|error| error.under("body"))?;
    if body.needed_row("meta")?.flag("success").map_err(|error| error.under("meta"))? == Some(false) {
        return Err(FieldError::new("meta.success", "is false in an answer with status 200").into());
    }
    Ok(body)
}

/// A page of the list of invoices.
pub(super) fn list(answer: &Answer) -> Result<Page, Trouble> {
    let body = envelope(answer)?;
    let rows = body.needed_list("invoices")?;
    let sideloads = Sideloads::of(&body)?;
    let (is_last, total) = paging(&body, rows.len()).map_err(|error| error.under("meta.paging"))?;
    Ok(Page { rows: rows.into_iter().map(|raw| listed(raw, &sideloads)).collect(), is_last, total })
}

/// Whether the page is the last, and how many rows there are; `meta.paging` may be missing on small answers.
fn paging(body: &Row<'_>, rows: usize) -> Result<(bool, Option<u64>), FieldError> {
    let short = rows < PAGE_SIZE;
    let Some(paging) = body.needed_row("meta")?.row("paging")? else { return Ok((short, None)) };
    let is_last = match (paging.count("page")?, paging.count("pageCount")?) {
        (Some(page), Some(pages)) => page >= pages || rows == 0,
        _ => short,
    };
    Ok((is_last, paging.count("total")?))
}

fn listed(raw: &RawValue, sideloads: &Sideloads<'_>) -> Listed {
    let read = Row::of(raw).and_then(|row| invoice::read(&row, sideloads));
    match read {
        // Some of it was paid or credited, and the row does not say which: a single read tells.
        Ok(invoice) if super::is_part_settled(&invoice) => Listed::Outline(invoice::outline(&invoice)),
        Ok(invoice) => Listed::Whole(Box::new(invoice)),
        Err(error) => Listed::Unreadable(unreadable(raw, error)),
    }
}

fn unreadable(raw: &RawValue, error: FieldError) -> Unreadable {
    let row = Row::of(raw).ok();
    let label = |field| row.as_ref().and_then(|row| row.label(field).ok()?).unwrap_or_default();
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
    let sideloads = Sideloads::of(&body)?;
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

/// The sum of the approved credit notes in a list of them; their amounts come with either sign.
pub(super) fn credited(answer: &Answer, currency: Currency) -> Result<Money, Trouble> {
    let body = envelope(answer)?;
    let notes = body.each("invoices", |row| {
        let counts = is_credit_note(row)? && row.needed_text("state")?.eq_ignore_ascii_case("approved");
        if !counts {
            return Ok(0);
        }
        if !row.needed_text("currencyId")?.eq_ignore_ascii_case(currency.code()) {
            return Err(FieldError::new("currencyId", "is not the invoice's"));
        }
        let gross = money::gross(row)?.ok_or_else(|| FieldError::new("grossAmount", "is missing"))?;
        let gross = Money::from_major(gross, currency);
        gross
            .map(|gross| gross.minor.abs())
            .map_err(|error| FieldError::new("grossAmount", error.to_string()))
    })?;
    let notes = notes.ok_or_else(|| FieldError::new("invoices", "is missing"))?;
    let sum = notes.iter().try_fold(0i64, |sum, note| sum.checked_add(*note));
    match sum {
        Some(sum) if notes.len() < MOST_CREDIT_NOTES => Ok(Money::new(sum, currency)),
        _ => Err(FieldError::new("invoices", "holds more credit notes than an invoice can have").into()),
    }
}

#[cfg(test)]
mod tests;
