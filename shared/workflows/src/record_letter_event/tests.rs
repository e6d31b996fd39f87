use domain::dunning::{LetterEvent, LetterFile, LetterState, MailFate};

use super::*;
use crate::memory::MemoryStore;
use crate::ports::Write;
use crate::store_contract::fixtures::{added, now, write};
use crate::store_contract::letter;

fn event(what: MailFate) -> LetterEvent {
    LetterEvent { what, at: now() }
}

fn named() -> MessageId {
    MessageId("0110018f-000000".into())
}

/// A letter whose sending broke off.
async fn in_doubt(store: &MemoryStore) -> LetterFile {
    let tenant = added(store, 0).await;
    let claimed = letter(&tenant, 1);
    write(store, [Write::PutLetter(Box::new(claimed.clone()))]).await;
    claimed
}

async fn record(store: &MemoryStore, id: &LetterId, what: MailFate) -> LetterRecorded {
    record_letter_event(store, id, event(what), Some(&named()), now()).await.unwrap()
}

#[tokio::test]
async fn a_letter_in_doubt_is_sent_when_the_mail_service_says_so() {
    let store = MemoryStore::default();
    let claimed = in_doubt(&store).await;
    let sent = LetterState::Sent { at: now() };
    assert_eq!(record(&store, &claimed.id, MailFate::Accepted).await, LetterRecorded::Stands(sent));
    let kept = store.letter(&claimed.id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.message_id, kept.version), (sent, Some(named().0), 2));
    assert_eq!(kept.letter, claimed.letter, "what was frozen stays");
}

#[tokio::test]
async fn an_event_that_comes_twice_is_recorded_once() {
    let store = MemoryStore::default();
    let claimed = in_doubt(&store).await;
    for what in [MailFate::Bounced, MailFate::Complained] {
        assert_ne!(record(&store, &claimed.id, what).await, LetterRecorded::Nothing);
        assert_eq!(record(&store, &claimed.id, what).await, LetterRecorded::Nothing);
    }
    assert_eq!(store.letter(&claimed.id).await.unwrap().unwrap().events.len(), 2);
}

#[tokio::test]
async fn a_letter_keeps_the_name_that_the_mail_service_gave_it_first() {
    let store = MemoryStore::default();
    let claimed = in_doubt(&store).await;
    record(&store, &claimed.id, MailFate::Accepted).await;
    let other = MessageId("another".into());
    let delivered = event(MailFate::Delivered);
    record_letter_event(&store, &claimed.id, delivered, Some(&other), now()).await.unwrap();
    assert_eq!(store.letter(&claimed.id).await.unwrap().unwrap().message_id, Some(named().0));
}

#[tokio::test]
async fn an_event_of_a_letter_that_is_not_kept_changes_nothing() {
    let store = MemoryStore::default();
    let claimed = in_doubt(&store).await;
    let other = LetterId::of(&claimed.tenant, &["other"]);
    assert_eq!(record(&store, &other, MailFate::Delivered).await, LetterRecorded::NoSuchLetter);
}

#[tokio::test]
async fn a_table_that_cannot_be_reached_asks_for_the_event_again() {
    let store = MemoryStore::default();
    let claimed = in_doubt(&store).await;
    for broken in [1, 2] {
        store.fail_at(vec![store.calls() + broken]);
        let told = record_letter_event(&store, &claimed.id, event(MailFate::Delivered), None, now()).await;
        assert!(told.is_err(), "call {broken}");
    }
    assert_eq!(store.letter(&claimed.id).await, Ok(Some(claimed)));
}
