//! Ends a tenant's connection: its events stop, its credentials are forgotten, and nothing is read any more.
//!
//! Nothing is judged by it. Cases stay as they are and rest; nothing starts by silence. New credentials connect it again.

use domain::effect::QueuedEffect;
use domain::ids::TenantId;
use domain::tenant::ConnectionState;
use domain::{Effect, Tenant};
use jiff::Timestamp;

use crate::ports::{Store, Write};
use crate::register_tenant::RegisterError;
use crate::tenant_writes::{Beside, rewrite};

/// Disconnects. What is disconnected stays as it is.
///
/// # Errors
/// When there is no such tenant, or the table cannot be reached.
pub async fn disconnect_tenant(
    store: &dyn Store,
    id: &TenantId,
    now: Timestamp,
) -> Result<Tenant, RegisterError> {
    rewrite(store, id, |tenant, _| {
        if tenant.is_disconnected() {
            return Ok(Beside::default());
        }
        tenant.connection = ConnectionState::Disconnected { since: now };
        let end = QueuedEffect::new(Effect::Unsubscribe { tenant: id.clone(), at: now }, now);
        Ok(Beside { writes: vec![Write::PutEffect(Box::new(end))], ..Beside::default() })
    })
    .await
}
