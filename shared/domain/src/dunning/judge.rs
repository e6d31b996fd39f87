//! What one letter of one day may charge, and whether it may go at all.

use jiff::civil::Date;

use super::deadline::exists_in;
use super::fees::first_fee_day;
use super::history::{Asked, ClaimDeed, ClaimHistory};
use super::ledger::Ledger;
use super::record::{Granted, Record};
use super::settings::Caution;
use super::{Forbidden, LetterKind};
use crate::country::Country;
use crate::moment::plus_days;
use crate::statutes::{Limits, Minor, Statutes};

/// One claim on one day.
pub(super) struct Case<'a> {
    pub claim: &'a ClaimHistory,
    pub statutes: &'a Statutes,
    pub caution: &'a Caution,
    pub on: Date,
}

/// What a letter may charge on its day, by the letters before it. Whether anything is still owed is not asked here.
///
/// # Errors
/// When such a letter, with what it asks for, is not lawful on that day.
pub(super) fn granted(
    case: &Case<'_>,
    record: &Record,
    kind: LetterKind,
    asked: Asked,
) -> Result<Granted, Forbidden> {
    let Case { claim, statutes, on, .. } = *case;
    if !exists_in(kind, claim.country) {
        return Err(Forbidden::StepNotInCountry);
    }
    let first_day = plus_days(claim.effective_due(), 1);
    if on < first_day {
        return Err(Forbidden::NotOverdue { first_day });
    }
    if record.handed_over.is_some() {
        return Err(Forbidden::HandedOver);
    }
    if kind == LetterKind::PaymentDemand && on <= holds_demand(record)? {
        return Err(Forbidden::TooEarly);
    }
    let asks_fee = asked.fee && kind != LetterKind::FriendlyReminder;
    if needs_reviewed_regime(kind, asks_fee) {
        statutes.regime_on(claim.country, on)?;
    }
    if !claim.own_currency {
        return Ok(Granted::default());
    }
    let compensation = compensation(case, record, asked)?;
    // A Norwegian compensation takes the place of fees.
    let replaced = claim.country == Country::Norway && compensation > 0;
    let fee = if asks_fee && !replaced { fee(case, record, kind)? } else { 0 };
    Ok(Granted { fee, compensation })
}

/// Any fee, notice and payment demand rests on the regime; free reminders do not.
pub(super) fn needs_reviewed_regime(kind: LetterKind, fee: bool) -> bool {
    fee || matches!(kind, LetterKind::CollectionNotice | LetterKind::PaymentDemand)
}

fn compensation(case: &Case<'_>, record: &Record, asked: Asked) -> Result<Minor, Forbidden> {
    if !asked.compensation || record.compensated || !case.claim.pays_compensation() {
        return Ok(0);
    }
    Ok(case.statutes.compensation(case.claim.country, case.claim.effective_due())?)
}

fn fee(case: &Case<'_>, record: &Record, kind: LetterKind) -> Result<Minor, Forbidden> {
    let Case { claim, statutes, caution, on } = *case;
    if kind == LetterKind::PaymentDemand {
        return match record.compensated {
            true => Err(Forbidden::CompensationTaken),
            false => Ok(statutes.demand_fee(claim.country, on, claim.due_date)?),
        };
    }
    let free = first_fee_day(claim, record, caution, on, |deadline| plus_days(deadline, 1))?;
    if on < free {
        let limit = Limits::on(claim.country, on).fee_letters;
        let spent = claim.country == Country::Norway && record.fee_letters.len() >= usize::from(limit);
        return Err(if spent { Forbidden::FeeCapReached } else { Forbidden::TooEarly });
    }
    Ok(statutes.reminder_fee(claim.country, on, claim.due_date)?)
}

/// The deadline that must be missed before the creditor's own demand, which comes once: that of a valid notice.
pub(super) fn holds_demand(record: &Record) -> Result<Date, Forbidden> {
    if record.demand.is_some() {
        return Err(Forbidden::PaymentDemandUsed);
    }
    record.notices.iter().map(|notice| notice.deadline).min().ok_or(Forbidden::NoValidNotice)
}

/// The last deadline that must pass before the hand-over: of the latest notice, and of a payment demand.
pub(super) fn holds_handover(record: &Record) -> Result<Date, Forbidden> {
    let notice = record.notices.iter().map(|notice| notice.deadline).max().ok_or(Forbidden::NoValidNotice)?;
    Ok(record.demand.map_or(notice, |demand| demand.deadline.max(notice)))
}

/// Whether the claim may go to an agency on this day.
pub(super) fn may_be_handed_over(case: &Case<'_>, record: &Record) -> Result<(), Forbidden> {
    let ledger = record.ledger(case.claim, case.statutes, case.on)?;
    something_is_owed(case.claim, &ledger, case.on)?;
    if record.handed_over.is_some() {
        return Err(Forbidden::HandedOver);
    }
    if case.on <= holds_handover(record)? { Err(Forbidden::TooEarly) } else { Ok(()) }
}

/// Principal is open; charges alone are not chased.
pub(super) fn something_is_owed(claim: &ClaimHistory, ledger: &Ledger, on: Date) -> Result<(), Forbidden> {
    if ledger.principal > 0 {
        return Ok(());
    }
    Err(if claim.principal == 0 {
        Forbidden::NothingDue
    } else if ledger_was_credited(claim, on) {
        Forbidden::ClaimClosed
    } else {
        Forbidden::PrincipalPaid
    })
}

fn ledger_was_credited(claim: &ClaimHistory, on: Date) -> bool {
    let credited: Minor = claim
        .known(on)
        .map(|event| match event.what {
            ClaimDeed::Credit { amount, .. } => amount,
            _ => 0,
        })
        .sum();
    credited >= claim.principal
}

/// A rest below the floor, once something was paid or credited, is asked about instead of chased.
pub(super) fn is_worth_chasing(case: &Case<'_>, ledger: &Ledger) -> Result<(), Forbidden> {
    let floor = case.caution.floor;
    let touched = ledger.principal < case.claim.principal;
    if floor > 0 && touched && ledger.principal < floor { Err(Forbidden::BelowFloor) } else { Ok(()) }
}
