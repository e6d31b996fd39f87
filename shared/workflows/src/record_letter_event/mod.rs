//! What the mail service tells of a letter to a debtor: it left, it arrived, it came back, or the debtor complained.

#[cfg(test)]
mod tests;

use domain::dunning::{LetterEvent, LetterState};
use domain::ids::LetterId;
use jiff::Timestamp;

use crate::ports::{MessageId, Store};
use crate::rewrite_letter::{RewriteLetterError, Rewritten, rewrite_letter};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterRecorded {
    /// The letter now stands so.
    Stands(LetterState),
    /// Told before.
    Nothing,
    /// No such letter is kept.
    NoSuchLetter,
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
) -> Result<LetterRecorded, RewriteLetterError> {
    let recorded = rewrite_letter(store, id, now, |before| {
        let mut after = before.told(event)?;
        after.message_id = after.message_id.or_else(|| message_id.map(|id| id.0.clone()));
        Some(after)
    });
    Ok(match recorded.await? {
        Rewritten::Stands(after) => LetterRecorded::Stands(after.state),
        Rewritten::Unchanged => LetterRecorded::Nothing,
        Rewritten::NoSuchLetter => LetterRecorded::NoSuchLetter,
    })
}
