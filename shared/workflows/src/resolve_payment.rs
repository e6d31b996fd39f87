//! An operator says how a payment goes on whose booking is held or in doubt.

use domain::case::{CaseEvent, advance};
use domain::ids::PaymentId;
use domain::received_payment::{BookingState, NotWanted};
use domain::{Moment, ReceivedPayment};
use jiff::Timestamp;

use crate::ports::{CommitError, Store, StoreError, Transaction, Write};
use crate::record_payment::booking_of;

const TRIES: usize = 5;

/// What the operator knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// It stands in the tenant's books.
    Booked,
    /// It does not, and is to be booked.
    Again,
    /// It does not, and is not to be booked. It counts as paid all the same.
    Dropped,
}

impl std::str::FromStr for Resolution {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "booked" => Ok(Resolution::Booked),
            "again" => Ok(Resolution::Again),
            "dropped" => Ok(Resolution::Dropped),
            _ => Err("is not one of booked, again, dropped"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    #[error("payment: {0} does not exist")]
    NoSuchPayment(PaymentId),
    #[error("payment: it is {0}; only what is held, in doubt or not wanted can be resolved")]
    NotHeld(&'static str),
    #[error("payment: nothing of it was owed, so there is nothing to book")]
    NothingToBook,
    #[error("payment: another payment of the invoice is on its way into the books; resolve it first")]
    AnotherInFlight,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
}

/// Carries out what the operator decided.
///
/// # Errors
/// Says why it cannot be; nothing changed then.
pub async fn resolve_payment(
    store: &dyn Store,
    id: &PaymentId,
    resolution: Resolution,
    now: Timestamp,
) -> Result<ReceivedPayment, ResolveError> {
    for _ in 0..TRIES {
        let gone = || ResolveError::NoSuchPayment(id.clone());
        let payment = store.payment(id).await?.ok_or_else(gone)?;
        let (tenant, _) = store.tenant(&payment.tenant).await?.ok_or_else(gone)?;
        let case = store.cases(std::slice::from_ref(&payment.case)).await?.pop().ok_or_else(gone)?;
        let (next, event) = decided(&payment, resolution)?;
        let moment = Moment::new(now, tenant.country());
        let step = advance(&case, &event, moment).ok().flatten().ok_or(ResolveError::AnotherInFlight)?;
        let mut transaction = Transaction::from(vec![
            Write::PutPayment(Box::new(next.clone())),
            Write::PutCase(Box::new(step.case)),
            Write::AddTimeline(step.entry),
        ]);
        if next.booking == BookingState::Planned {
            transaction.push(Write::PutEffect(Box::new(booking_of(&next, now))));
            if tenant.booking_off.is_some() {
                // The operator knows that what stood against it is mended; the books tell if it is not.
                let on = domain::Tenant { booking_off: None, version: tenant.version + 1, ..tenant };
                transaction.push(Write::PutTenant { tenant: Box::new(on), secrets: vec![] });
            }
        }
        match store.commit(transaction).await {
            Ok(()) => return Ok(next),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(ResolveError::Commit(other)),
        }
    }
    Err(ResolveError::Commit(CommitError::Conflict(vec![])))
}

fn decided(
    payment: &ReceivedPayment,
    resolution: Resolution,
) -> Result<(ReceivedPayment, CaseEvent), ResolveError> {
    let held = matches!(
        payment.booking,
        BookingState::Review { .. } | BookingState::Unknown { .. } | BookingState::NotWanted { .. }
    );
    if !held {
        return Err(ResolveError::NotHeld(payment.booking.word()));
    }
    let id = payment.id.clone();
    let not_booked = CaseEvent::BookingCalledOff { payment: id.clone() };
    match resolution {
        Resolution::Booked => {
            let next = payment.at(BookingState::Booked { posting: None, voucher: None });
            Ok((next, CaseEvent::BookingDone { payment: id, amount: payment.counted }))
        }
        Resolution::Again if !payment.counted.is_positive() => Err(ResolveError::NothingToBook),
        Resolution::Again => Ok((payment.planned_again(), not_booked)),
        Resolution::Dropped => {
            Ok((payment.at(BookingState::NotWanted { reason: NotWanted::Dropped }), not_booked))
        }
    }
}
