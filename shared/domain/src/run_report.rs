//! What one run of one tenant read, did and skipped.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::eligibility::ReasonCode;
use crate::ids::{InvoiceId, RunId, SystemName, TenantId};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Ok,
    /// The key was refused.
    BrokenConnection,
    /// Down, throttled or too slow: tried again later.
    Unreachable,
    /// It answered, but not what its pages say: an operator must look.
    NotUnderstood,
}

/// An invoice that was read and is not a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    pub invoice_id: String,
    pub invoice_number: String,
    pub code: ReasonCode,
}

/// Stored per tenant and run; the morning's run has the civil date as its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunReport {
    pub tenant: TenantId,
    pub run: RunId,
    pub system: SystemName,
    pub date: Date,
    pub at: Timestamp,
    pub outcome: Outcome,
    /// Invoices read: listed, or read one by one.
    pub read: u32,
    pub new: u32,
    /// Cases that changed and are still open.
    pub changed: u32,
    pub closed: u32,
    /// Every skipped invoice by code: complete, also when the list below is cut.
    pub skipped_counts: BTreeMap<ReasonCode, u32>,
    /// As many of them as fit into [`LISTED_SKIPS_BYTES`].
    pub skipped: Vec<Skipped>,
    #[serde(skip)]
    listed_bytes: ListedBytes,
    /// What went wrong, in ids and field names only.
    pub problem: Option<String>,
}

/// Kept while the list grows and no part of what the report says: one that was stored and read back is the same.
#[derive(Debug, Clone, Copy, Default)]
struct ListedBytes(usize);

impl PartialEq for ListedBytes {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ListedBytes {}

/// A report is one item of the table, 400 KB at most; the counts stay complete beyond this.
pub const LISTED_SKIPS_BYTES: usize = 320_000;

/// The names and punctuation around one skipped invoice as JSON, generously.
const SKIP_OVERHEAD_BYTES: usize = 90;

impl RunReport {
    pub fn new(tenant: TenantId, system: SystemName, run: RunId, date: Date, at: Timestamp) -> Self {
        Self {
            tenant,
            run,
            system,
            date,
            at,
            outcome: Outcome::Ok,
            read: 0,
            new: 0,
            changed: 0,
            closed: 0,
            skipped_counts: BTreeMap::new(),
            skipped: Vec::new(),
            listed_bytes: ListedBytes(0),
            problem: None,
        }
    }

    /// The same run, broken off.
    pub fn broken_off(self, outcome: Outcome, problem: String) -> Self {
        Self { outcome, problem: Some(problem), ..self }
    }

    pub fn skip(&mut self, id: Option<&InvoiceId>, number: &str, code: ReasonCode) {
        *self.skipped_counts.entry(code).or_insert(0) += 1;
        let invoice_id = id.map(|id| id.as_str().to_owned()).unwrap_or_default();
        let invoice_number: String = number.chars().take(60).collect();
        let bytes = invoice_id.len() + invoice_number.len() + SKIP_OVERHEAD_BYTES;
        if self.listed_bytes.0 + bytes <= LISTED_SKIPS_BYTES {
            self.listed_bytes.0 += bytes;
            self.skipped.push(Skipped { invoice_id, invoice_number, code });
        }
    }

    pub fn skipped_total(&self) -> u32 {
        self.skipped_counts.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_skips_is_counted_whole_and_still_fits_an_item_of_the_table() {
        let date = jiff::civil::date(2026, 11, 21);
        let system = SystemName::known("billy");
        let mut report = RunReport::new(
            TenantId::from_random([1; 8]),
            system,
            RunId::morning(date),
            date,
            Timestamp::UNIX_EPOCH,
        );
        let id = InvoiceId::parse("iv3Kc0TzQ8mWn1aPp5Yx2A").unwrap();
        for number in 0..10_000 {
            report.skip(Some(&id), &number.to_string(), ReasonCode::NoDebtorContact);
        }
        assert_eq!(report.skipped_total(), 10_000);
        assert!(report.skipped.len() > 2_000);
        assert!(serde_json::to_string(&report).unwrap().len() < 400_000);
    }
}
