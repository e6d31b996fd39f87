//! Changes a stored letter, together with what follows for the cases whose claims stand in it.

mod follows;

use domain::dunning::LetterFile;
use domain::ids::LetterId;
use jiff::Timestamp;

use crate::ports::{CommitError, MAX_WRITES, Store, StoreError, Transaction, Write};
use crate::step_writes::{add_step, writes_of};
use follows::{Follows, follows};

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
/// When the table cannot be reached, or others kept being quicker: the letter stands as it was.
pub(crate) async fn rewrite_letter(
    store: &dyn Store,
    id: &LetterId,
    now: Timestamp,
    change: impl Fn(&LetterFile) -> Option<LetterFile>,
) -> Result<Rewritten, RewriteLetterError> {
    for _ in 0..TRIES {
        let Some(before) = store.letter(id).await? else { return Ok(Rewritten::NoSuchLetter) };
        let Some(after) = change(&before) else { return Ok(Rewritten::Unchanged) };
        let follows = follows(store, &before, &after, now).await?;
        match write(store, &after, follows).await {
            Ok(()) => return Ok(Rewritten::Stands(Box::new(after))),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RewriteLetterError::Commit(CommitError::Conflict(vec![])))
}

/// All of it at once. Where a letter has more claims than one transaction takes, the first of its cases are written before it:
/// they stand where they should when the rest is tried again, and take no step then.
async fn write(store: &dyn Store, letter: &LetterFile, follows: Follows) -> Result<(), CommitError> {
    let mut transaction = Transaction::default();
    for step in follows.steps {
        let most = writes_of(std::slice::from_ref(&step)).items();
        if transaction.items() + most + LETTER_AND_TENANT > MAX_WRITES {
            store.commit(std::mem::take(&mut transaction)).await?;
        }
        add_step(&mut transaction, step);
    }
    if let Some(tenant) = follows.tenant {
        transaction.push(Write::PutTenant { tenant: Box::new(tenant), secrets: vec![] });
    }
    transaction.push(Write::PutLetter(Box::new(letter.clone())));
    store.commit(transaction).await
}

/// Items that are written with the last of the cases.
const LETTER_AND_TENANT: usize = 2;
