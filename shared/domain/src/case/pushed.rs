//! The case of a pushed invoice: opened by its claim, and changed by what is told of it afterwards.

use super::dunning::record_moves;
use super::reading::Changed;
use super::status::{Approval, ApprovalKind, CaseStatus, CloseReason};
use super::timeline::Happening;
use super::transition::{Refusal, Step, finish, running};
use super::{CollectionCase, PauseReason};
use crate::claim::{Change, RegisterClaim};
use crate::ids::{BatchNumber, CaseId, SystemName, TenantId};
use crate::moment::Moment;
use crate::money::Money;
use crate::news::Tiding;
use crate::source_invoice::ChangeMark;

/// Opens the case of a claim that was judged. The click was the decision, so it starts approved.
///
/// `told` is what was told of the invoice before it came. All of it counts, also what the claim may know of already: at
/// worst too little is claimed.
pub fn open_pushed(
    tenant: &TenantId,
    system: &SystemName,
    claim: &RegisterClaim,
    told: &[Change],
    now: Moment,
) -> Step {
    let principal = claim.principal;
    let zero = Money::zero(principal.currency);
    let facts = ChangeMark::of(&[&claim.number, &principal.to_string()]);
    let mut case = CollectionCase {
        id: CaseId::of(tenant, system, &claim.invoice),
        tenant: tenant.clone(),
        system: system.clone(),
        invoice_id: claim.invoice.clone(),
        invoice_number: claim.number.clone(),
        status: CaseStatus::Scheduled,
        approval: Some(approved(now)),
        batch: BatchNumber::NONE,
        opened_on: now.today,
        issue_date: Some(claim.issue_date),
        due_date: claim.due_date,
        principal,
        outstanding: principal,
        paid: zero,
        credited: zero,
        owed_more: zero,
        credited_at_source: zero,
        fees_elsewhere: claim.fees(),
        reminders_elsewhere: claim.reminders.clone(),
        debtor: claim.debtor.clone(),
        payment_reference: claim.payment_reference.clone(),
        letters_sent: 0,
        mark: facts,
        facts,
        owed_at_source: true,
        unclear: false,
        credits_asked: Vec::new(),
        credits_seen: None,
        service: Default::default(),
        dunning: Default::default(),
        overpaid: 0,
        counts_from: None,
        charges: None,
        handover: None,
        answers: Default::default(),
        version: 1,
    };
    let mut tidings = Vec::new();
    let as_pushed = case.clone();
    for change in told {
        tidings.extend(apply(&mut case, *change, now));
    }
    record_moves(&as_pushed, &mut case, now.today, now.today);
    finish(case, Happening::Received { principal, tidings }, None, now)
}

/// The invoice of a case that was fetched is handed over: an approval, with what its creditor has done before.
pub(super) fn handed_over(
    case: &CollectionCase,
    claim: &RegisterClaim,
    now: Moment,
) -> Result<Option<Step>, Refusal> {
    if !case.is_open() {
        return Err(Refusal::Closed);
    }
    let mut next = case.clone();
    next.fees_elsewhere = claim.fees();
    next.reminders_elsewhere.clone_from(&claim.reminders);
    next.approval = next.approval.or(Some(approved(now)));
    let missing = matches!(case.status, CaseStatus::Paused { reason: PauseReason::MissingAtSource, .. });
    let disputed = case.status == CaseStatus::Disputed;
    if next.awaits_approval() || (next.asks_the_tenant() && !disputed) || missing {
        next.status = running(&next, now);
    }
    if next == *case {
        return Ok(None);
    }
    next.version += 1;
    let principal = claim.principal;
    Ok(Some(finish(next, Happening::Received { principal, tidings: Vec::new() }, None, now)))
}

/// What was told of the invoice; `None` when it changes nothing any more.
pub(super) fn reported(case: &CollectionCase, change: Change, now: Moment) -> Option<Changed> {
    let mut next = case.clone();
    let tiding = apply(&mut next, change, now)?;
    if let CaseStatus::Paused { reason: PauseReason::Unconfirmed, .. } = next.status {
        // Who tells what was paid tells what was not.
        next.dunning.confirmed_on = Some(now.today);
        next.status = running(&next, now);
    }
    next.version += 1;
    // What comes for the charges that are pursued is told as what it leaves of them.
    let told = case.is_open() && (!case.chases_charges() || !next.is_open());
    Some(Changed { case: next, tidings: vec![tiding], told })
}

fn approved(now: Moment) -> Approval {
    Approval { kind: ApprovalKind::Approved, at: now.instant, approved_before: None }
}

/// Counts a change against the case; never more than is owed, so that an overpayment closes it at zero. What is paid beyond
/// covers charges, as it does where it is read.
fn apply(case: &mut CollectionCase, change: Change, now: Moment) -> Option<Tiding> {
    let Some(amount) = change.amount() else { return withdraw(case, now) };
    if amount.currency != case.outstanding.currency {
        return None;
    }
    let counted = amount.with_minor(amount.minor.min(case.outstanding.minor));
    if !counted.is_positive() {
        return for_charges(case, change);
    }
    case.outstanding.minor -= counted.minor;
    let settled = case.outstanding.minor == 0;
    case.owed_at_source = !settled;
    let (tiding, reason) = match change {
        Change::Credited { .. } => {
            case.credited.minor += counted.minor;
            case.credited_at_source.minor += counted.minor;
            let whole = settled && case.credited == case.principal;
            let tiding = match whole {
                true => Tiding::CreditedInFull { amount: counted },
                false => Tiding::PartCredited { amount: counted },
            };
            (tiding, CloseReason::Credited)
        }
        Change::Paid { .. } | Change::Withdrawn => {
            case.paid.minor += counted.minor;
            case.overpaid += amount.minor - counted.minor;
            let tiding = match settled {
                true => Tiding::PaidInFull { amount: counted },
                false => Tiding::PartPaid { amount: counted },
            };
            (tiding, CloseReason::PaidInFull)
        }
    };
    if settled && case.is_open() {
        case.status = CaseStatus::Closed { reason, at: now.instant };
    }
    Some(tiding)
}

/// What is paid when the invoice itself is: it counts while the charges are asked for, and no longer.
fn for_charges(case: &mut CollectionCase, change: Change) -> Option<Tiding> {
    let Change::Paid { amount } = change else { return None };
    if !case.chases_charges() || !amount.is_positive() {
        return None;
    }
    case.overpaid += amount.minor;
    Some(Tiding::PartPaid { amount })
}

fn withdraw(case: &mut CollectionCase, now: Moment) -> Option<Tiding> {
    if !case.is_open() {
        return None;
    }
    case.owed_at_source = false;
    case.status = CaseStatus::Closed { reason: CloseReason::WithdrawnByCreditor, at: now.instant };
    Some(Tiding::Withdrawn)
}
