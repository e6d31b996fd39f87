use crate::Decision::{Approve, Decline};
use crate::case::{
    Approval, ApprovalKind, CaseEvent, CaseStatus, CloseReason, CollectionCase, Happening, Refusal, advance,
};
use crate::samples::*;

fn decide(case: &CollectionCase, decision: crate::Decision) -> Result<Option<CollectionCase>, Refusal> {
    let step = advance(case, &CaseEvent::Decided(decision), days_later(1))?;
    Ok(step.map(|step| step.case))
}

fn started_by_silence() -> CollectionCase {
    step(&waiting(), CaseEvent::SilenceAnswered { batch: FIRST }, days_later(3)).case
}

fn paid() -> CollectionCase {
    step(&waiting(), read(owed(0, 0)), morning()).case
}

#[test]
fn an_approval_by_link_plans_the_procedure() {
    let step = step(&waiting(), CaseEvent::Decided(Approve), morning());
    assert_eq!(step.case.status, CaseStatus::Scheduled);
    let approval = Approval { kind: ApprovalKind::Approved, at: morning().instant, approved_before: None };
    assert_eq!(step.case.approval, Some(approval));
    assert_eq!((step.case.version, step.entry.version), (2, 2));
    assert_eq!(step.entry.happening, Happening::ApprovedByLink);
}

#[test]
fn a_decline_by_link_closes_the_case_for_good() {
    let step = step(&waiting(), CaseEvent::Decided(Decline), morning());
    let reason = CloseReason::DeclinedByCreditor;
    assert_eq!(step.case.status, CaseStatus::Closed { reason, at: morning().instant });
    assert_eq!(step.entry.happening, Happening::DeclinedByLink);
    assert_eq!(decide(&step.case, Approve), Err(Refusal::Declined));
}

#[test]
fn deciding_twice_the_same_way_changes_nothing() {
    assert_eq!(decide(&approved(), Approve), Ok(None));
    assert_eq!(decide(&declined(), Decline), Ok(None));
    assert_eq!(decide(&started_by_silence(), Approve), Ok(None), "silence has approved it already");
}

#[test]
fn an_approval_is_taken_back_before_the_first_letter() {
    for case in [approved(), started_by_silence()] {
        assert!(case.can_be_stopped());
        let approved_at = case.approval.unwrap().at;
        let step = step(&case, CaseEvent::Decided(Decline), days_later(4));
        assert_eq!(step.entry.happening, Happening::StoppedByLink);
        let stopped = step.case.approval.unwrap();
        assert_eq!((stopped.kind, stopped.approved_before), (ApprovalKind::Declined, Some(approved_at)));
        assert!(!step.case.is_open() && !step.case.can_be_stopped());
    }
}

#[test]
fn after_any_letter_the_tenant_can_still_stop_for_good() {
    for letters_sent in 1..4 {
        let case = CollectionCase { letters_sent, ..approved() };
        assert!(case.can_be_stopped());
        assert_eq!(decide(&case, Approve), Ok(None));
        let stopped = decide(&case, Decline).unwrap().unwrap();
        assert_eq!(stopped.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
        assert!(stopped.was_declined() && !stopped.can_be_stopped());
        assert_eq!(decide(&stopped, Decline), Ok(None));
        assert_eq!(decide(&stopped, Approve), Err(Refusal::Declined));
    }
}

#[test]
fn a_case_that_is_over_cannot_be_decided() {
    for decision in [Approve, Decline] {
        assert_eq!(decide(&paid(), decision), Err(Refusal::Closed));
    }
}

#[test]
fn a_paused_case_that_is_approved_starts_when_it_is_overdue_again() {
    let moved = crate::SourceInvoice { due_date: Some(days_later(5).today), ..invoice() };
    let paused = step(&waiting(), read(moved.clone()), days_later(1)).case;
    let approved = decide(&paused, Approve).unwrap().unwrap();
    assert!(matches!(approved.status, CaseStatus::Paused { .. }));
    assert!(approved.can_be_stopped());
    assert_eq!(step(&approved, read(moved), days_later(6)).case.status, CaseStatus::Scheduled);
}
