//! The list of what is overdue, and after it the credit notes.

use async_trait::async_trait;
use domain::Currency;
use domain::source_invoice::DocumentKind;
use jiff::civil::Date;
use serde_json::value::RawValue;

use super::super::NAME;
use super::envelope::rows;
use super::invoice_row::{InvoiceRow, unreadable};
use super::requests::{self, PAGE_SIZE};
use super::{RestV2, errors};
use crate::error::AccountingError;
use crate::fields::{FieldError, Row};
use crate::http::{Answer, Trouble};
use crate::steady_walk::{Page, Pages, SteadyWalk};
use crate::system::{Listed, Walk};

/// One list of `/debtor-invoices`.
struct List<'a> {
    rest: &'a RestV2,
    wanted: Wanted,
    /// Credit notes that were written before are of no invoice that is followed.
    written_since: Date,
}

#[derive(Clone, Copy)]
enum Wanted {
    Invoices { last_due: Date },
    CreditNotes,
}

#[async_trait]
impl Pages for List<'_> {
    fn system(&self) -> &'static str {
        NAME
    }

    async fn page(&self, index: u32) -> Result<Page, AccountingError> {
        let ask = match self.wanted {
            Wanted::Invoices { last_due } => requests::overdue(self.rest, last_due, index + 1),
            Wanted::CreditNotes => requests::credits(self.rest, self.written_since, index + 1),
        };
        let page = self.rest.ask(ask, |answer| self.read(answer)).await;
        page.map_err(errors::of_what_must_be_there)
    }
}

impl List<'_> {
    /// There is no count of all rows: a page with fewer than fit is the last, and an exactly full one is followed by an
    /// empty one. How many rows came decides, not how many were wanted.
    fn read(&self, answer: &Answer) -> Result<Page, Trouble> {
        let rows = rows(answer)?;
        let is_last = rows.len() < PAGE_SIZE;
        Ok(Page { rows: rows.into_iter().filter_map(|raw| self.listed(raw)).collect(), is_last, total: None })
    }

    fn listed(&self, raw: &RawValue) -> Option<Listed> {
        let row = Row::of(raw);
        match row.as_ref().map_err(Clone::clone).and_then(|row| self.row(row)) {
            Ok(listed) => listed,
            Err(error) => Some(Listed::Unreadable(unreadable(row.ok().as_ref(), None, error))),
        }
    }

    /// `None` for a row that is not wanted: paid, within the grace, too old, or of the other list.
    fn row(&self, row: &Row<'_>) -> Result<Option<Listed>, FieldError> {
        let asked_for = match self.wanted {
            Wanted::Invoices { .. } => DocumentKind::Invoice,
            Wanted::CreditNotes => DocumentKind::CreditNote,
        };
        let read = InvoiceRow::read(row, self.rest.choices.unit, asked_for)?;
        if read.listed_as != asked_for {
            return Ok(None);
        }
        Ok(match (self.wanted, read.kind) {
            (_, DocumentKind::CreditNote) => {
                let is_wanted = read.issue_date.is_none_or(|issued| issued >= self.written_since);
                is_wanted.then(|| read.credit().map(Listed::Credit)).transpose()?
            }
            (Wanted::CreditNotes, DocumentKind::Invoice) => None,
            (Wanted::Invoices { last_due }, DocumentKind::Invoice) => {
                let is_wanted = !read.figures.is_paid() && read.due_date.is_none_or(|due| due <= last_due);
                is_wanted.then(|| unpaid(read))
            }
        })
    }
}

/// In outline: who owes, and where to write to, stands elsewhere, and the mark covers all that the row says of money, so
/// that a list in which nothing changed costs its pages alone. A row whose figures do not add up is no case whoever
/// owes it: it is told whole, and nobody asks for its debtor day by day.
fn unpaid(read: InvoiceRow) -> Listed {
    if read.figures.add_up() {
        return Listed::Outline(read.outline());
    }
    let debtor = read.printed.clone();
    Listed::Whole(Box::new(read.whole(debtor, Ok(Currency::DKK))))
}

/// Both walks, one after the other.
pub(super) struct OverdueThenCredits<'a> {
    overdue: Option<SteadyWalk<List<'a>>>,
    credits: SteadyWalk<List<'a>>,
}

impl<'a> OverdueThenCredits<'a> {
    pub fn new(rest: &'a RestV2, last_due: Date, written_since: Date) -> Self {
        let walk = |wanted| SteadyWalk::new(List { rest, wanted, written_since });
        Self { overdue: Some(walk(Wanted::Invoices { last_due })), credits: walk(Wanted::CreditNotes) }
    }
}

#[async_trait]
impl Walk for OverdueThenCredits<'_> {
    async fn next_page(&mut self) -> Result<Option<Vec<Listed>>, AccountingError> {
        if let Some(overdue) = &mut self.overdue {
            if let Some(page) = overdue.next_page().await? {
                return Ok(Some(page));
            }
            self.overdue = None;
        }
        self.credits.next_page().await
    }
}
