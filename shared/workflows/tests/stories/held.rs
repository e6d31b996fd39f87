//! Cases that rest until the tenant has answered, or until the invoice turns up again.

use domain::case::{CaseStatus, PauseReason};
use domain::source_invoice::UnlinkedCredit;
use domain::{BatchNumber, CloseReason, Decision, ReasonCode};
use workflows::ports::Store;

use crate::books::{Shape, dkk, invoice, invoice_id};
use crate::office::{Office, day};

/// The debtor of invoice 1 alone has a customer number.
fn issue_to_customer(office: &Office, number: u32, customer: &str) {
    let mut issued = invoice(number, day(0));
    issued.debtor.external_id = Some(customer.into());
    office.books.put(issued);
}

fn credit(id: u32, customer: &str) -> UnlinkedCredit {
    UnlinkedCredit {
        id: invoice_id(id),
        number: id.to_string(),
        debtor: customer.into(),
        issue_date: Some(day(1)),
        amount: Some(dkk(25_000)),
    }
}

fn rests_for(status: &CaseStatus) -> Option<PauseReason> {
    match status {
        CaseStatus::Paused { reason, .. } => Some(*reason),
        _ => None,
    }
}

#[tokio::test]
async fn a_credit_note_without_an_invoice_holds_its_debtors_cases_and_no_other() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = Office::settled(shape).await;
        issue_to_customer(&office, 1, "2207");
        issue_to_customer(&office, 2, "2208");
        office.morning(1).await;
        office.books.ledger().credits = vec![credit(90, "2207")];
        let report = office.morning(2).await;
        assert_eq!((report.changed, report.closed), (1, 0));
        assert_eq!(report.skipped_counts.get(&ReasonCode::CreditNote), Some(&1));
        assert_eq!(rests_for(&office.status(1).await), Some(PauseReason::UnlinkedCredit));
        let mail = office.mailbox.last();
        assert!(mail.subject.starts_with("1 case rests until you have answered"), "{}", mail.subject);
        assert!(mail.text.contains("/a/"), "the mail that asks links to the page that answers");
        for n in 3..9 {
            let report = office.morning(n).await;
            assert_eq!((report.changed, report.closed), (0, 0), "asked once, day {n}");
        }
        assert_eq!(
            rests_for(&office.status(1).await),
            Some(PauseReason::UnlinkedCredit),
            "silence is no answer"
        );
        assert_eq!(
            office.status(2).await,
            CaseStatus::Scheduled,
            "the other debtor's case started by silence"
        );
    }
}

#[tokio::test]
async fn a_case_opened_beside_such_a_credit_note_is_new_and_rests_from_the_start() {
    let office = Office::settled(Shape::Whole).await;
    issue_to_customer(&office, 1, "2207");
    issue_to_customer(&office, 2, "2208");
    office.books.ledger().credits = vec![credit(90, "2207")];
    let report = office.morning(1).await;
    assert_eq!(report.new, 2);
    let batch = office.store.memory.batch(&office.tenant, BatchNumber(1)).await.unwrap().unwrap();
    assert_eq!((batch.cases, batch.totals), (1, vec![dkk(100_000)]), "silence starts the other one alone");
    assert_eq!(rests_for(&office.status(1).await), Some(PauseReason::UnlinkedCredit));
    office.morning(5).await;
    assert_eq!(rests_for(&office.status(1).await), Some(PauseReason::UnlinkedCredit));
}

#[tokio::test]
async fn the_link_in_the_mail_that_asks_answers_for_the_held_case() {
    let office = Office::settled(Shape::Whole).await;
    issue_to_customer(&office, 1, "2207");
    issue_to_customer(&office, 2, "2207");
    office.morning(1).await;
    office.books.ledger().credits = vec![credit(90, "2207")];
    office.morning(2).await;
    assert_eq!(office.decide(2, 1, Decision::Approve).await.unwrap().changed, 1);
    assert_eq!(office.decide(2, 2, Decision::Decline).await.unwrap().changed, 1);
    assert_eq!(office.status(1).await, CaseStatus::Scheduled);
    assert_eq!(office.status(2).await.close_reason(), Some(CloseReason::DeclinedByCreditor));
    assert_eq!(office.morning(3).await.changed, 0, "what was answered is not asked again");
}

#[tokio::test]
async fn an_invoice_that_is_not_found_rests_and_goes_on_when_it_turns_up() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.books.ledger().loses_track = true;
    office.books.delete(1);
    let report = office.morning(2).await;
    assert_eq!((report.changed, report.closed), (1, 0));
    assert_eq!(rests_for(&office.status(1).await), Some(PauseReason::MissingAtSource));
    assert_eq!(office.morning(3).await.changed, 0, "told once");
    office.books.issue(1, day(0));
    assert_eq!(office.morning(4).await.changed, 1);
    assert_eq!(office.status(1).await, CaseStatus::AwaitingApproval);
}
