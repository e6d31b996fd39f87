//! Silence means start: when a batch's decision window is over, what still waits in it is approved.

use domain::case::{CaseEvent, Step, advance};
use domain::effect::QueuedEffect;
use domain::{Batch, CollectionCase, Effect, Moment, SilenceRule};
use jiff::Timestamp;

use crate::ports::{CommitError, SilentStartCall, Store, StoreError, Transaction, Write};
use crate::step_writes::writes_of;

/// Cases taken at a time; each is two items of a transaction.
const AT_A_TIME: usize = 40;
/// How often a page is decided anew because a case or the batch changed meanwhile.
const TRIES: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SilentStart {
    /// So many cases were started by silence, in all calls for this batch together.
    Started(u32),
    /// It has been done before, or this batch never starts by silence.
    NothingToDo,
    /// Fired too early, or the mail has not left yet.
    NotYet,
    /// The tenant paused fetching or was disconnected meanwhile: it decides each case itself.
    Held,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SilentStartError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

impl From<SilentStartError> for crate::run_tenant::RunError {
    fn from(error: SilentStartError) -> Self {
        match error {
            SilentStartError::Store(error) => error.into(),
            SilentStartError::Commit(error) => error.into(),
        }
    }
}

/// Starts what silence starts. Fired twice, or by a schedule and a run at once, it starts each case once.
///
/// # Errors
/// When the table cannot be reached; calling again goes on where this call stopped.
pub async fn auto_activate(
    store: &dyn Store,
    call: &SilentStartCall,
    now: Timestamp,
) -> Result<SilentStart, SilentStartError> {
    for _ in 0..TRIES {
        let Some((tenant, _)) = store.tenant(&call.tenant).await? else {
            return Ok(SilentStart::NothingToDo);
        };
        let Some(batch) = store.batch(&call.tenant, call.batch).await? else {
            return Ok(SilentStart::NothingToDo);
        };
        if batch.silence != SilenceRule::Starts || batch.settled_at.is_some() {
            return Ok(SilentStart::NothingToDo);
        }
        if !batch.silence_has_answered(now) {
            return Ok(SilentStart::NotYet);
        }
        if tenant.rests()
            && let Some(held) = batch.held_by_pause()
        {
            match store.commit(vec![Write::PutBatch(held)].into()).await {
                Ok(()) => return Ok(SilentStart::Held),
                Err(CommitError::Conflict(_)) => continue,
                Err(other) => return Err(other.into()),
            }
        }
        let started = start_waiting(store, &batch, Moment::new(now, tenant.country())).await?;
        match store.commit(settle(&batch, started, now)).await {
            Ok(()) => return Ok(SilentStart::Started(started)),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(SilentStartError::Commit(CommitError::Conflict(vec![])))
}

fn settle(batch: &Batch, started: u32, now: Timestamp) -> Transaction {
    let mut transaction = Transaction::from(vec![Write::PutBatch(batch.settled(now, started))]);
    if started > 0 {
        let mail = Effect::SilentStartMail { tenant: batch.tenant.clone(), batch: batch.number };
        transaction.push(Write::PutEffect(Box::new(QueuedEffect::new(mail, now))));
    }
    transaction
}

/// Approves what waits, page by page. Answers how many cases of the batch silence has started, earlier calls included.
async fn start_waiting(store: &dyn Store, batch: &Batch, now: Moment) -> Result<u32, SilentStartError> {
    let mut started = 0;
    let mut after = None;
    loop {
        let page = store.batch_cases(&batch.tenant, batch.number, after.as_ref(), AT_A_TIME).await?;
        started += start_page(store, batch, page.cases, now).await?;
        after = page.next;
        if after.is_none() {
            return Ok(started);
        }
    }
}

async fn start_page(
    store: &dyn Store,
    batch: &Batch,
    mut cases: Vec<CollectionCase>,
    now: Moment,
) -> Result<u32, SilentStartError> {
    let event = CaseEvent::SilenceAnswered { batch: batch.number };
    for _ in 0..TRIES {
        let steps: Vec<Step> =
            cases.iter().filter_map(|case| advance(case, &event, now).ok().flatten()).collect();
        let before = cases.iter().filter(|case| case.was_approved_by_silence()).count();
        match store.commit(writes_of(&steps)).await {
            Ok(()) => return Ok(u32::try_from(before + steps.len()).unwrap_or(u32::MAX)),
            Err(CommitError::Conflict(_)) => {
                let ids: Vec<_> = cases.iter().map(|case| case.id.clone()).collect();
                cases = store.cases(&ids).await?;
            }
            Err(other) => return Err(other.into()),
        }
    }
    Err(SilentStartError::Commit(CommitError::Conflict(vec![])))
}
