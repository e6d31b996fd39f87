//! The columns that lists can be filtered and sorted by. Any other is not in the table.

use super::Ordrestyring;
use super::debtors::customer_number;
use super::row::{kind, midnight, payed};
use crate::books::{Invoice, Ledger};
use crate::json::Json;

/// A value of a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing: no comparison holds for it.
    Nothing,
    /// A number; of amounts, in øre.
    Number(i64),
    /// A text.
    Text(String),
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }
}

/// Reads a column of a row.
pub type Column = fn(&Ledger<Ordrestyring>, &Invoice) -> Cell;

const COLUMNS: &[(&str, Column)] = &[
    ("invoice_number", |_, invoice| Cell::from(i64::try_from(invoice.number).ok())),
    ("type", |_, invoice| Cell::Number(kind(invoice))),
    ("customer_number", |ledger, invoice| {
        match customer_number(invoice.contact, ledger.switches.customer_numbers) {
            Json::Number(text) | Json::Text(text) => Cell::Text(text),
            _ => Cell::Nothing,
        }
    }),
    ("date", |_, invoice| Cell::Number(midnight(invoice.issued))),
    ("payment_date", |_, invoice| Cell::from(invoice.due.map(midnight))),
    ("payed_date", |ledger, invoice| Cell::from(payed(ledger, invoice).1.map(midnight))),
    ("payed_amount", |ledger, invoice| Cell::from(payed(ledger, invoice).0)),
    ("amount_vat", |_, invoice| Cell::Number(invoice.gross())),
    ("created_at", |_, invoice| Cell::Number(invoice.created.as_second())),
    ("updated_at", |_, invoice| Cell::Number(invoice.updated.as_second())),
];

/// The column of this name.
pub fn named(name: &str) -> Option<Column> {
    COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
}
