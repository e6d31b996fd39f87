//! What of a tenant's own settings decides about a change of its cases.

use crate::country::Country;
use crate::ids::BatchNumber;
use crate::tenant::{FeePolicy, Tenant};

/// Read afresh with the tenant, each time something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The batch that gathers now: what changed is told in its mail, and what is overdue again asks in it.
    pub open_batch: BatchNumber,
    pub country: Country,
    /// What becomes of charges that are left when the debtor has paid the invoice.
    pub fee_policy: FeePolicy,
}

impl Tenant {
    pub fn terms(&self) -> Terms {
        Terms { open_batch: self.open_batch, country: self.country(), fee_policy: self.fee_policy }
    }
}
