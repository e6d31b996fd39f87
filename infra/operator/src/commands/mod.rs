//! One file a command.

mod agency;
#[cfg(test)]
mod bed;
pub mod case;
pub mod claims;
pub mod effects;
pub mod evidence;
mod figures;
mod figures_text;
pub mod forecast;
mod letterhead;
pub mod payments;
mod plan;
pub mod reckon;
pub mod run;
pub mod statutes;
pub mod tenant;
mod webhook;

use domain::ids::TenantId;
use workflows::ports::{FanRow, SHARDS, Store};

/// All tenants, out of their index.
pub async fn all_tenants(store: &dyn Store) -> anyhow::Result<Vec<FanRow>> {
    let mut rows = Vec::new();
    for shard in 0..SHARDS {
        let mut from = None;
        loop {
            let page = store.shard(shard, from).await?;
            rows.extend(page.rows);
            from = page.next;
            if from.is_none() {
                break;
            }
        }
    }
    rows.sort_by(|one, other| (one.added, &one.tenant).cmp(&(other.added, &other.tenant)));
    Ok(rows)
}

/// This tenant, or all.
pub async fn chosen(store: &dyn Store, tenant: Option<TenantId>) -> anyhow::Result<Vec<TenantId>> {
    match tenant {
        Some(id) => match store.tenant(&id).await? {
            Some(_) => Ok(vec![id]),
            None => anyhow::bail!("tenant: {id} does not exist"),
        },
        None => Ok(all_tenants(store).await?.into_iter().map(|row| row.tenant).collect()),
    }
}

/// Random bytes of the operating system.
fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|problem| anyhow::anyhow!("no random numbers: {problem}"))?;
    Ok(bytes)
}
