//! A run that dies at any call is finished by its retry, with the end state of a run that did not die.

use domain::Decision;
use workflows::auto_activate::auto_activate;
use workflows::decide_case::{Chosen, decide_case};
use workflows::run_tenant::RunEnd;

use crate::books::Shape;
use crate::connection::unreachable;
use crate::office::{Office, day, minutes_after, morning};
use crate::shaky_store::Fault;
use crate::tenants_hand::pressed;

/// The day that is swept: new cases of several transactions, every kind of change, a decline, a schedule that was
/// lost, a row that cannot be read and one that is skipped.
const SWEPT: i32 = 5;

async fn before_a_busy_day(shape: Shape) -> Office {
    let office = Office::settled(shape).await;
    office.books.ledger().page_size = 50;
    (1..=12).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    office.calendar.lose_everything();
    office.books.pay_all(11);
    office.morning(2).await;
    office.decide(1, 10, Decision::Decline).await.unwrap();
    office.books.pay(1, 30_000);
    office.books.pay_all(2);
    office.books.credit(3, 10_000);
    office.books.void(4);
    office.books.delete(5);
    office.books.move_due_date(6, day(40));
    office.books.garble(7);
    office.books.pay(11, -5_000);
    (101..=155).for_each(|number| office.books.issue(number, day(4)));
    office.books.edit(140, |invoice| invoice.debtor.email = None);
    office
}

/// Delivers the job until its run is finished, then carries out the effects.
async fn finish(office: &Office, story: &str) {
    for _ in 0..4 {
        if let Ok(RunEnd::Finished(_) | RunEnd::FinishedBefore) = office.try_run(SWEPT).await {
            office.deliver(minutes_after(morning(SWEPT), 1)).await;
            return;
        }
    }
    panic!("{story}: the run never finishes")
}

async fn sweep_a_run(shape: Shape) {
    let clean = before_a_busy_day(shape).await;
    let (store_before, source_before) = (clean.store.calls(), clean.books.ledger().calls);
    clean.run(SWEPT).await;
    let store_calls = clean.store.calls() - store_before;
    let source_calls = clean.books.ledger().calls - source_before;
    finish(&clean, "the clean run").await;
    assert!(clean.batch(3).await.cases > 50 && store_calls > 10 && source_calls > 6);
    for call in 1..=store_calls {
        for fault in [Fault::Before, Fault::After] {
            let story = format!("{shape:?}: call {call} of the table fails ({fault:?})");
            let office = before_a_busy_day(shape).await;
            office.store.fail(call, fault);
            assert!(office.try_run(SWEPT).await.is_err(), "{story}");
            finish(&office, &story).await;
            office.ends_like(&clean, &story).await;
        }
    }
    for call in 1..=source_calls {
        let story = format!("{shape:?}: call {call} of the source fails");
        let office = before_a_busy_day(shape).await;
        office.books.fail(call, unreachable());
        assert!(office.try_run(SWEPT).await.is_err(), "{story}");
        finish(&office, &story).await;
        office.ends_like(&clean, &story).await;
    }
}

#[tokio::test]
async fn a_run_that_dies_at_any_call_ends_as_a_clean_one_where_lists_tell_all() {
    sweep_a_run(Shape::Whole).await;
}

#[tokio::test]
async fn a_run_that_dies_at_any_call_ends_as_a_clean_one_where_lists_tell_little() {
    sweep_a_run(Shape::Outline).await;
}

/// Sixty cases wait in the first batch, two of them decided.
pub async fn before_a_decision() -> Office {
    let office = Office::settled(Shape::Whole).await;
    (1..=60).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    office.decide(1, 1, Decision::Decline).await.unwrap();
    office.decide(1, 2, Decision::Approve).await.unwrap();
    office
}

/// Fails each call of `act` in turn, and lets it be done again.
async fn sweep<A>(act: A)
where
    A: AsyncFn(&Office) -> bool,
{
    let clean = before_a_decision().await;
    let before = clean.store.calls();
    assert!(act(&clean).await);
    let calls = clean.store.calls() - before;
    clean.deliver(morning(6)).await;
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let story = format!("call {call} fails ({fault:?})");
            let office = before_a_decision().await;
            office.store.fail(call, fault);
            assert!(!act(&office).await, "{story}");
            assert!(act(&office).await, "{story}");
            office.deliver(morning(6)).await;
            office.ends_like(&clean, &story).await;
        }
    }
}

#[tokio::test]
async fn a_silent_start_that_dies_at_any_call_is_finished_when_it_fires_again() {
    sweep(async |office| auto_activate(&office.store, &office.silence(1), morning(5)).await.is_ok()).await;
}

#[tokio::test]
async fn a_decision_that_dies_at_any_call_is_finished_when_it_is_pressed_again() {
    for decision in [Decision::Approve, Decision::Decline] {
        let press = async |office: &Office, chosen: Chosen<'_>| {
            decide_case(&office.store, &office.claims(1), chosen, decision, pressed(), &|| false)
                .await
                .is_ok()
        };
        sweep(async |office| press(office, Chosen::All).await).await;
        sweep(async |office| press(office, Chosen::One(&office.case_id(3))).await).await;
    }
}
