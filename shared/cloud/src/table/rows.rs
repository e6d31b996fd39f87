//! The compact rows that the indexes carry instead of whole items: a hundred thousand of them may be read a morning.

use domain::ids::{BatchNumber, InvoiceId, SystemName, TenantId};
use domain::{ChangeMark, CollectionCase, Tenant};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use workflows::ports::{FanRow, Known, KnownState};

/// A followed case in the index of what is open.
#[derive(Serialize, Deserialize)]
pub struct KnownRow {
    i: InvoiceId,
    b: BatchNumber,
    s: KnownState,
    m: ChangeMark,
    f: ChangeMark,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    d: Option<ChangeMark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    c: Option<ChangeMark>,
    /// A booking is in flight.
    #[serde(default, skip_serializing_if = "is_false")]
    p: bool,
    /// The last reading could not be taken for real.
    #[serde(default, skip_serializing_if = "is_false")]
    u: bool,
    /// The reminder procedure rests until.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<Date>,
    /// The debtor that was charged a fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    h: Option<ChangeMark>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl From<&CollectionCase> for KnownRow {
    fn from(case: &CollectionCase) -> Self {
        let known = Known::of(case);
        Self {
            i: known.invoice,
            b: known.batch,
            s: known.state,
            m: known.mark,
            f: known.facts,
            d: known.debtor,
            c: known.credits,
            p: known.booking_in_flight,
            u: known.unclear,
            r: known.rests_until,
            h: known.charged,
        }
    }
}

impl From<KnownRow> for Known {
    fn from(row: KnownRow) -> Self {
        Known {
            invoice: row.i,
            batch: row.b,
            state: row.s,
            mark: row.m,
            facts: row.f,
            debtor: row.d,
            credits: row.c,
            booking_in_flight: row.p,
            unclear: row.u,
            rests_until: row.r,
            charged: row.h,
        }
    }
}

/// A tenant in the sharded index that fan-out reads.
#[derive(Serialize, Deserialize)]
pub struct Fan {
    tenant: TenantId,
    system: SystemName,
    added: Timestamp,
    last_success: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "is_false")]
    disconnected: bool,
}

impl From<&Tenant> for Fan {
    fn from(tenant: &Tenant) -> Self {
        let FanRow { tenant, system, added, last_success, disconnected } = FanRow::of(tenant);
        Self { tenant, system, added, last_success, disconnected }
    }
}

impl From<Fan> for FanRow {
    fn from(fan: Fan) -> Self {
        let Fan { tenant, system, added, last_success, disconnected } = fan;
        FanRow { tenant, system, added, last_success, disconnected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written before a reading could be marked as unclear.
    const OLD: &str = r#"{"i":"inv-1","b":1,"s":"a","m":1,"f":2,"r":"2026-12-01"}"#;

    #[test]
    fn a_row_that_says_nothing_of_its_last_reading_was_read_clearly() {
        let row: KnownRow = serde_json::from_str(OLD).unwrap();
        assert_eq!(serde_json::to_string(&row).unwrap(), OLD);
        assert!(!Known::from(row).unclear);
    }

    #[test]
    fn a_row_remembers_that_its_last_reading_was_unclear() {
        let row: KnownRow = serde_json::from_str(OLD).unwrap();
        let written = serde_json::to_string(&KnownRow { u: true, ..row }).unwrap();
        assert!(Known::from(serde_json::from_str::<KnownRow>(&written).unwrap()).unclear, "{written}");
    }
}
