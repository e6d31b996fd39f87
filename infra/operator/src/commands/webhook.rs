//! `rykker tenant webhook`: where a tenant's system reaches us, and what it signs with.

use accounting::Credentials;
use accounting::systems::Inbound;
use anyhow::{Context, bail};
use claims::signature::Secret;
use domain::Tenant;
use domain::ids::{ConnectionId, TenantId};
use serde_json::{Value, json};
use workflows::ports::{SecretKind, Secrets, Store, Vault, Write};
use workflows::register_tenant::{CURRENT_SECRET, NewWebhook};

use super::random;
use crate::output::Output;
use crate::outside::Outside;

/// The secret before the current one, good until the next change: the sender may take its time.
const PREVIOUS_SECRET: &str = "previous";

/// A new address and secret, for a system that has something to send.
pub fn drawn(inbound: &Inbound) -> anyhow::Result<Option<NewWebhook>> {
    if matches!(inbound, Inbound::Nothing) {
        return Ok(None);
    }
    let secret = Secret::from_random(random()?).expose().to_string();
    let secrets = Credentials::new([(CURRENT_SECRET.to_owned(), secret)]);
    Ok(Some(NewWebhook { id: ConnectionId::from_random(random()?), secrets }))
}

/// Shows the address; with `rotate`, changes the secret and shows the new one, this once.
pub async fn show(outside: &Outside, output: Output, id: &TenantId, rotate: bool) -> anyhow::Result<()> {
    let (tenant, secrets) = tenant_of(outside, id).await?;
    let address = address(outside, &tenant)?;
    let mut value = json!({"tenant": id, "address": address});
    if rotate {
        let secret = Secret::from_random(random()?).expose();
        change(outside, &tenant, &secrets, &secret).await?;
        value["secret"] = json!(secret.as_str());
    }
    output.show(&value, |value| match value["secret"].as_str() {
        Some(secret) => format!("{address}\n{secret}\nThe secret is not shown again; the one before stays good until the next change."),
        None => address.clone(),
    })
}

/// # Errors
/// When there is no such tenant, or its system sends nothing.
pub async fn tenant_of(outside: &Outside, id: &TenantId) -> anyhow::Result<(Tenant, Secrets)> {
    let Some(found) = outside.store.tenant(id).await? else { bail!("tenant: {id} does not exist") };
    Ok(found)
}

/// Where the tenant's system sends its webhooks.
///
/// # Errors
/// When its system sends none, or nothing says what our addresses begin with.
pub fn address(outside: &Outside, tenant: &Tenant) -> anyhow::Result<String> {
    let connection = tenant.connection_id.as_ref();
    let connection = connection.with_context(|| format!("tenant: {} sends us nothing", tenant.system))?;
    let host = outside.public_url.as_deref().context("PUBLIC_URL says what our addresses begin with")?;
    Ok(format!("{host}/webhooks/{}/{connection}", tenant.system))
}

/// The secret that is good now.
pub async fn current(outside: &Outside, tenant: &Tenant, secrets: &Secrets) -> anyhow::Result<String> {
    let sealed =
        secrets.webhook.as_ref().context("tenant: it has no webhook secret; make one with --rotate")?;
    let opened = outside.vault.open(&tenant.id, &tenant.system, sealed).await?;
    opened
        .get(CURRENT_SECRET)
        .map(str::to_owned)
        .context("tenant: it has no webhook secret; make one with --rotate")
}

async fn change(outside: &Outside, tenant: &Tenant, secrets: &Secrets, secret: &str) -> anyhow::Result<()> {
    let mut kept = vec![(CURRENT_SECRET.to_owned(), secret.to_owned())];
    if secrets.webhook.is_some() {
        kept.push((PREVIOUS_SECRET.to_owned(), current(outside, tenant, secrets).await?));
    }
    let sealed = outside.vault.seal(&tenant.id, &tenant.system, &Credentials::new(kept)).await?;
    let write = Write::PutSecret { tenant: tenant.id.clone(), kind: SecretKind::Webhook, sealed };
    Ok(outside.store.commit(vec![write].into()).await?)
}

/// For `tenant add`: what is shown once of a new webhook.
pub fn once(outside: &Outside, tenant: &Tenant, secrets: Option<&Credentials>) -> Value {
    match (address(outside, tenant), secrets.and_then(|secrets| secrets.get(CURRENT_SECRET))) {
        (Ok(address), Some(secret)) => json!({"address": address, "secret": secret}),
        _ => Value::Null,
    }
}
