use jiff::civil::Date;

use crate::SourceInvoice;
use crate::case::{CaseStatus, PauseReason, advance};
use crate::news::Tiding;
use crate::samples::*;

fn due(date: Date) -> SourceInvoice {
    SourceInvoice { due_date: Some(date), ..invoice() }
}

fn resting_until(until: Date) -> CaseStatus {
    CaseStatus::Paused { reason: PauseReason::DueDateMoved, until: Some(until) }
}

#[test]
fn a_due_date_moved_into_the_future_rests_the_case_until_then() {
    for case in [waiting(), approved()] {
        let to = days_later(7).today;
        let step = step(&case, read(due(to)), days_later(1));
        assert_eq!(step.news.unwrap().tidings, [Tiding::DueDateMoved { from: case.due_date, to }]);
        assert_eq!(step.case.status, resting_until(to));
        assert_eq!(advance(&step.case, &read(due(to)), days_later(7)), Ok(None), "the day itself is on time");
    }
}

#[test]
fn a_case_that_waited_is_asked_about_again_when_it_is_overdue_again() {
    let moved = due(days_later(7).today);
    let paused = step(&waiting(), read(moved.clone()), days_later(1)).case;
    let step = step(&paused, read(moved), days_later(8));
    assert_eq!(step.news.unwrap().tidings, [Tiding::OverdueAgain]);
    assert_eq!((step.case.status, step.case.batch), (CaseStatus::AwaitingApproval, SECOND));
}

#[test]
fn a_case_that_was_approved_goes_on_when_it_is_overdue_again() {
    let moved = due(days_later(7).today);
    let paused = step(&approved(), read(moved.clone()), days_later(1)).case;
    let case = step(&paused, read(moved), days_later(20)).case;
    assert_eq!((case.status, case.batch), (CaseStatus::Scheduled, FIRST));
}

#[test]
fn a_due_date_that_stays_in_the_past_changes_nothing_but_itself() {
    for to in [days_later(-30).today, days_later(-1).today] {
        let step = step(&waiting(), read(due(to)), morning());
        assert_eq!(step.news.unwrap().tidings, [Tiding::DueDateMoved { from: waiting().due_date, to }]);
        assert_eq!((step.case.due_date, step.case.status), (to, CaseStatus::AwaitingApproval));
        assert_eq!(step.case.batch, FIRST);
    }
}

#[test]
fn a_resting_case_whose_due_date_moves_once_more_rests_until_the_new_one() {
    let paused = step(&waiting(), read(due(days_later(7).today)), days_later(1)).case;
    let longer = step(&paused, read(due(days_later(30).today)), days_later(2)).case;
    assert_eq!(longer.status, resting_until(days_later(30).today));
    let back = step(&longer, read(invoice()), days_later(3)).case;
    assert_eq!((back.status, back.batch), (CaseStatus::AwaitingApproval, SECOND));
}

#[test]
fn a_payment_while_it_rests_closes_it() {
    let to = days_later(7).today;
    let paused = step(&waiting(), read(due(to)), days_later(1)).case;
    let paid = SourceInvoice { due_date: Some(to), ..owed(0, 0) };
    let step = step(&paused, read(paid), days_later(2));
    assert_eq!(step.case.status.word(), "closed");
    assert_eq!(step.news.unwrap().tidings, [Tiding::PaidInFull { amount: dkk(100_000) }]);
}

#[test]
fn a_payment_and_a_moved_due_date_are_both_told() {
    let to = days_later(7).today;
    let step = step(&waiting(), read(SourceInvoice { due_date: Some(to), ..owed(40_000, 0) }), days_later(1));
    let moved = Tiding::DueDateMoved { from: waiting().due_date, to };
    assert_eq!(step.news.unwrap().tidings, [moved, Tiding::PartPaid { amount: dkk(60_000) }]);
}

#[test]
fn a_closed_case_that_is_owed_again_but_not_due_yet_is_followed_until_it_is() {
    let paid = step(&waiting(), read(owed(0, 0)), morning()).case;
    let moved = due(days_later(7).today);
    let step_one = step(&paid, read(moved.clone()), days_later(1));
    assert!(!step_one.case.is_open() && step_one.case.is_followed());
    assert_eq!(step_one.news, None);
    let step_two = step(&step_one.case, read(moved), days_later(8));
    assert_eq!(step_two.case.status, CaseStatus::AwaitingApproval);
}
