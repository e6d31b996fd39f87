//! When a letter may carry a fee. Denmark: renteloven § 9 b (2). Norway: inkassoforskriften §§ 1-2 and 1-3.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Forbidden;
use super::history::ClaimHistory;
use super::record::{Opened, Record};
use super::settings::Caution;
use crate::country::Country;
use crate::moment::plus_days;
use crate::statutes::Limits;

/// The first day on which a reminder or a notice may carry a fee again, as far as fees before it decide.
///
/// `after` says which day follows a printed deadline: the next one, or later for a tenant that waits for late bookings.
///
/// # Errors
/// When no day will ever do.
pub(super) fn first_fee_day(
    claim: &ClaimHistory,
    record: &Record,
    caution: &Caution,
    day: Date,
    after: impl Fn(Date) -> Date,
) -> Result<Date, Forbidden> {
    let limits = Limits::on(claim.country, day);
    let first = plus_days(claim.effective_due(), limits.first_fee_after_days.into());
    match claim.country {
        Country::Denmark => {
            danish(record, caution, limits, &after).map(|free| free.unwrap_or(first).max(first))
        }
        Country::Norway if record.compensated => Err(Forbidden::CompensationTaken),
        Country::Norway => Ok(norwegian(record, limits, first, &after)),
    }
}

/// Three in all; ten days since the last; none while a notice runs.
fn danish(
    record: &Record,
    caution: &Caution,
    limits: &Limits,
    after: &impl Fn(Date) -> Date,
) -> Result<Option<Date>, Forbidden> {
    let sent = record.fee_letters.iter().map(|letter| letter.on).chain(record.fees_elsewhere.iter().copied());
    if sent.clone().count() >= usize::from(limits.fee_letters) {
        return Err(Forbidden::FeeCapReached);
    }
    let gap = sent.max().map(|last| plus_days(last, caution.gap_days.max(limits.fee_gap_days).into()));
    let notice = record.notices.iter().map(|notice| after(notice.deadline)).max();
    Ok(gap.max(notice))
}

/// Two, the second only after the first's deadline of fourteen days was missed; anew after six months.
fn norwegian(record: &Record, limits: &Limits, first: Date, after: &impl Fn(Date) -> Date) -> Date {
    let restart = record.clock.and_then(|clock| next_free_count(Country::Norway, clock));
    let missed = |letter: &Opened| {
        (letter.days() >= i32::from(limits.letter_days)).then(|| after(letter.deadline).max(first))
    };
    let by_count = match record.fee_letters.as_slice() {
        [] => Some(first),
        counted if counted.len() < usize::from(limits.fee_letters) => counted.last().and_then(missed),
        _ => None,
    };
    let anew = restart.map(|restart| restart.max(first));
    match (by_count, anew) {
        (Some(one), Some(other)) => one.min(other),
        (Some(day), None) | (None, Some(day)) => day,
        (None, None) => first,
    }
}

/// The day after the same day number so many months on: from then on letters count anew.
pub(super) fn next_free_count(country: Country, last: Date) -> Option<Date> {
    let months = Limits::on(country, last).restart_months?;
    let same_day = last.saturating_add(i32::from(months).months());
    Some(plus_days(same_day, 1))
}
