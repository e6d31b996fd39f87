//! Fetching paused and resumed: no cases meanwhile, and no flood afterwards.

use domain::tenant::Fetching;
use domain::{CaseStatus, ReasonCode, SilenceRule};
use workflows::auto_activate::SilentStart;

use crate::books::Shape;
use crate::office::{Office, day, morning};

#[tokio::test]
async fn a_paused_tenant_gets_no_new_cases_and_its_open_ones_are_followed() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = Office::settled(shape).await;
        office.books.issue(1, day(0));
        office.morning(1).await;
        office.set_fetching(Fetching::Paused).await;
        office.books.issue(2, day(1));
        office.books.pay_all(1);
        let report = office.morning(2).await;
        assert_eq!((report.new, report.closed), (0, 1));
        assert_eq!(report.skipped_counts[&ReasonCode::FetchingPaused], 1);
    }
}

#[tokio::test]
async fn what_gathered_during_a_pause_is_asked_about_and_never_starts_by_silence() {
    let office = Office::settled(Shape::Whole).await;
    office.set_fetching(Fetching::Paused).await;
    (1..=5).for_each(|number| office.books.issue(number, day(i32::try_from(number).unwrap())));
    for n in 1..=8 {
        assert_eq!(office.morning(n).await.new, 0);
    }
    office.set_fetching(Fetching::Automatic).await;
    assert_eq!(office.morning(9).await.new, 5);
    assert_eq!(office.batch(1).await.silence, SilenceRule::Resumed);
    office.books.issue(6, day(9));
    for n in 10..=20 {
        office.morning(n).await;
    }
    for number in 1..=5 {
        assert_eq!(office.status(number).await, CaseStatus::AwaitingApproval);
    }
    assert_eq!(office.status(6).await, CaseStatus::Scheduled, "the day after is an ordinary day");
}

#[tokio::test]
async fn a_pause_in_the_middle_of_a_window_holds_the_batch_for_good() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.set_fetching(Fetching::Paused).await;
    assert_eq!(office.fire(morning(5)).await, [SilentStart::Held]);
    office.set_fetching(Fetching::Automatic).await;
    for n in 5..10 {
        office.morning(n).await;
    }
    assert_eq!(office.status(1).await, CaseStatus::AwaitingApproval);
}

#[tokio::test]
async fn a_first_run_that_finds_fetching_paused_keeps_its_question_for_later() {
    let office = Office::open(Shape::Whole).await;
    office.set_fetching(Fetching::Paused).await;
    office.books.issue(1, day(-10));
    office.morning(0).await;
    office.set_fetching(Fetching::Automatic).await;
    office.morning(1).await;
    assert_eq!(office.batch(1).await.silence, SilenceRule::FirstRun);
}
