//! One invoice, handed over once or more.

use domain::case::{ApprovalKind, Happening};
use domain::claim::{Change, ClaimDraft, Command, Fault, FaultCode};
use domain::{CaseStatus, CloseReason, CollectionCase, Debtor, Effect};
use workflows::memory::MemoryStore;
use workflows::ports::{DocumentKey, Documents, Store};
use workflows::receive_claim::{NotReceived, Received, receive_claim};

use crate::desk::*;

#[tokio::test]
async fn a_push_is_a_decision_its_case_starts_approved_and_the_tenant_is_told() {
    let desk = Desk::new().await;
    assert_eq!(desk.push(register(draft())).await, taken(&desk));
    let case = desk.case().await;
    assert_eq!(case.status.word(), "scheduled");
    assert_eq!(case.approval.unwrap().kind, ApprovalKind::Approved);
    assert_eq!((case.fees_elsewhere.len(), case.reminders_elsewhere.len()), (1, 1));
    let mail = Effect::ClaimReceivedMail { tenant: desk.tenant.id.clone(), case: desk.case_id() };
    assert_eq!(desk.mails().await, [mail]);
    let trail = desk.store.timeline(&case.id).await.unwrap();
    assert!(matches!(trail[..], [ref only] if matches!(only.happening, Happening::Received { .. })));
}

#[tokio::test]
async fn the_body_and_its_documents_are_kept_as_they_came() {
    let desk = Desk::new().await;
    desk.push_as("evt/1", register(draft())).await.unwrap();
    let raw = DocumentKey::event(&desk.tenant.id, &"evt/1".parse().unwrap());
    assert_eq!(desk.documents.read(&raw).await.unwrap().unwrap(), b"body of evt/1");
    assert_eq!(desk.documents.keys().len(), 2);
    let record = desk.store.claim_record(&desk.case_id()).await.unwrap().unwrap();
    assert_eq!(record.claim.unwrap().documents.len(), 1);
}

#[tokio::test]
async fn the_same_event_or_the_same_invoice_again_is_one_case_and_one_mail() {
    let desk = Desk::new().await;
    assert_eq!(desk.push_as("a", register(draft())).await, taken(&desk));
    for _ in 0..2 {
        assert_eq!(desk.push_as("a", register(draft())).await, known(&desk));
        assert_eq!(desk.push(register(draft())).await, known(&desk));
    }
    // Other words for the same claim.
    let renamed = Debtor { name: "Fjordgården".into(), ..draft().debtor.unwrap() };
    let again = ClaimDraft { debtor: Some(renamed), ..draft() };
    assert_eq!(desk.push(register(again)).await, known(&desk));
    assert_eq!(desk.case().await.version, 1);
    assert_eq!(desk.mails().await.len(), 1);
}

#[tokio::test]
async fn another_principal_the_second_time_changes_nothing() {
    let desk = Desk::new().await;
    desk.push_as("a", register(draft())).await.unwrap();
    let before = desk.case().await;
    for minor in [1_550_001 - 2, 100, 1_000_000] {
        let other = ClaimDraft { principal: Some(dkk(minor)), ..draft() };
        assert_eq!(desk.push(register(other.clone())).await, Err(NotReceived::OtherPrincipal));
        // Under the id of the first event it is not that event.
        assert_eq!(desk.push_as("a", register(other)).await, Err(NotReceived::EventReused));
    }
    assert_eq!((desk.case().await, desk.mails().await.len()), (before, 1));
    assert_eq!(desk.documents.keys().len(), 2);
}

#[tokio::test]
async fn after_a_part_payment_the_same_click_sends_what_is_left() {
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    desk.push(report(paid(500_000), "p-1")).await.unwrap();
    let rest = ClaimDraft { principal: Some(dkk(1_050_000)), ..draft() };
    assert_eq!(desk.push(register(rest)).await, known(&desk));
    assert_eq!(desk.push(register(draft())).await, known(&desk));
    assert_eq!(desk.case().await.outstanding, dkk(1_050_000));
}

#[tokio::test]
async fn a_closed_case_is_not_opened_by_a_click() {
    let desk = Desk::new().await;
    desk.push_as("a", register(draft())).await.unwrap();
    desk.push(report(Change::Withdrawn, "")).await.unwrap();
    assert_eq!(desk.push(register(draft())).await, Err(NotReceived::CaseClosed));
    // The first event is still the first event.
    assert_eq!(desk.push_as("a", register(draft())).await, known(&desk));
    assert_eq!(desk.case().await.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
}

#[tokio::test]
async fn handing_over_what_was_fetched_approves_its_case_and_an_approved_one_goes_on() {
    for approve_first in [false, true] {
        let desk = Desk::new().await;
        desk.push(register(bare())).await.unwrap();
        let pushed = desk.case().await;
        // The same case as fetching leaves it: nobody has been asked yet, or it was approved by its link.
        let fetched = Desk::new().await;
        let approval = pushed.approval.filter(|_| approve_first);
        let status = if approve_first { CaseStatus::Scheduled } else { CaseStatus::AwaitingApproval };
        fetched.put(CollectionCase { approval, status, ..pushed }).await;
        let wrong = ClaimDraft { principal: Some(dkk(1)), ..bare() };
        assert_eq!(fetched.push(register(wrong)).await, Err(NotReceived::OtherPrincipal));
        assert_eq!(fetched.push_as("a", register(bare())).await, taken(&fetched));
        assert_eq!(fetched.push_as("b", register(bare())).await, known(&fetched));
        let case = fetched.case().await;
        assert_eq!((case.status.word(), case.approval.is_some()), ("scheduled", true));
        assert_eq!(fetched.mails().await.len(), 1);
    }
}

#[tokio::test]
async fn what_cannot_be_read_and_what_breaks_a_rule_are_told_together_and_nothing_is_kept() {
    let desk = Desk::new().await;
    let wrong = ClaimDraft { principal: Some(dkk(0)), number: None, ..draft() };
    let mut incoming = desk.incoming("a", register(wrong));
    incoming.faults = vec![Fault::new("invoice.number", FaultCode::Missing)];
    let answer = receive_claim(desk.ports(), &desk.tenant, incoming, now()).await;
    assert_eq!(codes(answer), [FaultCode::Missing, FaultCode::AmountNotPositive]);
    assert_eq!((desk.cases().await.len(), desk.mails().await.len(), desk.documents.keys().len()), (0, 0, 0));
}

#[tokio::test]
async fn a_test_and_what_a_tenant_wants_nothing_of_do_nothing() {
    let mut desk = Desk::new().await;
    assert_eq!(desk.push(Command::Ping).await, Ok(Received::Nothing));
    desk.set("events-off", "invoice.credited, invoice.collection_withdrawn").await;
    desk.push(register(draft())).await.unwrap();
    assert_eq!(desk.push(report(credited(100), "c-1")).await, Ok(Received::Nothing));
    assert_eq!(desk.push(report(Change::Withdrawn, "")).await, Ok(Received::Nothing));
    assert_eq!(desk.case().await.outstanding, dkk(1_550_000));
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_answered_as_kept() {
    let desk = Desk::new().await;
    desk.documents.set_down(true);
    assert!(matches!(desk.push_as("a", register(draft())).await, Err(NotReceived::Documents(_))));
    assert_eq!(desk.cases().await.len(), 0);
    desk.documents.set_down(false);
    let calls = MemoryStore::calls(&desk.store);
    desk.store.fail_at(vec![calls + 2]);
    assert!(matches!(desk.push_as("a", register(draft())).await, Err(NotReceived::Commit(_))));
    assert_eq!(desk.push_as("a", register(draft())).await, taken(&desk));
    assert_eq!((desk.cases().await.len(), desk.mails().await.len()), (1, 1));
}
