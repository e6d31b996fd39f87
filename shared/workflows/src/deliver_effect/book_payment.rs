//! Books a payment that came to the service, exactly once.
//!
//! The books take the same payment twice if they are told twice. So it is written down that it is being sent before it is
//! sent, it is sent once, and what became of it is read out of the books, not out of the answer alone.

mod ledger;

use accounting::AccountingSystem;
use accounting::booking::{Booking, BookingError, Books, InvoiceLedger};
use domain::case::{CaseEvent, advance};
use domain::ids::PaymentId;
use domain::received_payment::{
    AfterReading, BookingState, NotWanted, Review, confirmed, looked_for, lost_sight,
};
use domain::{CollectionCase, Moment, ReceivedPayment, Tenant};
use futures::TryFutureExt;
use jiff::{SignedDuration, Timestamp};

use self::ledger::Objection;
use super::{After, EffectPorts, Failure, in_time};
use crate::ports::{CommitError, Secrets, Transaction, Write};
use crate::record_payment::stands_against;

const TRIES: usize = 5;

/// Until another payment of the same invoice is looked at again.
const WHILE_ANOTHER_IS_BOOKED: SignedDuration = SignedDuration::from_mins(10);

pub(super) async fn book(
    ports: EffectPorts<'_>,
    (tenant, secrets): (&Tenant, &Secrets),
    id: &PaymentId,
    round: u32,
    now: Moment,
) -> Result<After, Failure> {
    let Some(payment) = ports.store.payment(id).await? else {
        return Err(Failure::Lasting("the payment does not exist".into()));
    };
    let desk = Desk { ports, tenant, secrets, now };
    match payment.booking.clone() {
        // An operator has planned it anew: that is another effect.
        _ if payment.round != round => Ok(vec![]),
        BookingState::NotWanted { .. } | BookingState::Booked { .. } | BookingState::Review { .. } => {
            Ok(vec![])
        }
        BookingState::Planned => desk.begin(payment).await,
        // A worker died with it.
        BookingState::Sending { before, since } => {
            desk.go_on(&payment, lost_sight(before, since, now.instant)).await
        }
        BookingState::Unknown { before, since, reads } => desk.look_for(payment, before, since, reads).await,
    }
}

/// Where one payment of one tenant is worked on.
struct Desk<'a> {
    ports: EffectPorts<'a>,
    tenant: &'a Tenant,
    secrets: &'a Secrets,
    now: Moment,
}

impl Desk<'_> {
    async fn begin(&self, payment: ReceivedPayment) -> Result<After, Failure> {
        if let Some(reason) = stands_against(self.tenant, None) {
            return self.set(&payment, BookingState::NotWanted { reason }, None).await;
        }
        let case = self.case(&payment).await?;
        if case.service.in_flight.is_some() {
            let at = self.later(WHILE_ANOTHER_IS_BOOKED);
            return Err(Failure::NotYet { at, why: "another payment of the invoice is being booked".into() });
        }
        let source = self.signed_in().await?;
        if let Some(reason) = stands_against(self.tenant, Some(source.as_ref())) {
            return self.set(&payment, BookingState::NotWanted { reason }, None).await;
        }
        let books = books_of(source.as_ref())?;
        let ledger = in_time(self.ports, read(books, &case)).await?;
        let before = match ledger::before(&payment, ledger.as_ref()) {
            Ok(before) => before,
            Err(Objection::Tenant(reason)) => return self.switch_off(&payment, reason).await,
            Err(Objection::Payment(reason)) => {
                let held = CaseEvent::BookingHeld { payment: payment.id.clone(), in_doubt: false };
                return self.set(&payment, BookingState::Review { reason }, Some(held)).await;
            }
        };
        let since = self.now.instant;
        let sending = payment.at(BookingState::Sending { before: before.clone(), since });
        self.start(&sending, &case).await?;
        self.send(books, &case, &sending, before, since).await
    }

    /// From here on it may be in the books. Written, or nothing is sent.
    async fn start(&self, sending: &ReceivedPayment, case: &CollectionCase) -> Result<(), Failure> {
        let event = CaseEvent::BookingStarted { payment: sending.id.clone() };
        let Ok(Some(step)) = advance(case, &event, self.now) else {
            return Err(Failure::Passing("another payment of the invoice is being booked".into()));
        };
        let writes = vec![
            Write::PutPayment(Box::new(sending.clone())),
            Write::PutCase(Box::new(step.case)),
            Write::AddTimeline(step.entry),
        ];
        self.ports.store.commit(writes.into()).await.map_err(not_written)
    }

    /// Sends it, once.
    async fn send(
        &self,
        books: &dyn Books,
        case: &CollectionCase,
        payment: &ReceivedPayment,
        before: Vec<String>,
        since: Timestamp,
    ) -> Result<After, Failure> {
        let booking =
            Booking { invoice: case.invoice_id.clone(), amount: payment.counted, date: payment.date };
        match books.book(&booking).await {
            Ok(()) => {
                let shown = read(books, case).await.ok();
                let trace = shown.and_then(|ledger| ledger::trace(payment, &before, ledger.as_ref()));
                let after = match trace {
                    Some(trace) => confirmed(before, since, trace, self.now.instant),
                    None => lost_sight(before, since, self.now.instant),
                };
                self.go_on(payment, after).await
            }
            Err(BookingError::Refused { field, problem, .. }) => {
                let held = CaseEvent::BookingHeld { payment: payment.id.clone(), in_doubt: false };
                let reason = Review::Refused { field, problem };
                self.set(payment, BookingState::Review { reason }, Some(held)).await
            }
            Err(BookingError::NotNow(problem)) => {
                self.set(payment, BookingState::Planned, Some(called_off(payment))).await?;
                Err(Failure::Passing(problem.to_string()))
            }
            Err(BookingError::Unknown { .. }) => {
                self.go_on(payment, lost_sight(before, since, self.now.instant)).await
            }
        }
    }

    /// Reads the books for a trace of what was sent.
    async fn look_for(
        &self,
        payment: ReceivedPayment,
        before: Vec<String>,
        since: Timestamp,
        reads: u8,
    ) -> Result<After, Failure> {
        let case = self.case(&payment).await?;
        let source = self.signed_in().await?;
        let ledger = in_time(self.ports, read(books_of(source.as_ref())?, &case)).await?;
        let Some(trace) = ledger::trace(&payment, &before, ledger.as_ref()) else {
            return Err(Failure::Passing("the books do not show the invoice's postings".into()));
        };
        self.go_on(&payment, looked_for(before, since, reads, trace, self.now.instant)).await
    }

    async fn go_on(&self, payment: &ReceivedPayment, after: AfterReading) -> Result<After, Failure> {
        let id = payment.id.clone();
        let (state, again) = match after {
            AfterReading::Settled(state) => (state, None),
            AfterReading::ReadAgain(state, at) => (state, Some(at)),
        };
        let event = match &state {
            BookingState::Booked { .. } => {
                Some(CaseEvent::BookingDone { payment: id, amount: payment.counted })
            }
            BookingState::Review { .. } => Some(CaseEvent::BookingHeld { payment: id, in_doubt: true }),
            BookingState::Planned => Some(called_off(payment)),
            _ => None,
        };
        let is_planned = state == BookingState::Planned;
        self.set(payment, state, event).await?;
        match again {
            Some(at) => Err(Failure::NotYet { at, why: "the books are read again for a trace of it".into() }),
            None if is_planned => {
                let why = "it left no trace in the books, and is sent again".into();
                Err(Failure::NotYet { at: self.now.instant, why })
            }
            None => Ok(vec![]),
        }
    }

    /// The key cannot see what a booking does: nothing of this tenant is booked any more.
    async fn switch_off(&self, payment: &ReceivedPayment, reason: NotWanted) -> Result<After, Failure> {
        let off = Tenant {
            booking_off: Some(reason.clone()),
            version: self.tenant.version + 1,
            ..self.tenant.clone()
        };
        let writes = vec![
            Write::PutPayment(Box::new(payment.at(BookingState::NotWanted { reason }))),
            Write::PutTenant { tenant: Box::new(off), secrets: vec![] },
        ];
        self.ports.store.commit(writes.into()).await.map_err(not_written)?;
        Ok(vec![])
    }

    /// Puts the payment into its next state, and the case with it. The case may change meanwhile; the payment may not.
    async fn set(
        &self,
        payment: &ReceivedPayment,
        state: BookingState,
        event: Option<CaseEvent>,
    ) -> Result<After, Failure> {
        let next = payment.at(state);
        for _ in 0..TRIES {
            let mut transaction = Transaction::from(vec![Write::PutPayment(Box::new(next.clone()))]);
            if let Some(event) = &event
                && let Ok(Some(step)) = advance(&self.case(payment).await?, event, self.now)
            {
                transaction.push(Write::PutCase(Box::new(step.case)));
                transaction.push(Write::AddTimeline(step.entry));
            }
            match self.ports.store.commit(transaction).await {
                Ok(()) => return Ok(vec![]),
                Err(CommitError::Conflict(refused)) if !refused.contains(&PAYMENT) => {}
                Err(other) => return Err(not_written(other)),
            }
        }
        Err(Failure::Passing("the case kept changing".into()))
    }

    async fn case(&self, payment: &ReceivedPayment) -> Result<CollectionCase, Failure> {
        let found = self.ports.store.cases(std::slice::from_ref(&payment.case)).await?.pop();
        found.ok_or_else(|| Failure::Lasting("the case does not exist".into()))
    }

    async fn signed_in(&self) -> Result<Box<dyn AccountingSystem>, Failure> {
        let connection = self.ports.connection();
        let signed_in = connection.signed_in(self.tenant, self.secrets, self.now.instant);
        in_time(self.ports, signed_in.map_err(Into::into)).await
    }

    fn later(&self, pause: SignedDuration) -> Timestamp {
        self.now.instant.checked_add(pause).unwrap_or(Timestamp::MAX)
    }
}

/// Where the payment stands among the writes.
const PAYMENT: usize = 0;

fn called_off(payment: &ReceivedPayment) -> CaseEvent {
    CaseEvent::BookingCalledOff { payment: payment.id.clone() }
}

fn books_of(source: &dyn AccountingSystem) -> Result<&dyn Books, Failure> {
    source.books().ok_or_else(|| Failure::Lasting("the accounting system takes no payments".into()))
}

async fn read(books: &dyn Books, case: &CollectionCase) -> Result<Option<InvoiceLedger>, Failure> {
    books.ledger(&case.invoice_id).await.map_err(|problem| Failure::Passing(problem.to_string()))
}

/// It is looked at anew: what was written meanwhile, or was written after all, decides.
fn not_written(error: CommitError) -> Failure {
    Failure::Passing(error.to_string())
}
