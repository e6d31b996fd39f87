//! Credit notes that name no invoice: they may lower any invoice of their debtor, so none of its cases goes on unasked.

use super::CollectionCase;
use super::dunning::MovedMoney;
use super::reading::Changed;
use super::status::{CaseStatus, PauseReason};
use super::timeline::Happening;
use super::transition::{Step, finish};
use crate::dunning::CreditEffect;
use crate::ids::BatchNumber;
use crate::moment::Moment;
use crate::news::Tiding;
use crate::source_invoice::{ChangeMark, UnlinkedCredit};

/// A digest of a debtor's unlinked credit notes, in any order: an equal one has nothing new.
pub fn mark_of<'c>(credits: impl IntoIterator<Item = &'c UnlinkedCredit>) -> ChangeMark {
    let mut ids: Vec<&str> = credits.into_iter().map(|credit| credit.id.as_str()).collect();
    ids.sort_unstable();
    ChangeMark::of(&ids)
}

/// Whether the credit note may be meant for this case's invoice, and has not been asked about.
fn concerns(case: &CollectionCase, credit: &UnlinkedCredit) -> bool {
    let same_debtor = case.debtor.external_id.as_deref() == Some(credit.debtor.as_str());
    // What is older than the invoice cannot credit it.
    let older =
        matches!((credit.issue_date, case.issue_date), (Some(credit), Some(issued)) if credit < issued);
    same_debtor && !older && !case.credits_asked.contains(&credit.id)
}

/// Rests an open case until the tenant has answered; `None` when these were looked at before.
pub(super) fn ask_about(
    case: &CollectionCase,
    credits: &[UnlinkedCredit],
    open_batch: BatchNumber,
) -> Option<Changed> {
    let seen = mark_of(credits);
    if !case.is_open() || case.credits_seen == Some(seen) {
        return None;
    }
    let mut next = case.clone();
    next.credits_seen = Some(seen);
    next.version += 1;
    let new: Vec<&UnlinkedCredit> = credits.iter().filter(|credit| concerns(case, credit)).collect();
    let tidings: Vec<Tiding> = new
        .iter()
        .map(|credit| Tiding::UnlinkedCredit { number: credit.number.clone(), amount: credit.amount })
        .collect();
    if !new.is_empty() {
        next.credits_asked.extend(new.into_iter().map(|credit| credit.id.clone()));
        // What is disputed rests for the same answer already; what the agency has is its own.
        if next.status != CaseStatus::Disputed && !case.is_with_agency() {
            next.status = CaseStatus::Paused { reason: PauseReason::UnlinkedCredit, until: None };
        }
        // The mail that asks links to the page of its own batch.
        next.batch = open_batch;
    }
    Some(Changed { case: next, told: !tidings.is_empty(), tidings })
}

/// The tenant says what its credit notes so far were; `None` when they count so already.
pub(super) fn explained(case: &CollectionCase, effect: CreditEffect, now: Moment) -> Option<Step> {
    let (from, to) = match effect {
        CreditEffect::FromStart => (MovedMoney::CreditedFromDate, MovedMoney::Credited),
        CreditEffect::FromDate => (MovedMoney::Credited, MovedMoney::CreditedFromDate),
    };
    let mut next = CollectionCase { version: case.version + 1, ..case.clone() };
    let others = next.dunning.moves.iter_mut().filter(|moved| moved.what == from);
    let changed = others.map(|moved| moved.what = to).count() > 0;
    next.dunning.rests_until = None;
    changed.then(|| finish(next, Happening::CreditsExplained { effect }, None, now))
}
