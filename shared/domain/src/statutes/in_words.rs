//! The rows as people read them: a value with its unit, since when it holds, how sure it is, and where it stands.

use jiff::civil::Date;
use serde::Serialize;

use super::rows::{
    CompensationRow, HandoverFeeRow, LateInterestRow, LimitsRow, RegimeRow, ReminderFeeRow, Tag,
};
use super::{Rate, Statutes};
use crate::country::Country;

/// A row in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RowInWords {
    pub country: &'static str,
    pub what: &'static str,
    pub from: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Percent for rates, major units for amounts.
    pub value: String,
    pub sure: &'static str,
    pub source: &'static str,
}

/// Every row that the program was built with.
pub fn in_words() -> Vec<RowInWords> {
    let interest = Statutes::late_interest().iter().map(RowInWords::from);
    let fees = Statutes::reminder_fees().iter().map(RowInWords::from);
    let compensations = Statutes::compensations().iter().map(RowInWords::from);
    let handovers = Statutes::handover_fees().iter().map(RowInWords::from);
    let limits = Statutes::limit_rows().iter().map(RowInWords::from);
    let regimes = Statutes::regimes().iter().map(RowInWords::from);
    interest.chain(fees).chain(compensations).chain(handovers).chain(limits).chain(regimes).collect()
}

impl RowInWords {
    fn new(
        country: Country,
        what: &'static str,
        from: Date,
        value: String,
        (tag, source): (Tag, &'static str),
    ) -> Self {
        Self { country: country.code(), what, from, until: None, value, sure: tag.word(), source }
    }
}

impl From<&LateInterestRow> for RowInWords {
    fn from(row: &LateInterestRow) -> Self {
        let rate = format!("{} %", Rate::from_millionths(row.rate));
        Self::new(row.country, "late interest", row.from, rate, (row.tag, row.source))
    }
}

impl From<&ReminderFeeRow> for RowInWords {
    fn from(row: &ReminderFeeRow) -> Self {
        let demand = row.demand.map(|demand| format!(", demand {}", kroner(demand))).unwrap_or_default();
        let due = match (row.due_from, row.due_until) {
            (Some(from), _) => format!(", due from {from}"),
            (_, Some(until)) => format!(", due until {until}"),
            _ => String::new(),
        };
        let value = format!("{}{demand}{due}", kroner(row.reminder));
        let told = Self::new(row.country, "reminder fee", row.from, value, (row.tag, row.source));
        Self { until: row.until, ..told }
    }
}

impl From<&CompensationRow> for RowInWords {
    fn from(row: &CompensationRow) -> Self {
        let value = row.amount.map_or("not found".to_owned(), kroner);
        Self::new(row.country, "compensation", row.from, value, (row.tag, row.source))
    }
}

impl From<&HandoverFeeRow> for RowInWords {
    fn from(row: &HandoverFeeRow) -> Self {
        Self::new(row.country, "hand-over fee", row.from, kroner(row.amount), (row.tag, row.source))
    }
}

impl From<&LimitsRow> for RowInWords {
    fn from(row: &LimitsRow) -> Self {
        let value = format!(
            "{} fees, first after {} days, {} days apart, notice {} days, letters {} days",
            row.fee_letters, row.first_fee_after_days, row.fee_gap_days, row.notice_days, row.letter_days
        );
        Self::new(row.country, "limits", row.from, value, (row.tag, row.source))
    }
}

impl From<&RegimeRow> for RowInWords {
    fn from(row: &RegimeRow) -> Self {
        let told = Self::new(row.country, "regime", row.from, row.name.to_owned(), (row.tag, row.source));
        Self { until: row.reviewed_through, ..told }
    }
}

fn kroner(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}
