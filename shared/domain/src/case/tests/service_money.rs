//! Payments that came to the service: counted once, never taken for a payment to the tenant, never claimed again.

use proptest::prelude::*;

use crate::Decision;
use crate::case::{
    CaseEvent, CaseStatus, CloseReason, CollectionCase, Happening, PauseReason, advance, is_conserved,
};
use crate::ids::PaymentId;
use crate::news::Tiding;
use crate::samples::*;

fn payment(n: u32) -> PaymentId {
    PaymentId::of(&tenant_id(), &[&n.to_string()])
}

fn received(n: u32, minor: i64) -> CaseEvent {
    CaseEvent::PaymentReceived { payment: payment(n), amount: dkk(minor), on: today(), terms: TERMS }
}

fn started(n: u32) -> CaseEvent {
    CaseEvent::BookingStarted { payment: payment(n) }
}

fn done(n: u32, minor: i64) -> CaseEvent {
    CaseEvent::BookingDone { payment: payment(n), amount: dkk(minor) }
}

/// Each event a day after the one before.
fn lives(case: CollectionCase, events: impl IntoIterator<Item = CaseEvent>) -> CollectionCase {
    let mut case = case;
    for (day, event) in (1..).zip(events) {
        case = step(&case, event, days_later(day)).case;
        assert!(is_conserved(&case), "{case:?}");
    }
    case
}

fn figures(case: &CollectionCase) -> [i64; 4] {
    [case.outstanding.minor, case.paid.minor, case.service.received, case.service.booked]
}

fn unchanged(case: &CollectionCase, outstanding: i64) {
    assert_eq!(advance(case, &read(owed(outstanding, 0)), days_later(30)), Ok(None));
}

#[test]
fn a_part_payment_lowers_the_claim_at_once_and_is_told() {
    let step = step(&approved(), received(1, 40_000), days_later(1));
    assert_eq!(figures(&step.case), [60_000, 0, 40_000, 0]);
    assert_eq!(step.case.status, CaseStatus::Scheduled);
    let (amount, counted) = (dkk(40_000), dkk(40_000));
    assert_eq!(step.entry.happening, Happening::PaymentReceived { payment: payment(1), amount, counted });
    let news = step.news.unwrap();
    assert_eq!((news.tidings, news.batch), (vec![Tiding::PaidToService { amount }], SECOND));
    assert!(is_conserved(&step.case));
}

#[test]
fn a_full_payment_closes_the_case_and_one_that_is_too_large_never_turns_it_over() {
    for minor in [100_000, 130_000] {
        let step = step(&waiting(), received(1, minor), days_later(1));
        assert_eq!(figures(&step.case), [0, 0, 100_000, 0]);
        assert_eq!(step.case.status.close_reason(), Some(CloseReason::PaidInFull));
        assert!(step.news.unwrap().closed && is_conserved(&step.case));
    }
}

#[test]
fn the_books_go_on_showing_what_is_not_booked_and_nothing_is_claimed_again() {
    unchanged(&lives(approved(), [received(1, 40_000)]), 100_000);
    let closed = lives(approved(), [received(1, 100_000)]);
    assert!(closed.is_followed(), "its row stays listed");
    unchanged(&closed, 100_000);
}

#[test]
fn our_own_booking_is_never_taken_for_a_payment_to_the_tenant() {
    let booked = lives(approved(), [received(1, 40_000), started(1), done(1, 40_000)]);
    assert_eq!(figures(&booked), [60_000, 0, 40_000, 40_000]);
    unchanged(&booked, 60_000);
    let closed = lives(approved(), [received(1, 100_000), started(1), done(1, 100_000)]);
    assert!(!closed.is_followed(), "nothing is left to follow");
    assert_eq!(closed.status.close_reason(), Some(CloseReason::PaidInFull));
}

#[test]
fn a_payment_to_the_tenant_is_told_apart_from_one_to_the_service() {
    let part = lives(approved(), [received(1, 40_000)]);
    let step_before = step(&part, read(owed(75_000, 0)), days_later(5));
    assert_eq!(figures(&step_before.case), [35_000, 25_000, 40_000, 0]);
    let booked = lives(part, [started(1), done(1, 40_000)]);
    let step_after = step(&booked, read(owed(35_000, 0)), days_later(5));
    assert_eq!(figures(&step_after.case), [35_000, 25_000, 40_000, 40_000]);
    for step in [step_before, step_after] {
        assert_eq!(step.news.unwrap().tidings, [Tiding::PartPaid { amount: dkk(25_000) }]);
    }
}

/// 600.00 of 1,000.00 came to the service and are not booked, and the books show so much as owed.
fn shows(outstanding: i64) -> CollectionCase {
    step(&lives(approved(), [received(1, 60_000)]), read(owed(outstanding, 0)), days_later(5)).case
}

fn rests(case: &CollectionCase) -> bool {
    case.status == CaseStatus::Paused { reason: PauseReason::Unconfirmed, until: None }
}

#[test]
fn what_may_be_the_tenants_own_booking_closes_nothing_and_the_tenant_is_asked() {
    let part = lives(approved(), [received(1, 60_000)]);
    let step = step(&part, read(owed(40_000, 0)), days_later(5));
    assert_eq!(figures(&step.case), [40_000, 0, 60_000, 60_000]);
    assert!(rests(&step.case) && step.case.batch == SECOND && is_conserved(&step.case));
    assert_eq!(step.news.unwrap().tidings, [Tiding::Unconfirmed]);
    unchanged(&step.case, 40_000);
    // It was the booking.
    let on = lives(step.case.clone(), [CaseEvent::Decided(Decision::Approve)]);
    assert_eq!((on.status.clone(), on.outstanding), (CaseStatus::Scheduled, dkk(40_000)));
    let paid = lives(on, [read(owed(0, 0))]);
    assert_eq!((figures(&paid), paid.status.close_reason()), ([0, 40_000, 60_000, 60_000], PAID));
}

const PAID: Option<CloseReason> = Some(CloseReason::PaidInFull);

#[test]
fn what_was_a_payment_to_the_tenant_reminds_nobody_and_closes_when_the_rest_is_booked() {
    // 600.00 to the tenant, too: its books show 400.00 until it books what came to the service.
    let resting = shows(40_000);
    assert!(rests(&resting) && !resting.runs());
    let step = step(&resting, read(owed(-20_000, 0)), days_later(9));
    assert_eq!((step.case.status.close_reason(), figures(&step.case)), (PAID, [0, 40_000, 60_000, 60_000]));
    assert_eq!(step.news.unwrap().tidings[0], Tiding::PaidInFull { amount: dkk(40_000) });
}

#[test]
fn the_rest_of_the_invoice_paid_to_the_tenant_is_asked_about_while_the_books_show_more() {
    let resting = shows(60_000);
    assert_eq!((figures(&resting), rests(&resting)), ([40_000, 0, 60_000, 40_000], true));
    let paid = lives(resting, [read(owed(0, 0))]);
    assert_eq!(paid.status.close_reason(), PAID);
}

#[test]
fn a_booking_of_the_tenant_that_was_counted_as_a_payment_is_put_right_before_the_case_closes() {
    // 300.00 came to the service, and the tenant books them: too little is claimed, and never too much.
    let less = lives(approved(), [received(1, 30_000), read(owed(70_000, 0))]);
    assert_eq!((figures(&less), less.status.clone()), ([40_000, 30_000, 30_000, 0], CaseStatus::Scheduled));
    let asked = lives(less, [read(owed(30_000, 0))]);
    assert_eq!((figures(&asked), rests(&asked)), ([30_000, 40_000, 30_000, 30_000], true));
}

#[test]
fn a_credit_note_is_no_booking_of_the_tenant() {
    let part = lives(approved(), [received(1, 60_000)]);
    let credited = lives(part.clone(), [read(owed(60_000, 40_000))]);
    assert_eq!(credited.status.close_reason(), Some(CloseReason::Credited));
    let both = lives(part, [read(owed(30_000, 10_000))]);
    assert_eq!(
        (figures(&both), both.credited, rests(&both)),
        ([30_000, 0, 60_000, 60_000], dkk(10_000), true)
    );
}

#[test]
fn our_own_booking_after_what_was_taken_for_the_tenants_is_settled_and_counts_once() {
    let resting = shows(60_000);
    let booked = lives(resting, [started(1), done(1, 60_000)]);
    assert_eq!((figures(&booked), booked.service.in_flight.clone()), ([40_000, 0, 60_000, 60_000], None));
    let paid = step(&booked, read(owed(0, 0)), days_later(9)).case;
    assert_eq!((figures(&paid), paid.status.close_reason()), ([0, 40_000, 60_000, 60_000], PAID));
}

#[test]
fn while_a_booking_is_under_way_a_reading_changes_no_money() {
    let sent = lives(approved(), [received(1, 40_000), started(1)]);
    for minor in [100_000, 60_000, 0] {
        assert_eq!(advance(&sent, &read(owed(minor, 0)), days_later(20)), Ok(None));
    }
    let doubtful = lives(sent.clone(), [CaseEvent::BookingHeld { payment: payment(1), in_doubt: true }]);
    assert_eq!(advance(&doubtful, &read(owed(60_000, 0)), days_later(20)), Ok(None));
    let free = lives(sent, [CaseEvent::BookingCalledOff { payment: payment(1) }]);
    unchanged(&free, 100_000);
}

#[test]
fn a_run_that_began_before_the_booking_was_over_may_have_read_what_stood_before_it() {
    let sent = lives(approved(), [received(1, 40_000), started(1)]);
    let booked = step(&sent, done(1, 40_000), days_later(2)).case;
    let minutes = |minutes| {
        crate::Moment::new(
            days_later(2).instant + jiff::SignedDuration::from_mins(minutes),
            crate::Country::Denmark,
        )
    };
    for (begun, shown) in [(-5, 100_000), (0, 100_000), (14, 60_000)] {
        assert_eq!(advance(&booked, &read(owed(shown, 0)), minutes(begun)), Ok(None));
    }
    assert_eq!(figures(&step(&booked, read(owed(0, 0)), minutes(15)).case), [0, 60_000, 40_000, 40_000]);
}

#[test]
fn one_booking_at_a_time() {
    let two = lives(approved(), [received(1, 40_000), received(2, 10_000), started(1)]);
    let now = days_later(9);
    assert_eq!(advance(&two, &started(2), now), Ok(None));
    assert_eq!(advance(&two, &done(2, 10_000), now), Ok(None));
    let over = CaseEvent::BookingCalledOff { payment: payment(2) };
    let held = lives(two, [CaseEvent::BookingHeld { payment: payment(2), in_doubt: true }, over]);
    assert_eq!(held.service.in_flight, Some(payment(1)), "the other one is still under way");
    assert_eq!(advance(&held, &done(1, 50_001), now), Ok(None), "no more is booked than came");
}

#[test]
fn a_booking_that_is_taken_back_in_the_books_is_not_claimed_from_the_debtor_again() {
    let booked = lives(approved(), [received(1, 40_000), started(1), done(1, 40_000)]);
    let step = step(&booked, read(owed(100_000, 0)), days_later(9));
    assert_eq!(figures(&step.case), [60_000, 0, 40_000, 0]);
    assert_eq!(step.news.unwrap().tidings, [Tiding::BookingTakenBack { amount: dkk(40_000) }]);
    unchanged(&step.case, 100_000);
    let raised = crate::samples::step(&booked, read(owed(120_000, 0)), days_later(9)).case;
    assert_eq!(figures(&raised), [80_000, 0, 40_000, 0]);
    assert_eq!(raised.owed_more, dkk(20_000));
}

#[test]
fn an_older_case_without_these_figures_reads_as_one_to_which_nothing_came() {
    let mut stored = serde_json::to_value(approved()).unwrap();
    assert!(stored.get("service").is_none(), "and is not longer for it");
    stored.as_object_mut().unwrap().remove("service");
    assert_eq!(serde_json::from_value::<CollectionCase>(stored).unwrap(), approved());
    let paid = lives(approved(), [received(1, 40_000), started(1)]);
    let stored = serde_json::to_string(&paid).unwrap();
    assert_eq!(serde_json::from_str::<CollectionCase>(&stored).unwrap(), paid);
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    /// To the service, and booked or not.
    ToService {
        minor: i64,
        booked: bool,
    },
    ToTenant {
        minor: i64,
    },
    /// A reading.
    Run,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        2 => (1i64..40_000, any::<bool>()).prop_map(|(minor, booked)| Deed::ToService { minor, booked }),
        2 => (1i64..40_000).prop_map(|minor| Deed::ToTenant { minor }),
        3 => Just(Deed::Run),
    ]
}

/// A payment or a booking, nobody knows: no more is owed than the books show.
fn is_asked_about(case: &CollectionCase, books: i64) -> bool {
    assert!(!rests(case) || (1..=books).contains(&case.outstanding.minor), "{case:?}");
    rests(case)
}

proptest! {
    #[test]
    fn every_krone_is_counted_once_wherever_it_was_paid(deeds in prop::collection::vec(deed(), 1..20)) {
        let (mut case, mut books) = (approved(), 100_000);
        let (mut to_service, mut to_tenant) = (0, 0);
        for (day, deed) in (1..).zip(deeds) {
            let owed_now = 100_000 - to_service - to_tenant;
            match deed {
                Deed::ToService { minor, booked } => {
                    // What the debtor paid to the tenant is known before it pays to the service.
                    if let Ok(Some(step)) = advance(&case, &read(owed(books, 0)), days_later(day)) {
                        case = step.case;
                    }
                    if is_asked_about(&case, books) {
                        return Ok(());
                    }
                    let counted = minor.min(owed_now);
                    to_service += counted;
                    let n = u32::try_from(day).unwrap();
                    let mut events = vec![received(n, minor)];
                    if booked && counted > 0 {
                        events.extend([started(n), done(n, counted)]);
                        books -= counted;
                    }
                    for event in events {
                        case = step(&case, event, days_later(day)).case;
                        prop_assert!(is_conserved(&case));
                    }
                }
                Deed::ToTenant { minor } => {
                    to_tenant += minor.min(owed_now);
                    books -= minor.min(owed_now);
                }
                Deed::Run => {
                    if let Ok(Some(step)) = advance(&case, &read(owed(books, 0)), days_later(day)) {
                        case = step.case;
                    }
                    if is_asked_about(&case, books) {
                        return Ok(());
                    }
                    if !case.service.hides_from(days_later(day).instant) {
                        let expected = [100_000 - to_service - to_tenant, to_tenant, to_service];
                        prop_assert_eq!([case.outstanding.minor, case.paid.minor, case.service.received], expected);
                    }
                }
            }
            prop_assert!(is_conserved(&case) && case.outstanding.minor >= 0);
        }
    }
}
