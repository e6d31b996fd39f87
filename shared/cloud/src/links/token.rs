//! A token, byte by byte: version, key id with its length, what it speaks for, end in seconds, signature; as base64url.
//!
//! There is one spelling of a token: base64 with stray bits, padding or extra bytes is refused before anything else. The
//! version says which kind it is, and stands under the signature: a token of one kind is none of the other.

use std::marker::PhantomData;

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::claims::Claims;
use crate::keyring::Key;

/// The left half of HMAC-SHA-256 (RFC 2104 § 5): 128 bits cannot be guessed over the web.
const SIGNATURE_BYTES: usize = 16;

/// Longer than any token of ours.
const LONGEST: usize = 120;

const END_BYTES: usize = 8;

pub(super) fn sign<C: Claims>(claims: &C, key: &Key) -> String {
    let id = key.id.as_bytes();
    let id_length = u8::try_from(id.len()).unwrap_or(u8::MAX);
    let mut bytes = vec![C::VERSION, id_length];
    bytes.extend_from_slice(id);
    claims.write(&mut bytes);
    bytes.extend_from_slice(&claims.expires().as_second().to_be_bytes());
    let signature = mac(key, &bytes).finalize().into_bytes();
    bytes.extend_from_slice(&signature[..SIGNATURE_BYTES]);
    BASE64URL_NOPAD.encode(&bytes)
}

fn mac(key: &Key, bytes: &[u8]) -> Hmac<Sha256> {
    // A key shorter than a block of the hash is filled up with zeros (RFC 2104 § 2).
    let mut block = Zeroizing::new([0u8; 64]);
    block[..key.bytes.len()].copy_from_slice(&*key.bytes);
    let mut mac = Hmac::<Sha256>::new(&(*block).into());
    mac.update(bytes);
    mac
}

/// A token that was taken apart, its signature not yet checked.
pub(super) struct Signed<C> {
    bytes: Vec<u8>,
    key_id: String,
    speaks_for: PhantomData<C>,
}

impl<C: Claims> Signed<C> {
    /// `None` for what cannot be a token of this kind.
    pub(super) fn parse(token: &str) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let (&[version, id_length], rest) = bytes.split_first_chunk::<2>()?;
        let id = rest.get(..usize::from(id_length))?;
        if version != C::VERSION || rest.len() != id.len() + C::BYTES + END_BYTES + SIGNATURE_BYTES {
            return None;
        }
        let key_id = std::str::from_utf8(id).ok()?.to_owned();
        Some(Self { bytes, key_id, speaks_for: PhantomData })
    }

    pub(super) fn key_id(&self) -> &str {
        &self.key_id
    }

    /// What the token speaks for, if this key signed it. Compares in constant time.
    pub(super) fn verified(&self, key: &Key) -> Option<C> {
        let (payload, signature) = self.bytes.split_last_chunk::<SIGNATURE_BYTES>()?;
        mac(key, payload).verify_truncated_left(signature).ok()?;
        let (rest, end) = payload.split_last_chunk::<END_BYTES>()?;
        let (_, claims) = rest.split_at_checked(rest.len().checked_sub(C::BYTES)?)?;
        C::read(claims, Timestamp::from_second(i64::from_be_bytes(*end)).ok()?)
    }
}
