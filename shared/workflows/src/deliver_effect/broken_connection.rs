//! Tells the tenant that its key is refused.

use domain::Tenant;
use domain::tenant::ConnectionState;
use jiff::Timestamp;
use messages::broken_connection::BrokenConnection;

use super::{After, EffectPorts, Failure, send_to, title_of};

pub(super) async fn send(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    since: Timestamp,
) -> Result<After, Failure> {
    if !matches!(tenant.connection, ConnectionState::Broken { .. }) {
        // Repaired, or disconnected before the mail could leave: there is nothing to tell any more.
        return Ok(vec![]);
    }
    let view = BrokenConnection {
        language: tenant.language,
        tenant_name: tenant.name.clone(),
        system_title: title_of(tenant),
        since,
        zone: tenant.country(),
    };
    send_to(ports, tenant, view.render(), vec![]).await?;
    Ok(vec![])
}
