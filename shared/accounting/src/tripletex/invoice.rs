//! A row of Tripletex's list of invoices, read: an invoice, or a credit note. Any field of it may be null or missing.

use std::borrow::Cow;

use domain::ids::InvoiceId;
use domain::source_invoice::{
    ChangeMark, Debtor, DocumentKind, Hold, InvoiceState, SourceInvoice, UnlinkedCredit,
};
use rust_decimal::Decimal;

use super::amounts::{Figures, kroner};
use super::debtor;
use crate::fields::{FieldError, Row};
use crate::system::Unreadable;

/// What a reminder of Tripletex's own says when the invoice has gone to collection.
const IN_COLLECTION: &str = "DEBT_COLLECTION";

/// # Errors
/// Names the field that is wrong, or that nothing is certain without.
pub(super) fn read(row: &Row<'_>) -> Result<SourceInvoice, FieldError> {
    let customer = row.row("customer").ok().flatten();
    let debtor = customer.as_ref().map_or_else(debtor::unknown, debtor::read);
    let figures = Figures::read(row)?;
    let mut invoice = SourceInvoice {
        id: id(row)?,
        number: number(row)?,
        kind: if is_credit_note(row)? { DocumentKind::CreditNote } else { DocumentKind::Invoice },
        state: state(row)?,
        issue_date: row.date("invoiceDate")?,
        due_date: row.date("invoiceDueDate")?,
        amounts: figures.amounts(),
        hold: hold(row, customer.as_ref())?,
        debtor,
        payment_reference: row.label("kid")?.map(|kid| kid.trim().to_owned()),
        in_collection_elsewhere: is_in_collection(row)?,
        mark: ChangeMark::from_bits(0),
    };
    // Lists and single reads show the same fields, so the mark covers all that is copied.
    invoice.mark = invoice.facts();
    Ok(invoice)
}

/// The row as a credit note that names no invoice and is not yet set against one: people write one as an ordinary
/// invoice below nothing. One that names its invoice is seen on that invoice.
pub(super) fn unlinked_credit(row: &Row<'_>) -> Result<Option<UnlinkedCredit>, FieldError> {
    let names_one = row.label("creditedInvoice")?.is_some_and(|id| id.trim() != "0");
    let outstanding = row.needed_amount("amountOutstanding")?;
    if names_one || outstanding >= Decimal::ZERO || !is_credit_note(row)? {
        return Ok(None);
    }
    let Debtor { external_id, .. } = row.row("customer")?.as_ref().map_or_else(debtor::unknown, debtor::read);
    let debtor = external_id.ok_or_else(|| FieldError::new("customer.id", "is missing"))?;
    let (id, number, issue_date) = (id(row)?, number(row)?, row.date("invoiceDate")?);
    // A foreign one holds the debtor's invoices too, whatever it is worth.
    let in_kroner = Figures::read(row)?.amounts().is_ok();
    let amount = kroner("amountOutstanding", -outstanding).ok().filter(|_| in_kroner);
    Ok(Some(UnlinkedCredit { id, number, debtor, issue_date, amount }))
}

pub(super) fn unreadable(row: Option<&Row<'_>>, asked: Option<&InvoiceId>, error: FieldError) -> Unreadable {
    let number = row.and_then(|row| row.label("invoiceNumber").ok()?).unwrap_or_default();
    Unreadable {
        id: asked.cloned().or_else(|| id(row?).ok()),
        number: number.chars().take(40).collect(),
        field: error.path,
        problem: error.problem,
    }
}

/// A whole number beyond 32 bits.
pub(super) fn id(row: &Row<'_>) -> Result<InvoiceId, FieldError> {
    let text = row.label("id")?.unwrap_or_default();
    let known = Some(text.trim()).filter(|text| super::is_id(text));
    known.and_then(|text| InvoiceId::parse(text).ok()).ok_or_else(|| FieldError::new("id", "is not an id"))
}

/// 0 until it is charged.
fn number(row: &Row<'_>) -> Result<String, FieldError> {
    let number = row.label("invoiceNumber")?.map(Cow::into_owned);
    Ok(number.filter(|number| number != "0").unwrap_or_default())
}

fn is_credit_note(row: &Row<'_>) -> Result<bool, FieldError> {
    Ok(row.flag("isCreditNote")? == Some(true) || row.needed_amount("amount")? < Decimal::ZERO)
}

/// Whether something is owed of an invoice whose amounts cannot be taken for real.
pub(super) fn leaves_something(row: &Row<'_>) -> Result<bool, FieldError> {
    Ok(!row.needed_flag("isCredited")? && row.needed_amount("amountOutstanding")? > Decimal::ZERO)
}

/// An invoice whose voucher was reversed is as good as never written.
fn state(row: &Row<'_>) -> Result<InvoiceState, FieldError> {
    let is_reversed = row.row("voucher")?.is_some_and(|voucher| voucher.is_set("reverseVoucher"));
    Ok(match (row.flag("isCharged")?, is_reversed) {
        (Some(false), _) => InvoiceState::Draft,
        (_, true) => InvoiceState::Voided,
        _ => InvoiceState::Approved,
    })
}

/// Why the creditor lets the invoice rest; what lasts comes before what passes.
fn hold(row: &Row<'_>, customer: Option<&Row<'_>>) -> Result<Option<Hold>, FieldError> {
    let is_factored = customer.and_then(|customer| customer.flag("isFactoring").ok()?);
    if is_factored == Some(true) {
        return Ok(Some(Hold::Factored));
    }
    if row.amount("sumRemits")?.is_some_and(|sum| sum > Decimal::ZERO) {
        return Ok(Some(Hold::Repayment));
    }
    let Some(remark) = row.row("invoiceRemark")? else { return Ok(None) };
    let until = remark.date("postponeRemindersTo").map_err(|error| error.under("invoiceRemark"))?;
    Ok(until.map(|until| Hold::Postponed { until }))
}

fn is_in_collection(row: &Row<'_>) -> Result<bool, FieldError> {
    let kinds = row.each("reminders", |reminder| {
        Ok(reminder.text("type")?.is_some_and(|kind| kind.trim().eq_ignore_ascii_case(IN_COLLECTION)))
    })?;
    Ok(kinds.unwrap_or_default().contains(&true))
}
