//! Signatures by the Standard Webhooks specification, version 1.0.0.

use std::fmt;

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

const PREFIX: &str = "whsec_";

/// What a connection's events are signed with: 24 to 64 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

/// Not a secret of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("is not `whsec_` and the base64 of 24 to 64 bytes")]
pub struct SecretError;

impl Secret {
    /// Reads `whsec_…`.
    ///
    /// # Errors
    /// When it is not one.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let bytes = text.trim().strip_prefix(PREFIX).and_then(|coded| BASE64.decode(coded.as_bytes()).ok());
        bytes.filter(|bytes| (24..=64).contains(&bytes.len())).map(Self).ok_or(SecretError)
    }

    /// One that nobody else has.
    #[must_use]
    pub fn random() -> Self {
        Self((0..32).map(|_| fastrand::u8(..)).collect())
    }

    /// As people exchange it: `whsec_…`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", BASE64.encode(&self.0))
    }

    /// The signature over id, unix seconds and raw body: `v1,…`.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let signed = [format!("{id}.{timestamp}.").as_bytes(), body].concat();
        format!("v1,{}", BASE64.encode(&self.mac(&signed)))
    }

    fn mac(&self, bytes: &[u8]) -> Vec<u8> {
        // A key shorter than a block of the hash is filled up with zeros (RFC 2104 § 2).
        let mut block = [0_u8; 64];
        block[..self.0.len()].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(bytes);
        mac.finalize().into_bytes().to_vec()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_is_signed_as_published() {
        // Of the reference libraries of the specification.
        let secret = Secret::parse("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD").unwrap();
        let body = br#"{"email":"test@example.com","username":"test_user"}"#;
        assert_eq!(
            secret.sign("msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", 1_649_367_553, body),
            "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="
        );
    }

    #[test]
    fn a_secret_is_what_it_says_and_nothing_shorter() {
        let secret = Secret::random();
        assert_eq!(Secret::parse(&secret.text()), Ok(secret));
        let of = |length: usize| format!("whsec_{}", BASE64.encode(&vec![7; length]));
        for (text, good) in [
            (of(23), false),
            (of(24), true),
            (of(64), true),
            (of(65), false),
            ("C2FVsBQIhrscChlQIMV+b5sSYspob7oD".to_owned(), false),
            ("whsec_no base64".to_owned(), false),
        ] {
            assert_eq!(Secret::parse(&text).is_ok(), good, "{text}");
        }
    }
}
