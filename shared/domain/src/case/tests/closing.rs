use crate::case::{CaseStatus, CloseReason, CollectionCase, advance};
use crate::news::Tiding;
use crate::samples::*;
use crate::source_invoice::{AmountsProblem, InvoiceState};
use crate::{CaseEvent, SourceInvoice};

const GONE: CaseEvent = CaseEvent::SourceGone { open_batch: SECOND };

fn voided() -> SourceInvoice {
    // Billy shows voided invoices with a balance; the state decides, whatever the amounts say.
    SourceInvoice { state: InvoiceState::Voided, ..invoice() }
}

fn withdrawn() -> CollectionCase {
    step(&waiting(), GONE, morning()).case
}

#[test]
fn a_voided_invoice_closes_its_case_whatever_its_amounts_say() {
    let unreadable =
        SourceInvoice { amounts: Err(AmountsProblem::Inconsistent("balance".into())), ..voided() };
    for reading in [voided(), unreadable] {
        let step = step(&approved(), read(reading), morning());
        assert_eq!(step.case.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
        assert_eq!(step.news.unwrap().tidings, [Tiding::Voided]);
        assert!(!step.case.is_followed());
    }
}

#[test]
fn an_invoice_that_is_gone_closes_its_case_and_is_told_once() {
    let step = step(&waiting(), GONE, morning());
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
    assert_eq!(step.news.unwrap().tidings, [Tiding::Gone]);
    assert_eq!(advance(&step.case, &GONE, days_later(1)), Ok(None));
    assert_eq!(advance(&step.case, &read(voided()), days_later(1)), Ok(None));
}

#[test]
fn nothing_counts_as_paid_when_an_invoice_is_withdrawn() {
    assert_eq!((withdrawn().outstanding, withdrawn().paid), (dkk(100_000), dkk(0)));
}

#[test]
fn an_invoice_that_comes_back_is_asked_about_again() {
    let step = step(&withdrawn(), read(invoice()), days_later(2));
    assert_eq!(step.news.unwrap().tidings, [Tiding::OverdueAgain]);
    assert_eq!((step.case.status, step.case.batch), (CaseStatus::AwaitingApproval, SECOND));
}

#[test]
fn a_declined_case_stays_declined_whatever_is_read() {
    let later = SourceInvoice { due_date: Some(days_later(90).today), ..invoice() };
    let events =
        [read(invoice()), read(owed(0, 0)), read(owed(250_000, 0)), read(later), read(voided()), GONE];
    let mut case = declined();
    for event in events.iter().chain(&events) {
        if let Some(step) = advance(&case, event, days_later(2)).unwrap() {
            assert_eq!(step.news, None, "{event:?}");
            case = step.case;
        }
        assert_eq!((&case.status, case.approval), (&declined().status, declined().approval));
    }
}

#[test]
fn a_declined_case_is_followed_only_while_its_invoice_is_owed() {
    assert!(declined().is_followed());
    let paid = step(&declined(), read(owed(0, 0)), days_later(1)).case;
    assert!(!paid.is_followed());
    let reversed = step(&paid, read(owed(100_000, 0)), days_later(2)).case;
    assert!(reversed.is_followed() && !reversed.is_open());
    let gone = step(&declined(), GONE, days_later(1));
    assert!(!gone.case.is_followed());
}

#[test]
fn what_the_tenant_hands_to_collection_elsewhere_is_left_to_others_and_told_once() {
    let elsewhere = || SourceInvoice { in_collection_elsewhere: true, ..invoice() };
    let step = step(&approved(), read(elsewhere()), morning());
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
    assert_eq!(step.news.unwrap().tidings, [Tiding::InCollectionElsewhere]);
    assert!(step.case.is_followed(), "it still turns up in the list");
    assert_eq!(advance(&step.case, &read(elsewhere()), days_later(1)), Ok(None), "and does not start again");
}
