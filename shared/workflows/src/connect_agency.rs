//! A tenant's connection to one of its collection agencies: its choice, and the credentials opened.

use accounting::Credentials;
use domain::SystemName;
use domain::handover::AgencyChoice;
use domain::ids::TenantId;

use crate::ports::{Agencies, Agency, AgencyRefused, Sealed, Secrets, Vault, VaultError};

/// What a connection to an agency is made with.
#[derive(Clone, Copy)]
pub struct AgencyPorts<'a> {
    pub vault: &'a dyn Vault,
    pub agencies: &'a dyn Agencies,
}

/// Why there is no agency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAgency {
    /// Try again later.
    #[error("{0}")]
    Unavailable(String),
    /// Credentials that cannot be opened, or cannot be right: an operator must look.
    #[error("{0}")]
    Operator(String),
}

impl From<VaultError> for NoAgency {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Unavailable(_) => NoAgency::Unavailable(error.to_string()),
            VaultError::CannotOpen(why) => NoAgency::Operator(format!("the agency's credentials: {why}")),
        }
    }
}

impl From<AgencyRefused> for NoAgency {
    fn from(AgencyRefused(why): AgencyRefused) -> Self {
        NoAgency::Operator(why)
    }
}

impl AgencyPorts<'_> {
    /// One of the tenant's agencies. Nothing is asked over the network yet.
    ///
    /// # Errors
    /// When its credentials cannot be opened or cannot be right.
    pub async fn connect(
        &self,
        tenant: &TenantId,
        choice: &AgencyChoice,
        secrets: &Secrets,
    ) -> Result<Box<dyn Agency>, NoAgency> {
        let credentials = match secrets.agencies.get(&choice.number()) {
            Some(sealed) => self.vault.open(tenant, &sealed_for(choice)?, sealed).await?,
            None => Credentials::default(),
        };
        Ok(self.agencies.connect(choice, &credentials)?)
    }

    /// The credentials, sealed so that they open for this tenant and this agency alone.
    pub(crate) async fn seal(
        &self,
        tenant: &TenantId,
        choice: &AgencyChoice,
        credentials: &Credentials,
    ) -> Result<Sealed, NoAgency> {
        Ok(self.vault.seal(tenant, &sealed_for(choice)?, credentials).await?)
    }
}

/// No agency has the name of an accounting system, so neither's credentials open as the other's.
fn sealed_for(choice: &AgencyChoice) -> Result<SystemName, NoAgency> {
    let row = choice.row().ok_or_else(|| NoAgency::Operator("the agency is not known any more".into()))?;
    Ok(SystemName::known(row.name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_agency_is_called_like_an_accounting_system() {
        for row in domain::handover::AGENCIES {
            assert!(accounting::systems::find(row.name).is_none(), "{}", row.name);
        }
    }
}
