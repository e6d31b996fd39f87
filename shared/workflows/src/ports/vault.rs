//! Tenants' credentials, sealed.

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
