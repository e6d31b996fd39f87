//! What would go out when, and with which amounts, if nobody paid and nothing changed.

use jiff::civil::Date;

use super::next_step::{NextLetter, NextStep, after, next_step, step_of};
use super::{
    ChargeKind, ClaimDeed, ClaimEvent, ClaimHistory, Fate, Forbidden, LetterKind, Record, Rules, SentLetter,
    owed,
};
use crate::case::CollectionCase;
use crate::country::Country;
use crate::moment::plus_days;
use crate::statutes::Minor;

/// One thing to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreseen {
    pub on: Date,
    pub what: ForeseenStep,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForeseenStep {
    Letter {
        kind: LetterKind,
        pay_by: Date,
        /// What this letter charges.
        fee: Minor,
        compensation: Minor,
        figures: Figures,
    },
    /// The tenant is asked to hand over, which charges its own fee when the tenant says yes that day.
    Handover { fee: Minor, figures: Figures },
    /// The procedure stops here until somebody looks, or the law is known.
    Held(Forbidden),
}

/// What is owed that day with what is charged that day, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    pub principal: Minor,
    pub interest: Minor,
    /// Fees, compensation and hand-over fee.
    pub costs: Minor,
}

impl Figures {
    pub fn total(&self) -> Minor {
        self.principal + self.interest + self.costs
    }
}

/// The steps of a case through `until`, each on its first day. A case that does not run has none.
pub fn forecast(case: &CollectionCase, rules: &Rules, today: Date, until: Date) -> Vec<Foreseen> {
    forecast_together(&[(case, rules.clone())], today, until).pop().unwrap_or_default()
}

/// The same for cases of one debtor, in their order: letters of one day go as one, and the first that may carry a fee carries
/// it for all (dunning rules: same debtor, several invoices, one letter).
pub fn forecast_together(cases: &[(&CollectionCase, Rules)], today: Date, until: Date) -> Vec<Vec<Foreseen>> {
    let mut chased: Vec<Chased> =
        cases.iter().map(|(case, rules)| Chased::of(case, rules.clone(), today)).collect();
    while let Some(on) = chased.iter().filter_map(Chased::acts_on).min().filter(|on| *on <= until) {
        let mut has_fee = false;
        for claim in chased.iter_mut().filter(|claim| claim.acts_on() == Some(on)) {
            claim.act(&mut has_fee);
        }
        if has_fee {
            chased.iter_mut().for_each(|claim| claim.hear_of_fee(on));
        }
    }
    chased.into_iter().map(|claim| claim.foreseen).collect()
}

/// One case as far as it has been foreseen.
struct Chased {
    rules: Rules,
    fees_are_spent: bool,
    only_charges: bool,
    claim: ClaimHistory,
    index: usize,
    day: Date,
    /// The day of the letter before, or of the approval.
    after: Option<Date>,
    next: NextStep,
    foreseen: Vec<Foreseen>,
}

impl Chased {
    fn of(case: &CollectionCase, rules: Rules, today: Date) -> Self {
        Self {
            fees_are_spent: case.fees_are_spent(rules.country),
            only_charges: case.chases_charges(),
            claim: case.history(rules.country),
            index: case.dunning.next_step(),
            day: today,
            after: after(case, rules.country),
            next: next_step(case, &rules, today),
            foreseen: Vec::new(),
            rules,
        }
    }

    /// The day of its next step; a refusal stands where the step before it was.
    fn acts_on(&self) -> Option<Date> {
        match &self.next {
            NextStep::Letter(letter) => Some(letter.on),
            NextStep::Handover { on } => Some(*on),
            NextStep::Held(_) => Some(self.day),
            NextStep::GiveUpCharges { .. } | NextStep::Nothing => None,
        }
    }

    fn act(&mut self, has_fee: &mut bool) {
        let (on, what) = match std::mem::replace(&mut self.next, NextStep::Nothing) {
            NextStep::GiveUpCharges { .. } | NextStep::Nothing => return,
            NextStep::Held(why) => (self.day, ForeseenStep::Held(why)),
            NextStep::Handover { on } => (on, at_handover(&self.claim, &self.rules, on)),
            NextStep::Letter(letter) => (letter.on, self.send(letter, has_fee)),
        };
        // The letter about charges alone is the last one.
        if matches!(what, ForeseenStep::Letter { .. }) && !self.only_charges {
            self.index += 1;
            self.day = on;
            self.after = Some(on);
            self.next =
                step_of(&self.claim, &self.rules, self.index, self.after, self.fees_are_spent, self.day);
        }
        self.foreseen.push(Foreseen { on, what });
    }

    /// A letter about another invoice of the debtor carried a fee: in Denmark it counts here, too.
    fn hear_of_fee(&mut self, on: Date) {
        let knows = |event: &ClaimEvent| match &event.what {
            ClaimDeed::FeeElsewhere => event.on == on,
            ClaimDeed::Letter(letter) => event.on == on && letter.asked.fee,
            _ => false,
        };
        if self.rules.country != Country::Denmark || self.claim.events.iter().any(knows) {
            return;
        }
        self.claim.events.push(ClaimEvent { on, what: ClaimDeed::FeeElsewhere });
        if matches!(self.next, NextStep::Letter(_)) && !self.only_charges {
            self.day = self.day.max(plus_days(on, 1));
            self.next =
                step_of(&self.claim, &self.rules, self.index, self.after, self.fees_are_spent, self.day);
        }
    }

    fn send(&mut self, mut letter: NextLetter, has_fee: &mut bool) -> ForeseenStep {
        if letter.asked.fee && *has_fee {
            letter.asked.fee = false;
            self.claim.events.push(ClaimEvent { on: letter.on, what: ClaimDeed::FeeElsewhere });
        }
        *has_fee |= letter.asked.fee;
        sent(&mut self.claim, &self.rules, letter)
    }
}

/// Adds the letter to the history, and answers what it would say.
fn sent(claim: &mut ClaimHistory, rules: &Rules, letter: NextLetter) -> ForeseenStep {
    let deed =
        SentLetter { kind: letter.kind, deadline: letter.pay_by, asked: letter.asked, fate: Fate::Sent };
    claim.events.push(ClaimEvent { on: letter.on, what: ClaimDeed::Letter(deed) });
    let of_letter = |figures| ForeseenStep::Letter {
        kind: letter.kind,
        pay_by: letter.pay_by,
        fee: charged(claim, rules, letter.on, ChargeKind::Fee),
        compensation: charged(claim, rules, letter.on, ChargeKind::Compensation),
        figures,
    };
    figures(claim, rules, letter.on).map_or_else(ForeseenStep::Held, of_letter)
}

fn at_handover(claim: &ClaimHistory, rules: &Rules, on: Date) -> ForeseenStep {
    let mut handed = claim.clone();
    handed.events.push(ClaimEvent { on, what: ClaimDeed::Handover });
    let fee = charged(&handed, rules, on, ChargeKind::HandoverFee);
    figures(&handed, rules, on)
        .map_or_else(ForeseenStep::Held, |figures| ForeseenStep::Handover { fee, figures })
}

/// What is charged on this very day.
fn charged(claim: &ClaimHistory, rules: &Rules, on: Date, kind: ChargeKind) -> Minor {
    let record = Record::of(claim, &rules.statutes, &rules.caution(), on);
    let of_today = record.charges.iter().filter(|charge| charge.on == on && charge.kind == kind);
    of_today.map(|charge| charge.adds).sum()
}

fn figures(claim: &ClaimHistory, rules: &Rules, on: Date) -> Result<Figures, Forbidden> {
    let ledger = owed(claim, &rules.statutes, &rules.caution(), on)?;
    Ok(Figures { principal: ledger.principal, interest: ledger.interest, costs: ledger.costs })
}
