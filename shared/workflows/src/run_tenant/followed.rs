//! What the table knows of a tenant when a run begins: one Query.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::ids::{CaseId, InvoiceId, TenantId};
use domain::{Batch, News, Tenant};

use crate::ports::{Known, Secrets, Standing, Store, StoreError};

/// A followed case, and whether this run has come across it in the list.
#[derive(Debug)]
pub(super) struct Entry {
    pub known: Known,
    pub seen: bool,
}

#[derive(Debug)]
pub(super) struct Followed {
    pub tenant: Tenant,
    pub secrets: Secrets,
    pub batches: Vec<Batch>,
    /// News of the open batch: left by a run that was not finished.
    pub untold: Vec<News>,
    pub cases: HashMap<InvoiceId, Entry>,
    /// What the unfinished run has closed: it counts as read and closed, also when its row is still listed.
    closed_earlier: HashSet<CaseId>,
}

impl Followed {
    /// Whether this row's case was closed by the unfinished run. Asked once a row.
    pub fn was_closed_earlier(&mut self, id: &InvoiceId) -> bool {
        // Without looking at the row where nothing was left: making a case's id is not free.
        !self.closed_earlier.is_empty()
            && self.closed_earlier.remove(&CaseId::of(&self.tenant.id, &self.tenant.system, id))
    }

    /// How many the unfinished run has read one by one and closed, after all rows of the list were asked about.
    pub fn read_earlier(&self) -> u32 {
        u32::try_from(self.closed_earlier.len()).unwrap_or(u32::MAX)
    }

    /// Cases of the open batch that an unfinished run has left.
    pub fn left_over(&self) -> BTreeSet<CaseId> {
        let left = self.cases.values().filter(|entry| entry.known.batch == self.tenant.open_batch);
        left.map(|entry| CaseId::of(&self.tenant.id, &self.tenant.system, &entry.known.invoice)).collect()
    }
}

pub(super) async fn load(store: &dyn Store, id: &TenantId) -> Result<Option<Followed>, StoreError> {
    let mut tenant = None;
    let mut batches = Vec::new();
    let mut news = Vec::new();
    let mut cases = HashMap::new();
    let mut from = None;
    loop {
        let page = store.standing(id, from).await?;
        for item in page.items {
            match item {
                Standing::Tenant(profile, secrets) => tenant = Some((*profile, secrets)),
                Standing::Batch(batch) => batches.push(batch),
                Standing::News(item) => news.push(item),
                Standing::Case(known) => {
                    cases.insert(known.invoice.clone(), Entry { known, seen: false });
                }
            }
        }
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    // An index lags a moment behind: a tenant that was added just now is read from the table itself.
    let found = match tenant {
        Some(found) => Some(found),
        None => store.tenant(id).await?,
    };
    Ok(found.map(|(tenant, secrets)| {
        news.retain(|item| item.batch == tenant.open_batch);
        let closed_earlier = closed_by(&news);
        Followed { tenant, secrets, batches, untold: news, cases, closed_earlier }
    }))
}

/// The cases that are closed after the last of their news.
fn closed_by(news: &[News]) -> HashSet<CaseId> {
    let mut last: HashMap<&CaseId, &News> = HashMap::new();
    for item in news {
        let latest = last.entry(&item.case).or_insert(item);
        if item.version > latest.version {
            *latest = item;
        }
    }
    last.into_iter().filter(|(_, item)| item.closed).map(|(case, _)| case.clone()).collect()
}
