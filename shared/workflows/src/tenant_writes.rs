//! Changes a stored tenant, decided anew each time that it changed meanwhile.

use domain::Tenant;
use domain::ids::TenantId;

use crate::ports::{CommitError, Sealed, SecretKind, Secrets, Store, StoreError, Transaction, Write};

const TRIES: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tenant: {0} does not exist")]
pub struct NoSuchTenant(pub TenantId);

/// What is written together with a changed tenant.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub secrets: Vec<(SecretKind, Sealed)>,
    pub writes: Vec<Write>,
}

/// Writes what `change` makes of the tenant, with what it wants written beside; where it changes nothing, nothing is
/// written. Answers the tenant as it stands then.
///
/// # Errors
/// What `change` says, or when there is no such tenant or the table cannot be reached.
pub(crate) async fn rewrite<E>(
    store: &dyn Store,
    id: &TenantId,
    change: impl Fn(&mut Tenant, &Secrets) -> Result<Beside, E>,
) -> Result<Tenant, E>
where
    E: From<NoSuchTenant> + From<StoreError> + From<CommitError>,
{
    let mut met = CommitError::Conflict(vec![]);
    for _ in 0..TRIES {
        let Some((before, secrets)) = store.tenant(id).await? else {
            return Err(NoSuchTenant(id.clone()).into());
        };
        let mut tenant = before.clone();
        let Beside { secrets, writes } = change(&mut tenant, &secrets)?;
        if tenant == before && secrets.is_empty() && writes.is_empty() {
            return Ok(tenant);
        }
        tenant.version += 1;
        let put = Write::PutTenant { tenant: Box::new(tenant.clone()), secrets };
        match store.commit(Transaction::from([vec![put], writes].concat())).await {
            Ok(()) => return Ok(tenant),
            Err(conflict @ CommitError::Conflict(_)) => met = conflict,
            Err(other) => return Err(other.into()),
        }
    }
    Err(met.into())
}
