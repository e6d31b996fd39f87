//! A tenant chooses the agency that its claims are handed over to, or none.

use std::collections::BTreeMap;

use accounting::Credentials;
use domain::Tenant;
use domain::handover::{AgencyChoice, ChoiceError};
use domain::ids::{ConnectionId, TenantId};

use crate::connect_agency::{AgencyPorts, NoAgency};
use crate::ports::{CommitError, Sealed, SecretKind, Secrets, Store, StoreError, Vault, Write};
use crate::tenant_writes::{Beside, NoSuchTenant, rewrite};

/// What the operator typed.
#[derive(Debug, Clone)]
pub struct NewChoice {
    pub agency: String,
    pub settings: BTreeMap<String, String>,
    /// All of them: those of before are forgotten.
    pub credentials: Credentials,
    /// Where its call-backs arrive, unless the tenant has such an address already. Drawn at random, by the caller.
    pub connection: ConnectionId,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChooseError {
    #[error("{0}")]
    NoSuchTenant(#[from] NoSuchTenant),
    /// Names what is missing, unknown, or cannot be right. Nothing is stored.
    #[error("{0}")]
    Choice(#[from] ChoiceError),
    #[error("{0}")]
    Agency(#[from] NoAgency),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Stores the choice with its credentials, sealed. What was handed over before stays where it is.
///
/// # Errors
/// When the choice cannot be right, there is no such tenant, or the table or the keyring cannot be reached.
pub async fn choose_agency(
    store: &dyn Store,
    ports: AgencyPorts<'_>,
    id: &TenantId,
    new: NewChoice,
) -> Result<Tenant, ChooseError> {
    let Some((tenant, _)) = store.tenant(id).await? else { return Err(NoSuchTenant(id.clone()).into()) };
    let names = new.credentials.names();
    let choice = AgencyChoice::parse(&new.agency, tenant.country(), new.settings, names)?;
    // Whether they can be right at all is known before anything is stored.
    ports.agencies.connect(&choice, &new.credentials).map_err(NoAgency::from)?;
    let sealed = ports.seal(id, &choice, &new.credentials).await?;
    rewrite(store, id, |tenant, _| {
        let calls_back = choice.row().is_some_and(|row| row.capabilities.calls_back);
        let address = Some(&new.connection).filter(|_| calls_back && tenant.agency_connection.is_none());
        let leads = address
            .map(|connection| Write::AddConnection { tenant: id.clone(), connection: connection.clone() });
        tenant.agency_connection = tenant.agency_connection.take().or(address.cloned());
        tenant.agency = Some(choice.clone());
        Ok(Beside { secrets: replaced(&sealed), writes: leads.into_iter().collect() })
    })
    .await
}

/// Takes the choice away and forgets its credentials: nothing more is handed over, and the agency cannot be asked or told
/// anything of what it has.
///
/// # Errors
/// When there is no such tenant, or the table or the keyring cannot be reached.
pub async fn choose_no_agency(
    store: &dyn Store,
    vault: &dyn Vault,
    id: &TenantId,
) -> Result<Tenant, ChooseError> {
    let Some((tenant, _)) = store.tenant(id).await? else { return Err(NoSuchTenant(id.clone()).into()) };
    if tenant.agency.is_none() {
        return Ok(tenant);
    }
    // Nothing, under a name that is always known: the agency may have left the table.
    let nothing = vault.seal(id, &tenant.system, &Credentials::default()).await.map_err(NoAgency::from)?;
    rewrite(store, id, |tenant, standing: &Secrets| {
        tenant.agency = None;
        let secrets = if standing.agency.is_some() { replaced(&nothing) } else { vec![] };
        Ok(Beside { secrets, writes: vec![] })
    })
    .await
}

fn replaced(sealed: &Sealed) -> Vec<(SecretKind, Sealed)> {
    vec![(SecretKind::Agency, sealed.clone())]
}
