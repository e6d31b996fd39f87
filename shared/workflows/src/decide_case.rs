//! The tenant decides through the link in its mail: one case, or all that wait.

use domain::case::{CaseEvent, Decision, Refusal, Step, advance};
use domain::ids::{BatchNumber, CaseId, InvoiceId};
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
        Chosen::All => decide_all(store, (claims, &tenant), decision, now, out_of_time).await,
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
    Ok(known_in(store, claims, |state| state == KnownState::Awaiting).await?.len())
}

/// Cases of the batch that stand so in the index of what is open: one row each, however much there is to read of a case.
async fn known_in(
    store: &dyn Store,
    claims: &LinkClaims,
    stands: fn(KnownState) -> bool,
) -> Result<Vec<InvoiceId>, StoreError> {
    let mut found = Vec::new();
    let mut from = None;
    loop {
        let page = store.standing(&claims.tenant, from).await?;
        found.extend(page.items.into_iter().filter_map(|item| match item {
            Standing::Case(known) if known.batch == claims.batch && stands(known.state) => {
                Some(known.invoice)
            }
            _ => None,
        }));
        from = page.next;
        if from.is_none() {
            return Ok(found);
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
            CaseEvent::HandoverOrdered { agency: choice.agency().to_owned(), number: choice.number() }
        }
        _ => CaseEvent::Decided(decision),
    }
}

async fn decide_all(
    store: &dyn Store,
    (claims, tenant): (&LinkClaims, &Tenant),
    decision: Decision,
    now: Moment,
    out_of_time: &(dyn Fn() -> bool + Sync),
) -> Result<Decided, DecideError> {
    let first = decide_picked(store, (claims, tenant), decision, WAITING, now, out_of_time).await?;
    if first.changed > 0 || decision != Decision::Decline {
        return Ok(first);
    }
    decide_picked(store, (claims, tenant), decision, STARTED_BY_SILENCE, now, out_of_time).await
}

/// Which cases of a batch: as the index knows them, and as each is found to be.
#[derive(Clone, Copy)]
struct Picked {
    stands: fn(KnownState) -> bool,
    is: fn(&CollectionCase) -> bool,
}

const WAITING: Picked =
    Picked { stands: |state| state == KnownState::Awaiting, is: CollectionCase::awaits_approval };

const STARTED_BY_SILENCE: Picked = Picked { stands: |_| true, is: runs_by_silence };

fn runs_by_silence(case: &CollectionCase) -> bool {
    let running = case.can_be_stopped() && case.letters_sent == 0 && case.status != CaseStatus::Disputed;
    case.was_approved_by_silence() && running
}

/// Reads none but what is picked, so that pressing again goes on where the time of the last call ended.
async fn decide_picked(
    store: &dyn Store,
    (claims, tenant): (&LinkClaims, &Tenant),
    decision: Decision,
    picked: Picked,
    now: Moment,
    out_of_time: &(dyn Fn() -> bool + Sync),
) -> Result<Decided, DecideError> {
    let invoices = known_in(store, claims, picked.stands).await?;
    let ids: Vec<CaseId> =
        invoices.iter().map(|invoice| CaseId::of(&tenant.id, &tenant.system, invoice)).collect();
    let mut decided = Decided::default();
    let mut pages = ids.chunks(CASES_A_PAGE).peekable();
    while let Some(page) = pages.next() {
        let cases = store.cases(page).await?;
        decided.changed += decide_page(store, claims.batch, cases, decision, picked.is, now).await?;
        decided.more = pages.peek().is_some() && out_of_time();
        if decided.more {
            break;
        }
    }
    Ok(decided)
}

async fn decide_page(
    store: &dyn Store,
    batch: BatchNumber,
    mut cases: Vec<CollectionCase>,
    decision: Decision,
    picked: fn(&CollectionCase) -> bool,
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
