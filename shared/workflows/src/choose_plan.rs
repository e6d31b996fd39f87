//! A tenant chooses a dunning plan of its own, or goes back to the standard one.

use domain::Tenant;
use domain::dunning::{Clientele, DunningPlan, PlanFault};
use domain::ids::TenantId;

use crate::ports::{CommitError, Store, StoreError, Write};

const TRIES: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    #[error("tenant: {0} does not exist")]
    NoSuchTenant(TenantId),
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
    let mut met = CommitError::Conflict(vec![]);
    for _ in 0..TRIES {
        let Some((mut tenant, _)) = store.tenant(id).await? else {
            return Err(PlanError::NoSuchTenant(id.clone()));
        };
        if let Some(plan) = plan {
            plan.check(tenant.country(), clientele)?;
        }
        if tenant.plans.of(clientele) == plan {
            return Ok(tenant);
        }
        tenant.plans.choose(clientele, plan.cloned());
        tenant.version += 1;
        let write = Write::PutTenant { tenant: Box::new(tenant.clone()), secrets: vec![] };
        match store.commit(vec![write].into()).await {
            Ok(()) => return Ok(tenant),
            Err(conflict @ CommitError::Conflict(_)) => met = conflict,
            Err(other) => return Err(other.into()),
        }
    }
    Err(met.into())
}
