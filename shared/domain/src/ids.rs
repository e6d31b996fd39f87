//! The names by which things are found again.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A tenant: `t` and twelve characters of lower-case base 32. Random, so that it says nothing of the business.
    TenantId
}

text_id! {
    /// The accounting system's own id of an invoice, opaque.
    InvoiceId
}

text_id! {
    /// One run of one tenant: the civil date for the morning's, with a suffix for one that an operator asked for.
    RunId
}

text_id! {
    /// An effect in the outbox. Deterministic: the same step makes the same id, so it is queued once.
    EffectId
}

text_id! {
    /// A case: `<tenant>-<digest of system and invoice id>`. The id says where the case is kept.
    CaseId
}

text_id! {
    /// A payment that came to the service: `<tenant>-p<digest of its reference>`. The id says where it is kept.
    PaymentId
}

text_id! {
    /// A letter to a debtor: `<tenant>-l<digest of debtor, step and day>`. The id says where it is kept.
    LetterId
}

text_id! {
    /// Where a system's webhooks for one tenant arrive: `w` and 26 characters of lower-case base 32. Unguessable.
    ConnectionId
}

text_id! {
    /// An accounting system's name in the table of connectors, such as `billy`.
    SystemName
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {value:?} is not {expected}")]
pub struct BadId {
    pub field: &'static str,
    pub value: String,
    pub expected: &'static str,
}

const TENANT_DIGITS: usize = 12;

fn is_id(text: &str, alphabet: fn(u8) -> bool, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(alphabet)
}

fn lower_base32(byte: u8) -> bool {
    byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte)
}

impl TenantId {
    /// Makes an id from eight random bytes.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let digits = BASE32_NOPAD.encode(&bytes).to_ascii_lowercase();
        Self(format!("t{}", &digits[..TENANT_DIGITS]))
    }
}

/// 128 bits in base 32.
const CONNECTION_DIGITS: usize = 26;

impl ConnectionId {
    /// Makes an id from sixteen random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(format!("w{}", BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()))
    }
}

impl FromStr for ConnectionId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        if text.starts_with('w') && is_id(text, lower_base32, CONNECTION_DIGITS + 1..=CONNECTION_DIGITS + 1) {
            return Ok(Self(text.into()));
        }
        Err(BadId { field: "connection", value: text.into(), expected: "a connection's id" })
    }
}

impl FromStr for TenantId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        if text.starts_with('t') && is_id(text, lower_base32, TENANT_DIGITS + 1..=TENANT_DIGITS + 1) {
            return Ok(Self(text.into()));
        }
        Err(BadId { field: "tenant", value: short(text), expected: "a tenant id" })
    }
}

impl InvoiceId {
    /// The longest id that any system is seen to use is 36 characters; a key must stay far below the table's limit.
    pub const LONGEST: usize = 200;

    /// # Errors
    /// When it is empty, too long, or has control characters.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        if text.is_empty() || text.len() > Self::LONGEST || text.chars().any(char::is_control) {
            return Err(BadId { field: "invoice_id", value: short(text), expected: "an invoice id" });
        }
        Ok(Self(text.into()))
    }
}

impl RunId {
    /// The morning's run of a civil date.
    pub fn morning(date: jiff::civil::Date) -> Self {
        Self(date.to_string())
    }

    /// A run that somebody asked for, named by its instant to the millisecond: two in one second are two runs.
    pub fn asked_for(date: jiff::civil::Date, at: jiff::Timestamp) -> Self {
        Self(format!("{date}.{}", at.as_millisecond()))
    }

    /// The run's civil date.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        self.0.get(..10)?.parse().ok()
    }
}

impl FromStr for RunId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let run = Self(text.into());
        let tail_fits = text.bytes().skip(10).all(|b| b.is_ascii_digit() || b == b'.');
        if run.date().is_some() && tail_fits && text.len() <= 32 {
            return Ok(run);
        }
        Err(BadId { field: "run", value: short(text), expected: "a run id such as 2026-11-21" })
    }
}

impl EffectId {
    /// An id from the parts that make the effect the same effect: kind, tenant, number.
    pub fn of(parts: &[&str]) -> Self {
        Self(parts.join("."))
    }
}

impl FromStr for EffectId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        if is_id(text, |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'), 1..=120) {
            return Ok(Self(text.into()));
        }
        Err(BadId { field: "effect", value: short(text), expected: "an effect id" })
    }
}

impl CaseId {
    /// The one case of an invoice: the same tenant, system and invoice always give the same id.
    pub fn of(tenant: &TenantId, system: &SystemName, invoice: &InvoiceId) -> Self {
        let digest = Sha256::digest(format!("{system}\u{1f}{invoice}"));
        let digits = BASE32_NOPAD.encode(&digest[..10]).to_ascii_lowercase();
        Self(format!("{tenant}-{digits}"))
    }

    /// The tenant that the case belongs to, as the id says it.
    pub fn tenant(&self) -> TenantId {
        TenantId(self.0.split('-').next().unwrap_or_default().to_owned())
    }

    /// The part after the tenant: unique within it.
    pub fn digest(&self) -> &str {
        self.0.split_once('-').map_or("", |(_, digest)| digest)
    }

    /// For people, who read it out on the telephone: `K7QM-2XAB`. Not unique for ever; the id is.
    pub fn number(&self) -> String {
        let digits: String = self.digest().chars().take(8).collect::<String>().to_ascii_uppercase();
        match digits.split_at_checked(4) {
            Some((first, second)) => format!("{first}-{second}"),
            None => digits,
        }
    }
}

impl FromStr for CaseId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let parts = text.split_once('-');
        match parts {
            Some((tenant, digest))
                if tenant.parse::<TenantId>().is_ok() && is_id(digest, lower_base32, 16..=16) =>
            {
                Ok(Self(text.into()))
            }
            _ => Err(BadId { field: "case", value: short(text), expected: "a case id" }),
        }
    }
}

/// Ids of a tenant's own things: the tenant, a letter that says what it is, and a digest of what makes it one of a kind.
macro_rules! id_within_a_tenant {
    ($name:ident, $letter:literal, $field:literal, $expected:literal) => {
        impl $name {
            /// The same tenant and parts always give the same id.
            pub fn of(tenant: &TenantId, parts: &[&str]) -> Self {
                let digest = Sha256::digest(parts.join("\u{1f}"));
                let digits = BASE32_NOPAD.encode(&digest[..15]).to_ascii_lowercase();
                Self(format!(concat!("{}-", $letter, "{}"), tenant, digits))
            }

            /// The tenant that it belongs to, as the id says it.
            pub fn tenant(&self) -> TenantId {
                TenantId(self.0.split('-').next().unwrap_or_default().to_owned())
            }

            /// The part after the tenant: unique within it.
            pub fn digest(&self) -> &str {
                self.0.split_once('-').map_or("", |(_, digest)| digest)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                match text.split_once(concat!("-", $letter)) {
                    Some((tenant, digest))
                        if tenant.parse::<TenantId>().is_ok() && is_id(digest, lower_base32, 24..=24) =>
                    {
                        Ok(Self(text.into()))
                    }
                    _ => Err(BadId { field: $field, value: short(text), expected: $expected }),
                }
            }
        }
    };
}

id_within_a_tenant!(PaymentId, "p", "payment", "a payment's id");
id_within_a_tenant!(LetterId, "l", "letter", "a letter's id");

impl SystemName {
    /// For the table of connectors, whose names are known when the program is built.
    pub fn known(name: &'static str) -> Self {
        Self(name.into())
    }
}

/// A tenant's batches are numbered from 1; the open one collects what the next mail will tell.
/// The default is [`BatchNumber::NONE`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BatchNumber(pub u32);

impl BatchNumber {
    pub const FIRST: BatchNumber = BatchNumber(1);
    /// No mail asks about it.
    pub const NONE: BatchNumber = BatchNumber(0);

    pub fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for BatchNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant() -> TenantId {
        TenantId::from_random([7; 8])
    }

    #[test]
    fn a_case_id_tells_its_tenant_and_is_the_same_every_time() {
        let system = SystemName::known("billy");
        let invoice = InvoiceId::parse("iv3Kc0TzQ8mWn1aPp5Yx2A").unwrap();
        let id = CaseId::of(&tenant(), &system, &invoice);
        assert_eq!(id, CaseId::of(&tenant(), &system, &invoice));
        assert_eq!(id.tenant(), tenant());
        assert_eq!(id.as_str().parse::<CaseId>(), Ok(id.clone()));
        assert_ne!(id, CaseId::of(&tenant(), &SystemName::known("dinero"), &invoice));
    }

    #[test]
    fn a_payment_id_tells_its_tenant_and_is_one_for_each_reference() {
        let id = PaymentId::of(&tenant(), &["bank 2026-11-20/17"]);
        assert_eq!(id, PaymentId::of(&tenant(), &["bank 2026-11-20/17"]));
        assert_ne!(id, PaymentId::of(&tenant(), &["bank 2026-11-20/18"]));
        assert_ne!(id, PaymentId::of(&TenantId::from_random([8; 8]), &["bank 2026-11-20/17"]));
        assert_eq!((id.tenant(), id.as_str().parse()), (tenant(), Ok(id.clone())));
        assert!(id.as_str().parse::<CaseId>().is_err());
    }

    #[test]
    fn ids_from_outside_are_checked_before_they_become_keys() {
        for bad in ["", "t1", "TENANT#x", "t2345672345672x", "../../etc"] {
            assert!(bad.parse::<TenantId>().is_err(), "{bad}");
            assert!(bad.parse::<CaseId>().is_err(), "{bad}");
            assert!(bad.parse::<PaymentId>().is_err(), "{bad}");
        }
        assert!(InvoiceId::parse("").is_err());
        assert!(InvoiceId::parse("a\nb").is_err());
        assert!("2026-13-01".parse::<RunId>().is_err());
        assert!("2026-11-21.1795000000".parse::<RunId>().is_ok());
    }
}
