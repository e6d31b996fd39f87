//! Fees, compensation and interest that are left when the invoice itself is paid.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::CollectionCase;
use super::status::{CaseStatus, CloseReason};
use super::terms::Terms;
use super::timeline::Happening;
use super::transition::{Step, finish, news_of, running};
use crate::country::Country;
use crate::dunning::{Caution, owed};
use crate::ids::BatchNumber;
use crate::moment::{Moment, plus_days};
use crate::money::Money;
use crate::news::Tiding;
use crate::statutes::{Minor, Statutes};
use crate::tenant::FeePolicy;

/// Less than this is not worth a letter (dunning rules, section 8, suggests 50): minor units.
pub const SMALL_REST: u32 = 5_000;
/// Days that the tenant has to say that the charges were paid too, or are waived, before its debtor hears of them.
const DAYS_TO_SAY_SO: i32 = 3;

/// What was left when the invoice was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargesLeft {
    /// Minor units, on the day on which the payment was seen.
    pub minor: i64,
    pub since: Date,
    pub bearer: Bearer,
}

/// Whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// One letter without a fee asks for them.
    Debtor,
    /// The tenant covers them, by its fee policy, its word, or because they are not worth a letter.
    Creditor,
}

impl CollectionCase {
    /// The invoice is paid, and what is left of the charges is asked for.
    pub fn chases_charges(&self) -> bool {
        let pursued = self.charges.is_some_and(|charges| charges.bearer == Bearer::Debtor);
        self.is_open() && self.outstanding.minor == 0 && pursued
    }
}

/// What a payment that settles the invoice leaves open, and what the fee policy makes of it: told to the tenant either way.
pub(super) fn after_payment(before: &CollectionCase, mut step: Step, terms: Terms, now: Moment) -> Step {
    if before.chases_charges() && step.case.chases_charges() {
        return while_pursued(before, step, terms, now);
    }
    let paid = matches!(step.case.status, CaseStatus::Closed { reason: CloseReason::PaidInFull, .. });
    if !before.is_open() || !paid || before.is_with_agency() {
        return step;
    }
    let Some(left) = left_of(&step.case, terms.country, now.today) else { return step };
    let mut tidings = Vec::new();
    if left.overpaid.is_positive() {
        tidings.push(Tiding::Overpaid { amount: left.overpaid });
    }
    if left.charges.is_positive() {
        let amount = left.charges;
        let bearer = bearer(before, amount, terms.fee_policy);
        step.case.charges = Some(ChargesLeft { minor: amount.minor, since: now.today, bearer });
        tidings.push(match bearer {
            Bearer::Debtor => Tiding::ChargesPursued { amount },
            Bearer::Creditor => Tiding::ChargesBorne { amount },
        });
        if bearer == Bearer::Debtor {
            step.case.dunning.holds_until = Some(plus_days(now.today, DAYS_TO_SAY_SO));
            step.case.status = running(&step.case, now);
            // The mail that tells links to the page of its own batch, where it can be stopped.
            step.case.batch = terms.open_batch;
        }
    }
    with_tidings(step, tidings, terms.open_batch, now)
}

/// Money that came for the charges that are pursued: all of them close the case.
fn while_pursued(before: &CollectionCase, mut step: Step, terms: Terms, now: Moment) -> Step {
    let moved = step.case.dunning.moves.len() > before.dunning.moves.len();
    let left = left_of(&step.case, terms.country, now.today).filter(|_| moved);
    let (Some(charges), Some(left)) = (step.case.charges, left) else { return step };
    step.case.charges = Some(ChargesLeft { minor: left.charges.minor, ..charges });
    let mut tidings = Vec::new();
    if !left.charges.is_positive() {
        step.case.status = CaseStatus::Closed { reason: CloseReason::PaidInFull, at: now.instant };
        tidings.push(Tiding::ChargesPaid { amount: left.charges.with_minor(charges.minor) });
    }
    if left.overpaid.is_positive() {
        tidings.push(Tiding::Overpaid { amount: left.overpaid });
    }
    with_tidings(step, tidings, terms.open_batch, now)
}

/// What has been objected to is not pursued, and neither is what is not worth a letter.
fn bearer(before: &CollectionCase, amount: Money, policy: FeePolicy) -> Bearer {
    let is_small = amount.minor < i64::from(SMALL_REST);
    match policy {
        FeePolicy::PursueDebtor if !is_small && before.status != CaseStatus::Disputed => Bearer::Debtor,
        FeePolicy::PursueDebtor | FeePolicy::ChargeCreditor => Bearer::Creditor,
    }
}

struct Left {
    charges: Money,
    overpaid: Money,
}

/// `None` when a rate is missing: then nothing is asked for.
fn left_of(case: &CollectionCase, country: Country, today: Date) -> Option<Left> {
    let money = |minor: i64| case.principal.with_minor(minor);
    if case.letters_sent == 0 {
        // What was never put to the debtor in a letter is not asked for.
        let beyond = case.overpaid + case.service.beyond;
        return Some(Left { charges: money(0), overpaid: money(beyond) });
    }
    let caution = Caution::of_the_law(country, today);
    let ledger = owed(&case.history(country), &Statutes::built_in(), &caution, today).ok()?;
    let narrow = |minor: Minor| money(i64::try_from(minor).unwrap_or(i64::MAX));
    Some(Left { charges: narrow(ledger.interest + ledger.costs), overpaid: narrow(ledger.overpaid) })
}

/// The same step with more to tell.
fn with_tidings(step: Step, tidings: Vec<Tiding>, batch: BatchNumber, now: Moment) -> Step {
    if tidings.is_empty() {
        return step;
    }
    let before = step.news.as_ref().map(|news| news.tidings.clone()).unwrap_or_default();
    let news = news_of(&step.case, batch, before.into_iter().chain(tidings).collect());
    finish(step.case, step.entry.happening, Some(news), now)
}

/// The letter that asked for them was not answered in time: nothing more is sent.
pub(super) fn given_up(case: &CollectionCase, open_batch: BatchNumber, now: Moment) -> Option<Step> {
    let charges = case.charges.filter(|_| case.chases_charges() && case.runs())?;
    let mut next = CollectionCase { version: case.version + 1, ..case.clone() };
    next.status = CaseStatus::Closed { reason: CloseReason::PaidInFull, at: now.instant };
    next.charges = Some(ChargesLeft { bearer: Bearer::Creditor, ..charges });
    let amount: Money = case.principal.with_minor(charges.minor);
    let news = news_of(&next, open_batch, vec![Tiding::ChargesGivenUp { amount }]);
    Some(finish(next, Happening::ChargesGivenUp { amount }, Some(news), now))
}
