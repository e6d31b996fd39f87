//! Links that decide: signed, for one batch of one tenant, with an end.

use async_trait::async_trait;
use domain::ids::{BatchNumber, TenantId};
use jiff::Timestamp;

/// What a link speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkClaims {
    pub tenant: TenantId,
    pub batch: BatchNumber,
    pub expires: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Not one of ours, cut short, or changed.
    #[error("the link is not valid")]
    Forged,
    /// Ours, but too old; what it spoke for is told so that the page can say so in the right language.
    #[error("the link has expired")]
    Expired(LinkClaims),
    #[error("the signing keys cannot be reached: {0}")]
    Unavailable(String),
}

#[async_trait]
pub trait Links: Send + Sync {
    /// The whole address of the page, with the token in it. A secret: never logged.
    async fn address(&self, claims: &LinkClaims) -> Result<String, LinkError>;

    /// What a token speaks for, if it is ours and still holds.
    async fn verify(&self, token: &str, now: Timestamp) -> Result<LinkClaims, LinkError>;
}
