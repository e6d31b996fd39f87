//! Tenants' credentials, sealed.

use std::collections::BTreeMap;

use accounting::Credentials;
use async_trait::async_trait;
use domain::ids::{SystemName, TenantId};
use serde::{Deserialize, Serialize};

/// Sealed credentials as they stand in the tenant's item: opened only for the tenant and system they were sealed for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Which key of the keyring sealed it.
    pub key: String,
    /// Nonce and ciphertext, base64.
    pub text: String,
}

/// What is kept sealed for a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    pub credentials: Sealed,
    /// What its accounting system gave for them, where it gives sessions.
    pub session: Option<Sealed>,
    /// What its webhooks are signed with.
    pub webhook: Option<Sealed>,
    /// What its collection agencies gave, by their numbers; each sealed under the agency's name in the place of a system's.
    pub agencies: BTreeMap<u16, Sealed>,
}

/// One of a tenant's [`Secrets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretKind {
    Credentials,
    Session,
    Webhook,
    /// Of the tenant's agency of this number.
    Agency(u16),
}

impl Secrets {
    pub fn of(credentials: Sealed) -> Self {
        Self { credentials, session: None, webhook: None, agencies: BTreeMap::new() }
    }

    /// The same with one of them replaced.
    #[must_use]
    pub fn with(mut self, kind: SecretKind, sealed: Sealed) -> Self {
        match kind {
            SecretKind::Credentials => self.credentials = sealed,
            SecretKind::Session => self.session = Some(sealed),
            SecretKind::Webhook => self.webhook = Some(sealed),
            SecretKind::Agency(number) => {
                self.agencies.insert(number, sealed);
            }
        }
        self
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Try again later.
    #[error("the keyring cannot be reached: {0}")]
    Unavailable(String),
    /// The key is not in the ring, or the text was sealed for somebody else: an operator must look.
    #[error("the credentials cannot be opened: {0}")]
    CannotOpen(&'static str),
}

#[async_trait]
pub trait Vault: Send + Sync {
    async fn seal(
        &self,
        tenant: &TenantId,
        system: &SystemName,
        credentials: &Credentials,
    ) -> Result<Sealed, VaultError>;

    async fn open(
        &self,
        tenant: &TenantId,
        system: &SystemName,
        sealed: &Sealed,
    ) -> Result<Credentials, VaultError>;
}
