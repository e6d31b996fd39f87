//! Has a tenant's accounting system send us its events, or ends them.

use accounting::AccountingError;
use accounting::systems::{Inbound, find};
use domain::tenant::ConnectionState;
use domain::{Moment, Tenant};
use jiff::Timestamp;
use url::Url;

use super::{After, EffectPorts, Failure};
use crate::connect::ConnectError;
use crate::ports::{SecretKind, Secrets, VaultError, Write};
use crate::register_tenant::CURRENT_SECRET;

/// Whether the tenant has an address that its system is asked to send events to.
pub(crate) fn has_events(tenant: &Tenant) -> bool {
    let claims = find(tenant.system.as_str()).is_some_and(|row| matches!(row.inbound, Inbound::Claims));
    tenant.connection_id.is_some() && !claims
}

pub(super) async fn subscribe(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    secrets: &Secrets,
    now: Moment,
) -> Result<After, Failure> {
    if tenant.is_disconnected() {
        return Ok(vec![]);
    }
    let (target, secret) = (target(ports, tenant)?, secret(ports, tenant, secrets).await?);
    let source = ports.connection().signed_in(tenant, secrets, now.instant).await?;
    if let Some(events) = source.events() {
        events.subscribe(&target, &secret).await.map_err(failed)?;
    }
    Ok(vec![])
}

/// A key that is refused opens no events either. Its credentials are forgotten only when nothing more is to be ended.
pub(super) async fn unsubscribe(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    secrets: &Secrets,
    at: Timestamp,
    now: Moment,
) -> Result<After, Failure> {
    if tenant.connection != (ConnectionState::Disconnected { since: at }) {
        // Connected again before the end could be told.
        return Ok(vec![]);
    }
    if has_events(tenant) {
        match end_events(ports, tenant, secrets, now).await {
            Ok(())
            | Err(ConnectError::Source(AccountingError::KeyRefused { .. }) | ConnectError::Operator(_)) => {}
            Err(later) => return Err(later.into()),
        }
    }
    forget(ports, tenant, secrets).await
}

async fn end_events(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    secrets: &Secrets,
    now: Moment,
) -> Result<(), ConnectError> {
    let target = target(ports, tenant).map_err(|problem| ConnectError::Operator(problem.to_string()))?;
    let source = ports.connection().signed_in(tenant, secrets, now.instant).await?;
    match source.events() {
        Some(events) => events.unsubscribe(&target).await.map_err(ConnectError::Source),
        None => Ok(()),
    }
}

/// Puts nothing in the place of the credentials and of the session. The webhooks' own secret stays: it opens nothing.
async fn forget(ports: EffectPorts<'_>, tenant: &Tenant, secrets: &Secrets) -> Result<After, Failure> {
    let nothing = accounting::Credentials::default();
    let sealed = ports.vault.seal(&tenant.id, &tenant.system, &nothing).await.map_err(unopened)?;
    let mut kinds = vec![(SecretKind::Credentials, sealed.clone())];
    kinds.extend(secrets.session.as_ref().map(|_| (SecretKind::Session, sealed)));
    // With the tenant, so that a key that was entered meanwhile is not wiped.
    let same = Tenant { version: tenant.version + 1, ..tenant.clone() };
    Ok(vec![Write::PutTenant { tenant: Box::new(same), secrets: kinds }])
}

/// Where the tenant's system reaches us.
fn target(ports: EffectPorts<'_>, tenant: &Tenant) -> Result<Url, Failure> {
    let Some(connection) = &tenant.connection_id else {
        return Err(Failure::Lasting("the tenant has no address for events".into()));
    };
    let address = format!("{}/webhooks/{}/{connection}", ports.public_url, tenant.system);
    Url::parse(&address).map_err(|_| Failure::Lasting("our public address is not an address".into()))
}

/// What the events are signed with.
async fn secret(ports: EffectPorts<'_>, tenant: &Tenant, secrets: &Secrets) -> Result<String, Failure> {
    let Some(sealed) = &secrets.webhook else {
        return Err(Failure::Lasting("the tenant has no secret for events".into()));
    };
    let opened = ports.vault.open(&tenant.id, &tenant.system, sealed).await.map_err(unopened)?;
    let current = opened.get(CURRENT_SECRET).map(str::to_owned);
    current.ok_or_else(|| Failure::Lasting("the tenant's secret for events has no current one".into()))
}

fn unopened(error: VaultError) -> Failure {
    match error {
        VaultError::Unavailable(_) => Failure::Passing(error.to_string()),
        VaultError::CannotOpen(_) => Failure::Lasting(error.to_string()),
    }
}

fn failed(error: AccountingError) -> Failure {
    Failure::Passing(error.to_string())
}
