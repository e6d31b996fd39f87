//! The accounting system does not play its part: nothing is closed, and the right one is told.

use domain::tenant::ConnectionState;
use domain::{CaseStatus, Outcome, ReasonCode, SilenceRule};
use workflows::register_tenant::Changes;
use workflows::run_tenant::{RunEnd, RunError};

use crate::books::Shape;
use crate::connection::{credentials, key_refused, not_understood, passing, unreachable};
use crate::office::{KEY, Office, day, morning};

/// Two cases stand open, and one of them is paid before the trouble begins.
async fn with_open_cases(shape: Shape) -> Office {
    let office = Office::settled(shape).await;
    office.books.issue(1, day(0));
    office.books.issue(2, day(0));
    office.morning(1).await;
    office.books.pay_all(2);
    office
}

async fn nothing_was_judged(office: &Office) {
    for number in 1..=2 {
        let case = office.case(number).await;
        assert_eq!((case.is_open(), case.version), (true, 1), "{number}");
    }
}

#[tokio::test]
async fn a_refused_key_is_told_once_over_many_days_and_closes_nothing() {
    let office = with_open_cases(Shape::Whole).await;
    office.keys.revoke(KEY);
    for n in 2..9 {
        let report = office.run(n).await;
        assert_eq!(report.outcome, Outcome::BrokenConnection);
        office.deliver(morning(n)).await;
        nothing_was_judged(&office).await;
    }
    assert_eq!(office.mailbox.count(), 2, "one mail of the run, one of the broken connection");
    assert_eq!(office.profile().await.connection, ConnectionState::Broken { since: morning(2) });
}

#[tokio::test]
async fn the_run_after_a_repaired_key_picks_up_all_that_was_missed() {
    let office = with_open_cases(Shape::Whole).await;
    office.keys.revoke(KEY);
    office.morning(2).await;
    office.books.issue(3, day(1));
    office.keys.grant("a-new-key", &office.books);
    let changes = Changes { credentials: Some(credentials("a-new-key")), ..Changes::default() };
    assert_eq!(office.change(changes).await.connection, ConnectionState::Working);
    let report = office.morning(3).await;
    assert_eq!((report.outcome, report.new, report.closed), (Outcome::Ok, 1, 1));
    assert_eq!(office.mailbox.count(), 3);
}

#[tokio::test]
async fn a_key_that_breaks_again_is_told_again() {
    let office = Office::settled(Shape::Whole).await;
    for n in [1, 3, 5] {
        office.keys.revoke(KEY);
        office.morning(n).await;
        office.keys.grant(KEY, &office.books);
        office.morning(n + 1).await;
    }
    assert_eq!(office.mailbox.count(), 3);
}

#[tokio::test]
async fn a_refused_key_in_the_middle_of_single_reads_closes_nothing_either() {
    let office = with_open_cases(Shape::Outline).await;
    office.books.fail(2, key_refused());
    assert_eq!(office.run(2).await.outcome, Outcome::BrokenConnection);
    nothing_was_judged(&office).await;
}

#[tokio::test]
async fn what_passes_is_reported_as_unreachable_and_its_job_comes_again() {
    for shape in [Shape::Whole, Shape::Outline] {
        for error in passing() {
            let office = with_open_cases(shape).await;
            office.books.down(Some(error.clone()));
            assert_eq!(office.try_run(2).await, Err(RunError::Source(error)));
            assert_eq!(office.report(2).await.unwrap().outcome, Outcome::Unreachable);
            nothing_was_judged(&office).await;
            office.books.down(None);
            let report = office.morning(2).await;
            assert_eq!((report.outcome, report.closed), (Outcome::Ok, 1));
            assert_eq!(office.report(2).await, Some(report));
            assert_eq!(office.mailbox.count(), 2);
        }
    }
}

#[tokio::test]
async fn an_answer_that_nobody_understands_ends_the_run_and_is_right_the_day_after() {
    let office = with_open_cases(Shape::Whole).await;
    office.books.fail(1, not_understood());
    let report = office.morning(2).await;
    assert_eq!(report.outcome, Outcome::NotUnderstood);
    assert!(report.problem.unwrap().contains("is HTML"));
    nothing_was_judged(&office).await;
    assert_eq!(office.mailbox.count(), 1, "the operator is told by a metric, the tenant is not");
    assert_eq!(office.morning(3).await.closed, 1);
}

#[tokio::test]
async fn a_walk_that_fails_on_its_third_page_judges_nothing_missing_as_paid() {
    let office = Office::settled(Shape::Whole).await;
    office.books.ledger().page_size = 2;
    (1..=7).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    office.books.issue(8, day(1));
    office.books.put(crate::books::invoice(0, day(1)));
    office.books.fail(3, unreachable());
    assert!(matches!(office.try_run(2).await, Err(RunError::Source(_))));
    assert!(office.books.asked().reads.is_empty());
    for number in 1..=7 {
        assert_eq!(office.status(number).await, CaseStatus::AwaitingApproval);
    }
    let report = office.morning(2).await;
    assert_eq!((report.new, office.batch(2).await.cases), (2, 2), "told together, once");
    assert_eq!(office.mailbox.count(), 2);
}

#[tokio::test]
async fn cases_of_a_first_run_that_was_broken_off_are_asked_about_before_anything_starts() {
    let office = Office::open(Shape::Whole).await;
    office.books.ledger().page_size = 1;
    (1..=3).for_each(|number| office.books.issue(number, day(-5)));
    office.books.fail(3, unreachable());
    assert!(office.try_run(0).await.is_err());
    assert_eq!(office.morning(1).await.new, 3);
    assert_eq!(office.batch(1).await.silence, SilenceRule::FirstRun);
}

#[tokio::test]
async fn a_row_of_a_known_case_that_cannot_be_read_is_not_judged_and_silence_starts_nothing_of_it() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = with_open_cases(shape).await;
        office.books.garble(1);
        office.books.garble(2);
        let report = office.run(2).await;
        for number in 1..=2 {
            let case = office.case(number).await;
            assert_eq!((case.is_open(), case.unclear, case.paid.minor), (true, true, 0), "{number}");
        }
        assert_eq!(report.skipped_counts[&ReasonCode::Unreadable], 2);
        assert_eq!(report.read, 2, "one listed, one read by itself: {shape:?}");
        office.books.clear(2);
        assert_eq!(office.run(3).await.closed, 1);
    }
}

#[tokio::test]
async fn one_bad_row_does_not_stop_the_others() {
    let office = Office::settled(Shape::Whole).await;
    (1..=3).for_each(|number| office.books.issue(number, day(0)));
    office.books.garble(2);
    let report = office.morning(1).await;
    assert_eq!((report.read, report.new, report.skipped_total()), (3, 2, 1));
}

#[tokio::test]
async fn a_long_silence_of_the_system_asks_first_when_it_is_back() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.books.down(Some(unreachable()));
    for n in 1..=11 {
        assert!(office.try_run(n).await.is_err());
    }
    office.books.down(None);
    office.morning(12).await;
    assert_eq!(office.batch(1).await.silence, SilenceRule::LongGap);
}

#[tokio::test]
async fn a_finished_run_that_is_delivered_again_says_so_and_changes_nothing() {
    let office = with_open_cases(Shape::Whole).await;
    let report = office.run(2).await;
    assert_eq!(office.try_run(2).await, Ok(RunEnd::FinishedBefore));
    assert_eq!(office.report(2).await, Some(report));
    office.keys.revoke(KEY);
    assert_eq!(office.try_run(2).await, Ok(RunEnd::FinishedBefore));
    assert_eq!(office.report(2).await.unwrap().outcome, Outcome::Ok, "what was done stays done");
}
