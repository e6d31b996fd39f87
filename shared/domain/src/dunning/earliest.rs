//! The first lawful day of a step.

use jiff::civil::Date;

use super::deadline::exists_in;
use super::fees::first_fee_day;
use super::history::ClaimHistory;
use super::judge::{
    Case, holds_demand, holds_handover, is_worth_chasing, needs_reviewed_regime, something_is_owed,
};
use super::record::Record;
use super::settings::Caution;
use super::{Forbidden, LetterKind, StepKind};
use crate::country::Country;
use crate::moment::plus_days;
use crate::statutes::Statutes;
use crate::statutes::bank_days::{bank_days_after, next_bank_day};

/// A step that somebody wants to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub kind: StepKind,
    pub fee: bool,
}

/// The first day, today or later, on which the law and the tenant's caution let the step be taken.
///
/// # Errors
/// When the claim's state, the law or its missing data forbid it.
pub fn earliest(
    claim: &ClaimHistory,
    statutes: &Statutes,
    caution: &Caution,
    step: Wanted,
    today: Date,
) -> Result<Date, Forbidden> {
    let letter = step.kind.letter();
    if letter.is_some_and(|kind| !exists_in(kind, claim.country)) {
        return Err(Forbidden::StepNotInCountry);
    }
    let record = Record::of(claim, statutes, caution, today);
    let case = Case { claim, statutes, caution, on: today };
    if record.handed_over.is_some() {
        return Err(Forbidden::HandedOver);
    }
    let ledger = record.ledger(claim, statutes, today)?;
    something_is_owed(claim, &ledger, today)?;
    is_worth_chasing(&case, &ledger)?;
    let Some(kind) = letter else {
        return Ok(after(claim.country, caution, holds_handover(&record)?).max(today));
    };
    let day = letter_day(&case, &record, kind, step.fee)?.max(today);
    let day = if caution.hold_to_bank_day { next_bank_day(claim.country, day) } else { day };
    data_is_there(&case, &record, kind, step.fee, day)?;
    Ok(day)
}

/// The day after a due date or a printed deadline, and the tenant's bank days of grace on top.
fn after(country: Country, caution: &Caution, deadline: Date) -> Date {
    bank_days_after(country, plus_days(deadline, 1), caution.grace_bank_days)
}

fn letter_day(case: &Case<'_>, record: &Record, kind: LetterKind, fee: bool) -> Result<Date, Forbidden> {
    let Case { claim, caution, on: today, .. } = *case;
    let passed = |deadline| after(claim.country, caution, deadline);
    let overdue = passed(claim.effective_due());
    if kind == LetterKind::PaymentDemand {
        let day = passed(holds_demand(record)?).max(overdue);
        return if fee && record.compensated { Err(Forbidden::CompensationTaken) } else { Ok(day) };
    }
    let charges = fee && kind != LetterKind::FriendlyReminder && claim.own_currency;
    if !charges {
        return Ok(overdue);
    }
    Ok(first_fee_day(claim, record, caution, today, passed)?.max(overdue))
}

/// Nothing that the letter needs on that day is missing: no letter without its rate, its fee or a reviewed regime.
fn data_is_there(
    case: &Case<'_>,
    record: &Record,
    kind: LetterKind,
    fee: bool,
    day: Date,
) -> Result<(), Forbidden> {
    let Case { claim, statutes, .. } = *case;
    let charges = fee && kind != LetterKind::FriendlyReminder;
    if needs_reviewed_regime(kind, charges) {
        statutes.regime_on(claim.country, day)?;
    }
    if charges && claim.own_currency {
        match kind {
            LetterKind::PaymentDemand => statutes.demand_fee(claim.country, day, claim.due_date)?,
            _ => statutes.reminder_fee(claim.country, day, claim.due_date)?,
        };
    }
    record.ledger(claim, statutes, day)?;
    Ok(())
}
