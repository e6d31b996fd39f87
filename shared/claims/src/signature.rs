//! Signatures of Standard Webhooks (specification 1.0.0): HMAC-SHA256 over `{id}.{timestamp}.{body}`, base64.
//!
//! The specification's own crate asks the system's clock and copies the body to sign it; this is told the instant, and
//! reads a body of several megabytes once.

use std::fmt;

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use zeroize::Zeroizing;

pub const ID: &str = "webhook-id";
pub const TIMESTAMP: &str = "webhook-timestamp";
pub const SIGNATURE: &str = "webhook-signature";

/// A delivery may be this much older or younger than our clock.
pub const TOLERANCE_SECONDS: i64 = 300;

const PREFIX: &str = "whsec_";
const VERSION: &str = "v1";
/// What the specification allows.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// Nobody signs with more secrets than this; each costs a walk over the body only where ours has as many.
const MOST_SIGNATURES: usize = 16;

/// One shared secret. Wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret is whsec_ and the base64 of 24 to 64 bytes")]
pub struct NotASecret;

/// The headers that a signature is made of, as they came.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    pub id: Option<&'a str>,
    pub timestamp: Option<&'a str>,
    /// Several, parted by blanks, while the sender rotates its secret.
    pub signature: Option<&'a str>,
}

/// Missing, wrong or stale: which of them is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is missing, wrong or stale")]
pub struct NotSigned;

impl Secret {
    /// # Errors
    /// When the text is no secret of the specification. Says nothing of what it is.
    pub fn parse(text: &str) -> Result<Self, NotASecret> {
        let encoded = text.trim().strip_prefix(PREFIX).ok_or(NotASecret)?;
        let bytes = Zeroizing::new(BASE64.decode(encoded.as_bytes()).map_err(|_| NotASecret)?);
        if BYTES.contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(NotASecret) }
    }

    /// A new secret of 32 random bytes.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }

    /// `whsec_…`, for sealing and for the one time that it is shown.
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{PREFIX}{}", BASE64.encode(&self.0)))
    }

    /// The signature of one delivery, as the header has it: `v1,…`.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let code = self.mac(id, &timestamp.to_string(), body).finalize().into_bytes();
        format!("{VERSION},{}", BASE64.encode(&code))
    }

    fn mac(&self, id: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("a key of any length");
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        mac
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Whether one of the signatures is of one of the secrets, and fresh. Answers the delivery's id.
///
/// Takes as long for a wrong signature as for a right one, and for each secret the same.
///
/// # Errors
/// Never says why.
pub fn verify<'a>(
    signed: Signed<'a>,
    body: &[u8],
    secrets: &[Secret],
    now: Timestamp,
) -> Result<&'a str, NotSigned> {
    let (id, timestamp) = (signed.id.unwrap_or_default(), signed.timestamp.unwrap_or_default());
    let codes: Vec<Vec<u8>> = signed
        .signature
        .unwrap_or_default()
        .split(' ')
        .filter_map(|signature| signature.strip_prefix(VERSION)?.strip_prefix(','))
        .filter_map(|code| BASE64.decode(code.as_bytes()).ok())
        .take(MOST_SIGNATURES)
        .collect();
    let mut is_signed = false;
    for secret in secrets {
        let mac = secret.mac(id, timestamp, body);
        for code in &codes {
            // `verify_slice` compares in constant time.
            is_signed |= mac.clone().verify_slice(code).is_ok();
        }
    }
    let is_fresh = timestamp.parse::<i64>().is_ok_and(|sent| {
        (now.as_second() - TOLERANCE_SECONDS..=now.as_second() + TOLERANCE_SECONDS).contains(&sent)
    });
    if is_signed && is_fresh && !id.is_empty() { Ok(id) } else { Err(NotSigned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example that the specification's libraries are all tested with.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const MESSAGE: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const AT: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const CODE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn secret() -> Secret {
        Secret::parse(SECRET).unwrap()
    }

    fn other() -> Secret {
        Secret::from_random([7; 32])
    }

    fn verified(timestamp: i64, signature: &str, secrets: &[Secret], now: i64) -> bool {
        let timestamp = timestamp.to_string();
        let signed = Signed { id: Some(MESSAGE), timestamp: Some(&timestamp), signature: Some(signature) };
        verify(signed, BODY, secrets, Timestamp::from_second(now).unwrap()).is_ok()
    }

    #[test]
    fn the_specifications_example_is_signed_and_verified() {
        assert_eq!(secret().sign(MESSAGE, AT, BODY), CODE);
        assert!(verified(AT, CODE, &[secret()], AT));
        assert!(!verified(AT, CODE, &[other()], AT));
    }

    #[test]
    fn any_of_several_signatures_and_any_of_two_secrets_is_enough() {
        let foreign = other().sign(MESSAGE, AT, BODY);
        assert!(verified(AT, &format!("v1a,AAAA {foreign} {CODE}"), &[secret()], AT));
        assert!(verified(AT, CODE, &[other(), secret()], AT));
        assert!(!verified(AT, &foreign, &[secret()], AT));
    }

    #[test]
    fn five_minutes_of_clock_skew_are_borne_both_ways_and_no_more() {
        for (now, fresh) in [(AT + 300, true), (AT - 300, true), (AT + 301, false), (AT - 301, false)] {
            assert_eq!(verified(AT, CODE, &[secret()], now), fresh, "{now}");
        }
        // A stale delivery with a new time on it has another signature.
        assert!(!verified(AT + 400, CODE, &[secret()], AT + 400));
    }

    #[test]
    fn every_part_of_a_delivery_is_signed() {
        let timestamp = AT.to_string();
        let signed = Signed { id: Some(MESSAGE), timestamp: Some(&timestamp), signature: Some(CODE) };
        let at = Timestamp::from_second(AT).unwrap();
        let verifies = |signed: Signed<'_>, body: &[u8]| verify(signed, body, &[secret()], at).is_ok();
        assert!(verifies(signed, BODY));
        assert!(!verifies(signed, br#"{"test": 2432232315}"#));
        assert!(!verifies(Signed { id: Some("msg_other"), ..signed }, BODY));
        assert!(!verifies(Signed { id: None, ..signed }, BODY));
        assert!(!verifies(Signed { timestamp: None, ..signed }, BODY));
        assert!(!verifies(Signed { signature: None, ..signed }, BODY));
        assert!(!verifies(Signed { signature: Some(&CODE["v1,".len()..]), ..signed }, BODY));
    }

    #[test]
    fn a_secret_of_another_form_is_refused_and_never_shown() {
        for bad in ["", "hunter2", "whsec_", "whsec_aHVudGVyMg==", "whsec_%%%", &SECRET[6..]] {
            assert_eq!(Secret::parse(bad), Err(NotASecret), "{bad}");
        }
        assert_eq!(secret().expose().as_str(), SECRET);
        assert_eq!(format!("{:?}", secret()), "Secret");
    }
}
