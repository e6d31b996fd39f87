//! What would go out when, and with which amounts, if nobody paid and nothing changed.

use jiff::civil::Date;

use super::next_step::{NextLetter, NextStep, Rules, next_step, step_of};
use super::{
    ChargeKind, ClaimDeed, ClaimEvent, ClaimHistory, Fate, Forbidden, LetterKind, Record, SentLetter, owed,
};
use crate::case::CollectionCase;
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
    /// The tenant is asked to hand over.
    Handover { figures: Figures },
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
pub fn forecast(case: &CollectionCase, rules: &Rules<'_>, today: Date, until: Date) -> Vec<Foreseen> {
    let mut foreseen = Vec::new();
    let mut claim = case.history(rules.country);
    let mut index = case.dunning.next_step();
    let mut day = today;
    let mut next = next_step(case, rules, today);
    loop {
        let (on, what) = match next {
            NextStep::Nothing => break,
            NextStep::Held(why) => (day, ForeseenStep::Held(why)),
            NextStep::Handover { on } => (on, at_handover(&claim, rules, on)),
            NextStep::Letter(letter) => (letter.on, sent(&mut claim, rules, letter)),
        };
        if on > until {
            break;
        }
        let goes_on = matches!(what, ForeseenStep::Letter { .. });
        foreseen.push(Foreseen { on, what });
        if !goes_on {
            break;
        }
        index += 1;
        day = on;
        next = step_of(&claim, rules, index, Some(on), case.fees_are_spent(rules.country), day);
    }
    foreseen
}

/// Adds the letter to the history, and answers what it would say.
fn sent(claim: &mut ClaimHistory, rules: &Rules<'_>, letter: NextLetter) -> ForeseenStep {
    let deed =
        SentLetter { kind: letter.kind, deadline: letter.pay_by, asked: letter.asked, fate: Fate::Sent };
    claim.events.push(ClaimEvent { on: letter.on, what: ClaimDeed::Letter(deed) });
    let record = Record::of(claim, rules.statutes, &rules.caution(), letter.on);
    let charged = |kind| -> Minor {
        let of_today = record.charges.iter().filter(|charge| charge.on == letter.on && charge.kind == kind);
        of_today.map(|charge| charge.adds).sum()
    };
    let of_letter = |figures| ForeseenStep::Letter {
        kind: letter.kind,
        pay_by: letter.pay_by,
        fee: charged(ChargeKind::Fee),
        compensation: charged(ChargeKind::Compensation),
        figures,
    };
    figures(claim, rules, letter.on).map_or_else(ForeseenStep::Held, of_letter)
}

fn at_handover(claim: &ClaimHistory, rules: &Rules<'_>, on: Date) -> ForeseenStep {
    let mut handed = claim.clone();
    handed.events.push(ClaimEvent { on, what: ClaimDeed::Handover });
    figures(&handed, rules, on).map_or_else(ForeseenStep::Held, |figures| ForeseenStep::Handover { figures })
}

fn figures(claim: &ClaimHistory, rules: &Rules<'_>, on: Date) -> Result<Figures, Forbidden> {
    let ledger = owed(claim, rules.statutes, &rules.caution(), on)?;
    Ok(Figures { principal: ledger.principal, interest: ledger.interest, costs: ledger.costs })
}
