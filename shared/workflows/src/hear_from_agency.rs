//! An agency calls back: what it says is not believed, and the case that it names is asked after.

use domain::effect::{Effect, QueuedEffect};
use domain::{CaseId, Tenant};
use jiff::Timestamp;

use crate::ports::{CaseHint, CommitError, Store, StoreError, Write};

/// What became of a call-back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The agency is asked how the case stands, once for an event however often it comes.
    Asked(CaseId),
    /// About a case that we handed nothing over for: a tenant may have cases of its own there. It is answered like any
    /// other, for an agency that is refused often enough stops calling (Debitura, "Webhooks").
    NotOurs,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HearError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Queues a fresh reading of the case.
///
/// # Errors
/// When the table cannot be reached: the agency must call again.
pub async fn hear_from_agency(
    store: &dyn Store,
    tenant: &Tenant,
    hint: CaseHint,
    now: Timestamp,
) -> Result<Heard, HearError> {
    let Some(case) = hint.case.filter(|case| case.tenant() == tenant.id) else { return Ok(Heard::NotOurs) };
    if store.cases(std::slice::from_ref(&case)).await?.is_empty() {
        return Ok(Heard::NotOurs);
    }
    let ask = Effect::AskAgency { tenant: tenant.id.clone(), case: case.clone(), event: hint.event_id };
    let queued = Write::PutEffect(Box::new(QueuedEffect::new(ask, now)));
    match store.commit(vec![queued].into()).await {
        // It came before, and stands in the outbox or is done.
        Ok(()) | Err(CommitError::Conflict(_)) => Ok(Heard::Asked(case)),
        Err(other) => Err(other.into()),
    }
}
