//! An operator records a payment that came to the service: once for each reference, and it lowers the claim at once.

use accounting::AccountingSystem;
use domain::case::{CaseEvent, Step, advance};
use domain::effect::QueuedEffect;
use domain::ids::{CaseId, PaymentId};
use domain::received_payment::{BookingState, LONGEST_REFERENCE, NotWanted, Review};
use domain::{CloseReason, CollectionCase, Effect, Moment, Money, ReceivedPayment, Tenant};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::connect::ConnectPorts;
use crate::ports::{CommitError, Secrets, StoreError, Transaction, Write};
use crate::step_writes::add_step;

const TRIES: usize = 5;

/// A payment as it was told to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    pub case: CaseId,
    pub amount: Money,
    /// When the debtor paid.
    pub date: Date,
    /// The bank's, or any other that no second payment of the tenant has.
    pub reference: String,
}

/// A payment as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    pub payment: ReceivedPayment,
    pub case: CollectionCase,
    /// Otherwise it was recorded before, and nothing changed.
    pub is_new: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    #[error("case: {0} does not exist")]
    NoSuchCase(CaseId),
    #[error("amount: {given} is not in the case's currency, {expected}")]
    OtherCurrency { given: domain::Currency, expected: domain::Currency },
    #[error("amount: must be more than nothing")]
    NotPositive,
    #[error("date: {0} has not come yet")]
    InTheFuture(Date),
    #[error("date: {date} is before the invoice was issued, on {issued}")]
    BeforeTheInvoice { date: Date, issued: Date },
    #[error("reference: must be 1 to {LONGEST_REFERENCE} characters on one line")]
    BadReference,
    /// A reference stands for one payment.
    #[error("reference: {payment} was recorded under it with another {field}")]
    OtherPayment { payment: PaymentId, field: &'static str },
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
}

/// Records the payment, and plans its booking where the tenant's accounting system takes payments.
///
/// # Errors
/// Names the field that cannot be taken; nothing is stored then.
pub async fn record_payment(
    ports: ConnectPorts<'_>,
    new: &NewPayment,
    now: Timestamp,
) -> Result<Recorded, RecordError> {
    let reference = new.reference.trim();
    let length = reference.chars().count();
    if length == 0 || length > LONGEST_REFERENCE || reference.chars().any(char::is_control) {
        return Err(RecordError::BadReference);
    }
    for _ in 0..TRIES {
        let case = case_of(ports, &new.case).await?;
        let Some((tenant, secrets)) = ports.store.tenant(&case.tenant).await? else {
            return Err(RecordError::NoSuchCase(new.case.clone()));
        };
        let now = Moment::new(now, tenant.country());
        check(new, &case, now)?;
        let id = PaymentId::of(&tenant.id, &[reference]);
        if let Some(payment) = ports.store.payment(&id).await? {
            same(&payment, new)?;
            return Ok(Recorded { payment, case, is_new: false });
        }
        let event = CaseEvent::PaymentReceived {
            payment: id.clone(),
            amount: new.amount,
            on: new.date,
            terms: tenant.terms(),
        };
        // Receiving money is never refused.
        let Ok(Some(step)) = advance(&case, &event, now) else {
            return Err(RecordError::NoSuchCase(new.case.clone()));
        };
        let counted = case.outstanding.with_minor(case.outstanding.minor - step.case.outstanding.minor);
        let payment = ReceivedPayment {
            id,
            tenant: tenant.id.clone(),
            case: case.id.clone(),
            amount: new.amount,
            counted,
            date: new.date,
            reference: reference.to_owned(),
            recorded_at: now.instant,
            booking: first_state(ports, &tenant, &secrets, &case, new.amount, counted, now).await,
            round: 1,
            version: 1,
        };
        match ports.store.commit(writes(&tenant, &payment, &step, now)).await {
            Ok(()) => return Ok(Recorded { payment, case: step.case, is_new: true }),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(RecordError::Commit(other)),
        }
    }
    Err(RecordError::Commit(CommitError::Conflict(vec![])))
}

async fn case_of(ports: ConnectPorts<'_>, id: &CaseId) -> Result<CollectionCase, RecordError> {
    let found = ports.store.cases(std::slice::from_ref(id)).await?.pop();
    found.ok_or_else(|| RecordError::NoSuchCase(id.clone()))
}

fn check(new: &NewPayment, case: &CollectionCase, now: Moment) -> Result<(), RecordError> {
    let (given, expected) = (new.amount.currency, case.principal.currency);
    if given != expected {
        return Err(RecordError::OtherCurrency { given, expected });
    }
    if !new.amount.is_positive() {
        return Err(RecordError::NotPositive);
    }
    if new.date > now.today {
        return Err(RecordError::InTheFuture(new.date));
    }
    match case.issue_date.filter(|issued| new.date < *issued) {
        Some(issued) => Err(RecordError::BeforeTheInvoice { date: new.date, issued }),
        None => Ok(()),
    }
}

/// The same reference again must be the same payment again.
fn same(before: &ReceivedPayment, new: &NewPayment) -> Result<(), RecordError> {
    let differs = [
        ("case", before.case != new.case),
        ("amount", before.amount != new.amount),
        ("date", before.date != new.date),
    ];
    match differs.into_iter().find(|(_, differs)| *differs) {
        Some((field, _)) => Err(RecordError::OtherPayment { payment: before.id.clone(), field }),
        None => Ok(()),
    }
}

fn writes(tenant: &Tenant, payment: &ReceivedPayment, step: &Step, now: Moment) -> Transaction {
    let mut transaction = Transaction::from(vec![
        // The news are told in this batch's mail: it must not have left.
        Write::CheckOpenBatch { tenant: tenant.id.clone(), batch: tenant.open_batch },
        Write::PutPayment(Box::new(payment.clone())),
    ]);
    add_step(&mut transaction, step.clone());
    if payment.booking == BookingState::Planned {
        transaction.push(Write::PutEffect(Box::new(booking_of(payment, now.instant))));
    }
    transaction
}

/// The effect that books a planned payment.
pub(crate) fn booking_of(payment: &ReceivedPayment, now: Timestamp) -> QueuedEffect {
    let (tenant, payment, round) = (payment.tenant.clone(), payment.id.clone(), payment.round);
    QueuedEffect::new(Effect::BookPayment { tenant, payment, round }, now)
}

/// Whether it is booked, as far as this can be told without asking the tenant's books.
async fn first_state(
    ports: ConnectPorts<'_>,
    tenant: &Tenant,
    secrets: &Secrets,
    case: &CollectionCase,
    amount: Money,
    counted: Money,
    now: Moment,
) -> BookingState {
    if case.status.close_reason() == Some(CloseReason::Credited) {
        return BookingState::NotWanted { reason: NotWanted::CaseCredited };
    }
    let surplus = amount.with_minor(amount.minor - counted.minor);
    if surplus.is_positive() {
        return BookingState::Review { reason: Review::Overpaid { surplus } };
    }
    let source = match tenant.is_disconnected() {
        true => None,
        // A connection that cannot be made now is tried again when it is time to book.
        false => ports.connect(tenant, secrets, now.instant).await.ok(),
    };
    match stands_against(tenant, source.as_deref()) {
        Some(reason) => BookingState::NotWanted { reason },
        None => BookingState::Planned,
    }
}

/// Why nothing of this tenant is booked; `source` where there is a connection.
pub(crate) fn stands_against(tenant: &Tenant, source: Option<&dyn AccountingSystem>) -> Option<NotWanted> {
    if tenant.is_disconnected() {
        return Some(NotWanted::Disconnected);
    }
    let Some(books) = source?.books() else { return Some(NotWanted::NoBooks) };
    let obstacle = books.obstacle().map(|problem| NotWanted::NotSetUp { problem: problem.to_owned() });
    obstacle.or_else(|| tenant.booking_off.clone())
}
