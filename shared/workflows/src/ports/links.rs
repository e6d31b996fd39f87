//! Links that decide: signed, with an end. A tenant's speaks for one batch, a debtor's for one letter.

use async_trait::async_trait;
use domain::ids::{BatchNumber, LetterId, TenantId};
use jiff::Timestamp;

/// What a tenant's link speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkClaims {
    pub tenant: TenantId,
    pub batch: BatchNumber,
    pub expires: Timestamp,
}

/// What the link in a letter to a debtor speaks for. The tenant stands in the letter's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterLinkClaims {
    pub letter: LetterId,
    pub expires: Timestamp,
}

/// `C` is what the link would speak for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError<C = LinkClaims> {
    /// Not one of ours, cut short, changed, or a link of the other kind.
    #[error("the link is not valid")]
    Forged,
    /// Ours, but too old; what it spoke for is told so that the page can say so in the right language.
    #[error("the link has expired")]
    Expired(C),
    #[error("the signing keys cannot be reached: {0}")]
    Unavailable(String),
}

#[async_trait]
pub trait Links: Send + Sync {
    /// The whole address of the tenant's page, with the token in it. A secret: never logged.
    async fn address(&self, claims: &LinkClaims) -> Result<String, LinkError>;

    /// What a tenant's token speaks for, if it is ours and still holds.
    async fn verify(&self, token: &str, now: Timestamp) -> Result<LinkClaims, LinkError>;

    /// The whole address of the debtor's page of a letter, with the token in it. A secret: never logged.
    async fn letter_address(&self, claims: &LetterLinkClaims) -> Result<String, LinkError<LetterLinkClaims>>;

    /// What a debtor's token speaks for, if it is ours and still holds.
    async fn verify_letter(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<LetterLinkClaims, LinkError<LetterLinkClaims>>;
}
