//! What became of a letter that was claimed: the mail service's answer says it, or an operator where that was lost.

use domain::dunning::LetterState;
use domain::ids::LetterId;
use jiff::Timestamp;

use crate::ports::{MessageId, Store};
use crate::rewrite_letter::{RewriteLetterError, Rewritten, rewrite_letter};

/// Writes into the letter and its cases whether it left. Nothing of it is written where that is known already: the mail
/// service's own event may have been quicker. Says whether it was in doubt.
///
/// # Errors
/// When it cannot be written: it is as much in doubt as before.
pub async fn settle_letter(
    store: &dyn Store,
    id: &LetterId,
    left: bool,
    message: Option<&MessageId>,
    now: Timestamp,
) -> Result<bool, RewriteLetterError> {
    let settled = rewrite_letter(store, id, now, |file| {
        if !matches!(file.state, LetterState::Sending { .. }) {
            return None;
        }
        let state = if left { LetterState::Sent { at: now } } else { LetterState::NotTaken { at: now } };
        let mut settled = file.now(state);
        settled.message_id = message.map(|id| id.0.clone()).or(settled.message_id);
        Some(settled)
    });
    Ok(matches!(settled.await?, Rewritten::Stands(_)))
}
