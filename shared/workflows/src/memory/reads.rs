//! The indexes, as plain walks over the maps.

use std::collections::BTreeSet;

use domain::dunning::LetterFile;
use domain::ids::{BatchNumber, CaseId, LetterId, TenantId};
use domain::{Batch, CollectionCase, SilenceRule, Tenant};

use super::Table;
use crate::ports::{BatchPage, FanPage, FanRow, Known, SHARDS, Standing, StandingPage, StoreError};

/// A page of the index: small, so that tests cross its edge.
const PAGE: usize = 100;

impl Table {
    pub(super) fn standing(&self, id: &TenantId, from: Option<String>) -> Result<StandingPage, StoreError> {
        let start: usize = match from {
            None => 0,
            Some(token) => token
                .parse()
                .map_err(|_| StoreError::Unreadable { key: "page".into(), problem: "not a page".into() })?,
        };
        let tenant = self
            .tenants
            .get(id)
            .map(|(tenant, secrets)| Standing::Tenant(Box::new(tenant.clone()), secrets.clone()));
        let waits = |batch: &&Batch| batch.silence == SilenceRule::Starts && batch.settled_at.is_none();
        let batches = self.batches.values().filter(|batch| batch.tenant == *id).filter(waits);
        let news = self.news.iter().filter(|(key, _)| key.0 == *id).map(|(_, news)| news);
        let cases = self.cases.values().filter(|case| case.tenant == *id && case.is_followed());
        let all = tenant
            .into_iter()
            .chain(batches.cloned().map(Standing::Batch))
            .chain(cases.map(Known::of).map(Standing::Case))
            .chain(news.cloned().map(Standing::News));
        let mut items: Vec<Standing> = all.skip(start).take(PAGE + 1).collect();
        let next = (items.len() > PAGE).then(|| (start + PAGE).to_string());
        items.truncate(PAGE);
        Ok(StandingPage { items, next })
    }

    pub(super) fn shard(&self, shard: u8) -> FanPage {
        let mine =
            |tenant: &&Tenant| tenant.id.as_str().bytes().fold(0u8, u8::wrapping_add) % SHARDS == shard;
        let tenants = self.tenants.values().map(|(tenant, _)| tenant);
        FanPage { rows: tenants.filter(mine).map(FanRow::of).collect(), next: None }
    }

    pub(super) fn letters(&self, ids: &[LetterId]) -> Vec<LetterFile> {
        let wanted: BTreeSet<&LetterId> = ids.iter().collect();
        let mut letters: Vec<LetterFile> =
            wanted.into_iter().filter_map(|id| self.letters.get(id)).cloned().collect();
        letters.sort_by_key(|letter| letter.on);
        letters
    }

    pub(super) fn batch_cases(
        &self,
        tenant: &TenantId,
        number: BatchNumber,
        after: Option<&CaseId>,
        limit: usize,
    ) -> BatchPage {
        let in_batch = |case: &&CollectionCase| {
            case.tenant == *tenant && case.batch == number && after.is_none_or(|after| case.id > *after)
        };
        let mut cases: Vec<CollectionCase> =
            self.cases.values().filter(in_batch).take(limit + 1).cloned().collect();
        let more = cases.len() > limit;
        cases.truncate(limit);
        let next = cases.last().filter(|_| more).map(|case| case.id.clone());
        BatchPage { cases, next }
    }
}
