//! Whose a delivery is, and which door it goes through. An accounting system's address that nobody has takes as long as one
//! that is somebody's.

use std::sync::Arc;

use accounting::Credentials;
use accounting::systems::{self, Inbound};
use claims::answer::ErrorCode;
use domain::Tenant;
use domain::handover::{self, AgencyRow};
use domain::ids::ConnectionId;
use jiff::Timestamp;
use workflows::ports::{Agencies, Documents, Jobs, Secrets, Store, StoreError, Vault, VaultError};

use crate::answer::Answer;
use crate::request::Push;
use crate::{agency_door, claims_door, events_door};

pub struct Desk {
    pub store: Arc<dyn Store>,
    pub vault: Arc<dyn Vault>,
    pub documents: Arc<dyn Documents>,
    pub jobs: Arc<dyn Jobs>,
    pub agencies: Arc<dyn Agencies>,
}

/// The one that a connection's id leads to.
pub struct Owner {
    pub tenant: Tenant,
    /// The secrets that are good now: one, or two while it is changed.
    pub secrets: Vec<String>,
}

/// Why the owner cannot be found out right now.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Vault(#[from] VaultError),
}

impl Desk {
    pub async fn take(&self, push: Push, now: Timestamp) -> Answer {
        let calls_back = |agency: &AgencyRow| agency.capabilities.calls_back;
        match (systems::find(&push.system), handover::find(&push.system)) {
            (Some(row), _) => self.take_by(&row.inbound, push, now).await,
            (None, Some(agency)) if calls_back(agency) => agency_door::take(self, push, now).await,
            (None, _) => Answer::not_found(),
        }
    }

    /// Through the door of what the push's system sends.
    pub async fn take_by(&self, inbound: &Inbound, push: Push, now: Timestamp) -> Answer {
        let owner = match self.owner(&push).await {
            Ok(owner) => owner,
            Err(trouble) => {
                tracing::error!(system = push.system, problem = %trouble, "a delivery cannot be looked at");
                return claims_door::refusal(None, ErrorCode::Unavailable);
            }
        };
        match inbound {
            Inbound::Nothing => Answer::not_found(),
            Inbound::Claims => claims_door::take(self, owner, push, now).await,
            Inbound::Events(read) => events_door::take(self, owner, push, *read, now).await,
        }
    }

    /// `None` for an address that is nobody's, or another system's.
    async fn owner(&self, push: &Push) -> Result<Option<Owner>, Trouble> {
        let Some((id, tenant, secrets)) = self.tenant_of(push).await? else { return Ok(None) };
        if tenant.system.as_str() != push.system || tenant.connection_id.as_ref() != Some(&id) {
            return Ok(None);
        }
        let secrets = self.opened(&tenant, &secrets).await?;
        Ok(Some(Owner { tenant, secrets }))
    }

    /// The tenant that the address leads to, whatever it leads to there.
    pub async fn tenant_of(
        &self,
        push: &Push,
    ) -> Result<Option<(ConnectionId, Tenant, Secrets)>, StoreError> {
        let Ok(id) = push.connection.parse::<ConnectionId>() else { return Ok(None) };
        let Some(tenant) = self.store.tenant_by_connection(&id).await? else { return Ok(None) };
        let found = self.store.tenant(&tenant).await?;
        Ok(found.map(|(tenant, secrets)| (id, tenant, secrets)))
    }

    async fn opened(&self, tenant: &Tenant, secrets: &Secrets) -> Result<Vec<String>, VaultError> {
        let Some(sealed) = &secrets.webhook else { return Ok(Vec::new()) };
        let opened: Credentials = self.vault.open(&tenant.id, &tenant.system, sealed).await?;
        Ok(opened.pairs().map(|(_, secret)| secret.to_owned()).collect())
    }
}
