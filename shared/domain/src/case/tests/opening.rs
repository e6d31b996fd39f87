use crate::case::{CaseStatus, Happening, Step, is_conserved, open};
use crate::eligibility::Requirements;
use crate::ids::CaseId;
use crate::samples::*;
use crate::source_invoice::Amounts;
use crate::{ReasonCode, SourceInvoice};

fn opened(invoice: &SourceInvoice) -> Result<Step, ReasonCode> {
    open(&tenant_id(), &billy(), invoice, &rules(), FIRST, morning())
}

#[test]
fn an_overdue_invoice_becomes_a_case_that_awaits_approval() {
    let step = opened(&invoice()).unwrap();
    let case = &step.case;
    assert_eq!(case.id, CaseId::of(&tenant_id(), &billy(), &invoice().id));
    assert_eq!((&case.status, case.approval, case.batch), (&CaseStatus::AwaitingApproval, None, FIRST));
    assert_eq!((case.principal, case.outstanding), (dkk(100_000), dkk(100_000)));
    assert_eq!((case.opened_on, case.version), (today(), 1));
    assert!(case.is_followed() && !case.can_be_stopped() && is_conserved(case));
    assert_eq!(step.entry.happening, Happening::Opened { principal: dkk(100_000) });
    assert_eq!((step.entry.version, step.entry.status.as_str()), (1, "awaiting_approval"));
    assert_eq!(step.news, None, "the mail lists new cases by their batch");
}

#[test]
fn what_is_not_eligible_gives_its_code_instead_of_a_case() {
    let paused = Requirements { fetching_paused: true, ..rules() };
    let refused = open(&tenant_id(), &billy(), &invoice(), &paused, FIRST, morning());
    assert_eq!(refused, Err(ReasonCode::FetchingPaused));
}

#[test]
fn fees_that_the_accounting_system_added_are_not_principal() {
    let with_fee = Amounts { fees_elsewhere: vec![fee(10_000)], ..amounts(110_000) };
    let case = opened(&SourceInvoice { amounts: Ok(with_fee), ..invoice() }).unwrap().case;
    assert_eq!(case.principal, dkk(100_000));
    assert_eq!(case.fees_elsewhere, [fee(10_000)]);
}

#[test]
fn what_was_paid_and_credited_before_is_not_the_cases_own() {
    let case = opened(&owed(40_000, 25_000)).unwrap().case;
    assert_eq!((case.principal, case.paid, case.credited), (dkk(40_000), dkk(0), dkk(0)));
    assert_eq!(case.credited_at_source, dkk(25_000));
    let next = step(&case, read(owed(15_000, 50_000)), days_later(1)).case;
    assert_eq!((next.paid, next.credited), (dkk(0), dkk(25_000)));
}
