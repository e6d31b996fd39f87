//! What a link decides: one case or all, twice, late, and never another tenant's.

use domain::case::Refusal;
use domain::ids::{BatchNumber, TenantId};
use domain::{CaseStatus, CloseReason, Decision};
use workflows::decide_case::{Chosen, DecideError, Decided, decide_case, view_batch};
use workflows::ports::LinkClaims;
use workflows::register_tenant::add_tenant;

use crate::books::{Books, Shape};
use crate::office::{Office, day, morning, new_tenant};
use crate::tenants_hand::pressed;

/// So many cases wait in the first batch, which silence may start.
async fn with_waiting(count: u32) -> Office {
    let office = Office::settled(Shape::Whole).await;
    (1..=count).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    office
}

async fn count(office: &Office, is: fn(&CaseStatus) -> bool) -> usize {
    office.cases().await.iter().filter(|case| is(&case.status)).count()
}

#[tokio::test]
async fn looking_changes_nothing() {
    let office = with_waiting(60).await;
    let before = office.cases().await;
    let first = view_batch(&office.store, &office.claims(1), None).await.unwrap();
    let second = view_batch(&office.store, &office.claims(1), first.next.as_ref()).await.unwrap();
    assert_eq!((first.cases.len(), second.cases.len(), second.next), (50, 10, None));
    assert_eq!((first.waiting, second.waiting), (60, 60));
    assert_eq!(office.cases().await, before);
}

#[tokio::test]
async fn all_that_wait_are_approved_once() {
    let office = with_waiting(120).await;
    office.decide(1, 1, Decision::Decline).await.unwrap();
    assert_eq!(office.decide_all(1, Decision::Approve).await.changed, 119);
    let once = office.cases().await;
    assert_eq!(office.decide_all(1, Decision::Approve).await.changed, 0);
    assert_eq!(office.cases().await, once);
    assert_eq!(office.status(1).await.close_reason(), Some(CloseReason::DeclinedByCreditor));
}

#[tokio::test]
async fn all_that_wait_are_declined_and_what_was_approved_by_hand_stays() {
    let office = with_waiting(60).await;
    office.decide(1, 1, Decision::Approve).await.unwrap();
    assert_eq!(office.decide_all(1, Decision::Decline).await.changed, 59);
    assert_eq!(office.decide_all(1, Decision::Decline).await.changed, 0, "pressed twice, it changes nothing");
    assert_eq!(office.status(1).await, CaseStatus::Scheduled);
}

#[tokio::test]
async fn declining_all_after_silence_stops_all_that_silence_started() {
    let office = with_waiting(60).await;
    office.fire(morning(5)).await;
    assert_eq!(count(&office, |status| *status == CaseStatus::Scheduled).await, 60);
    assert_eq!(office.decide_all(1, Decision::Decline).await.changed, 60);
    assert_eq!(office.decide_all(1, Decision::Decline).await.changed, 0);
    assert_eq!(count(&office, |status| status.close_reason().is_some()).await, 60);
}

#[tokio::test]
async fn a_decision_that_runs_out_of_time_says_so_and_goes_on_when_pressed_again() {
    let office = with_waiting(120).await;
    let claims = office.claims(1);
    let press = || decide_case(&office.store, &claims, Chosen::All, Decision::Approve, pressed(), &|| true);
    let first = press().await.unwrap();
    assert_eq!((first.changed, first.more), (50, true));
    // Each press goes through the pages anew; with time enough it comes to the end.
    assert_eq!(office.decide_all(1, Decision::Approve).await, Decided { changed: 70, ..Decided::default() });
}

#[tokio::test]
async fn a_decline_is_final_and_a_closed_case_is_past_deciding() {
    let office = with_waiting(2).await;
    office.decide(1, 1, Decision::Decline).await.unwrap();
    let refused = office.decide(1, 1, Decision::Approve).await.unwrap().refused;
    assert_eq!(refused, Some(Refusal::Declined));
    office.books.pay_all(2);
    office.run(2).await;
    assert_eq!(office.decide(1, 2, Decision::Approve).await.unwrap().refused, Some(Refusal::Closed));
    assert_eq!(office.decide(1, 2, Decision::Decline).await.unwrap().refused, Some(Refusal::Closed));
}

#[tokio::test]
async fn a_link_decides_only_the_batch_it_was_made_for() {
    let office = with_waiting(1).await;
    office.books.issue(2, day(1));
    office.morning(2).await;
    assert_eq!(office.decide(1, 2, Decision::Approve).await, Err(DecideError::NotFound));
    assert_eq!(office.decide(9, 1, Decision::Approve).await, Err(DecideError::NotFound));
    assert_eq!(office.decide_all(1, Decision::Decline).await.changed, 1);
    assert_eq!(office.status(2).await, CaseStatus::AwaitingApproval);
}

#[tokio::test]
async fn a_link_of_one_tenant_cannot_touch_a_case_of_another() {
    let office = with_waiting(1).await;
    office.keys.grant("other-key", &Books::default());
    let other = new_tenant(2, "12345674", "other-key");
    add_tenant(office.run_ports(), other, morning(0)).await.unwrap();
    // The other tenant has a batch of the same number.
    let theirs = TenantId::from_random([2; 8]);
    let books = Books::default();
    books.issue(7, day(0));
    office.keys.grant("other-key", &books);
    office.run_of(&theirs, 1).await;
    let claims = LinkClaims { tenant: theirs, ..office.claims(1) };
    let id = office.case_id(1);
    for decision in [Decision::Approve, Decision::Decline] {
        let end = decide_case(&office.store, &claims, Chosen::One(&id), decision, pressed(), &|| false).await;
        assert_eq!(end, Err(DecideError::NotFound));
        decide_case(&office.store, &claims, Chosen::All, decision, pressed(), &|| false).await.unwrap();
    }
    assert_eq!((office.case(1).await.version, office.case(1).await.batch), (1, BatchNumber(1)));
}
