//! An invoice row of Billy, read.

use domain::ids::InvoiceId;
use domain::source_invoice::{DocumentKind, InvoiceOutline, InvoiceState, SourceInvoice};

use super::money::Figures;
use super::sideloads::Sideloads;
use crate::debtor_facts::mark_with;
use crate::fields::{FieldError, Row};

/// What a word of Billy's means. A word that is not here is not guessed at.
const STATES: &[(&str, InvoiceState)] =
    &[("draft", InvoiceState::Draft), ("approved", InvoiceState::Approved), ("voided", InvoiceState::Voided)];

/// Public clients disagree about a credit note's `type`: `creditNote` or `credit_note`. Compared without case and `_`.
const KINDS: &[(&str, bool)] = &[("invoice", false), ("creditnote", true)];

/// # Errors
/// Names the field that is wrong.
pub(super) fn read(row: &Row<'_>, sideloads: &Sideloads<'_>) -> Result<SourceInvoice, FieldError> {
    let id = InvoiceId::parse(&row.needed_text("id")?).map_err(|_| FieldError::new("id", "is not an id"))?;
    let kind = if is_credit_note(row)? { DocumentKind::CreditNote } else { DocumentKind::Invoice };
    let state = state(row)?;
    let number = row.label("invoiceNo")?.unwrap_or_default().trim().to_owned();
    let (issue_date, due_date) = (row.date("entryDate")?, row.date("dueDate")?);
    let figures = Figures::read(row, sideloads.late_fees(id.as_str()))?;
    let debtor = sideloads.debtor(row);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut facts =
        vec![id.to_string(), number.clone(), format!("{kind:?}{state:?}"), day(issue_date), day(due_date)];
    facts.extend(figures.facts());
    let mark = mark_with(&debtor, &facts.iter().map(String::as_str).collect::<Vec<_>>());
    Ok(SourceInvoice {
        id,
        number,
        kind,
        state,
        issue_date,
        due_date,
        amounts: figures.amounts(),
        debtor,
        payment_reference: None,
        in_collection_elsewhere: false,
        hold: None,
        mark,
    })
}

/// What of a row is certain without a single read.
pub(super) fn outline(invoice: &SourceInvoice) -> InvoiceOutline {
    InvoiceOutline {
        id: invoice.id.clone(),
        number: invoice.number.clone(),
        kind: invoice.kind,
        state: invoice.state,
        due_date: invoice.due_date,
        mark: invoice.mark,
    }
}

/// By its type, or because it says which invoice it credits.
pub(super) fn is_credit_note(row: &Row<'_>) -> Result<bool, FieldError> {
    let word = row.needed_text("type")?.to_ascii_lowercase().replace('_', "");
    let by_type = KINDS.iter().find(|(known, _)| *known == word).map(|(_, is)| *is);
    let credits = row.text("creditedInvoiceId")?.is_some();
    match by_type {
        Some(is) => Ok(is || credits),
        None if credits => Ok(true),
        None => Err(FieldError::new("type", "is a word that is not known")),
    }
}

fn state(row: &Row<'_>) -> Result<InvoiceState, FieldError> {
    let word = row.needed_text("state")?;
    let known = STATES.iter().find(|(known, _)| known.eq_ignore_ascii_case(&word));
    known.map(|(_, state)| *state).ok_or_else(|| FieldError::new("state", "is a word that is not known"))
}
