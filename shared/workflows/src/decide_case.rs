//! The tenant decides through the link in its mail: one case, or all that wait.

use domain::case::{CaseEvent, Decision, Refusal, Step, advance};
use domain::ids::{BatchNumber, CaseId};
use domain::{Batch, CaseStatus, CollectionCase, Moment, Tenant};
use jiff::Timestamp;

use crate::ports::{CommitError, KnownState, LinkClaims, Standing, Store, StoreError};
use crate::step_writes::writes_of;

/// Cases on one page, and at most this many in one transaction (two items each).
pub const CASES_A_PAGE: usize = 50;
const TRIES: usize = 5;

/// What a page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchView {
    pub tenant: Tenant,
    pub batch: Batch,
    pub cases: Vec<CollectionCase>,
    /// Cases of the whole batch that wait for an answer.
    pub waiting: usize,
    pub next: Option<CaseId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen<'a> {
    One(&'a CaseId),
    /// All that wait. When nothing waits any more, a decline stops what silence has started and has had no letter;
    /// what was approved by hand is stopped one by one, so that a button pressed twice does no more than once.
    All,
}

/// What a decision has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    pub changed: u32,
    /// Were decided this way before.
    pub unchanged: u32,
    /// Only for one case: why it could not be done.
    pub refused: Option<Refusal>,
    /// There was more than this call had time for: deciding again goes on.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// The link speaks for nothing that exists, or not for this case.
    #[error("not found")]
    NotFound,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
}

/// Reads what a link shows. Changes nothing.
///
/// # Errors
/// `NotFound` when the batch is not there.
pub async fn view_batch(
    store: &dyn Store,
    claims: &LinkClaims,
    after: Option<&CaseId>,
) -> Result<BatchView, DecideError> {
    let (tenant, batch) = batch_of(store, claims).await?;
    let mut page = store.batch_cases(&claims.tenant, claims.batch, after, CASES_A_PAGE).await?;
    page.cases.sort_by(|one, other| {
        (one.due_date, &one.invoice_number).cmp(&(other.due_date, &other.invoice_number))
    });
    let waiting = match (after, &page.next) {
        (None, None) => page.cases.iter().filter(|case| case.awaits_approval()).count(),
        _ => waiting_in(store, claims).await?,
    };
    Ok(BatchView { tenant, batch, cases: page.cases, waiting, next: page.next })
}

/// Decides. The same decision twice changes nothing; a link decides only what it was made for (invariant 7).
///
/// # Errors
/// `NotFound` when the case is not in the link's batch; otherwise when the table cannot be reached.
pub async fn decide_case(
    store: &dyn Store,
    claims: &LinkClaims,
    chosen: Chosen<'_>,
    decision: Decision,
    now: Timestamp,
    out_of_time: &(dyn Fn() -> bool + Sync),
) -> Result<Decided, DecideError> {
    let (tenant, _) = batch_of(store, claims).await?;
    let now = Moment::new(now, tenant.country());
    match chosen {
        Chosen::One(id) => decide_one(store, (claims, &tenant), id, decision, now).await,
        Chosen::All => decide_all(store, claims, decision, now, out_of_time).await,
    }
}

async fn batch_of(store: &dyn Store, claims: &LinkClaims) -> Result<(Tenant, Batch), DecideError> {
    let tenant = store.tenant(&claims.tenant).await?;
    let batch = store.batch(&claims.tenant, claims.batch).await?;
    match (tenant, batch) {
        (Some((tenant, _)), Some(batch)) => Ok((tenant, batch)),
        _ => Err(DecideError::NotFound),
    }
}

/// Cases of the batch that wait, out of the index: exact but for a moment's lag.
async fn waiting_in(store: &dyn Store, claims: &LinkClaims) -> Result<usize, StoreError> {
    let mut waiting = 0;
    let mut from = None;
    loop {
        let page = store.standing(&claims.tenant, from).await?;
        let waits = |item: &&Standing| {
            matches!(item, Standing::Case(known)
                if known.batch == claims.batch && known.state == KnownState::Awaiting)
        };
        waiting += page.items.iter().filter(waits).count();
        from = page.next;
        if from.is_none() {
            return Ok(waiting);
        }
    }
}

async fn decide_one(
    store: &dyn Store,
    (claims, tenant): (&LinkClaims, &Tenant),
    id: &CaseId,
    decision: Decision,
    now: Moment,
) -> Result<Decided, DecideError> {
    let event = event_of(decision, tenant);
    for _ in 0..TRIES {
        let mine = |case: &CollectionCase| case.tenant == claims.tenant && case.batch == claims.batch;
        let found = match id.tenant() == claims.tenant {
            true => store.cases(std::slice::from_ref(id)).await?.pop().filter(mine),
            false => None,
        };
        let case = found.ok_or(DecideError::NotFound)?;
        let step = match advance(&case, &event, now) {
            Ok(Some(step)) => step,
            Ok(None) => return Ok(Decided { unchanged: 1, ..Decided::default() }),
            Err(refused) => return Ok(Decided { refused: Some(refused), ..Decided::default() }),
        };
        match store.commit(writes_of(&[step])).await {
            Ok(()) => return Ok(Decided { changed: 1, ..Decided::default() }),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(DecideError::Commit(other)),
        }
    }
    Err(DecideError::Commit(CommitError::Conflict(vec![])))
}

/// A claim is handed over to the agency that its tenant has chosen by now.
fn event_of(decision: Decision, tenant: &Tenant) -> CaseEvent {
    match (decision, &tenant.agency) {
        (Decision::HandOver, Some(choice)) => {
            CaseEvent::HandoverOrdered { agency: choice.agency().to_owned() }
        }
        _ => CaseEvent::Decided(decision),
    }
}

async fn decide_all(
    store: &dyn Store,
    claims: &LinkClaims,
    decision: Decision,
    now: Moment,
    out_of_time: &(dyn Fn() -> bool + Sync),
) -> Result<Decided, DecideError> {
    let waits: Picked = CollectionCase::awaits_approval;
    let first = decide_picked(store, claims, decision, waits, now, out_of_time).await?;
    if first.changed > 0 || decision != Decision::Decline {
        return Ok(first);
    }
    decide_picked(store, claims, decision, runs_by_silence, now, out_of_time).await
}

type Picked = fn(&CollectionCase) -> bool;

fn runs_by_silence(case: &CollectionCase) -> bool {
    let running = case.can_be_stopped() && case.letters_sent == 0 && case.status != CaseStatus::Disputed;
    case.was_approved_by_silence() && running
}

async fn decide_picked(
    store: &dyn Store,
    claims: &LinkClaims,
    decision: Decision,
    picked: Picked,
    now: Moment,
    out_of_time: &(dyn Fn() -> bool + Sync),
) -> Result<Decided, DecideError> {
    let mut decided = Decided::default();
    let mut after = None;
    loop {
        let page = store.batch_cases(&claims.tenant, claims.batch, after.as_ref(), CASES_A_PAGE).await?;
        decided.changed += decide_page(store, claims.batch, page.cases, decision, picked, now).await?;
        after = page.next;
        decided.more = after.is_some() && out_of_time();
        if after.is_none() || decided.more {
            return Ok(decided);
        }
    }
}

async fn decide_page(
    store: &dyn Store,
    batch: BatchNumber,
    mut cases: Vec<CollectionCase>,
    decision: Decision,
    picked: Picked,
    now: Moment,
) -> Result<u32, DecideError> {
    for _ in 0..TRIES {
        let steps: Vec<Step> = cases
            .iter()
            .filter(|case| case.batch == batch && picked(case))
            .filter_map(|case| advance(case, &CaseEvent::Decided(decision), now).ok().flatten())
            .collect();
        match store.commit(writes_of(&steps)).await {
            Ok(()) => return Ok(u32::try_from(steps.len()).unwrap_or(u32::MAX)),
            Err(CommitError::Conflict(_)) => {
                let ids: Vec<CaseId> = cases.iter().map(|case| case.id.clone()).collect();
                cases = store.cases(&ids).await?;
            }
            Err(other) => return Err(DecideError::Commit(other)),
        }
    }
    Err(DecideError::Commit(CommitError::Conflict(vec![])))
}
