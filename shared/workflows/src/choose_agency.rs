//! A tenant chooses the agency that its claims are handed over to, or none.

use std::collections::BTreeMap;

use accounting::Credentials;
use domain::Tenant;
use domain::handover::{AgencyChoice, ChoiceError};
use domain::ids::{ConnectionId, TenantId};

use crate::connect_agency::{AgencyPorts, NoAgency};
use crate::ports::{CommitError, SecretKind, Store, StoreError, Write};
use crate::tenant_writes::{Beside, NoSuchTenant, rewrite};

/// What the operator typed.
#[derive(Debug, Clone)]
pub struct NewChoice {
    pub agency: String,
    pub settings: BTreeMap<String, String>,
    /// All of them: those of before are forgotten.
    pub credentials: Credentials,
    /// It is the agency of before under another address; where its name stands for one agency, it is that anyway.
    pub moved: bool,
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
    #[error("moved: claims do not go to {0} now")]
    NotMoved(String),
    #[error("{0}")]
    Agency(#[from] NoAgency),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Stores the choice with its credentials, sealed. What was handed over before stays where it is, and is followed there.
///
/// # Errors
/// When the choice cannot be right, an agency is said to have moved that is not the tenant's, there is no such tenant, or the table or the keyring cannot be reached.
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
        if new.moved && tenant.agency.as_ref().is_none_or(|present| present.agency() != choice.agency()) {
            return Err(ChooseError::NotMoved(choice.agency().to_owned()));
        }
        let calls_back = choice.row().is_some_and(|row| row.capabilities.calls_back);
        let address = Some(&new.connection).filter(|_| calls_back && tenant.agency_connection.is_none());
        let leads = address
            .map(|connection| Write::AddConnection { tenant: id.clone(), connection: connection.clone() });
        tenant.agency_connection = tenant.agency_connection.take().or(address.cloned());
        tenant.choose_agency(choice.clone(), new.moved);
        let number = tenant.agency.as_ref().map_or(choice.number(), AgencyChoice::number);
        let secrets = vec![(SecretKind::Agency(number), sealed.clone())];
        Ok(Beside { secrets, writes: leads.into_iter().collect() })
    })
    .await
}

/// Nothing more is handed over. What an agency has is followed there to its end, so its credentials are kept.
///
/// # Errors
/// When there is no such tenant, or the table cannot be reached.
pub async fn choose_no_agency(store: &dyn Store, id: &TenantId) -> Result<Tenant, ChooseError> {
    rewrite(store, id, |tenant, _| {
        tenant.leave_agency();
        Ok(Beside::default())
    })
    .await
}
