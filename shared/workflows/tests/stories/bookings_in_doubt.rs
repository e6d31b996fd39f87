//! Bookings whose answer is lost, and workers that die with them: in the end the books have it exactly once.

use domain::EffectId;
use domain::case::is_conserved;
use domain::received_payment::{BookingState, Review};
use jiff::SignedDuration;
use workflows::deliver_effect::{Delivery, deliver_effect};
use workflows::ports::Store;
use workflows::resolve_payment::Resolution;

use crate::bookings::{afternoon, came, with_a_case};
use crate::cash_desk::Fate;
use crate::connection::unreachable;
use crate::office::{Office, minutes_after, morning};
use crate::shaky_store::Fault;

/// Booked once, and everybody knows it.
async fn is_booked_once(office: &Office, story: &str) {
    assert_eq!(office.booked().len(), 1, "{story}");
    let payment = office.payment("bank 17").await;
    assert_eq!(payment.booking.word(), "booked", "{story}: {payment:?}");
    let case = office.case(1).await;
    assert!(is_conserved(&case) && case.service.in_flight.is_none(), "{story}: {case:?}");
    assert_eq!(office.figures(1).await, [60_000, 0, 40_000, 40_000], "{story}");
    office.morning(3).await;
    assert_eq!(office.figures(1).await, [60_000, 0, 40_000, 40_000], "{story}: a run makes nothing of it");
}

#[tokio::test]
async fn an_answer_lost_after_the_effect_is_found_in_the_books() {
    let office = with_a_case([Fate::AnswerLost]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.deliver(afternoon()).await;
    assert_eq!(office.payment("bank 17").await.booking.word(), "unknown");
    office.morning(2).await;
    assert_eq!(office.figures(1).await[1], 0, "a run meanwhile does not take it for a payment to the tenant");
    office.work_off(minutes_after(morning(2), 2)).await;
    is_booked_once(&office, "found").await;
}

#[tokio::test]
async fn a_call_that_never_arrived_is_sent_again_after_three_readings_and_ten_minutes() {
    let office = with_a_case([Fate::NeverArrived]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    let calls = || office.books.ledger().desk.as_ref().unwrap().calls;
    office.deliver(afternoon()).await;
    let almost = afternoon() + SignedDuration::from_secs(599);
    for minute in 1..10 {
        office.deliver(minutes_after(afternoon(), minute)).await;
    }
    office.deliver(almost).await;
    assert_eq!((calls(), office.booked().len()), (1, 0), "not before");
    office.work_off(almost).await;
    assert_eq!(calls(), 2);
    is_booked_once(&office, "sent again").await;
}

#[tokio::test]
async fn what_the_books_show_late_is_not_sent_again() {
    let office = with_a_case([Fate::ShownLate]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.work_off(afternoon()).await;
    is_booked_once(&office, "late").await;
}

#[tokio::test]
async fn more_than_one_new_posting_is_for_an_operator_and_freezes_the_cases_money() {
    let office = with_a_case([Fate::InACrowd]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.work_off(afternoon()).await;
    let held = BookingState::Review { reason: Review::NotClear { new: 2 } };
    assert_eq!(office.payment("bank 17").await.booking, held);
    office.books.asked();
    office.morning(2).await;
    assert_eq!(office.books.asked().reads, [], "it costs no call");
    assert_eq!(office.figures(1).await, [60_000, 0, 40_000, 0]);
    office.resolve("bank 17", Resolution::Booked).await.unwrap();
    office.morning(3).await;
    assert_eq!(
        office.figures(1).await,
        [59_900, 100, 40_000, 40_000],
        "what is left is the tenant's payment"
    );
}

#[tokio::test]
async fn a_worker_that_dies_at_any_call_of_the_table_books_once() {
    let clean = with_a_case([]).await;
    let before = clean.store.calls();
    clean.record(&came(&clean, 40_000, "bank 17")).await.unwrap();
    clean.work_off(afternoon()).await;
    let calls = clean.store.calls() - before;
    is_booked_once(&clean, "nothing fails").await;
    assert!(calls > 10);
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let story = format!("call {call} of the table fails ({fault:?})");
            let office = with_a_case([]).await;
            office.store.fail(call, fault);
            let mut recorded = office.record(&came(&office, 40_000, "bank 17")).await;
            if recorded.is_err() {
                recorded = office.record(&came(&office, 40_000, "bank 17")).await;
            }
            assert!(recorded.is_ok(), "{story}");
            office.work_off(afternoon()).await;
            is_booked_once(&office, &story).await;
        }
    }
}

#[tokio::test]
async fn books_that_cannot_be_reached_at_any_call_have_it_once_in_the_end() {
    for fate in [None, Some(Fate::AnswerLost), Some(Fate::NeverArrived), Some(Fate::ShownLate)] {
        let clean = with_a_case(fate).await;
        clean.record(&came(&clean, 40_000, "bank 17")).await.unwrap();
        let before = clean.books.ledger().calls;
        clean.work_off(afternoon()).await;
        let calls = clean.books.ledger().calls - before;
        for call in 1..=calls {
            let story = format!("{fate:?}, and call {call} of the books fails");
            let office = with_a_case(fate).await;
            office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
            office.books.fail(call, unreachable());
            office.work_off(afternoon()).await;
            is_booked_once(&office, &story).await;
        }
    }
}

/// The effect that books the payment of invoice 1.
async fn with_an_effect() -> (Office, EffectId) {
    let office = with_a_case([]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    let undone = office.store.memory.undone_effects().await.unwrap();
    let effect = undone.into_iter().find(|effect| effect.effect.kind() == "book_payment").unwrap();
    (office, effect.id)
}

#[tokio::test]
async fn a_worker_that_is_killed_in_front_of_any_call_books_once() {
    let (clean, id) = with_an_effect().await;
    let before = clean.store.calls();
    deliver_effect(clean.effect_ports(), &id, afternoon()).await.unwrap();
    let calls = clean.store.calls() - before;
    assert!(calls > 6);
    let mut left_at_sending = 0;
    for call in 1..=calls {
        let (office, id) = with_an_effect().await;
        tokio::select! {
            biased;
            () = office.store.while_held_up(call, async {}) => {}
            end = deliver_effect(office.effect_ports(), &id, afternoon()) => panic!("not held up: {end:?}"),
        }
        left_at_sending += u32::from(office.payment("bank 17").await.booking.word() == "sending");
        office.work_off(afternoon()).await;
        is_booked_once(&office, &format!("killed in front of call {call}")).await;
    }
    assert!(left_at_sending > 0, "one of them dies with a payment that may be booked");
}

#[tokio::test]
async fn an_operator_who_knows_better_is_believed() {
    let office = with_a_case([Fate::NeverArrived]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.deliver(afternoon()).await;
    let again = office.resolve("bank 17", Resolution::Again).await.unwrap();
    assert_eq!((again.round, again.booking), (2, BookingState::Planned));
    let ends = office.deliver(minutes_after(afternoon(), 61)).await;
    assert!(ends.iter().any(|end| matches!(end, Delivery::Done { kind: "book_payment", .. })), "{ends:?}");
    office.work_off(minutes_after(afternoon(), 62)).await;
    is_booked_once(&office, "again").await;
}
