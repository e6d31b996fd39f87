//! What a fresh reading of the invoice does to its case.

use jiff::civil::Date;

use super::CollectionCase;
use super::status::{CaseStatus, CloseReason, PauseReason};
use crate::ids::BatchNumber;
use crate::moment::Moment;
use crate::money::Money;
use crate::news::Tiding;
use crate::source_invoice::{
    Amounts, ChangeMark, Debtor, DebtorKind, DocumentKind, Hold, InvoiceState, SourceInvoice,
};

/// A case that a reading changed, with its version raised.
pub(super) struct Changed {
    pub case: CollectionCase,
    /// For its trail.
    pub tidings: Vec<Tiding>,
    /// Whether the tenant should hear of them, too.
    pub told: bool,
}

/// What the reading changes; `None` when nothing changed.
///
/// Only for a reading that [`can_be_taken`].
pub(super) fn read_again(
    case: &CollectionCase,
    invoice: &SourceInvoice,
    open_batch: BatchNumber,
    now: Moment,
) -> Option<Changed> {
    if invoice.state == InvoiceState::Voided {
        return withdraw(case, Tiding::Voided, now);
    }
    if case.service.hides_from(now.instant) {
        return None;
    }
    let amounts = invoice.amounts.as_ref().ok()?;
    let principal = amounts.principal_outstanding();
    let mut next = case.clone();
    copy_facts(&mut next, invoice, amounts);
    if case.was_declined() {
        // The tenant does not want to hear of it again; only whether it still turns up in lists is kept.
        next.owed_at_source = principal.is_positive();
        return changed(case, next, vec![], false);
    }
    let mut tidings = Vec::new();
    move_due_date(&mut next, invoice, &mut tidings);
    let in_doubt = move_money(&mut next, amounts, &mut tidings);
    if invoice.in_collection_elsewhere && next.outstanding.is_positive() && !case.has_left() {
        leave_to_others(&mut next, &mut tidings, now);
    } else {
        settle_status(case, &mut next, invoice.hold, &mut tidings, open_batch, now);
    }
    if in_doubt && next.is_open() {
        ask_whether_unpaid(&mut next, &mut tidings, open_batch);
    }
    // What a closed case's invoice does while it stays closed is no news.
    let reversed = tidings.iter().any(|tiding| matches!(tiding, Tiding::OwedMore { .. }));
    let told = case.is_open() || next.is_open() || (case.handover.is_some() && reversed);
    changed(case, next, tidings, told)
}

/// Whether the reading can be held against the case: an invoice still, in its currency, with amounts that fit together.
pub(super) fn can_be_taken(case: &CollectionCase, invoice: &SourceInvoice) -> bool {
    let same_currency = |amounts: &Amounts| amounts.outstanding.currency == case.principal.currency;
    let is_invoice = invoice.kind == DocumentKind::Invoice && invoice.state == InvoiceState::Approved;
    invoice.state == InvoiceState::Voided || (is_invoice && invoice.amounts.as_ref().is_ok_and(same_currency))
}

/// What was read cannot be understood: it is not judged as paid, and silence starts nothing until it can be.
pub(super) fn unclear(case: &CollectionCase, mark: Option<ChangeMark>) -> Option<CollectionCase> {
    let mark = mark.unwrap_or(case.mark);
    let news = case.is_open() && (!case.unclear || mark != case.mark);
    news.then(|| CollectionCase { unclear: true, mark, version: case.version + 1, ..case.clone() })
}

/// The accounting system does not find the invoice. Nothing is judged by that: an open case rests, and the tenant is told.
pub(super) fn missing(case: &CollectionCase, open_batch: BatchNumber, now: Moment) -> Option<Changed> {
    let status = CaseStatus::Paused { reason: PauseReason::MissingAtSource, until: None };
    if !case.is_open() {
        return gone(case, now);
    }
    if case.status == CaseStatus::Disputed || case.is_with_agency() {
        // It rests until the tenant has decided, or is the agency's; then the next reading tells what is missing.
        return None;
    }
    let next = CollectionCase { status, batch: open_batch, ..case.clone() };
    let known = matches!(case.status, CaseStatus::Paused { reason: PauseReason::MissingAtSource, .. });
    if known { None } else { changed(case, next, vec![Tiding::Missing], true) }
}

/// The invoice is no longer to be found.
pub(super) fn gone(case: &CollectionCase, now: Moment) -> Option<Changed> {
    withdraw(case, Tiding::Gone, now)
}

fn changed(
    case: &CollectionCase,
    mut next: CollectionCase,
    tidings: Vec<Tiding>,
    told: bool,
) -> Option<Changed> {
    // A reading that only tells less than the last one has another digest, and changes nothing.
    let read_now = std::mem::replace(&mut next.facts, case.facts);
    if next == *case {
        return None;
    }
    next.facts = read_now;
    next.version = case.version + 1;
    Some(Changed { case: next, tidings, told })
}

fn withdraw(case: &CollectionCase, why: Tiding, now: Moment) -> Option<Changed> {
    let mut next = case.clone();
    next.owed_at_source = false;
    if case.is_open() {
        next.status = CaseStatus::Closed { reason: CloseReason::WithdrawnByCreditor, at: now.instant };
    }
    changed(case, next, vec![why], case.is_open())
}

fn copy_facts(next: &mut CollectionCase, invoice: &SourceInvoice, amounts: &Amounts) {
    next.unclear = false;
    next.mark = invoice.mark;
    next.facts = invoice.facts();
    next.issue_date = invoice.issue_date.or(next.issue_date);
    next.fees_elsewhere.clone_from(&amounts.fees_elsewhere);
    next.debtor = known_better(&next.debtor, &invoice.debtor);
    if invoice.payment_reference.is_some() {
        next.payment_reference.clone_from(&invoice.payment_reference);
    }
    if !invoice.number.is_empty() {
        next.invoice_number.clone_from(&invoice.number);
    }
}

/// The debtor as read; who owes is not forgotten because this reading cannot tell a person from a company.
fn known_better(known: &Debtor, read: &Debtor) -> Debtor {
    match read.kind {
        DebtorKind::Unknown => Debtor { kind: known.kind, ..read.clone() },
        _ => read.clone(),
    }
}

fn move_due_date(next: &mut CollectionCase, invoice: &SourceInvoice, tidings: &mut Vec<Tiding>) {
    if let Some(to) = invoice.due_date
        && to != next.due_date
    {
        tidings.push(Tiding::DueDateMoved { from: next.due_date, to });
        // Never backdated: what counted until now goes on to count.
        next.counts_from = Some(next.counted_due()).filter(|counted| *counted > to);
        next.due_date = to;
    }
}

/// Splits the change of what is owed into credit notes and payments, to the minor unit.
///
/// What came to the service and is not booked still stands as owed in the tenant's books. In doubt too little is claimed:
/// what rises there is first taken for a booking of ours that was taken back. Answers whether nobody but the tenant can tell
/// what is owed: see [`own_booking`].
fn move_money(next: &mut CollectionCase, amounts: &Amounts, tidings: &mut Vec<Tiding>) -> bool {
    let read = amounts.principal_outstanding();
    // An overpaid invoice is owed nothing; the surplus is the tenant's to return and never counts as ours.
    let at_source = read.minor.max(0);
    let own_booking = own_booking(next, at_source, amounts.credited);
    next.service.booked += own_booking;
    let expected = next.outstanding.minor + next.service.unbooked();
    let fell = (expected - at_source).min(next.outstanding.minor);
    let taken_back = next.service.take_back(-fell);
    let newly_credited = match amounts.credited {
        Some(credited) => (credited.minor - next.credited_at_source.minor).clamp(0, fell.max(0)),
        None => 0,
    };
    let paid = fell + taken_back - newly_credited;
    next.outstanding.minor -= fell + taken_back;
    next.owed_at_source = at_source > 0;
    next.credited.minor += newly_credited;
    if let Some(credited) = amounts.credited {
        next.credited_at_source = credited;
    }
    let surplus = (-read.minor).max(0);
    // What was credited too much is no payment.
    if paid > 0 || next.chases_charges() || surplus < next.overpaid {
        next.overpaid = surplus;
    }
    let amount = |minor: i64| read.with_minor(minor);
    if taken_back > 0 {
        tidings.push(Tiding::BookingTakenBack { amount: amount(taken_back) });
    }
    if newly_credited > 0 {
        tidings.push(Tiding::PartCredited { amount: amount(newly_credited) });
    }
    if paid > 0 {
        next.paid.minor += paid;
        tidings.push(Tiding::PartPaid { amount: amount(paid) });
    }
    if paid < 0 {
        next.owed_more.minor -= paid;
        tidings.push(Tiding::OwedMore { amount: amount(-paid) });
    }
    own_booking > 0
}

/// How much of what fell in the tenant's books is taken for its own booking of money that came to the service.
///
/// While that money is not booked, a payment to the tenant and its own booking look the same there. As long as something is
/// left to claim, what fell counts as a payment: too little is claimed, never too much. Where nothing would be left and the
/// books still show something as owed, it is taken for the booking as far as it can be one, so that the case does not close
/// on what may be owed; and the case rests until the tenant has said that it is, so that no debtor is reminded who has paid.
/// When the books show nothing as owed any more, it closes as paid. What an agency has cannot rest: it counts as paid.
fn own_booking(case: &CollectionCase, at_source: i64, credited: Option<Money>) -> i64 {
    let unbooked = case.service.unbooked();
    let fell = case.outstanding.minor + unbooked - at_source;
    let known = case.credited_at_source.minor;
    let by_credit = credited.map_or(0, |credited| (credited.minor - known).clamp(0, fell.max(0)));
    let (fell, left) = (fell - by_credit, case.outstanding.minor - by_credit);
    let nobody_knows = unbooked > 0 && at_source > 0 && left > 0 && fell >= left;
    match nobody_knows && case.is_open() && !case.is_with_agency() {
        true => fell.min(unbooked),
        false => 0,
    }
}

/// The same question as where nothing can be read: whether what the case shows as owed is still unpaid.
fn ask_whether_unpaid(next: &mut CollectionCase, tidings: &mut Vec<Tiding>, open_batch: BatchNumber) {
    tidings.push(Tiding::Unconfirmed);
    // What is disputed rests for an answer already.
    if next.status != CaseStatus::Disputed {
        next.status = CaseStatus::Paused { reason: PauseReason::Unconfirmed, until: None };
    }
    // The mail that asks links to the page of its own batch.
    next.batch = open_batch;
}

/// Nobody is chased twice for one invoice: the tenant has handed it to debt collection from its accounting system.
fn leave_to_others(next: &mut CollectionCase, tidings: &mut Vec<Tiding>, now: Moment) {
    if next.is_open() {
        next.status = CaseStatus::Closed { reason: CloseReason::WithdrawnByCreditor, at: now.instant };
        tidings.push(Tiding::InCollectionElsewhere);
    }
}

/// Closes what is settled, rests what is not to be reminded about now, and wakes what is overdue again.
fn settle_status(
    before: &CollectionCase,
    next: &mut CollectionCase,
    hold: Option<Hold>,
    tidings: &mut Vec<Tiding>,
    open_batch: BatchNumber,
    now: Moment,
) {
    if next.outstanding.minor == 0 {
        if before.is_open() && !before.chases_charges() {
            close(next, tidings, now);
        }
        return;
    }
    if next.has_left() {
        // It is the agency's: nothing is chased again from here, whatever the books show.
        return;
    }
    next.charges = None;
    match (&before.status, rest(next, hold, now)) {
        (CaseStatus::Disputed, _) => {}
        (CaseStatus::Paused { reason, .. }, _) if !reason.ends_with_a_reading() => {}
        (CaseStatus::Paused { reason: PauseReason::AddressLost, .. }, None)
            if next.debtor.email == before.debtor.email => {}
        (CaseStatus::Closed { .. }, Some(_)) => {}
        (_, Some(rest)) => {
            let status = CaseStatus::Paused { reason: rest.reason, until: rest.until };
            if status != before.status {
                tidings.extend(rest.tiding);
            }
            next.status = status;
        }
        (CaseStatus::Paused { .. } | CaseStatus::Closed { .. }, None) => {
            tidings.push(Tiding::OverdueAgain);
            if let Some(objection) = next.answers.open_objection() {
                // It was paid while it was disputed, and is owed again: the tenant has not decided yet.
                tidings.push(Tiding::Objection { reason: objection.reason.clone() });
                next.status = CaseStatus::Disputed;
                next.batch = open_batch;
                return;
            }
            next.status = match next.approval {
                Some(_) => next.dunning.standing(),
                None => {
                    next.batch = open_batch;
                    CaseStatus::AwaitingApproval
                }
            };
        }
        (_, None) => {}
    }
}

/// Why an invoice that is owed is not to be reminded about now.
struct Rest {
    reason: PauseReason,
    until: Option<Date>,
    /// What the tenant hears of it, where nothing else tells it.
    tiding: Option<Tiding>,
}

fn rest(case: &CollectionCase, hold: Option<Hold>, now: Moment) -> Option<Rest> {
    if case.due_date >= now.today {
        let until = Some(case.due_date);
        return Some(Rest { reason: PauseReason::DueDateMoved, until, tiding: None });
    }
    let (reason, until, tiding) = match hold.filter(|hold| hold.holds_on(now.today))? {
        Hold::Postponed { until } => (PauseReason::Postponed, Some(until), Tiding::Postponed { until }),
        Hold::Repayment => (PauseReason::Repayment, None, Tiding::Repayment),
        Hold::Factored => (PauseReason::Factored, None, Tiding::Factored),
    };
    Some(Rest { reason, until, tiding: Some(tiding) })
}

fn close(next: &mut CollectionCase, tidings: &mut [Tiding], now: Moment) {
    let mut reason = CloseReason::Credited;
    for tiding in tidings.iter_mut() {
        match *tiding {
            Tiding::PartPaid { amount } => {
                reason = CloseReason::PaidInFull;
                *tiding = Tiding::PaidInFull { amount };
            }
            Tiding::PartCredited { amount } => *tiding = Tiding::CreditedInFull { amount },
            _ => {}
        }
    }
    if reason == CloseReason::PaidInFull {
        // Paid the rest after a part credit: the credit is told as what it was.
        for tiding in tidings.iter_mut() {
            if let Tiding::CreditedInFull { amount } = *tiding {
                *tiding = Tiding::PartCredited { amount };
            }
        }
    }
    next.status = CaseStatus::Closed { reason, at: now.instant };
}

/// The conservation that every step keeps (invariant 6).
pub fn is_conserved(case: &CollectionCase) -> bool {
    let sum = |parts: &[Money]| parts.iter().map(|money| money.minor).sum::<i64>();
    sum(&[case.principal, case.owed_more])
        == sum(&[case.outstanding, case.paid, case.credited, case.received()])
}
