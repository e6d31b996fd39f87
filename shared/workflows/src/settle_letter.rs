//! What became of a letter that was claimed: the mail service's answer says it, or an operator where that was lost.

use domain::Moment;
use domain::case::{CaseEvent, LetterStanding, advance};
use domain::dunning::LetterState;
use domain::ids::LetterId;
use jiff::Timestamp;

use crate::ports::{CommitError, MessageId, Store, StoreError, Transaction, Write};
use crate::step_writes::add_step;

/// How often it is written anew because a case changed meanwhile.
const TRIES: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettleLetterError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
    #[error("the letter's cases kept changing")]
    Contended,
}

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
) -> Result<bool, SettleLetterError> {
    for _ in 0..TRIES {
        let Some(file) = store.letter(id).await? else { return Ok(false) };
        if !matches!(file.state, LetterState::Sending { .. }) {
            return Ok(false);
        }
        let (state, standing) = match left {
            true => (LetterState::Sent { at: now }, LetterStanding::Sent),
            false => (LetterState::NotTaken { at: now }, LetterStanding::NotTaken),
        };
        let mut settled = file.now(state);
        settled.message_id = message.map(|id| id.0.clone()).or(settled.message_id);
        let moment = Moment::new(now, file.letter.country);
        let event = CaseEvent::LetterSettled { letter: id.clone(), standing };
        let mut transaction = Transaction::from(vec![Write::PutLetter(Box::new(settled))]);
        for case in store.cases(&file.cases).await? {
            if let Ok(Some(step)) = advance(&case, &event, moment) {
                add_step(&mut transaction, step);
            }
        }
        match store.commit(transaction).await {
            Ok(()) => return Ok(true),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(SettleLetterError::Commit(other)),
        }
    }
    Err(SettleLetterError::Contended)
}
