//! What the mail service tells of a letter to a debtor: it left, it arrived, it came back, or the debtor complained.

mod case_writes;
#[cfg(test)]
mod tests;

use domain::dunning::{LetterEvent, LetterFile, LetterState};
use domain::ids::LetterId;
use jiff::Timestamp;

use crate::ports::{CommitError, MessageId, Store, StoreError, Transaction, Write};
use case_writes::case_writes;

/// How often an event is decided anew because somebody else changed the letter, or one of its cases.
const TRIES: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterRecorded {
    /// The letter now stands so.
    Stands(LetterState),
    /// Told before.
    Nothing,
    /// No such letter is kept.
    NoSuchLetter,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordLetterError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Writes what was told of a letter into it, and what follows for its cases beside it.
///
/// `message_id` is what the mail service calls the mail. A letter whose sending broke off learns it here.
///
/// # Errors
/// When the table cannot be reached, or others kept being quicker: the event must be delivered again.
pub async fn record_letter_event(
    store: &dyn Store,
    id: &LetterId,
    event: LetterEvent,
    message_id: Option<&MessageId>,
    now: Timestamp,
) -> Result<LetterRecorded, RecordLetterError> {
    for _ in 0..TRIES {
        let Some(before) = store.letter(id).await? else { return Ok(LetterRecorded::NoSuchLetter) };
        let Some(after) = told(&before, event, message_id) else { return Ok(LetterRecorded::Nothing) };
        let mut writes = case_writes(store, &before, &after, now).await?;
        let state = after.state;
        writes.push(Write::PutLetter(Box::new(after)));
        match store.commit(Transaction::from(writes)).await {
            Ok(()) => return Ok(LetterRecorded::Stands(state)),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RecordLetterError::Commit(CommitError::Conflict(vec![])))
}

fn told(before: &LetterFile, event: LetterEvent, message_id: Option<&MessageId>) -> Option<LetterFile> {
    let mut after = before.told(event)?;
    if after.message_id.is_none() {
        after.message_id = message_id.map(|id| id.0.clone());
    }
    Some(after)
}
