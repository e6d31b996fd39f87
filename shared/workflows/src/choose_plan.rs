//! A tenant chooses a dunning plan of its own, or goes back to the standard one.

use domain::Tenant;
use domain::dunning::{Clientele, DunningPlan, PlanFault};
use domain::ids::TenantId;

use crate::ports::{CommitError, Store, StoreError};
use crate::tenant_writes::{Beside, NoSuchTenant, rewrite};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    #[error("{0}")]
    NoSuchTenant(#[from] NoSuchTenant),
    /// The law forbids such a plan: step, field, reason and paragraph. Nothing is stored.
    #[error("plan: {0}")]
    Unlawful(#[from] PlanFault),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Stores the plan by which such debtors are chased from now on; `None` is the standard plan.
///
/// # Errors
/// When the law of the tenant's country forbids the plan, there is no such tenant, or the table cannot be reached.
pub async fn choose_plan(
    store: &dyn Store,
    id: &TenantId,
    clientele: Clientele,
    plan: Option<&DunningPlan>,
) -> Result<Tenant, PlanError> {
    rewrite(store, id, |tenant, _| {
        if let Some(plan) = plan {
            plan.check(tenant.country(), clientele)?;
        }
        tenant.plans.choose(clientele, plan.cloned());
        Ok(Beside::default())
    })
    .await
}
