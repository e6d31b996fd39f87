//! Cases that rest: what the creditor holds back, what cannot be found, and credit notes that name no invoice.

use crate::case::{CaseEvent, CaseStatus, CloseReason, PauseReason, Refusal, advance};
use crate::ids::InvoiceId;
use crate::news::Tiding;
use crate::samples::*;
use crate::source_invoice::{Hold, UnlinkedCredit};
use crate::{CollectionCase, Debtor, DebtorKind, Decision, SourceInvoice};

fn held(hold: Hold) -> SourceInvoice {
    SourceInvoice { hold: Some(hold), ..invoice() }
}

fn rests_for(case: &CollectionCase) -> Option<PauseReason> {
    match case.status {
        CaseStatus::Paused { reason, .. } => Some(reason),
        _ => None,
    }
}

#[test]
fn what_the_creditor_holds_back_rests_and_goes_on_when_nothing_holds_it() {
    let until = days_later(9).today;
    let holds = [
        (Hold::Postponed { until }, PauseReason::Postponed, Tiding::Postponed { until }),
        (Hold::Repayment, PauseReason::Repayment, Tiding::Repayment),
        (Hold::Factored, PauseReason::Factored, Tiding::Factored),
    ];
    for (hold, reason, tiding) in holds {
        let resting = step(&approved(), read(held(hold)), days_later(1));
        assert_eq!(rests_for(&resting.case), Some(reason));
        assert_eq!(resting.news.unwrap().tidings, [tiding]);
        assert_eq!(advance(&resting.case, &read(held(hold)), days_later(2)), Ok(None), "told once");
        let back = step(&resting.case, read(invoice()), days_later(3));
        assert_eq!(back.case.status, CaseStatus::Scheduled);
    }
}

#[test]
fn a_date_that_has_come_holds_nothing_back() {
    let until = days_later(9).today;
    let resting = step(&approved(), read(held(Hold::Postponed { until })), days_later(1)).case;
    assert_eq!(advance(&resting, &read(held(Hold::Postponed { until })), days_later(8)), Ok(None));
    let back = step(&resting, read(held(Hold::Postponed { until })), days_later(9)).case;
    assert_eq!(back.status, CaseStatus::Scheduled);
}

#[test]
fn what_is_paid_while_it_rests_is_closed() {
    let resting = step(&approved(), read(held(Hold::Repayment)), days_later(1)).case;
    let paid =
        step(&resting, read(SourceInvoice { hold: Some(Hold::Repayment), ..owed(0, 0) }), days_later(2));
    assert_eq!(paid.case.status.close_reason(), Some(CloseReason::PaidInFull));
}

fn missing() -> CaseEvent {
    CaseEvent::SourceMissing { open_batch: SECOND }
}

#[test]
fn an_invoice_that_is_not_found_rests_its_case_and_closes_nothing() {
    for case in [waiting(), approved()] {
        let resting = step(&case, missing(), days_later(1));
        assert_eq!(rests_for(&resting.case), Some(PauseReason::MissingAtSource));
        assert_eq!(resting.news.unwrap().tidings, [Tiding::Missing]);
        assert_eq!(advance(&resting.case, &missing(), days_later(2)), Ok(None), "told once");
        let silence = CaseEvent::SilenceAnswered { batch: SECOND };
        assert_eq!(advance(&resting.case, &silence, days_later(5)), Ok(None));
        let approve = CaseEvent::Decided(Decision::Approve);
        assert_eq!(advance(&resting.case, &approve, days_later(5)), Err(Refusal::Missing));
        let stopped = step(&resting.case, CaseEvent::Decided(Decision::Decline), days_later(5)).case;
        assert_eq!(stopped.status.close_reason(), Some(CloseReason::DeclinedByCreditor));
    }
}

#[test]
fn an_invoice_that_turns_up_again_goes_on_where_its_case_was() {
    let back = |case: &CollectionCase| {
        let resting = step(case, missing(), days_later(1)).case;
        step(&resting, read(invoice()), days_later(2)).case.status
    };
    assert_eq!(back(&waiting()), CaseStatus::AwaitingApproval);
    assert_eq!(back(&approved()), CaseStatus::Scheduled);
}

const CUSTOMER: &str = "2207";

/// The sample case, of a debtor whose credit notes may name no invoice.
fn of_customer(case: CollectionCase) -> CollectionCase {
    CollectionCase { debtor: Debtor { external_id: Some(CUSTOMER.into()), ..case.debtor.clone() }, ..case }
}

fn credit(id: &str) -> UnlinkedCredit {
    UnlinkedCredit {
        id: InvoiceId::parse(id).unwrap(),
        number: id.to_uppercase(),
        debtor: CUSTOMER.into(),
        issue_date: Some(today()),
        amount: Some(dkk(25_000)),
    }
}

fn credits(credits: &[UnlinkedCredit]) -> CaseEvent {
    CaseEvent::CreditsUnlinked { credits: credits.to_vec(), open_batch: SECOND }
}

#[test]
fn a_credit_note_without_an_invoice_rests_its_debtors_cases_and_asks() {
    for case in [waiting(), approved()] {
        let resting = step(&of_customer(case), credits(&[credit("k1")]), days_later(1));
        assert!(resting.case.asks_the_tenant());
        assert_eq!(resting.case.batch, SECOND, "the mail that asks links to it");
        let tiding = Tiding::UnlinkedCredit { number: "K1".into(), amount: Some(dkk(25_000)) };
        assert_eq!(resting.news.unwrap().tidings, [tiding]);
        assert_eq!(advance(&resting.case, &credits(&[credit("k1")]), days_later(2)), Ok(None), "asked once");
        let silence = CaseEvent::SilenceAnswered { batch: SECOND };
        assert_eq!(advance(&resting.case, &silence, days_later(9)), Ok(None), "silence is no answer");
        let read_again = advance(&resting.case, &read(invoice()), days_later(2)).unwrap();
        assert!(
            read_again.is_none_or(|step| step.case.asks_the_tenant()),
            "no reading answers for the tenant"
        );
    }
}

#[test]
fn the_tenants_answer_ends_the_rest_either_way() {
    for case in [waiting(), approved()] {
        let resting = step(&of_customer(case), credits(&[credit("k1")]), days_later(1)).case;
        let goes_on = step(&resting, CaseEvent::Decided(Decision::Approve), days_later(2)).case;
        assert_eq!(goes_on.status, CaseStatus::Scheduled);
        assert_eq!(advance(&goes_on, &credits(&[credit("k1")]), days_later(3)), Ok(None), "it was answered");
        let stopped = step(&resting, CaseEvent::Decided(Decision::Decline), days_later(2)).case;
        assert_eq!(stopped.status.close_reason(), Some(CloseReason::DeclinedByCreditor));
    }
}

#[test]
fn another_credit_note_asks_again() {
    let first = step(&of_customer(approved()), credits(&[credit("k1")]), days_later(1)).case;
    let answered = step(&first, CaseEvent::Decided(Decision::Approve), days_later(2)).case;
    let again = step(&answered, credits(&[credit("k2"), credit("k1")]), days_later(3));
    assert!(again.case.asks_the_tenant());
    assert_eq!(again.news.unwrap().tidings.len(), 1, "only of the new one");
    let in_order = credits(&[credit("k1"), credit("k2")]);
    assert_eq!(advance(&again.case, &in_order, days_later(4)), Ok(None), "their order is no news");
}

#[test]
fn a_credit_note_of_another_debtor_or_older_than_the_invoice_asks_nothing() {
    let older = UnlinkedCredit { issue_date: Some(days_later(-60).today), ..credit("k1") };
    let others = UnlinkedCredit { debtor: "other".into(), ..credit("k2") };
    let step = step(&of_customer(approved()), credits(&[older, others]), days_later(1));
    assert_eq!((&step.case.status, step.news), (&CaseStatus::Scheduled, None));
    let undated = UnlinkedCredit { issue_date: None, ..credit("k3") };
    let asks = advance(&step.case, &credits(&[undated]), days_later(2)).unwrap().unwrap();
    assert!(asks.case.asks_the_tenant(), "without a date it may be meant");
}

#[test]
fn a_case_that_is_over_is_not_asked_about() {
    assert_eq!(advance(&of_customer(declined()), &credits(&[credit("k1")]), days_later(1)), Ok(None));
}

#[test]
fn a_reading_that_cannot_tell_a_person_from_a_company_does_not_forget_which_it_was() {
    let untold = Debtor { kind: DebtorKind::Unknown, name: "Blåbær ApS".into(), ..invoice().debtor };
    let read_again =
        step(&waiting(), read(SourceInvoice { debtor: untold, ..invoice() }), days_later(1)).case;
    assert_eq!(
        (read_again.debtor.kind, read_again.debtor.name.as_str()),
        (DebtorKind::Company, "Blåbær ApS")
    );
}
