//! The links in mails: signed tokens, so that nothing of them needs to be stored.

mod claims;
#[cfg(test)]
mod tests;
mod token;

use async_trait::async_trait;
use jiff::Timestamp;
use workflows::ports::{LetterLinkClaims, LinkClaims, LinkError, Links};

use crate::keyring::Keyring;
use crate::secrets::SecretError;
use claims::Claims;
use token::Signed;

/// [`Links`] with keys out of a [`Keyring`]: HMAC-SHA-256, and rotation without a link going dead.
pub struct SignedLinks {
    ring: Keyring,
    public_url: String,
}

impl SignedLinks {
    /// `public_url` is what addresses start with, without a slash at its end.
    pub fn new(ring: Keyring, public_url: impl Into<String>) -> Self {
        Self { ring, public_url: public_url.into() }
    }

    async fn signed<C: Claims>(&self, page: &str, claims: &C) -> Result<String, LinkError<C>> {
        let key = self.ring.current().await.map_err(unreached)?;
        Ok(format!("{}/{page}/{}", self.public_url, token::sign(claims, &key)))
    }

    async fn verified<C: Claims>(&self, token: &str, now: Timestamp) -> Result<C, LinkError<C>> {
        let signed = Signed::<C>::parse(token).ok_or(LinkError::Forged)?;
        let key = self.ring.find(signed.key_id()).await.map_err(unreached)?.ok_or(LinkError::Forged)?;
        let claims = signed.verified(&key).ok_or(LinkError::Forged)?;
        if now >= claims.expires() {
            return Err(LinkError::Expired(claims));
        }
        Ok(claims)
    }
}

fn unreached<C>(error: SecretError) -> LinkError<C> {
    LinkError::Unavailable(error.to_string())
}

#[async_trait]
impl Links for SignedLinks {
    async fn address(&self, claims: &LinkClaims) -> Result<String, LinkError> {
        self.signed("a", claims).await
    }

    async fn verify(&self, token: &str, now: Timestamp) -> Result<LinkClaims, LinkError> {
        self.verified(token, now).await
    }

    async fn letter_address(&self, claims: &LetterLinkClaims) -> Result<String, LinkError<LetterLinkClaims>> {
        self.signed("d", claims).await
    }

    async fn verify_letter(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<LetterLinkClaims, LinkError<LetterLinkClaims>> {
        self.verified(token, now).await
    }
}
