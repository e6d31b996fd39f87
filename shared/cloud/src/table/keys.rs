//! Keys of the one table, and of its three indexes.

use domain::claim::EventId;
use domain::ids::{BatchNumber, CaseId, ConnectionId, EffectId, LetterId, PaymentId, RunId, TenantId};
use domain::{News, RegistrationNumber};
use sha2::{Digest, Sha256};
use workflows::ports::SHARDS;

/// `#` sorts before every letter, so that the tenant comes first in the index of what is open:
/// `#PROFILE` < `BATCH#…` < `CASE#…` < `NEWS#…`.
pub const PROFILE: &str = "#PROFILE";
pub const NUMBER: &str = "NUMBER";
pub const EFFECT: &str = "EFFECT";
pub const CONNECTION: &str = "CONNECTION";
pub const PARCEL: &str = "PARCEL";

pub const BATCHES: &str = "BATCH#";
pub const CASES: &str = "CASE#";
pub const NEWS: &str = "NEWS#";
pub const LETTERS: &str = "LETTER#";
pub const PAYMENTS: &str = "PAYMENT#";
pub const RUNS: &str = "RUN#";
pub const ENTRIES: &str = "T#";
/// How a tenant's connection stands with its collection service.
pub const CLAIMS_STANDING: &str = "CLAIMS";

/// The indexes' names.
pub const OPEN: &str = "open";
pub const SHARD: &str = "shard";
pub const BY_BATCH: &str = "by_batch";

pub fn tenant(id: &TenantId) -> String {
    format!("TENANT#{id}")
}

/// `NUMBER#DK:CVR:12345678`.
pub fn number(number: &RegistrationNumber) -> String {
    format!("NUMBER#{}:{}", number.scheme(), number.digits())
}

pub fn connection(id: &ConnectionId) -> String {
    format!("CONNECTION#{id}")
}

/// Under the tenant's key.
pub fn case(id: &CaseId) -> String {
    format!("{CASES}{}", id.digest())
}

/// Under the tenant's key.
pub fn batch(number: BatchNumber) -> String {
    format!("{BATCHES}{:06}", number.0)
}

/// Under the tenant's key: what all news of a batch begin with.
pub fn news_of(batch: BatchNumber) -> String {
    format!("{NEWS}{:06}#", batch.0)
}

/// Under the tenant's key.
pub fn news(news: &News) -> String {
    format!("{}{}#{:010}", news_of(news.batch), news.case.digest(), news.version)
}

/// Under the tenant's key.
pub fn run(id: &RunId) -> String {
    format!("{RUNS}{id}")
}

/// Under the tenant's key: everything that came in about one invoice by push.
pub fn claim(case: &CaseId) -> String {
    format!("CLAIM#{}", case.digest())
}

/// Under the tenant's key: an event that was taken. By its digest, for its sender chose its id.
pub fn inbound(event: &EventId) -> String {
    let digest = Sha256::digest(event.as_str().as_bytes());
    format!("EVENT#{}", data_encoding::HEXLOWER.encode(&digest[..16]))
}

/// Under the tenant's key.
pub fn payment(id: &PaymentId) -> String {
    format!("{PAYMENTS}{}", id.digest())
}

/// Under the tenant's key.
pub fn letter(id: &LetterId) -> String {
    format!("{LETTERS}{}", id.digest())
}

/// The timeline has a key of its own: a tenant's daily reading never meets it.
pub fn timeline(case: &CaseId) -> String {
    format!("CASE#{case}")
}

pub fn entry(version: u64) -> String {
    format!("{ENTRIES}{version:06}")
}

pub fn effect(id: &EffectId) -> String {
    format!("EFFECT#{id}")
}

/// A mail with papers, by the effect that sends it.
pub fn parcel(id: &EffectId) -> String {
    format!("PARCEL#{id}")
}

pub fn cases_of_batch(tenant: &TenantId, batch: BatchNumber) -> String {
    format!("{tenant}#{:06}", batch.0)
}

/// The partition of the sharded index that an id falls into, and always falls into.
pub fn shard_of(id: &str) -> u8 {
    Sha256::digest(id.as_bytes())[0] % SHARDS
}

pub fn tenants_shard(shard: u8) -> String {
    format!("TENANT#{shard}")
}

pub fn effects_shard(shard: u8) -> String {
    format!("EFFECT#{shard}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenant_sorts_before_everything_that_is_open_for_it() {
        let mut sorted = [NEWS, CASES, PROFILE, BATCHES];
        sorted.sort_unstable();
        assert_eq!(sorted, [PROFILE, BATCHES, CASES, NEWS]);
    }

    #[test]
    fn tenants_spread_over_all_shards_and_stay_where_they_are() {
        let shards: std::collections::BTreeSet<u8> =
            (0..100u8).map(|n| shard_of(TenantId::from_random([n; 8]).as_str())).collect();
        assert_eq!(shards, (0..SHARDS).collect());
        assert_eq!(shard_of("taaaaaaaaaaaa"), shard_of("taaaaaaaaaaaa"));
    }
}
