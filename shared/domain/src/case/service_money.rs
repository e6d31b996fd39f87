//! Money of a case that came to the service: it lowers the claim at once, and stands in the tenant's books later, or never.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::CollectionCase;
use super::status::{CaseStatus, CloseReason};
use super::timeline::Happening;
use super::transition::{Step, finish, news_of};
use crate::ids::{BatchNumber, PaymentId};
use crate::moment::Moment;
use crate::money::Money;
use crate::news::Tiding;

/// No call of a function lasts longer (AWS Lambda quotas): a run that began so long after a booking began has read what
/// the booking left behind.
const LONGEST_CALL: SignedDuration = SignedDuration::from_mins(15);

/// In minor units of the case's currency. The tenant's books show `outstanding + received − booked` as owed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceMoney {
    /// What came to the service, as far as it was owed.
    pub received: i64,
    /// Of that, what stands in the tenant's books.
    pub booked: i64,
    /// What came beyond what was owed of the invoice: it covers charges.
    #[serde(default, skip_serializing_if = "super::is_nothing")]
    pub beyond: i64,
    /// The payment that is being booked, or of which nobody knows whether it was: one at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_flight: Option<PaymentId>,
    /// When the last booking was begun or settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_at: Option<Timestamp>,
}

impl ServiceMoney {
    pub(super) fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn in_all(&self) -> i64 {
        self.received + self.beyond
    }

    /// What came to the service and is not booked.
    pub(super) fn unbooked(&self) -> i64 {
        self.received - self.booked
    }

    /// A reading made since `begun` does not tell whether it shows our own booking or not.
    pub fn hides_from(&self, begun: Timestamp) -> bool {
        let fresh = |moved_at: Timestamp| begun.duration_since(moved_at) < LONGEST_CALL;
        self.in_flight.is_some() || self.moved_at.is_some_and(fresh)
    }

    /// What is owed at the source rose by so much: as far as we had booked, our booking was taken back. Answers how much.
    pub(super) fn take_back(&mut self, rose: i64) -> i64 {
        let taken_back = rose.clamp(0, self.booked);
        self.booked -= taken_back;
        taken_back
    }
}

/// Counts at most what is owed; a case that is settled by it closes.
pub(super) fn received(
    case: &CollectionCase,
    payment: &PaymentId,
    amount: Money,
    batch: BatchNumber,
    now: Moment,
) -> Step {
    let counted = amount.with_minor(amount.minor.min(case.outstanding.minor));
    let mut next = CollectionCase { version: case.version + 1, ..case.clone() };
    next.service.received += counted.minor;
    next.service.beyond += amount.minor - counted.minor;
    next.outstanding.minor -= counted.minor;
    if case.is_open() && next.outstanding.minor == 0 {
        next.status = CaseStatus::Closed { reason: CloseReason::PaidInFull, at: now.instant };
    }
    // What a closed case's invoice does is no news.
    let told = if case.chases_charges() { amount } else { counted };
    let tidings = vec![Tiding::PaidToService { amount: told }];
    let news = case.is_open().then(|| news_of(&next, batch, tidings));
    finish(next, Happening::PaymentReceived { payment: payment.clone(), amount, counted }, news, now)
}

/// `None` while another booking of the case is under way.
pub(super) fn started(case: &CollectionCase, payment: &PaymentId, now: Moment) -> Option<Step> {
    let mut next = next_of(case, now);
    next.service.in_flight = Some(payment.clone());
    let free = case.service.in_flight.is_none();
    free.then(|| finish(next, Happening::BookingStarted { payment: payment.clone() }, None, now))
}

/// `None` while another payment's booking is under way, or when so much never came. What was taken for the tenant's own
/// booking gives way to a booking that is known.
pub(super) fn done(case: &CollectionCase, payment: &PaymentId, amount: Money, now: Moment) -> Option<Step> {
    let mut next = next_of(case, now);
    next.service.booked = (case.service.booked + amount.minor).min(case.service.received);
    next.service.in_flight = None;
    // The row leaves the lists of what is owed; a reading that says otherwise would put it back.
    next.owed_at_source &= next.outstanding.minor + next.service.unbooked() > 0;
    let fits = !is_anothers(case, payment) && amount.minor <= case.service.received;
    fits.then(|| finish(next, Happening::BookingDone { payment: payment.clone(), amount }, None, now))
}

pub(super) fn called_off(case: &CollectionCase, payment: &PaymentId, now: Moment) -> Step {
    let mut next = next_of(case, now);
    if !is_anothers(case, payment) {
        next.service.in_flight = None;
    }
    finish(next, Happening::BookingCalledOff { payment: payment.clone() }, None, now)
}

/// While it is in doubt, no other payment of the case is booked, and readings tell nothing about money.
pub(super) fn held(case: &CollectionCase, payment: &PaymentId, in_doubt: bool, now: Moment) -> Step {
    let mut next = next_of(case, now);
    if !is_anothers(case, payment) {
        next.service.in_flight = in_doubt.then(|| payment.clone());
    }
    finish(next, Happening::BookingHeld { payment: payment.clone(), in_doubt }, None, now)
}

fn is_anothers(case: &CollectionCase, payment: &PaymentId) -> bool {
    case.service.in_flight.as_ref().is_some_and(|other| other != payment)
}

fn next_of(case: &CollectionCase, now: Moment) -> CollectionCase {
    let mut next = CollectionCase { version: case.version + 1, ..case.clone() };
    next.service.moved_at = Some(now.instant);
    next
}
