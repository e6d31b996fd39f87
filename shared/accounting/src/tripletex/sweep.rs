//! The walk over all invoices of a range of days, which hands out what is owed and overdue.

use std::collections::HashSet;

use async_trait::async_trait;
use domain::source_invoice::{DocumentKind, InvoiceState};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::value::RawValue;

use super::requests::PAGE_SIZE;
use super::windows::{Days, Windows};
use super::{NAME, Tripletex, errors, invoice, requests};
use crate::error::AccountingError;
use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Trouble};
use crate::steady_walk::AllAlike;
use crate::system::{Listed, Walk, Window};

/// Rows are listed by date and id, and none ever leaves the list or changes its date: a row that is added in mid-walk
/// moves others on, so that they come twice and none is missed. The range is asked for as one, and cut in two wherever
/// Tripletex finds more in it than it lists.
pub(super) struct Sweep<'a> {
    tripletex: &'a Tripletex,
    today: Date,
    windows: Windows,
    /// Rows of the present range that were read.
    from: usize,
    seen: HashSet<i64>,
    alike: AllAlike,
}

/// A page of the list.
struct Page {
    /// Their ids, and what is handed out of them.
    rows: Vec<(Option<i64>, Option<Listed>)>,
    has_more: bool,
}

impl<'a> Sweep<'a> {
    pub fn new(tripletex: &'a Tripletex, window: Window) -> Self {
        let today = window.today;
        let before = today.checked_add(1.day()).unwrap_or(Date::MAX);
        let windows = Windows::over(Days { from: window.written_since(), before });
        Self { tripletex, today, windows, from: 0, seen: HashSet::new(), alike: AllAlike::default() }
    }

    /// The rows of a page that were not seen before.
    fn take(&mut self, page: Page) -> Result<Vec<Listed>, AccountingError> {
        let (count, mut new, mut brought) = (page.rows.len(), Vec::new(), false);
        for (id, listed) in page.rows {
            if id.is_some_and(|id| !self.seen.insert(id)) {
                continue;
            }
            brought = true;
            self.alike.count(listed.as_ref());
            new.extend(listed);
        }
        if page.has_more && !brought {
            let problem = "brings the rows of an earlier page again".to_owned();
            return Err(AccountingError::NotUnderstood {
                system: NAME,
                field: format!("from {}", self.from),
                problem,
            });
        }
        self.from += count;
        if !page.has_more {
            self.windows.done();
            self.from = 0;
        }
        Ok(new)
    }

    fn halve(&mut self) -> Result<(), AccountingError> {
        self.from = 0;
        if self.windows.halve() {
            return Ok(());
        }
        let problem = "are more on a single day than are listed".to_owned();
        Err(AccountingError::NotUnderstood { system: NAME, field: "invoices".into(), problem })
    }
}

#[async_trait]
impl Walk for Sweep<'_> {
    async fn next_page(&mut self) -> Result<Option<Vec<Listed>>, AccountingError> {
        while let Some(days) = self.windows.next() {
            let ask = requests::invoices(&self.tripletex.session, days, self.from);
            let (today, from) = (self.today, self.from);
            match self.tripletex.session.ask(ask, |answer| read_page(answer, today, from)).await {
                Ok(page) => {
                    let new = self.take(page)?;
                    if !new.is_empty() {
                        return Ok(Some(new));
                    }
                }
                Err(Trouble::Refused { code: Some(code), .. }) if code == errors::TOO_MANY => self.halve()?,
                Err(trouble) => return Err(trouble.into_error(NAME)),
            }
        }
        self.alike.refuse(NAME)?;
        Ok(None)
    }
}

/// `fullResultSize` tells no more than whether something comes after this page (Tripletex API 2.0, envelopes).
fn read_page(answer: &Answer, today: Date, from: usize) -> Result<Page, Trouble> {
    let body = object(answer)?;
    let values = body.needed_list("values")?;
    let read = u64::try_from(from + values.len()).unwrap_or(u64::MAX);
    let told_more = body.count("fullResultSize")?.is_some_and(|size| size > read);
    let has_more = !values.is_empty() && (values.len() >= PAGE_SIZE || told_more);
    Ok(Page { rows: values.into_iter().map(|raw| row(raw, today)).collect(), has_more })
}

fn row(raw: &RawValue, today: Date) -> (Option<i64>, Option<Listed>) {
    let row = match Row::of(raw) {
        Ok(row) => row,
        Err(error) => return (None, Some(Listed::Unreadable(invoice::unreadable(None, None, error)))),
    };
    let bad = |error: FieldError| Some(Listed::Unreadable(invoice::unreadable(Some(&row), None, error)));
    let id = invoice::id(&row).ok().and_then(|id| id.as_str().parse().ok());
    (id, listed(&row, today).unwrap_or_else(bad))
}

/// What is handed out of a row: nothing of what is paid, credited, voided or not due. What nobody can tell of is.
fn listed(row: &Row<'_>, today: Date) -> Result<Option<Listed>, FieldError> {
    if let Some(credit) = invoice::unlinked_credit(row)? {
        return Ok(Some(Listed::Credit(credit)));
    }
    let invoice = invoice::read(row)?;
    let is_owed = match &invoice.amounts {
        Ok(amounts) => amounts.principal_outstanding().is_positive(),
        Err(_) => invoice::leaves_something(row)?,
    };
    let is_wanted = is_owed
        && invoice.kind == DocumentKind::Invoice
        && invoice.state == InvoiceState::Approved
        && invoice.due_date.is_none_or(|due| due < today);
    Ok(is_wanted.then(|| Listed::Whole(Box::new(invoice))))
}
