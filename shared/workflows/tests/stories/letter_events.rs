//! What the mail service tells of a letter, while others are at work on it.

use domain::dunning::{LetterEvent, LetterFile, LetterState, MailFate};
use workflows::ports::{CommitError, MessageId, Store, Write};
use workflows::record_letter_event::{LetterRecorded, record_letter_event};
use workflows::rewrite_letter::RewriteLetterError;
use workflows::store_contract::fixtures::{added, now, write};
use workflows::store_contract::letter;

use crate::shaky_store::{Fault, ShakyStore};

/// Calls of a recording: the letter is read, then written.
const READ: u32 = 1;
const WRITE: u32 = 2;

async fn claimed(store: &ShakyStore) -> LetterFile {
    let tenant = added(store, 0).await;
    let claimed = letter(&tenant, 1);
    write(store, [Write::PutLetter(Box::new(claimed.clone()))]).await;
    claimed
}

async fn record(
    store: &ShakyStore,
    letter: &LetterFile,
    what: MailFate,
) -> Result<LetterRecorded, RewriteLetterError> {
    let message_id = MessageId("0110018f-000000".into());
    record_letter_event(store, &letter.id, LetterEvent { what, at: now() }, Some(&message_id), now()).await
}

async fn kept(store: &ShakyStore, letter: &LetterFile) -> LetterFile {
    store.letter(&letter.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn of_two_events_at_once_both_are_recorded() {
    for call in [READ, WRITE] {
        let store = ShakyStore::default();
        let letter = claimed(&store).await;
        let meanwhile = store.while_held_up(call, record(&store, &letter, MailFate::Bounced));
        let ends = tokio::join!(meanwhile, record(&store, &letter, MailFate::Accepted));
        let came_back = LetterRecorded::Stands(LetterState::Bounced { at: now() });
        assert_eq!(ends, (Ok(came_back.clone()), Ok(came_back)), "held up at call {call}");
        let kept = kept(&store, &letter).await;
        assert_eq!((kept.version, kept.events.len()), (3, 2));
    }
}

#[tokio::test]
async fn an_event_that_overtakes_the_worker_stands_and_the_worker_meets_another_version() {
    let store = ShakyStore::default();
    let letter = claimed(&store).await;
    record(&store, &letter, MailFate::Accepted).await.unwrap();
    let marked = letter.now(LetterState::NotTaken { at: now() });
    let worker = store.commit(vec![Write::PutLetter(Box::new(marked))].into()).await;
    assert_eq!(worker, Err(CommitError::Conflict(vec![0])));
    assert_eq!(kept(&store, &letter).await.state, LetterState::Sent { at: now() });
}

#[tokio::test]
async fn an_event_whose_recording_broke_off_is_recorded_when_it_comes_again() {
    for fault in [Fault::Before, Fault::After] {
        for call in [READ, WRITE] {
            let store = ShakyStore::default();
            let letter = claimed(&store).await;
            store.fail(call, fault);
            assert!(record(&store, &letter, MailFate::Bounced).await.is_err());
            record(&store, &letter, MailFate::Bounced).await.unwrap();
            let kept = kept(&store, &letter).await;
            assert_eq!((kept.version, kept.events.len()), (2, 1), "{fault:?} at call {call}");
        }
    }
}
