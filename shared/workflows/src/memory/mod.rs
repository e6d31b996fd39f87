//! The store's twin in memory: the same promises, held by the same contract suite, for tests of the workflows.

mod agency;
mod conditions;
mod courier;
mod documents;
mod reads;
mod time;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use domain::case::TimelineEntry;
use domain::claim::{ClaimRecord, ClaimsStanding, EventId, InboundEvent};
use domain::dunning::LetterFile;
use domain::effect::QueuedEffect;
use domain::ids::{BatchNumber, CaseId, ConnectionId, EffectId, LetterId, PaymentId, RunId, TenantId};
use domain::{Batch, CollectionCase, News, ReceivedPayment, RegistrationNumber, RunReport, Tenant};

use crate::ports::{
    BatchPage, CasePage, ClaimFile, CommitError, FanPage, LetterPage, PaymentPage, Secrets, StandingPage,
    Store, StoreError, Transaction,
};

#[derive(Debug, Default, Clone)]
struct Table {
    tenants: BTreeMap<TenantId, (Tenant, Secrets)>,
    numbers: BTreeMap<String, TenantId>,
    connections: BTreeMap<ConnectionId, TenantId>,
    cases: BTreeMap<CaseId, CollectionCase>,
    timeline: BTreeMap<(CaseId, u64), TimelineEntry>,
    batches: BTreeMap<(TenantId, BatchNumber), Batch>,
    news: BTreeMap<(TenantId, BatchNumber, CaseId, u64), News>,
    reports: BTreeMap<(TenantId, RunId), RunReport>,
    effects: BTreeMap<EffectId, QueuedEffect>,
    inbound: BTreeMap<(TenantId, EventId), InboundEvent>,
    claims: BTreeMap<CaseId, ClaimRecord>,
    claims_standings: BTreeMap<TenantId, ClaimsStanding>,
    payments: BTreeMap<PaymentId, ReceivedPayment>,
    letters: BTreeMap<LetterId, LetterFile>,
}

pub use agency::{AgencyTrouble, MemoryAgency, Told};
pub use courier::{CourierTrouble, MemoryCourier};
pub use documents::MemoryDocuments;
pub use time::MemoryTime;

/// A store that forgets everything when it is dropped.
#[derive(Debug, Default)]
pub struct MemoryStore {
    table: Mutex<Table>,
    calls: Mutex<u32>,
    /// The calls that fail as unavailable, by their number from the start; for tests of what a crash leaves behind.
    faults: Mutex<Vec<u32>>,
}

impl MemoryStore {
    /// Calls of any kind so far.
    pub fn calls(&self) -> u32 {
        *locked(&self.calls)
    }

    /// Lets the calls with these numbers (from 1) fail.
    pub fn fail_at(&self, calls: Vec<u32>) {
        *locked(&self.faults) = calls;
    }

    fn enter(&self) -> Result<MutexGuard<'_, Table>, StoreError> {
        let mut calls = locked(&self.calls);
        *calls += 1;
        match locked(&self.faults).contains(&calls) {
            true => Err(StoreError::Unavailable(format!("call {calls} was told to fail"))),
            false => Ok(locked(&self.table)),
        }
    }
}

/// A test that panicked elsewhere does not spoil what the table holds.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Store for MemoryStore {
    async fn commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        if transaction.is_empty() {
            return Ok(());
        }
        transaction.fits()?;
        let mut table = self.enter().map_err(|error| CommitError::Unavailable(error.to_string()))?;
        table.commit(transaction)
    }

    async fn tenant(&self, id: &TenantId) -> Result<Option<(Tenant, Secrets)>, StoreError> {
        Ok(self.enter()?.tenants.get(id).cloned())
    }

    async fn tenant_by_number(&self, number: &RegistrationNumber) -> Result<Option<TenantId>, StoreError> {
        Ok(self.enter()?.numbers.get(&conditions::unique(number)).cloned())
    }

    async fn tenant_by_connection(&self, id: &ConnectionId) -> Result<Option<TenantId>, StoreError> {
        Ok(self.enter()?.connections.get(id).cloned())
    }

    async fn standing(&self, tenant: &TenantId, from: Option<String>) -> Result<StandingPage, StoreError> {
        self.enter()?.standing(tenant, from)
    }

    async fn shard(&self, shard: u8, _from: Option<String>) -> Result<FanPage, StoreError> {
        Ok(self.enter()?.shard(shard))
    }

    async fn cases(&self, ids: &[CaseId]) -> Result<Vec<CollectionCase>, StoreError> {
        let table = self.enter()?;
        Ok(ids.iter().filter_map(|id| table.cases.get(id)).cloned().collect())
    }

    async fn cases_of(&self, tenant: &TenantId, _from: Option<String>) -> Result<CasePage, StoreError> {
        let table = self.enter()?;
        let cases = table.cases.values().filter(|case| case.tenant == *tenant).cloned().collect();
        Ok(CasePage { cases, next: None })
    }

    async fn batch(&self, tenant: &TenantId, number: BatchNumber) -> Result<Option<Batch>, StoreError> {
        Ok(self.enter()?.batches.get(&(tenant.clone(), number)).cloned())
    }

    async fn claim_file(
        &self,
        tenant: &TenantId,
        event: &EventId,
        case: Option<&CaseId>,
    ) -> Result<ClaimFile, StoreError> {
        let table = self.enter()?;
        Ok(ClaimFile {
            event: table.inbound.get(&(tenant.clone(), event.clone())).cloned(),
            standing: table.claims_standings.get(tenant).cloned(),
            record: case.and_then(|case| table.claims.get(case)).cloned(),
            case: case.and_then(|case| table.cases.get(case)).cloned(),
        })
    }

    async fn claim_record(&self, case: &CaseId) -> Result<Option<ClaimRecord>, StoreError> {
        Ok(self.enter()?.claims.get(case).cloned())
    }

    async fn batch_cases(
        &self,
        tenant: &TenantId,
        number: BatchNumber,
        after: Option<&CaseId>,
        limit: usize,
    ) -> Result<BatchPage, StoreError> {
        Ok(self.enter()?.batch_cases(tenant, number, after, limit))
    }

    async fn news(&self, tenant: &TenantId, batch: BatchNumber) -> Result<Vec<News>, StoreError> {
        let table = self.enter()?;
        let mine =
            |(key, _): &(&(TenantId, BatchNumber, CaseId, u64), &News)| key.0 == *tenant && key.1 == batch;
        Ok(table.news.iter().filter(mine).map(|(_, news)| news.clone()).collect())
    }

    async fn report(&self, tenant: &TenantId, run: &RunId) -> Result<Option<RunReport>, StoreError> {
        Ok(self.enter()?.reports.get(&(tenant.clone(), run.clone())).cloned())
    }

    async fn reports(&self, tenant: &TenantId, limit: usize) -> Result<Vec<RunReport>, StoreError> {
        let table = self.enter()?;
        let mine = table.reports.iter().rev().filter(|((owner, _), _)| owner == tenant);
        Ok(mine.take(limit).map(|(_, report)| report.clone()).collect())
    }

    async fn timeline(&self, case: &CaseId) -> Result<Vec<TimelineEntry>, StoreError> {
        let table = self.enter()?;
        Ok(table.timeline.values().filter(|entry| entry.case == *case).cloned().collect())
    }

    async fn effect(&self, id: &EffectId) -> Result<Option<QueuedEffect>, StoreError> {
        Ok(self.enter()?.effects.get(id).cloned())
    }

    async fn payment(&self, id: &PaymentId) -> Result<Option<ReceivedPayment>, StoreError> {
        Ok(self.enter()?.payments.get(id).cloned())
    }

    async fn payments_of(&self, tenant: &TenantId, _from: Option<String>) -> Result<PaymentPage, StoreError> {
        let table = self.enter()?;
        let mine = table.payments.values().filter(|payment| payment.tenant == *tenant);
        Ok(PaymentPage { payments: mine.cloned().collect(), next: None })
    }

    async fn letter(&self, id: &LetterId) -> Result<Option<LetterFile>, StoreError> {
        Ok(self.enter()?.letters.get(id).cloned())
    }

    async fn letters(&self, ids: &[LetterId]) -> Result<Vec<LetterFile>, StoreError> {
        Ok(self.enter()?.letters(ids))
    }

    async fn letters_of_tenant(
        &self,
        tenant: &TenantId,
        _from: Option<String>,
    ) -> Result<LetterPage, StoreError> {
        let table = self.enter()?;
        let mine = table.letters.values().filter(|letter| letter.tenant == *tenant);
        Ok(LetterPage { letters: mine.cloned().collect(), next: None })
    }

    async fn undone_effects(&self) -> Result<Vec<QueuedEffect>, StoreError> {
        let table = self.enter()?;
        let undone = |effect: &&QueuedEffect| effect.status != domain::effect::EffectStatus::Done;
        Ok(table.effects.values().filter(undone).cloned().collect())
    }
}

#[cfg(test)]
mod contract {
    crate::store_contract!(super::MemoryStore::default());
}
