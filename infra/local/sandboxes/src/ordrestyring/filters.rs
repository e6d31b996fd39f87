//! `field=value`, values joined by `|`, and `-min`, `-max`, `-gt`, `-st`, `-not` behind the field.

use std::cmp::Ordering;

use super::Ordrestyring;
use super::columns::{Cell, Column, named};
use super::errors::Refusal;
use crate::books::{Invoice, Ledger};
use crate::query::Query;

/// What a suffix asks of the order of a value and what it is held against.
type Holds = fn(Ordering) -> bool;

const SUFFIXES: &[(&str, Holds)] = &[
    ("-min", Ordering::is_ge),
    ("-max", Ordering::is_le),
    ("-gt", Ordering::is_gt),
    ("-st", Ordering::is_lt),
    ("-not", Ordering::is_ne),
    ("", Ordering::is_eq),
];

/// Parameters that are no filters.
const OTHERS: &[&str] = &["page", "pagesize", "sortby", "include"];

struct Filter {
    column: Column,
    holds: Holds,
    /// One of these is enough.
    values: Vec<String>,
}

/// The filters of a list; all must hold.
pub struct Filters(Vec<Filter>);

impl Filters {
    /// A column that the table lacks is a 500.
    pub fn read(query: &Query) -> Result<Self, Refusal> {
        let filters = query.pairs().filter(|(name, _)| !OTHERS.contains(name)).map(|(name, value)| {
            let (field, holds) = SUFFIXES
                .iter()
                .find_map(|(suffix, holds)| Some((name.strip_suffix(suffix)?, *holds)))
                .ok_or(Refusal::NoSuchColumn)?;
            let column = named(field).ok_or(Refusal::NoSuchColumn)?;
            Ok(Filter { column, holds, values: value.split('|').map(str::to_owned).collect() })
        });
        filters.collect::<Result<_, _>>().map(Self)
    }

    /// Whether a row is in the list.
    pub fn fit(&self, ledger: &Ledger<Ordrestyring>, invoice: &Invoice) -> bool {
        self.0.iter().all(|filter| {
            let cell = (filter.column)(ledger, invoice);
            filter.values.iter().any(|value| compared(&cell, value).is_some_and(filter.holds))
        })
    }
}

/// Numbers as numbers, the rest as texts; nothing compares to nothing.
fn compared(cell: &Cell, value: &str) -> Option<Ordering> {
    match cell {
        Cell::Nothing => None,
        Cell::Number(number) => value.parse().ok().map(|value| number.cmp(&value)),
        Cell::Text(text) => Some(text.as_str().cmp(value)),
    }
}

/// Sorts by `sortby`, the other way round with a `-` before it.
pub fn sort(query: &Query, ledger: &Ledger<Ordrestyring>, rows: &mut [&Invoice]) -> Result<(), Refusal> {
    let Some(by) = query.get("sortby") else { return Ok(()) };
    let (name, is_down) = by.strip_prefix('-').map_or((by, false), |name| (name, true));
    let column = named(name).ok_or(Refusal::NoSuchColumn)?;
    rows.sort_by_cached_key(|invoice| column(ledger, invoice));
    if is_down {
        rows.reverse();
    }
    Ok(())
}
