use crate::case::{ApprovalKind, CaseEvent, CaseStatus, CollectionCase, Happening, advance};
use crate::ids::BatchNumber;
use crate::samples::*;
use crate::{Moment, SourceInvoice};

fn silence(case: &CollectionCase, batch: BatchNumber, now: Moment) -> Option<CollectionCase> {
    advance(case, &CaseEvent::SilenceAnswered { batch }, now).unwrap().map(|step| step.case)
}

#[test]
fn silence_approves_what_waits_in_its_batch() {
    let step = step(&waiting(), CaseEvent::SilenceAnswered { batch: FIRST }, days_later(3));
    assert_eq!(step.case.status, CaseStatus::Scheduled);
    let approval = step.case.approval.unwrap();
    assert_eq!((approval.kind, approval.at), (ApprovalKind::AutoApproved, days_later(3).instant));
    assert_eq!(step.entry.happening, Happening::ApprovedBySilence);
}

#[test]
fn a_second_firing_changes_nothing() {
    let started = silence(&waiting(), FIRST, days_later(3)).unwrap();
    assert_eq!(silence(&started, FIRST, days_later(4)), None);
}

#[test]
fn silence_says_nothing_for_another_batch() {
    assert_eq!(silence(&waiting(), SECOND, days_later(3)), None);
    assert_eq!(silence(&waiting(), BatchNumber(0), days_later(3)), None);
}

#[test]
fn silence_never_overrules_a_decision() {
    for decided in [declined(), approved()] {
        assert_eq!(silence(&decided, FIRST, days_later(3)), None);
    }
    let stopped = step(&approved(), CaseEvent::Decided(crate::Decision::Decline), days_later(1)).case;
    assert_eq!(silence(&stopped, FIRST, days_later(3)), None);
}

#[test]
fn silence_starts_nothing_that_is_closed_or_rests() {
    let paid = step(&waiting(), read(owed(0, 0)), morning()).case;
    assert_eq!(silence(&paid, FIRST, days_later(3)), None);
    let moved = SourceInvoice { due_date: Some(days_later(30).today), ..invoice() };
    let paused = step(&waiting(), read(moved), morning()).case;
    assert_eq!(silence(&paused, FIRST, days_later(3)), None);
    assert_eq!(silence(&paused, FIRST, days_later(60)), None, "only a fresh reading wakes it");
}

#[test]
fn silence_starts_only_what_is_overdue_on_that_day() {
    let due = CollectionCase { due_date: days_later(3).today, ..waiting() };
    assert_eq!(silence(&due, FIRST, days_later(3)), None, "the due date itself is on time");
    assert!(silence(&due, FIRST, days_later(4)).is_some());
}

#[test]
fn a_case_asked_about_anew_answers_only_to_its_new_batch() {
    let paid = step(&waiting(), read(owed(0, 0)), morning()).case;
    let reopened = step(&paid, read(owed(100_000, 0)), days_later(1)).case;
    assert_eq!(reopened.batch, SECOND);
    assert_eq!(silence(&reopened, FIRST, days_later(3)), None);
    assert!(silence(&reopened, SECOND, days_later(3)).is_some());
}
