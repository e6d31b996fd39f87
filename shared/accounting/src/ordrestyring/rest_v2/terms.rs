//! Payment terms: the due date of an invoice that lacks one, by its debtor's terms.

use domain::moment::plus_days;
use jiff::civil::Date;

use super::RestV2;
use super::envelope::{filled, rows};
use super::requests::{self, PAGE_SIZE};
use crate::fields::{FieldError, Row};
use crate::http::{Answer, Trouble};

/// A row of `/payment-terms`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub id: String,
    days: i32,
    /// "Running month": the days count from its end.
    from_month_end: bool,
}

/// More pages than any company has terms.
const MOST_PAGES: u32 = 10;
/// Terms longer than this are something else.
const MOST_DAYS: u64 = 1_000;

impl Term {
    /// `None` for a row that is not as it should be: an invoice by it has no due date then.
    fn read(row: &Row<'_>) -> Result<Option<Self>, FieldError> {
        let Some(id) = filled(row, "id")? else { return Ok(None) };
        let days = row.count("days")?.unwrap_or_default();
        let days = i32::try_from(days).ok().filter(|_| days <= MOST_DAYS);
        let from_month_end = match row.flag("month_ongoing") {
            Ok(flag) => flag == Some(true),
            Err(_) => filled(row, "month_ongoing")?.as_deref() == Some("1"),
        };
        Ok(days.map(|days| Self { id: id.into_owned(), days, from_month_end }))
    }

    pub fn due_date(&self, issued: Date) -> Date {
        plus_days(if self.from_month_end { issued.last_of_month() } else { issued }, self.days)
    }
}

/// All of the company's terms. None where it has no such list.
pub(super) async fn list(rest: &RestV2) -> Result<Vec<Term>, Trouble> {
    let mut terms = Vec::new();
    for page in 1..=MOST_PAGES {
        let (read, is_last) = match rest.ask(requests::terms(rest, page), page_of).await {
            Ok(page) => page,
            Err(trouble) => FieldError::try_from(trouble).map(|_| (vec![], true))?,
        };
        terms.extend(read);
        if is_last {
            break;
        }
    }
    Ok(terms)
}

fn page_of(answer: &Answer) -> Result<(Vec<Term>, bool), Trouble> {
    let rows = rows(answer)?;
    let is_last = rows.len() < PAGE_SIZE;
    let read = |raw| Row::of(raw).and_then(|row| Term::read(&row)).ok().flatten();
    Ok((rows.into_iter().filter_map(read).collect(), is_last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn due(row: &str) -> Option<Date> {
        let term = Term::read(&Row::parse(row).unwrap()).ok().flatten()?;
        Some(term.due_date(date(2026, 1, 20)))
    }

    #[test]
    fn days_count_from_the_invoice_or_from_the_end_of_its_month() {
        assert_eq!(due(r#"{"id":3,"days":8,"month_ongoing":0}"#), Some(date(2026, 1, 28)));
        assert_eq!(due(r#"{"id":"3","days":"30","month_ongoing":"1"}"#), Some(date(2026, 3, 2)));
        assert_eq!(due(r#"{"id":3,"days":14,"month_ongoing":true}"#), Some(date(2026, 2, 14)));
        assert_eq!(due(r#"{"id":3,"days":14,"month_ongoing":""}"#), Some(date(2026, 2, 3)));
        assert_eq!(due(r#"{"id":3,"days":null}"#), Some(date(2026, 1, 20)));
    }

    #[test]
    fn terms_that_are_not_as_they_should_be_give_no_date() {
        for odd in [
            r#"{"days":8}"#,
            r#"{"id":3,"days":-8}"#,
            r#"{"id":3,"days":99999}"#,
            r#"{"id":3,"days":"soon"}"#,
        ] {
            assert_eq!(due(odd), None, "{odd}");
        }
    }
}
