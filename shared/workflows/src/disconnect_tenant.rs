//! Ends a tenant's connection: its events stop, its credentials are forgotten, and nothing is read any more.
//!
//! Nothing is judged by it. Cases stay as they are and rest; nothing starts by silence. New credentials connect it again.

use domain::effect::QueuedEffect;
use domain::ids::TenantId;
use domain::tenant::ConnectionState;
use domain::{Effect, Tenant};
use jiff::Timestamp;

use crate::ports::{CommitError, Store, Write};
use crate::register_tenant::RegisterError;

const TRIES: usize = 5;

/// Disconnects. What is disconnected stays as it is.
///
/// # Errors
/// When there is no such tenant, or the table cannot be reached.
pub async fn disconnect_tenant(
    store: &dyn Store,
    id: &TenantId,
    now: Timestamp,
) -> Result<Tenant, RegisterError> {
    for _ in 0..TRIES {
        let Some((mut tenant, _)) = store.tenant(id).await? else {
            return Err(RegisterError::NoSuchTenant(id.clone()));
        };
        if tenant.is_disconnected() {
            return Ok(tenant);
        }
        tenant.connection = ConnectionState::Disconnected { since: now };
        tenant.version += 1;
        let end = Effect::Unsubscribe { tenant: id.clone(), at: now };
        let writes = vec![
            Write::PutTenant { tenant: Box::new(tenant.clone()), secrets: vec![] },
            Write::PutEffect(Box::new(QueuedEffect::new(end, now))),
        ];
        match store.commit(writes.into()).await {
            Ok(()) => return Ok(tenant),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RegisterError::Commit(CommitError::Conflict(vec![])))
}
