//! The tenant says what its credit notes were: a correction, or something that lowered the invoice from their day on.

use domain::case::{CaseEvent, advance};
use domain::dunning::CreditEffect;
use domain::ids::CaseId;
use domain::{CollectionCase, Moment};
use jiff::Timestamp;

use crate::ports::{CommitError, Store, StoreError};
use crate::step_writes::writes_of;

const TRIES: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    #[error("case: {0} does not exist")]
    NoSuchCase(CaseId),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
}

/// What was credited so far counts so from now on; the same twice changes nothing. Letters that have gone stay as they were.
///
/// # Errors
/// When there is no such case, or the table cannot be reached.
pub async fn explain_credits(
    store: &dyn Store,
    id: &CaseId,
    effect: CreditEffect,
    now: Timestamp,
) -> Result<CollectionCase, ExplainError> {
    let missing = || ExplainError::NoSuchCase(id.clone());
    for _ in 0..TRIES {
        let case = store.cases(std::slice::from_ref(id)).await?.pop().ok_or_else(missing)?;
        let (tenant, _) = store.tenant(&case.tenant).await?.ok_or_else(missing)?;
        let now = Moment::new(now, tenant.country());
        let Ok(Some(step)) = advance(&case, &CaseEvent::CreditsExplained { effect }, now) else {
            return Ok(case);
        };
        let after = step.case.clone();
        match store.commit(writes_of(&[step])).await {
            Ok(()) => return Ok(after),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(ExplainError::Commit(other)),
        }
    }
    Err(ExplainError::Commit(CommitError::Conflict(vec![])))
}
