//! What the plan does next with a case, and when.

use jiff::civil::Date;

use super::Rules;
use super::plan::DunningStep;
use super::{Asked, ClaimHistory, Forbidden, LetterKind, StepKind, Wanted, deadline, earliest};
use crate::case::CollectionCase;
use crate::country::Country;
use crate::moment::{civil_date, plus_days};
use crate::statutes::bank_days::{bank_days_after, next_bank_day};

/// The next step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    Letter(NextLetter),
    /// The tenant is asked to hand over, on this day or later.
    Handover {
        on: Date,
    },
    /// The letter about the charges alone was not answered: on this day or later they are given up.
    GiveUpCharges {
        on: Date,
    },
    /// The law or the state of the claim stands against the next step.
    Held(Forbidden),
    /// The case does not run, or its plan is at its end.
    Nothing,
}

/// A letter that may go on its day, and not before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextLetter {
    /// The step of the plan, from 0.
    pub step: u8,
    pub kind: LetterKind,
    pub on: Date,
    /// The last day to pay, if it goes on that day.
    pub pay_by: Date,
    pub asked: Asked,
}

/// What comes next for a case, as far as it runs and nothing holds it.
pub fn next_step(case: &CollectionCase, rules: &Rules, today: Date) -> NextStep {
    // What is being booked may be this very claim's payment: no letter before it is known.
    if !case.runs() || case.unclear || case.service.in_flight.is_some() {
        return NextStep::Nothing;
    }
    let from = case.dunning.holds_until.map_or(today, |until| until.max(today));
    if case.chases_charges() {
        return charges_step(case, rules, from);
    }
    let claim = case.history(rules.country);
    let after = after(case, rules.country);
    step_of(&claim, rules, case.dunning.next_step(), after, case.fees_are_spent(rules.country), from)
}

/// The day that the next letter follows: of the letter before, or of the approval.
pub(super) fn after(case: &CollectionCase, country: Country) -> Option<Date> {
    let last = case.dunning.counted().map(|letter| letter.on).max();
    // Silence may have approved it this morning: a day is left to take that back before the first letter.
    let approved = case.approval.map(|approval| civil_date(approval.at, country));
    last.max(approved)
}

/// One letter without a fee asks for what is left of the charges (dunning rules, section 8); then they are given up.
fn charges_step(case: &CollectionCase, rules: &Rules, from: Date) -> NextStep {
    let since = case.charges.map_or(from, |charges| charges.since);
    if let Some(asked) = case.dunning.counted().rfind(|letter| letter.on >= since) {
        let passed = plus_days(asked.pay_by, 1);
        let on = bank_days_after(rules.country, passed, rules.plan.grace_bank_days);
        return NextStep::GiveUpCharges { on: on.max(from) };
    }
    let on = next_bank_day(rules.country, from);
    let kind = LetterKind::FriendlyReminder;
    let step = u8::try_from(case.dunning.next_step()).unwrap_or(u8::MAX);
    match deadline(rules.country, kind, on, DAYS_FOR_CHARGES) {
        Ok(pay_by) => NextStep::Letter(NextLetter { step, kind, on, pay_by, asked: Asked::default() }),
        Err(forbidden) => NextStep::Held(forbidden),
    }
}

/// As many as a notice leaves in the country that asks for more.
const DAYS_FOR_CHARGES: i32 = 14;

/// The same for a claim whose letters so far are in its history. `after`: the day of the letter before, or of the approval.
pub(super) fn step_of(
    claim: &ClaimHistory,
    rules: &Rules,
    index: usize,
    after: Option<Date>,
    fees_are_spent: bool,
    today: Date,
) -> NextStep {
    let Some(step) = rules.plan.steps.get(index) else { return NextStep::Nothing };
    let fee = step.fee && !fees_are_spent;
    let asked = Asked { fee, compensation: step.compensation };
    let decided = match first_day(claim, rules, step, fee, after, today) {
        // The law has no fee left for this letter: it goes without one.
        Err(Forbidden::FeeCapReached | Forbidden::CompensationTaken) if fee => {
            let free = Asked { fee: false, ..asked };
            first_day(claim, rules, step, false, after, today).map(|on| (on, free))
        }
        day => day.map(|on| (on, asked)),
    };
    let (on, asked) = match decided {
        Ok(decided) => decided,
        Err(forbidden) => return NextStep::Held(forbidden),
    };
    let Some(kind) = step.kind.letter() else { return NextStep::Handover { on } };
    match deadline(rules.country, kind, on, step.deadline_days.into()) {
        Ok(pay_by) => {
            let step = u8::try_from(index).unwrap_or(u8::MAX);
            NextStep::Letter(NextLetter { step, kind, on, pay_by, asked })
        }
        Err(forbidden) => NextStep::Held(forbidden),
    }
}

fn first_day(
    claim: &ClaimHistory,
    rules: &Rules,
    step: &DunningStep,
    fee: bool,
    after: Option<Date>,
    today: Date,
) -> Result<Date, Forbidden> {
    let after_due = plus_days(claim.effective_due(), step.after_days.into());
    // One step of a case a day, whatever the plan says.
    let after_letter = after.map(|on| plus_days(on, i32::from(step.gap_days.max(1))));
    let by_plan = after_letter.map_or(after_due, |day| day.max(after_due)).max(today);
    let wanted = Wanted { kind: step.kind, fee };
    let by_law = earliest(claim, &rules.statutes, &rules.caution(), wanted, today)?;
    if by_plan <= by_law {
        return Ok(by_law);
    }
    // What the plan waits for may move the letter into days that the law judges otherwise.
    let on = if step.kind == StepKind::Handover { by_plan } else { next_bank_day(rules.country, by_plan) };
    earliest(claim, &rules.statutes, &rules.caution(), wanted, on)
}
