//! The store in memory, with calls that fail before or after their work, and pauses that let others in between.

use std::future::Future;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use async_trait::async_trait;
use domain::case::TimelineEntry;
use domain::claim::{ClaimRecord, EventId};
use domain::dunning::LetterFile;
use domain::effect::QueuedEffect;
use domain::ids::{BatchNumber, CaseId, ConnectionId, EffectId, LetterId, PaymentId, RunId, TenantId};
use domain::{Batch, CollectionCase, News, ReceivedPayment, RegistrationNumber, RunReport, Tenant};
use workflows::memory::MemoryStore;
use workflows::ports::{
    BatchPage, CasePage, ClaimFile, CommitError, FanPage, LetterPage, PaymentPage, Secrets, StandingPage,
    Store, StoreError, Transaction,
};

/// When a call that fails does so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was done.
    Before,
    /// It was done, and the answer was lost.
    After,
}

#[derive(Debug, Default)]
pub struct ShakyStore {
    pub memory: MemoryStore,
    calls: AtomicU32,
    faults: Mutex<Vec<(u32, Fault)>>,
    /// Not zero: every call first yields a few times, by this seed.
    pub restless: AtomicU32,
    /// The call that waits in front of the table until it is let go.
    holds_up: AtomicU32,
    is_holding: AtomicBool,
}

impl ShakyStore {
    pub fn calls(&self) -> u32 {
        self.calls.load(Ordering::SeqCst)
    }

    /// The `n`th call from now on fails, once.
    pub fn fail(&self, n: u32, fault: Fault) {
        self.faults.lock().unwrap().push((self.calls() + n, fault));
    }

    /// Faults that were set and not met are forgotten. Answers whether there were any.
    pub fn recover(&self) -> bool {
        let mut faults = self.faults.lock().unwrap();
        let unmet = faults.iter().any(|(call, _)| *call > self.calls());
        faults.clear();
        unmet
    }

    /// Lets the `n`th call from now on wait while `meanwhile` is done from beginning to end.
    pub async fn while_held_up<T>(&self, n: u32, meanwhile: impl Future<Output = T>) -> T {
        self.holds_up.store(self.calls() + n, Ordering::SeqCst);
        for turn in 0.. {
            if self.is_holding.load(Ordering::SeqCst) {
                break;
            }
            assert!(turn < 100_000, "there is no such call");
            tokio::task::yield_now().await;
        }
        let done = meanwhile.await;
        self.is_holding.store(false, Ordering::SeqCst);
        done
    }

    async fn call<T, E>(
        &self,
        work: impl Future<Output = Result<T, E>>,
        lost: fn(String) -> E,
    ) -> Result<T, E> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        let seed = self.restless.load(Ordering::SeqCst);
        if seed > 0 {
            for _ in 0..(seed.wrapping_mul(2_654_435_761).wrapping_add(call * 40_503) >> 7) % 4 {
                tokio::task::yield_now().await;
            }
        }
        if call == self.holds_up.load(Ordering::SeqCst) {
            self.is_holding.store(true, Ordering::SeqCst);
            while self.is_holding.load(Ordering::SeqCst) {
                tokio::task::yield_now().await;
            }
        }
        let fault = self.faults.lock().unwrap().iter().find(|(at, _)| *at == call).map(|(_, fault)| *fault);
        match fault {
            None => work.await,
            Some(Fault::Before) => Err(lost("told to fail".into())),
            Some(Fault::After) => {
                drop(work.await);
                Err(lost("told to lose the answer".into()))
            }
        }
    }
}

const LOST: fn(String) -> StoreError = StoreError::Unavailable;
type Found<T> = Result<T, StoreError>;

#[async_trait]
impl Store for ShakyStore {
    async fn commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        if transaction.is_empty() {
            return Ok(());
        }
        self.call(self.memory.commit(transaction), CommitError::Unavailable).await
    }

    async fn tenant(&self, id: &TenantId) -> Found<Option<(Tenant, Secrets)>> {
        self.call(self.memory.tenant(id), LOST).await
    }

    async fn tenant_by_number(&self, number: &RegistrationNumber) -> Found<Option<TenantId>> {
        self.call(self.memory.tenant_by_number(number), LOST).await
    }

    async fn tenant_by_connection(&self, id: &ConnectionId) -> Found<Option<TenantId>> {
        self.call(self.memory.tenant_by_connection(id), LOST).await
    }

    async fn claim_file(
        &self,
        tenant: &TenantId,
        event: &EventId,
        case: Option<&CaseId>,
    ) -> Found<ClaimFile> {
        self.call(self.memory.claim_file(tenant, event, case), LOST).await
    }

    async fn claim_record(&self, case: &CaseId) -> Found<Option<ClaimRecord>> {
        self.call(self.memory.claim_record(case), LOST).await
    }

    async fn standing(&self, tenant: &TenantId, from: Option<String>) -> Found<StandingPage> {
        self.call(self.memory.standing(tenant, from), LOST).await
    }

    async fn shard(&self, shard: u8, from: Option<String>) -> Found<FanPage> {
        self.call(self.memory.shard(shard, from), LOST).await
    }

    async fn cases(&self, ids: &[CaseId]) -> Found<Vec<CollectionCase>> {
        self.call(self.memory.cases(ids), LOST).await
    }

    async fn cases_of(&self, tenant: &TenantId, from: Option<String>) -> Found<CasePage> {
        self.call(self.memory.cases_of(tenant, from), LOST).await
    }

    async fn batch(&self, tenant: &TenantId, number: BatchNumber) -> Found<Option<Batch>> {
        self.call(self.memory.batch(tenant, number), LOST).await
    }

    async fn batch_cases(
        &self,
        tenant: &TenantId,
        number: BatchNumber,
        after: Option<&CaseId>,
        limit: usize,
    ) -> Found<BatchPage> {
        self.call(self.memory.batch_cases(tenant, number, after, limit), LOST).await
    }

    async fn news(&self, tenant: &TenantId, batch: BatchNumber) -> Found<Vec<News>> {
        self.call(self.memory.news(tenant, batch), LOST).await
    }

    async fn report(&self, tenant: &TenantId, run: &RunId) -> Found<Option<RunReport>> {
        self.call(self.memory.report(tenant, run), LOST).await
    }

    async fn reports(&self, tenant: &TenantId, limit: usize) -> Found<Vec<RunReport>> {
        self.call(self.memory.reports(tenant, limit), LOST).await
    }

    async fn timeline(&self, case: &CaseId) -> Found<Vec<TimelineEntry>> {
        self.call(self.memory.timeline(case), LOST).await
    }

    async fn effect(&self, id: &EffectId) -> Found<Option<QueuedEffect>> {
        self.call(self.memory.effect(id), LOST).await
    }

    async fn payment(&self, id: &PaymentId) -> Found<Option<ReceivedPayment>> {
        self.call(self.memory.payment(id), LOST).await
    }

    async fn payments_of(&self, tenant: &TenantId, from: Option<String>) -> Found<PaymentPage> {
        self.call(self.memory.payments_of(tenant, from), LOST).await
    }

    async fn letter(&self, id: &LetterId) -> Found<Option<LetterFile>> {
        self.call(self.memory.letter(id), LOST).await
    }

    async fn letters(&self, ids: &[LetterId]) -> Found<Vec<LetterFile>> {
        self.call(self.memory.letters(ids), LOST).await
    }

    async fn letters_of_tenant(&self, tenant: &TenantId, from: Option<String>) -> Found<LetterPage> {
        self.call(self.memory.letters_of_tenant(tenant, from), LOST).await
    }

    async fn undone_effects(&self) -> Found<Vec<QueuedEffect>> {
        self.call(self.memory.undone_effects(), LOST).await
    }
}
