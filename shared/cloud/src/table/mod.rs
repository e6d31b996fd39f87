//! The store: one DynamoDB table with three sparse indexes.
//!
//! An entity is one text attribute of JSON beside the attributes that keys and conditions need. The index `open` holds
//! what the daily run must know of a tenant, `shard` the tenants and the undone effects, `by_batch` a batch's cases.

mod claims;
mod commit;
mod conditions;
mod item;
mod items;
mod keys;
mod page_token;
mod parcels;
mod plan;
mod profile;
mod read;
mod rows;
mod standing;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use domain::case::TimelineEntry;
use domain::claim::{ClaimRecord, EventId};
use domain::dunning::LetterFile;
use domain::effect::QueuedEffect;
use domain::ids::{BatchNumber, CaseId, ConnectionId, EffectId, LetterId, PaymentId, RunId, TenantId};
use domain::{Batch, CollectionCase, News, ReceivedPayment, RegistrationNumber, RunReport, Tenant};
use serde::de::DeserializeOwned;
use workflows::ports::{
    BatchPage, CasePage, ClaimFile, CommitError, FanPage, LetterPage, PaymentPage, SHARDS, Secrets,
    StandingPage, Store, StoreError, Transaction,
};

pub use parcels::SettleError;
pub(crate) use parcels::{Claimed, Parcels};

use item::{Attributes, entity, find, text, unreadable};
use read::{Asked, Key, Reader};
use rows::Fan;

/// [`Store`] on DynamoDB.
pub struct DynamoStore {
    reader: Reader,
}

impl DynamoStore {
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { reader: Reader { client, table: table.into() } }
    }

    async fn entity<T: DeserializeOwned>(
        &self,
        pk: String,
        sk: impl Into<String>,
        name: &str,
    ) -> Result<Option<T>, StoreError> {
        self.reader.get(pk, sk).await?.map(|item| entity(&item, name)).transpose()
    }

    /// The tenant that an item of its own leads to.
    async fn tenant_named_at(&self, pk: String, sk: &str) -> Result<Option<TenantId>, StoreError> {
        let Some(item) = self.reader.get(pk, sk).await? else { return Ok(None) };
        let tenant = find(&item, "tenant").and_then(|id| id.parse().ok());
        tenant.map(Some).ok_or_else(|| unreadable(&item, "it names no tenant"))
    }

    async fn cases_at(&self, keys: &[Key]) -> Result<Vec<CollectionCase>, StoreError> {
        entities(&self.reader.get_all(keys).await?, "case_doc")
    }
}

fn entities<T: DeserializeOwned>(items: &[Attributes], name: &str) -> Result<Vec<T>, StoreError> {
    items.iter().map(|item| entity(item, name)).collect()
}

/// BatchGetItem takes no key twice.
fn once_each(keys: impl Iterator<Item = Key>) -> Vec<Key> {
    keys.collect::<BTreeSet<Key>>().into_iter().collect()
}

fn letter_key(id: &LetterId) -> Key {
    (keys::tenant(&id.tenant()), keys::letter(id))
}

fn case_key(id: &CaseId) -> Key {
    (keys::tenant(&id.tenant()), keys::case(id))
}

#[async_trait]
impl Store for DynamoStore {
    async fn commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        commit::commit(&self.reader.client, &self.reader.table, &transaction).await
    }

    async fn tenant(&self, id: &TenantId) -> Result<Option<(Tenant, Secrets)>, StoreError> {
        let item = self.reader.get(keys::tenant(id), keys::PROFILE).await?;
        item.as_ref().map(profile::read).transpose()
    }

    async fn tenant_by_number(&self, number: &RegistrationNumber) -> Result<Option<TenantId>, StoreError> {
        self.tenant_named_at(keys::number(number), keys::NUMBER).await
    }

    async fn tenant_by_connection(&self, id: &ConnectionId) -> Result<Option<TenantId>, StoreError> {
        self.tenant_named_at(keys::connection(id), keys::CONNECTION).await
    }

    async fn standing(&self, tenant: &TenantId, from: Option<String>) -> Result<StandingPage, StoreError> {
        let asked = Asked::index(keys::OPEN, ("open_pk", tenant.as_str()));
        let page = self.reader.page(&asked, from.as_deref()).await?;
        let items = page.items.iter().map(standing::read).collect::<Result<_, _>>()?;
        Ok(StandingPage { items, next: page.next })
    }

    async fn shard(&self, shard: u8, from: Option<String>) -> Result<FanPage, StoreError> {
        let partition = keys::tenants_shard(shard);
        let asked = Asked::index(keys::SHARD, ("shard_pk", &partition));
        let page = self.reader.page(&asked, from.as_deref()).await?;
        let rows: Vec<Fan> = entities(&page.items, "fan")?;
        Ok(FanPage { rows: rows.into_iter().map(Into::into).collect(), next: page.next })
    }

    async fn cases(&self, ids: &[CaseId]) -> Result<Vec<CollectionCase>, StoreError> {
        self.cases_at(&once_each(ids.iter().map(case_key))).await
    }

    async fn cases_of(&self, tenant: &TenantId, from: Option<String>) -> Result<CasePage, StoreError> {
        let pk = keys::tenant(tenant);
        let page = self.reader.page(&Asked::table(&pk, keys::CASES), from.as_deref()).await?;
        Ok(CasePage { cases: entities(&page.items, "case_doc")?, next: page.next })
    }

    async fn batch(&self, tenant: &TenantId, number: BatchNumber) -> Result<Option<Batch>, StoreError> {
        self.entity(keys::tenant(tenant), keys::batch(number), "batch").await
    }

    async fn claim_file(
        &self,
        tenant: &TenantId,
        event: &EventId,
        case: Option<&CaseId>,
    ) -> Result<ClaimFile, StoreError> {
        let keys = claims::keys_of(tenant, event, case);
        claims::file(&self.reader.get_all(&keys).await?)
    }

    async fn claim_record(&self, case: &CaseId) -> Result<Option<ClaimRecord>, StoreError> {
        self.entity(keys::tenant(&case.tenant()), keys::claim(case), "claim").await
    }

    async fn batch_cases(
        &self,
        tenant: &TenantId,
        number: BatchNumber,
        after: Option<&CaseId>,
        limit: usize,
    ) -> Result<BatchPage, StoreError> {
        let (pk, partition) = (keys::tenant(tenant), keys::cases_of_batch(tenant, number));
        let limit = limit.clamp(1, 100);
        let asked = Asked { limit: Some(limit), ..Asked::index(keys::BY_BATCH, ("batch_pk", &partition)) };
        let from = after.map(|case| {
            let parts = [("pk", pk.clone()), ("sk", keys::case(case)), ("batch_pk", partition.clone())];
            parts.into_iter().map(|(name, value)| (name.to_owned(), text(value))).collect()
        });
        let page = self.reader.page_from(&asked, from).await?;
        let keys: Vec<Key> = page
            .items
            .iter()
            .map(|item| find(item, "sk").map(|sk| (pk.clone(), sk.to_owned())))
            .collect::<Option<_>>()
            .ok_or_else(|| StoreError::Unreadable { key: partition.clone(), problem: "no key".to_owned() })?;
        let next = match (&page.next, keys.last()) {
            (Some(_), Some((_, sk))) => Some(case_of_key(tenant, sk)?),
            _ => None,
        };
        let mut cases = self.cases_at(&keys).await?;
        // The index lags a moment: a case that has moved to another batch is not of this one.
        cases.retain(|case| case.batch == number);
        cases.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        Ok(BatchPage { cases, next })
    }

    async fn news(&self, tenant: &TenantId, batch: BatchNumber) -> Result<Vec<News>, StoreError> {
        let (pk, prefix) = (keys::tenant(tenant), keys::news_of(batch));
        entities(&self.reader.all(&Asked::table(&pk, &prefix)).await?, "news")
    }

    async fn report(&self, tenant: &TenantId, run: &RunId) -> Result<Option<RunReport>, StoreError> {
        self.entity(keys::tenant(tenant), keys::run(run), "report").await
    }

    async fn reports(&self, tenant: &TenantId, limit: usize) -> Result<Vec<RunReport>, StoreError> {
        let pk = keys::tenant(tenant);
        let asked = Asked { newest_first: true, limit: Some(limit.max(1)), ..Asked::table(&pk, keys::RUNS) };
        let mut page = self.reader.page(&asked, None).await?;
        let mut items = std::mem::take(&mut page.items);
        // Reports with many skips may fill a page before the limit is reached.
        while let Some(next) = page.next.take().filter(|_| items.len() < limit) {
            page = self.reader.page(&asked, Some(&next)).await?;
            items.append(&mut page.items);
        }
        let mut reports: Vec<RunReport> = entities(&items, "report")?;
        reports.sort_by_key(|report| Reverse(report.at));
        reports.truncate(limit);
        Ok(reports)
    }

    async fn timeline(&self, case: &CaseId) -> Result<Vec<TimelineEntry>, StoreError> {
        let pk = keys::timeline(case);
        entities(&self.reader.all(&Asked::table(&pk, keys::ENTRIES)).await?, "entry")
    }

    async fn effect(&self, id: &EffectId) -> Result<Option<QueuedEffect>, StoreError> {
        self.entity(keys::effect(id), keys::EFFECT, "effect").await
    }

    async fn payment(&self, id: &PaymentId) -> Result<Option<ReceivedPayment>, StoreError> {
        self.entity(keys::tenant(&id.tenant()), keys::payment(id), "payment").await
    }

    async fn payments_of(&self, tenant: &TenantId, from: Option<String>) -> Result<PaymentPage, StoreError> {
        let pk = keys::tenant(tenant);
        let page = self.reader.page(&Asked::table(&pk, keys::PAYMENTS), from.as_deref()).await?;
        Ok(PaymentPage { payments: entities(&page.items, "payment")?, next: page.next })
    }

    async fn letter(&self, id: &LetterId) -> Result<Option<LetterFile>, StoreError> {
        let (pk, sk) = letter_key(id);
        self.entity(pk, sk, "letter").await
    }

    async fn letters(&self, ids: &[LetterId]) -> Result<Vec<LetterFile>, StoreError> {
        let items = self.reader.get_all(&once_each(ids.iter().map(letter_key))).await?;
        let mut letters: Vec<LetterFile> = entities(&items, "letter")?;
        letters.sort_by(|one, other| (one.on, &one.id).cmp(&(other.on, &other.id)));
        Ok(letters)
    }

    async fn letters_of_tenant(
        &self,
        tenant: &TenantId,
        from: Option<String>,
    ) -> Result<LetterPage, StoreError> {
        let pk = keys::tenant(tenant);
        let page = self.reader.page(&Asked::table(&pk, keys::LETTERS), from.as_deref()).await?;
        Ok(LetterPage { letters: entities(&page.items, "letter")?, next: page.next })
    }

    async fn undone_effects(&self) -> Result<Vec<QueuedEffect>, StoreError> {
        let mut effects = Vec::new();
        for shard in 0..SHARDS {
            let partition = keys::effects_shard(shard);
            let items = self.reader.all(&Asked::index(keys::SHARD, ("shard_pk", &partition))).await?;
            effects.append(&mut entities(&items, "effect")?);
        }
        Ok(effects)
    }
}

/// The case whose item has this sort key.
fn case_of_key(tenant: &TenantId, sk: &str) -> Result<CaseId, StoreError> {
    let id = sk.strip_prefix(keys::CASES).and_then(|digest| format!("{tenant}-{digest}").parse().ok());
    id.ok_or_else(|| StoreError::Unreadable { key: sk.to_owned(), problem: "not a case's key".to_owned() })
}
