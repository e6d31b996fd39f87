//! What each collection service asks for.

use domain::claim::{ClaimDraft, Command, FaultCode, Switch};
use workflows::ports::Store;
use workflows::receive_claim::{NotReceived, SERVICE, receive_claim};

use crate::desk::*;

fn without_terms(draft: ClaimDraft) -> ClaimDraft {
    ClaimDraft { terms: None, ..draft }
}

#[tokio::test]
async fn terms_are_accepted_when_the_service_is_chosen_or_with_an_invoice_and_stay_accepted() {
    let desk = Desk::new().await;
    assert_eq!(codes(desk.push(register(without_terms(draft()))).await), [FaultCode::TermsNotAccepted]);
    desk.push(activated(Some(terms()))).await.unwrap();
    assert_eq!(desk.push(register(without_terms(draft()))).await, taken(&desk));

    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    let file = desk.store.claim_file(&desk.tenant.id, &"x".parse().unwrap(), None).await.unwrap();
    assert_eq!(file.standing.unwrap().terms, Some(terms()));
}

#[tokio::test]
async fn the_first_push_makes_the_agreement_where_a_service_has_it_so() {
    let desk = Desk::of_service("collectia").await;
    assert_eq!(desk.push(register(without_terms(bare()))).await, taken(&desk));
    let record = desk.store.claim_record(&desk.case_id()).await.unwrap().unwrap();
    assert!(record.claim.unwrap().made_agreement);
    let second =
        ClaimDraft { invoice: Some(domain::InvoiceId::parse("inv-2").unwrap()), ..without_terms(bare()) };
    desk.push(register(second.clone())).await.unwrap();
    let id = domain::CaseId::of(&desk.tenant.id, &desk.tenant.system, &second.invoice.unwrap());
    let record = desk.store.claim_record(&id).await.unwrap().unwrap();
    assert!(!record.claim.unwrap().made_agreement);
    let file = desk.store.claim_file(&desk.tenant.id, &"x".parse().unwrap(), None).await.unwrap();
    assert_eq!(file.standing.unwrap().agreed_at, Some(now()));
}

#[tokio::test]
async fn invoices_with_reminders_go_to_the_service_that_takes_them() {
    let desk = Desk::of_service("collectia").await;
    let refused = codes(desk.push(register(draft())).await);
    assert!(refused.iter().all(|code| *code == FaultCode::RemindersPresent) && !refused.is_empty());
    assert_eq!(Desk::new().await.push(register(draft())).await, taken(&desk));
}

#[tokio::test]
async fn an_invoice_that_another_service_has_is_refused() {
    let mut desk = Desk::of_service("collectia").await;
    desk.push_as("a", register(bare())).await.unwrap();
    desk.set(SERVICE, "advokaternes").await;
    assert_eq!(codes(desk.push(register(bare())).await), [FaultCode::AlreadyAtOtherAgency]);
    // The event that was taken is not judged anew.
    assert_eq!(desk.push_as("a", register(bare())).await, known(&desk));
}

#[tokio::test]
async fn a_deselected_service_takes_nothing_new_until_it_is_chosen_again() {
    let desk = Desk::new().await;
    desk.push(activated(Some(terms()))).await.unwrap();
    desk.push(Command::Switch(Switch::Deactivated)).await.unwrap();
    assert_eq!(codes(desk.push(register(draft())).await), [FaultCode::ConnectionInactive]);
    desk.push(activated(None)).await.unwrap();
    assert_eq!(desk.push(register(without_terms(draft()))).await, taken(&desk));
    // What is at hand goes on, whatever happens to the connection.
    desk.push(Command::Switch(Switch::Deactivated)).await.unwrap();
    assert_eq!(desk.push(report(paid(100), "p-1")).await, taken(&desk));
}

#[tokio::test]
async fn the_newest_word_on_the_connection_counts_also_when_it_comes_first() {
    let desk = Desk::new().await;
    let at = |event: &'static str, minute: u8, command| {
        let mut incoming = desk.incoming(event, command);
        incoming.occurred_at = format!("2026-09-15T06:{minute:02}:00Z").parse().unwrap();
        receive_claim(desk.ports(), &desk.tenant, incoming, now())
    };
    at("a", 20, Command::Switch(Switch::Deactivated)).await.unwrap();
    at("b", 10, activated(Some(terms()))).await.unwrap();
    assert_eq!(codes(desk.push(register(draft())).await), [FaultCode::ConnectionInactive]);
    at("c", 21, activated(None)).await.unwrap();
    // The terms that came late were accepted all the same.
    assert_eq!(desk.push(register(without_terms(draft()))).await, taken(&desk));
}

#[tokio::test]
async fn a_service_that_is_not_in_the_table_is_an_operators_trouble() {
    let desk = Desk::of_service("somebody").await;
    assert!(matches!(desk.push(register(draft())).await, Err(NotReceived::Store(_))));
}
