//! The statute rows behind a claim's figures.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Caution, ChargeKind, ClaimDeed, ClaimHistory, Record, Stretch};
use crate::country::Country;
use crate::statutes::{
    CompensationRow, HandoverFeeRow, LateInterestRow, Limits, Rate, ReminderFeeRow, RowInWords, Statutes,
    half_year_of,
};

/// Every row that what is owed at the end of `day` rests on, each once, sorted: the rate of each half-year that bore interest,
/// what each charge came from, and the regime and the limits of each letter's day.
pub fn grounds(claim: &ClaimHistory, statutes: &Statutes, caution: &Caution, day: Date) -> Vec<RowInWords> {
    let record = Record::of(claim, statutes, caution, day);
    let stretches = record.ledger(claim, statutes, day).map(|ledger| ledger.stretches).unwrap_or_default();
    let rates = stretches.iter().filter_map(|stretch| rate_row(claim.country, stretch));
    let mut rows: BTreeSet<RowInWords> = rates.map(RowInWords::from).collect();
    rows.extend(record.charges.iter().filter_map(|charge| match charge.kind {
        ChargeKind::Fee => fee_row(claim, charge.on).map(RowInWords::from),
        ChargeKind::Compensation => compensation_row(claim).map(RowInWords::from),
        ChargeKind::HandoverFee => handover_fee_row(claim.country, charge.on).map(RowInWords::from),
    }));
    let letters = claim.events.iter().filter(|event| matches!(event.what, ClaimDeed::Letter(_)));
    for letter in letters.filter(|letter| letter.on <= day) {
        rows.insert(RowInWords::from(Limits::on(claim.country, letter.on)));
        rows.extend(statutes.regime_on(claim.country, letter.on).ok().map(RowInWords::from));
    }
    rows.into_iter().collect()
}

/// The row that the rate of a stretch comes from; none where it was added to the built-in ones.
pub(super) fn rate_row(country: Country, stretch: &Stretch) -> Option<&'static LateInterestRow> {
    let begins = half_year_of(stretch.from);
    let mut rows =
        Statutes::late_interest().iter().filter(|row| row.country == country && row.from == begins);
    rows.find(|row| Rate::from_millionths(row.rate) == stretch.rate)
}

pub(super) fn fee_row(claim: &ClaimHistory, on: Date) -> Option<&'static ReminderFeeRow> {
    let mut rows = Statutes::reminder_fees().iter().filter(|row| row.country == claim.country);
    rows.find(|row| row.holds_for(on, claim.due_date))
}

pub(super) fn compensation_row(claim: &ClaimHistory) -> Option<&'static CompensationRow> {
    let mut rows = Statutes::compensations().iter().rev().filter(|row| row.country == claim.country);
    rows.find(|row| row.from <= claim.effective_due())
}

pub(super) fn handover_fee_row(country: Country, on: Date) -> Option<&'static HandoverFeeRow> {
    Statutes::handover_fees().iter().rev().find(|row| row.country == country && row.from <= on)
}
