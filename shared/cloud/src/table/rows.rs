//! The compact rows that the indexes carry instead of whole items: a hundred thousand of them may be read a morning.

use domain::ids::{BatchNumber, InvoiceId, SystemName, TenantId};
use domain::{ChangeMark, CollectionCase, Tenant};
use jiff::Timestamp;
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
}

impl From<&Tenant> for Fan {
    fn from(tenant: &Tenant) -> Self {
        Self {
            tenant: tenant.id.clone(),
            system: tenant.system.clone(),
            added: tenant.added_at,
            last_success: tenant.last_success,
        }
    }
}

impl From<Fan> for FanRow {
    fn from(fan: Fan) -> Self {
        FanRow { tenant: fan.tenant, system: fan.system, added: fan.added, last_success: fan.last_success }
    }
}
