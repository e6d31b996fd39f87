//! What the plan does next with a case, and when.

use jiff::civil::Date;

use super::plan::{DunningPlan, DunningStep};
use super::{Asked, Caution, ClaimHistory, Forbidden, LetterKind, StepKind, Wanted, deadline, earliest};
use crate::case::CollectionCase;
use crate::country::Country;
use crate::moment::{civil_date, plus_days};
use crate::statutes::Statutes;
use crate::statutes::bank_days::next_bank_day;

/// Under which rules a case is chased.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    pub country: Country,
    pub plan: &'a DunningPlan,
    pub statutes: &'a Statutes,
}

/// The next step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    Letter(NextLetter),
    /// The tenant is asked to hand over, on this day or later.
    Handover {
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

impl Rules<'_> {
    /// How cautious the kernel must be: what the plan asks for beyond the law.
    pub fn caution(&self) -> Caution {
        Caution {
            gap_days: self.plan.fee_gap_days(self.country),
            hold_to_bank_day: true,
            grace_bank_days: self.plan.grace_bank_days,
            floor: self.plan.floor.into(),
        }
    }
}

/// What comes next for a case, as far as it runs and nothing holds it.
pub fn next_step(case: &CollectionCase, rules: &Rules<'_>, today: Date) -> NextStep {
    // What is being booked may be this very claim's payment: no letter before it is known.
    if !case.runs() || case.unclear || case.service.in_flight.is_some() {
        return NextStep::Nothing;
    }
    let claim = case.history(rules.country);
    let last = case.dunning.counted().map(|letter| letter.on).max();
    // Silence may have approved it this morning: a day is left to take that back before the first letter.
    let approved = case.approval.map(|approval| civil_date(approval.at, rules.country));
    let after = last.max(approved);
    let from = case.dunning.holds_until.map_or(today, |until| until.max(today));
    step_of(&claim, rules, case.dunning.next_step(), after, case.fees_are_spent(rules.country), from)
}

/// The same for a claim whose letters so far are in its history. `after`: the day of the letter before, or of the approval.
pub(super) fn step_of(
    claim: &ClaimHistory,
    rules: &Rules<'_>,
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
    rules: &Rules<'_>,
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
    let by_law = earliest(claim, rules.statutes, &rules.caution(), wanted, today)?;
    if by_plan <= by_law {
        return Ok(by_law);
    }
    // What the plan waits for may move the letter into days that the law judges otherwise.
    let on = if step.kind == StepKind::Handover { by_plan } else { next_bank_day(rules.country, by_plan) };
    earliest(claim, rules.statutes, &rules.caution(), wanted, on)
}
