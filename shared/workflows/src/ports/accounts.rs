//! Connections to accounting systems.

use accounting::{AccountingSystem, Connection};
use async_trait::async_trait;
use domain::SystemName;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountsError {
    /// The app's own credentials cannot be fetched now: try again later.
    #[error("the apps' credentials cannot be reached: {0}")]
    Unavailable(String),
    /// The tenant's credentials or settings cannot be right, or its system is not known.
    #[error("{0}")]
    Refused(String),
}

/// Makes the connection of one tenant. No request to the accounting system yet.
#[async_trait]
pub trait Accounts: Send + Sync {
    async fn connect(
        &self,
        system: &SystemName,
        connection: &Connection<'_>,
    ) -> Result<Box<dyn AccountingSystem>, AccountsError>;
}
