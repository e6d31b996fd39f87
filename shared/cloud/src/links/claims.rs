//! What the two kinds of token speak for, as bytes.

use domain::ids::{BatchNumber, LetterId, TenantId};
use jiff::Timestamp;
use workflows::ports::{LetterLinkClaims, LinkClaims};

/// One kind of token. The version is never used again for another kind or another order of bytes.
pub(super) trait Claims: Sized {
    const VERSION: u8;
    /// What [`Self::write`] writes, always.
    const BYTES: usize;

    fn write(&self, bytes: &mut Vec<u8>);
    fn read(bytes: &[u8], expires: Timestamp) -> Option<Self>;
    fn expires(&self) -> Timestamp;
}

const BATCH_BYTES: usize = 4;

/// The tenant, then the batch.
impl Claims for LinkClaims {
    const VERSION: u8 = 1;
    const BYTES: usize = 13 + BATCH_BYTES;

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.tenant.as_str().as_bytes());
        bytes.extend_from_slice(&self.batch.0.to_be_bytes());
    }

    fn read(bytes: &[u8], expires: Timestamp) -> Option<Self> {
        let (tenant, batch) = bytes.split_last_chunk::<BATCH_BYTES>()?;
        let tenant = std::str::from_utf8(tenant).ok()?.parse::<TenantId>().ok()?;
        Some(Self { tenant, batch: BatchNumber(u32::from_be_bytes(*batch)), expires })
    }

    fn expires(&self) -> Timestamp {
        self.expires
    }
}

/// The letter's id, its tenant first.
impl Claims for LetterLinkClaims {
    const VERSION: u8 = 2;
    const BYTES: usize = 39;

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.letter.as_str().as_bytes());
    }

    fn read(bytes: &[u8], expires: Timestamp) -> Option<Self> {
        let letter = std::str::from_utf8(bytes).ok()?.parse::<LetterId>().ok()?;
        Some(Self { letter, expires })
    }

    fn expires(&self) -> Timestamp {
        self.expires
    }
}
