//! An effect whose worker dies at any call is carried out in the end.

use domain::retry_plan::CLAIM_SECONDS;
use jiff::SignedDuration;
use workflows::auto_activate::auto_activate;
use workflows::deliver_effect::deliver_effect;
use workflows::ports::Store;

use crate::crashes::before_a_decision;
use crate::office::{KEY, Office, day, morning};
use crate::shaky_store::Fault;

/// Delivers what waits until nothing does, a claim's length later each time. Answers the calls that it took.
async fn deliver_all(office: &Office) -> u32 {
    let before = office.store.calls();
    let mut now = morning(6);
    for _ in 0..20 {
        for effect in office.store.memory.undone_effects().await.unwrap() {
            drop(deliver_effect(office.effect_ports(), &effect.id, now).await);
        }
        now += SignedDuration::from_secs(CLAIM_SECONDS);
    }
    assert_eq!(office.store.memory.undone_effects().await.unwrap(), []);
    office.store.calls() - before
}

/// A run's mail waits, with a schedule to come; and the mail of a silent start, and one of a broken connection.
async fn before_deliveries() -> Office {
    let office = before_a_decision().await;
    office.books.issue(200, day(3));
    office.run(4).await;
    auto_activate(&office.store, &office.silence(1), morning(5)).await.unwrap();
    office.keys.revoke(KEY);
    office.run(5).await;
    office
}

#[tokio::test]
async fn an_effect_that_dies_at_any_call_is_carried_out_in_the_end() {
    let clean = before_deliveries().await;
    let calls = deliver_all(&clean).await;
    assert_eq!((clean.mailbox.count(), clean.calendar.count()), (4, 2));
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let story = format!("call {call} of the table fails ({fault:?})");
            let office = before_deliveries().await;
            office.store.fail(call, fault);
            deliver_all(&office).await;
            let (mut subjects, mut expected) = (office.mailbox.subjects(), clean.mailbox.subjects());
            assert!(subjects.len() <= expected.len() + 1, "{story}: one mail may come twice");
            subjects.sort();
            subjects.dedup();
            expected.sort();
            assert_eq!(subjects, expected, "{story}");
            assert_eq!(office.calendar.count(), clean.calendar.count(), "{story}");
            let (mine, theirs) = (office.end_state().await, clean.end_state().await);
            assert_eq!(mine["batches"], theirs["batches"], "{story}");
        }
    }
}

#[tokio::test]
async fn a_mail_whose_answer_is_lost_comes_twice_and_its_window_runs_from_the_second() {
    let office = before_deliveries().await;
    office.mailbox.lost_answers.lock().unwrap().extend([2, 3, 4]);
    deliver_all(&office).await;
    assert_eq!(office.mailbox.count(), 7);
    let batch = office.batch(2).await;
    assert!(batch.mailed_at.is_some_and(|at| at > morning(6)));
}
