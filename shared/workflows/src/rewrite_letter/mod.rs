//! Changes a stored letter, together with what follows for the cases whose claims stand in it.

mod case_writes;

use domain::dunning::LetterFile;
use domain::ids::LetterId;
use jiff::Timestamp;

use crate::ports::{CommitError, Store, StoreError, Transaction, Write};
use case_writes::case_writes;

/// How often it is decided anew because somebody else changed the letter, or one of its cases.
const TRIES: usize = 8;

/// What became of it.
pub(crate) enum Rewritten {
    /// It now stands so.
    Stands(Box<LetterFile>),
    Unchanged,
    NoSuchLetter,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RewriteLetterError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Writes what `change` makes of the letter, and what follows for its cases beside it; where it makes nothing, nothing is
/// written.
///
/// # Errors
/// When the table cannot be reached, or others kept being quicker: nothing of it is written.
pub(crate) async fn rewrite_letter(
    store: &dyn Store,
    id: &LetterId,
    now: Timestamp,
    change: impl Fn(&LetterFile) -> Option<LetterFile>,
) -> Result<Rewritten, RewriteLetterError> {
    for _ in 0..TRIES {
        let Some(before) = store.letter(id).await? else { return Ok(Rewritten::NoSuchLetter) };
        let Some(after) = change(&before) else { return Ok(Rewritten::Unchanged) };
        let mut writes = case_writes(store, &before, &after, now).await?;
        writes.push(Write::PutLetter(Box::new(after.clone())));
        match store.commit(Transaction::from(writes)).await {
            Ok(()) => return Ok(Rewritten::Stands(Box::new(after))),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RewriteLetterError::Commit(CommitError::Conflict(vec![])))
}
