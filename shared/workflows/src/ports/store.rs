//! The table, as the workflows see it.

use async_trait::async_trait;
use domain::case::TimelineEntry;
use domain::claim::{ClaimRecord, ClaimsStanding, EventId, InboundEvent};
use domain::dunning::LetterFile;
use domain::effect::QueuedEffect;
use domain::ids::{
    BatchNumber, CaseId, ConnectionId, EffectId, InvoiceId, LetterId, PaymentId, RunId, SystemName, TenantId,
};
use domain::{
    Batch, ChangeMark, CollectionCase, News, ReceivedPayment, RegistrationNumber, RunReport, Tenant,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::transaction::{CommitError, Transaction};
use super::vault::Secrets;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Try again later.
    #[error("the table cannot be reached: {0}")]
    Unavailable(String),
    /// An item does not read as what its key says: an operator must look.
    #[error("item {key} cannot be read: {problem}")]
    Unreadable { key: String, problem: String },
}

/// What the daily run must know of a followed case, and no more: a hundred thousand of these stand in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub invoice: InvoiceId,
    pub batch: BatchNumber,
    pub state: KnownState,
    pub mark: ChangeMark,
    pub facts: ChangeMark,
    /// A digest of the debtor's id, where credit notes may name the debtor and no invoice.
    pub debtor: Option<ChangeMark>,
    /// The debtor's unlinked credit notes when they were last looked at.
    pub credits: Option<ChangeMark>,
    /// A payment is on its way into the tenant's books: its invoice is left to the next run.
    pub booking_in_flight: bool,
    /// The last reading could not be taken for real: it is read again whatever its row shows.
    pub unclear: bool,
    /// The reminder procedure has nothing to do before this day.
    pub rests_until: Option<Date>,
    /// A digest of the debtor, where a letter with a fee went to it: what its other invoices must know.
    pub charged: Option<ChangeMark>,
}

impl Known {
    pub fn of(case: &CollectionCase) -> Self {
        Known {
            invoice: case.invoice_id.clone(),
            batch: case.batch,
            state: KnownState::of(case),
            mark: case.mark,
            facts: case.facts,
            debtor: case.debtor.external_id.as_deref().map(debtor_mark),
            credits: case.credits_seen,
            booking_in_flight: case.service.in_flight.is_some(),
            unclear: case.unclear,
            rests_until: case.dunning.rests_until,
            charged: (!case.dunning.fee_days().is_empty()).then(|| debtor_mark(&case.debtor.identity())),
        }
    }
}

/// What stands in the index for a debtor.
pub fn debtor_mark(debtor: &str) -> ChangeMark {
    ChangeMark::of(&[debtor])
}

/// A followed case by what a listed row means for it. Written short: an index carries one for each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KnownState {
    #[serde(rename = "w")]
    Awaiting,
    /// Approved, or further.
    #[serde(rename = "a")]
    Active,
    /// Rests.
    #[serde(rename = "p")]
    Paused,
    /// Declined, and still owed.
    #[serde(rename = "d")]
    Declined,
    /// With its agency, or on its way there.
    #[serde(rename = "h")]
    HandedOver,
    /// Closed for another reason, and owed all the same.
    #[serde(rename = "c")]
    Closed,
}

impl KnownState {
    /// Its row, unchanged, has nothing new; and when it is missing from the list, something happened to it.
    pub fn rests_on_its_mark(self) -> bool {
        matches!(self, KnownState::Awaiting | KnownState::Active | KnownState::HandedOver)
    }

    /// How a followed case stands in the index of what is open.
    pub fn of(case: &CollectionCase) -> Self {
        use domain::CaseStatus::{
            AwaitingApproval, Closed, Disputed, InCollection, InformationNeeded, Legal, NoticeSent, Paused,
            Rejected, Reminding, Scheduled, Submitted, Surveillance,
        };
        match case.status {
            AwaitingApproval => KnownState::Awaiting,
            Scheduled | Reminding | NoticeSent => KnownState::Active,
            // A reading goes on; only the tenant ends an objection.
            Paused { .. } | Disputed | Rejected => KnownState::Paused,
            Submitted | InformationNeeded | InCollection | Legal | Surveillance => KnownState::HandedOver,
            Closed { .. } if case.was_declined() => KnownState::Declined,
            Closed { .. } => KnownState::Closed,
        }
    }
}

/// One thing out of the index of what is open for a tenant.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    Tenant(Box<Tenant>, Secrets),
    /// A batch that silence may still start.
    Batch(Batch),
    /// News of a batch; those of closed batches have been told.
    News(News),
    Case(Known),
}

/// A page of the index. The tenant itself comes first of all (its sort key sorts so), or right away in the first page.
#[derive(Debug, Clone, PartialEq)]
pub struct StandingPage {
    pub items: Vec<Standing>,
    /// Opaque; give it back for the next page.
    pub next: Option<String>,
}

/// What fan-out reads of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanRow {
    pub tenant: TenantId,
    pub system: SystemName,
    pub added: Timestamp,
    pub last_success: Option<Timestamp>,
    /// It has no runs.
    pub disconnected: bool,
}

impl FanRow {
    pub fn of(tenant: &Tenant) -> Self {
        FanRow {
            tenant: tenant.id.clone(),
            system: tenant.system.clone(),
            added: tenant.added_at,
            last_success: tenant.last_success,
            disconnected: tenant.is_disconnected(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanPage {
    pub rows: Vec<FanRow>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CasePage {
    pub cases: Vec<CollectionCase>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PaymentPage {
    pub payments: Vec<ReceivedPayment>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LetterPage {
    pub letters: Vec<LetterFile>,
    pub next: Option<String>,
}

/// Cases of one batch, by id, freshly read.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchPage {
    pub cases: Vec<CollectionCase>,
    /// Ask for what comes after this case.
    pub next: Option<CaseId>,
}

/// All that is known of what a pushed event is about, each part as it stands now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimFile {
    /// The same event, taken before.
    pub event: Option<InboundEvent>,
    pub standing: Option<ClaimsStanding>,
    pub record: Option<ClaimRecord>,
    pub case: Option<CollectionCase>,
}

/// The store. Reads are consistent unless they say that they go through an index, which may lag a moment.
#[async_trait]
pub trait Store: Send + Sync {
    /// Writes all of it or nothing. An empty transaction does nothing.
    async fn commit(&self, transaction: Transaction) -> Result<(), CommitError>;

    async fn tenant(&self, id: &TenantId) -> Result<Option<(Tenant, Secrets)>, StoreError>;

    async fn tenant_by_number(&self, number: &RegistrationNumber) -> Result<Option<TenantId>, StoreError>;

    /// Whose a connection is.
    async fn tenant_by_connection(&self, id: &ConnectionId) -> Result<Option<TenantId>, StoreError>;

    /// A page of the index of what is open for a tenant: its profile, batches that silence may still
    /// start, untold news, followed cases.
    async fn standing(&self, tenant: &TenantId, from: Option<String>) -> Result<StandingPage, StoreError>;

    /// A page of one shard of the tenants' index (`0..SHARDS`).
    async fn shard(&self, shard: u8, from: Option<String>) -> Result<FanPage, StoreError>;

    /// The cases that exist among these, in any order.
    async fn cases(&self, ids: &[CaseId]) -> Result<Vec<CollectionCase>, StoreError>;

    /// A page of all cases of a tenant, closed ones too.
    async fn cases_of(&self, tenant: &TenantId, from: Option<String>) -> Result<CasePage, StoreError>;

    async fn batch(&self, tenant: &TenantId, number: BatchNumber) -> Result<Option<Batch>, StoreError>;

    /// What a pushed event is about: the event itself, how the connection stands, and what came in of its invoice.
    async fn claim_file(
        &self,
        tenant: &TenantId,
        event: &EventId,
        case: Option<&CaseId>,
    ) -> Result<ClaimFile, StoreError>;

    /// What came in of a case's invoice by push.
    async fn claim_record(&self, case: &CaseId) -> Result<Option<ClaimRecord>, StoreError>;

    /// Cases of a batch by id, after `after`; found through an index, then read freshly. `limit` is at most 100.
    async fn batch_cases(
        &self,
        tenant: &TenantId,
        number: BatchNumber,
        after: Option<&CaseId>,
        limit: usize,
    ) -> Result<BatchPage, StoreError>;

    /// All news of a batch.
    async fn news(&self, tenant: &TenantId, batch: BatchNumber) -> Result<Vec<News>, StoreError>;

    async fn report(&self, tenant: &TenantId, run: &RunId) -> Result<Option<RunReport>, StoreError>;

    /// The newest reports of a tenant, newest first.
    async fn reports(&self, tenant: &TenantId, limit: usize) -> Result<Vec<RunReport>, StoreError>;

    async fn timeline(&self, case: &CaseId) -> Result<Vec<TimelineEntry>, StoreError>;

    async fn effect(&self, id: &EffectId) -> Result<Option<QueuedEffect>, StoreError>;

    async fn payment(&self, id: &PaymentId) -> Result<Option<ReceivedPayment>, StoreError>;

    /// A page of all payments that came to the service for a tenant's cases, in any order.
    async fn payments_of(&self, tenant: &TenantId, from: Option<String>) -> Result<PaymentPage, StoreError>;

    async fn letter(&self, id: &LetterId) -> Result<Option<LetterFile>, StoreError>;

    /// The letters that exist among these, newest last.
    async fn letters(&self, ids: &[LetterId]) -> Result<Vec<LetterFile>, StoreError>;

    /// A page of all letters of a tenant, in any order.
    async fn letters_of_tenant(
        &self,
        tenant: &TenantId,
        from: Option<String>,
    ) -> Result<LetterPage, StoreError>;

    /// Effects that are not done: waiting, being carried out, or dead. Through an index.
    async fn undone_effects(&self) -> Result<Vec<QueuedEffect>, StoreError>;
}

/// Tenants (and undone effects) are spread over this many partitions of their index.
pub const SHARDS: u8 = 8;
