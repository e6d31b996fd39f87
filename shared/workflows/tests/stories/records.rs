//! What stands in the table, read without being counted as a call.

use domain::case::{CaseStatus, Happening};
use domain::ids::{BatchNumber, CaseId, RunId, SystemName};
use domain::{Batch, CollectionCase, News, RunReport, Tenant};
use workflows::ports::Store;

use crate::books::invoice_id;
use crate::connection::SYSTEM;
use crate::office::{Office, day};

impl Office {
    pub fn case_id(&self, number: u32) -> CaseId {
        CaseId::of(&self.tenant, &SystemName::known(SYSTEM), &invoice_id(number))
    }

    /// The stored report of the morning's run of day `n`.
    pub async fn report(&self, n: i32) -> Option<RunReport> {
        self.store.memory.report(&self.tenant, &RunId::morning(day(n))).await.unwrap()
    }

    pub async fn profile(&self) -> Tenant {
        self.store.memory.tenant(&self.tenant).await.unwrap().unwrap().0
    }

    pub async fn case(&self, number: u32) -> CollectionCase {
        let mut found = self.store.memory.cases(&[self.case_id(number)]).await.unwrap();
        found.pop().unwrap_or_else(|| panic!("invoice {number} is no case"))
    }

    pub async fn status(&self, number: u32) -> CaseStatus {
        self.case(number).await.status
    }

    pub async fn cases(&self) -> Vec<CollectionCase> {
        self.store.memory.cases_of(&self.tenant, None).await.unwrap().cases
    }

    pub async fn batch(&self, number: u32) -> Batch {
        self.store
            .memory
            .batch(&self.tenant, BatchNumber(number))
            .await
            .unwrap()
            .expect("the batch is closed")
    }

    pub async fn happenings(&self, number: u32) -> Vec<Happening> {
        let timeline = self.store.memory.timeline(&self.case_id(number)).await.unwrap();
        timeline.into_iter().map(|entry| entry.happening).collect()
    }

    pub async fn news(&self, batch: u32) -> Vec<News> {
        self.store.memory.news(&self.tenant, BatchNumber(batch)).await.unwrap()
    }

    /// Whether a run that was broken off has left something in the open batch.
    pub async fn has_left_overs(&self) -> bool {
        let open = self.profile().await.open_batch;
        !self.news(open.0).await.is_empty() || self.cases().await.iter().any(|case| case.batch == open)
    }
}
