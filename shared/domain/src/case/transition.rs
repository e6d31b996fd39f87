//! The one place where a case changes.

use super::CollectionCase;
use super::answers::{self, DebtorAnswers};
use super::charges::{self, Bearer, ChargesLeft};
use super::credits;
use super::dunning::{CaseDunning, hold_after_reversal, record_moves};
use super::event::{CaseEvent, Decision};
use super::handover;
use super::letters;
use super::pushed;
use super::reading::{self, Changed};
use super::service_money::{self, ServiceMoney};
use super::status::{Approval, ApprovalKind, CaseStatus, CloseReason, PauseReason};
use super::timeline::{Happening, TimelineEntry};
use crate::effect::Effect;
use crate::eligibility::{ReasonCode, Requirements, judge};
use crate::ids::{BatchNumber, CaseId, SystemName, TenantId};
use crate::moment::Moment;
use crate::money::Money;
use crate::news::{News, Tiding};
use crate::source_invoice::{ChangeMark, SourceInvoice};

/// A changed case with what must be written beside it, in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub case: CollectionCase,
    pub entry: TimelineEntry,
    /// What the next mail must tell.
    pub news: Option<News>,
    /// What must happen outside.
    pub effects: Vec<Effect>,
}

/// Why a decision cannot be carried out. Nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case is over, for another reason than this decision.
    #[error("the case is closed")]
    Closed,
    /// It was declined before: a decline is final.
    #[error("the case was declined")]
    Declined,
    /// The accounting system does not find the invoice: nothing is sent before it does (invariant 3).
    #[error("the invoice is not found in the accounting system")]
    Missing,
    /// The plan has not come to its end: there is nothing to hand over yet.
    #[error("the case is not due to be handed over")]
    NotAtItsEnd,
    /// The tenant has not chosen an agency.
    #[error("no collection agency is chosen")]
    NoAgency,
}

/// Opens the case of an eligible invoice, *awaiting approval* in the open batch.
///
/// # Errors
/// The reason code when the invoice is not eligible.
pub fn open(
    tenant: &TenantId,
    system: &SystemName,
    invoice: &SourceInvoice,
    rules: &Requirements,
    batch: BatchNumber,
    now: Moment,
) -> Result<Step, ReasonCode> {
    judge(invoice, rules, now.today)?;
    // `judge` lets nothing pass without these two; the codes say so once more instead of a panic.
    let due_date = invoice.due_date.ok_or(ReasonCode::NoDueDate)?;
    let amounts = invoice.amounts.as_ref().map_err(|_| ReasonCode::InconsistentAmounts)?;
    let principal = amounts.principal_outstanding();
    let zero = Money::zero(principal.currency);
    let case = CollectionCase {
        id: CaseId::of(tenant, system, &invoice.id),
        tenant: tenant.clone(),
        system: system.clone(),
        invoice_id: invoice.id.clone(),
        invoice_number: invoice.number.clone(),
        status: CaseStatus::AwaitingApproval,
        approval: None,
        batch,
        opened_on: now.today,
        issue_date: invoice.issue_date,
        due_date,
        principal,
        outstanding: principal,
        paid: zero,
        credited: zero,
        owed_more: zero,
        credited_at_source: amounts.credited.unwrap_or(zero),
        fees_elsewhere: amounts.fees_elsewhere.clone(),
        reminders_elsewhere: Vec::new(),
        debtor: invoice.debtor.clone(),
        payment_reference: invoice.payment_reference.clone(),
        letters_sent: 0,
        mark: invoice.mark,
        facts: invoice.facts(),
        owed_at_source: true,
        unclear: false,
        credits_asked: Vec::new(),
        credits_seen: None,
        service: ServiceMoney::default(),
        dunning: CaseDunning::default(),
        overpaid: 0,
        counts_from: None,
        charges: None,
        handover: None,
        answers: DebtorAnswers::default(),
        version: 1,
    };
    Ok(finish(case, Happening::Opened { principal }, None, now))
}

/// What an event does to a case: the step, or `None` when it changes nothing.
///
/// # Errors
/// Only for decisions, when the case is past deciding.
pub fn advance(case: &CollectionCase, event: &CaseEvent, now: Moment) -> Result<Option<Step>, Refusal> {
    let Some(mut step) = decided(case, event, now)? else { return Ok(None) };
    let received_on = match event {
        CaseEvent::PaymentReceived { on, .. } => (*on).min(now.today),
        _ => now.today,
    };
    record_moves(case, &mut step.case, received_on, now.today);
    if let Some(terms) = event.terms() {
        hold_after_reversal(case, &mut step.case, terms.country, now.today);
        step = charges::after_payment(case, step, terms, now);
    }
    // What the agency itself tells needs not be told to it.
    if !matches!(event, CaseEvent::AgencyTold { .. }) {
        step.effects.extend(handover::reports(case, &step.case));
    }
    Ok(Some(step))
}

fn decided(case: &CollectionCase, event: &CaseEvent, now: Moment) -> Result<Option<Step>, Refusal> {
    match event {
        CaseEvent::Decided(decision) => decide(case, *decision, now),
        CaseEvent::SilenceAnswered { batch } => Ok(silence(case, *batch, now)),
        CaseEvent::SourceRead { invoice, .. } if !reading::can_be_taken(case, invoice) => {
            Ok(unclear(case, Some(invoice.mark), now))
        }
        CaseEvent::SourceRead { invoice, terms } => {
            Ok(reading::read_again(case, invoice, terms.open_batch, now)
                .map(|changed| recorded(changed, terms.open_batch, now)))
        }
        CaseEvent::SourceUnclear { mark } => Ok(unclear(case, *mark, now)),
        CaseEvent::SourceGone { open_batch } => {
            Ok(reading::gone(case, now).map(|changed| recorded(changed, *open_batch, now)))
        }
        CaseEvent::SourceMissing { open_batch } => {
            Ok(reading::missing(case, *open_batch, now).map(|changed| recorded(changed, *open_batch, now)))
        }
        CaseEvent::CreditsUnlinked { credits, open_batch } => {
            Ok(credits::ask_about(case, credits, *open_batch)
                .map(|changed| recorded(changed, *open_batch, now)))
        }
        CaseEvent::HandedOver(claim) => pushed::handed_over(case, claim, now),
        CaseEvent::Reported { change, terms } => Ok(pushed::reported(case, *change, now)
            .map(|changed| told(changed, |tidings| Happening::Reported { tidings }, terms.open_batch, now))),
        CaseEvent::Planned { on } => Ok(letters::planned(case, *on, now)),
        CaseEvent::FeesOfDebtor { days } => Ok(letters::fees_of_debtor(case, days, now)),
        CaseEvent::LetterClaimed(letter) => Ok(letters::claimed(case, letter, now)),
        CaseEvent::LetterSettled { letter, standing } => Ok(letters::settled(case, letter, *standing, now)),
        CaseEvent::AddressLost { loss, open_batch } => {
            Ok(letters::address_lost(case, loss, *open_batch, now))
        }
        CaseEvent::Objected { reason, open_batch } => Ok(answers::objected(case, reason, *open_batch, now)),
        CaseEvent::SaidPaid(said) => Ok(answers::said_paid(case, said, now)),
        CaseEvent::PaymentReceived { payment, amount, terms, .. } => {
            Ok(Some(service_money::received(case, payment, *amount, terms.open_batch, now)))
        }
        CaseEvent::BookingStarted { payment } => Ok(service_money::started(case, payment, now)),
        CaseEvent::BookingDone { payment, amount } => Ok(service_money::done(case, payment, *amount, now)),
        CaseEvent::BookingCalledOff { payment } => Ok(Some(service_money::called_off(case, payment, now))),
        CaseEvent::BookingHeld { payment, in_doubt } => {
            Ok(Some(service_money::held(case, payment, *in_doubt, now)))
        }
        CaseEvent::ConfirmationDue { open_batch } => {
            Ok(asks(case, PauseReason::Unconfirmed, Tiding::Unconfirmed, *open_batch, now))
        }
        CaseEvent::RestIsSmall { open_batch } => {
            Ok(asks(case, PauseReason::BelowFloor, Tiding::RestIsSmall, *open_batch, now))
        }
        CaseEvent::HandoverDue { open_batch } => {
            Ok(asks(case, PauseReason::HandoverDue, Tiding::HandoverDue, *open_batch, now))
        }
        CaseEvent::ChargesGivenUp { open_batch } => Ok(charges::given_up(case, *open_batch, now)),
        CaseEvent::CreditsExplained { effect } => Ok(credits::explained(case, *effect, now)),
        CaseEvent::HandoverOrdered { agency, number } => handover::ordered(case, (agency, *number), now),
        CaseEvent::HandoverSubmitting { file } => Ok(handover::submitting(case, file, now)),
        CaseEvent::HandoverAccepted { agency_ref, began, open_batch } => {
            Ok(handover::accepted(case, agency_ref.as_ref(), *began, *open_batch, now))
        }
        CaseEvent::HandoverNotTaken { why, open_batch } => {
            Ok(handover::not_taken(case, why, *open_batch, now))
        }
        CaseEvent::HandoverCalledOff => Ok(handover::called_off(case, now)),
        CaseEvent::AgencyTold { told, open_batch } => Ok(handover::told(case, told, *open_batch, now)),
    }
}

fn unclear(case: &CollectionCase, mark: Option<ChangeMark>, now: Moment) -> Option<Step> {
    reading::unclear(case, mark).map(|next| finish(next, Happening::SourceUnclear, None, now))
}

fn decide(case: &CollectionCase, decision: Decision, now: Moment) -> Result<Option<Step>, Refusal> {
    let decided = case.approval.map(|approval| approval.kind);
    match (decision, &case.status, decided) {
        (Decision::Decline, CaseStatus::Closed { .. }, _) if case.was_declined() => Ok(None),
        (Decision::Approve, CaseStatus::Closed { .. }, _) if case.was_declined() => Err(Refusal::Declined),
        (_, CaseStatus::Closed { .. }, _) => Err(Refusal::Closed),
        // To whom it goes is said with `HandoverOrdered`.
        (Decision::HandOver, ..) => Err(Refusal::NoAgency),
        (Decision::Approve, CaseStatus::Paused { reason: PauseReason::MissingAtSource, .. }, _) => {
            Err(Refusal::Missing)
        }
        (Decision::Approve, _, Some(_)) if case.asks_the_tenant() => Ok(Some(go_on(case, now))),
        (Decision::Approve, _, Some(_)) => Ok(None),
        (Decision::Approve, _, None) => {
            Ok(Some(approve(case, ApprovalKind::Approved, Happening::ApprovedByLink, now)))
        }
        (Decision::Decline, _, None) => Ok(Some(decline(case, Happening::DeclinedByLink, now))),
        (Decision::Decline, _, Some(_)) => Ok(Some(decline(case, Happening::StoppedByLink, now))),
    }
}

/// Silence approves only what still waits in its own batch, is still overdue, and could be read when last looked at.
fn silence(case: &CollectionCase, batch: BatchNumber, now: Moment) -> Option<Step> {
    let waits = case.awaits_approval() && case.batch == batch && case.due_date < now.today && !case.unclear;
    waits.then(|| approve(case, ApprovalKind::AutoApproved, Happening::ApprovedBySilence, now))
}

fn approve(case: &CollectionCase, kind: ApprovalKind, happening: Happening, now: Moment) -> Step {
    let mut next = case.clone();
    next.approval = Some(Approval { kind, at: now.instant, approved_before: None });
    if next.awaits_approval() || next.asks_the_tenant() {
        next.answers.settle();
        next.status = running(&next, now);
    }
    next.version += 1;
    finish(next, happening, None, now)
}

/// A running case rests until the tenant has answered; the mail that asks links to the page of its own batch.
fn asks(
    case: &CollectionCase,
    reason: PauseReason,
    tiding: Tiding,
    open_batch: BatchNumber,
    now: Moment,
) -> Option<Step> {
    if !case.runs() {
        return None;
    }
    let mut next = CollectionCase { version: case.version + 1, batch: open_batch, ..case.clone() };
    next.status = CaseStatus::Paused { reason, until: None };
    next.dunning.rests_until = None;
    let news = news_of(&next, open_batch, vec![tiding]);
    Some(finish(next, Happening::Asked { reason }, Some(news), now))
}

/// The tenant has answered what the case rested for.
fn go_on(case: &CollectionCase, now: Moment) -> Step {
    let mut next = case.clone();
    match case.status {
        CaseStatus::Paused { reason: PauseReason::Unconfirmed, .. } => {
            next.dunning.confirmed_on = Some(now.today);
        }
        CaseStatus::Paused { reason: PauseReason::BelowFloor, .. } => next.dunning.chases_small_rest = true,
        _ => {}
    }
    next.answers.settle();
    next.status = running(&next, now);
    next.dunning.rests_until = None;
    next.version += 1;
    finish(next, Happening::ResumedByLink, None, now)
}

/// Where an approved case stands; its due date may have been moved while it rested.
pub(super) fn running(case: &CollectionCase, now: Moment) -> CaseStatus {
    match case.due_date < now.today {
        // The agency has it, whatever is answered here.
        true if case.has_left() => CaseStatus::InCollection,
        true => case.dunning.standing(),
        false => CaseStatus::Paused { reason: PauseReason::DueDateMoved, until: Some(case.due_date) },
    }
}

fn decline(case: &CollectionCase, happening: Happening, now: Moment) -> Step {
    let mut next = case.clone();
    let approved_before = case.approval.map(|approval| approval.at);
    next.approval = Some(Approval { kind: ApprovalKind::Declined, at: now.instant, approved_before });
    next.status = CaseStatus::Closed { reason: declined_for(case), at: now.instant };
    next.charges = case.charges.map(|charges| ChargesLeft { bearer: Bearer::Creditor, ..charges });
    next.answers.settle();
    next.version += 1;
    finish(next, happening, None, now)
}

/// What a "no" of the tenant means where the case stands.
fn declined_for(case: &CollectionCase) -> CloseReason {
    match case.letters_sent {
        _ if case.chases_charges() => CloseReason::PaidInFull,
        _ if case.answers.open_objection().is_some() => CloseReason::Disputed,
        0 => CloseReason::DeclinedByCreditor,
        _ => CloseReason::WithdrawnByCreditor,
    }
}

fn recorded(changed: Changed, batch: BatchNumber, now: Moment) -> Step {
    if changed.tidings.is_empty() {
        return finish(changed.case, Happening::FactsUpdated, None, now);
    }
    told(changed, |tidings| Happening::SourceChanged { tidings }, batch, now)
}

fn told(changed: Changed, happening: fn(Vec<Tiding>) -> Happening, batch: BatchNumber, now: Moment) -> Step {
    let Changed { case, tidings, told } = changed;
    let news = told.then(|| news_of(&case, batch, tidings.clone()));
    finish(case, happening(tidings), news, now)
}

pub(super) fn news_of(case: &CollectionCase, batch: BatchNumber, tidings: Vec<Tiding>) -> News {
    News {
        case: case.id.clone(),
        batch,
        version: case.version,
        invoice_number: case.invoice_number.clone(),
        debtor_name: case.debtor.name.clone(),
        outstanding: case.outstanding,
        closed: !case.is_open(),
        tidings,
    }
}

pub(super) fn finish(case: CollectionCase, happening: Happening, news: Option<News>, now: Moment) -> Step {
    let entry = TimelineEntry {
        case: case.id.clone(),
        version: case.version,
        at: now.instant,
        status: case.status.word().to_owned(),
        outstanding: case.outstanding,
        batch: case.batch,
        happening,
    };
    Step { case, entry, news, effects: Vec::new() }
}
