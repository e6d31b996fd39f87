//! From the first run to the silent start.

use domain::case::{ApprovalKind, Happening};
use domain::{CaseStatus, CloseReason, Decision, ReasonCode, SilenceRule};
use workflows::auto_activate::SilentStart;
use workflows::deliver_effect::Delivery;

use crate::books::Shape;
use crate::office::{Office, day, minutes_after, morning};

#[tokio::test]
async fn a_first_run_opens_cases_and_starts_nothing_by_silence() {
    let office = Office::open(Shape::Whole).await;
    office.books.issue(1, day(-10));
    office.books.issue(2, day(-92));
    office.books.issue(3, day(0));
    let report = office.morning(0).await;
    assert_eq!((report.read, report.new, report.skipped_total()), (2, 1, 1));
    assert_eq!(report.skipped_counts[&ReasonCode::BeyondLookBack], 1);
    assert_eq!(office.batch(1).await.silence, SilenceRule::FirstRun);
    assert_eq!((office.mailbox.count(), office.calendar.count()), (1, 0));
    for n in 1..10 {
        office.morning(n).await;
    }
    assert_eq!(office.status(1).await, CaseStatus::AwaitingApproval);
    assert_eq!(office.decide(1, 1, Decision::Approve).await.unwrap().changed, 1);
    assert_eq!(office.status(1).await, CaseStatus::Scheduled);
}

#[tokio::test]
async fn what_falls_due_later_comes_in_a_batch_of_its_own_that_silence_may_start() {
    let office = Office::open(Shape::Whole).await;
    office.books.issue(1, day(-10));
    office.morning(0).await;
    office.books.issue(2, day(0));
    assert_eq!(office.morning(1).await.new, 1);
    let batch = office.batch(2).await;
    assert_eq!((batch.cases, batch.silence), (1, SilenceRule::Starts));
    assert_eq!(batch.mailed_at, Some(minutes_after(morning(1), 1)));
    assert_eq!(batch.decide_by, Some(minutes_after(morning(4), 1)), "the window runs from the mail");
    assert_eq!(office.calendar.count(), 1);
}

#[tokio::test]
async fn the_schedule_is_made_only_after_the_mail_has_left() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.run(1).await;
    let ends = office.deliver(morning(1)).await;
    let kinds: Vec<&str> = ends
        .iter()
        .map(|end| match end {
            Delivery::Done { kind, .. } => *kind,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["run_mail", "silent_start"]);
}

#[tokio::test]
async fn silence_starts_what_waits_after_the_window_and_a_second_firing_changes_nothing() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.books.issue(2, day(0));
    office.morning(1).await;
    office.decide(1, 2, Decision::Decline).await.unwrap();
    assert!(office.fire(morning(4)).await.is_empty(), "a minute too early");
    let end = minutes_after(morning(4), 1);
    assert_eq!(office.fire(end).await, [SilentStart::Started(1)]);
    let once = office.cases().await;
    let again = office.start_by_silence(1, end).await;
    assert_eq!((again, office.cases().await), (SilentStart::NothingToDo, once));
    assert_eq!(office.case(1).await.approval.unwrap().kind, ApprovalKind::AutoApproved);
    let declined = office.status(2).await.close_reason();
    assert_eq!(declined, Some(CloseReason::DeclinedByCreditor));
    office.deliver(end).await;
    assert_eq!(office.mailbox.count(), 2);
}

#[tokio::test]
async fn a_silent_start_can_be_undone_with_the_same_link() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.fire(morning(5)).await;
    assert_eq!(office.decide(1, 1, Decision::Decline).await.unwrap().changed, 1);
    assert_eq!(office.happenings(1).await.last(), Some(&Happening::StoppedByLink));
    assert_eq!(office.decide(1, 1, Decision::Decline).await.unwrap().unchanged, 1);
    let end = office.start_by_silence(1, morning(9)).await;
    assert_eq!(end, SilentStart::NothingToDo);
    assert_eq!(office.status(1).await.close_reason(), Some(CloseReason::DeclinedByCreditor));
}

#[tokio::test]
async fn a_schedule_that_was_lost_is_made_good_by_the_next_run() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.calendar.lose_everything();
    office.morning(4).await;
    assert_eq!(office.status(1).await, CaseStatus::AwaitingApproval, "a minute too early");
    office.morning(5).await;
    assert_eq!(office.status(1).await, CaseStatus::Scheduled);
    assert_eq!(office.mailbox.count(), 2, "and it is told, as it would have been");
}

#[tokio::test]
async fn silence_does_not_start_what_was_paid_voided_or_moved_in_the_window() {
    let office = Office::settled(Shape::Whole).await;
    for number in 1..=4 {
        office.books.issue(number, day(0));
    }
    office.morning(1).await;
    office.books.pay_all(1);
    office.books.void(2);
    office.books.move_due_date(3, day(20));
    office.morning(2).await;
    assert_eq!(office.fire(morning(5)).await, [SilentStart::Started(1)]);
    assert_eq!(office.status(4).await, CaseStatus::Scheduled);
    for number in 1..=3 {
        assert_eq!(office.case(number).await.approval, None, "{number}");
    }
}

#[tokio::test]
async fn a_run_that_comes_late_in_the_day_leaves_the_whole_window_and_every_day_of_it() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.run(1).await;
    let late = minutes_after(morning(1), 600);
    office.deliver(late).await;
    assert_eq!(office.start_by_silence(1, minutes_after(morning(4), 599)).await, SilentStart::NotYet);
    assert_eq!(office.start_by_silence(1, minutes_after(morning(4), 600)).await, SilentStart::Started(1));
}
