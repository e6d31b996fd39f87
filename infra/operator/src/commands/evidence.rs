//! Everything that is kept of a case, in one archive that proves itself whole.

use domain::Batch;
use domain::case::{CollectionCase, TimelineEntry};
use domain::claim::ClaimRecord;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The case, how the tenant was asked, what came of it by push, and its trail, each with the SHA-256 of its own JSON, and one over these.
///
/// # Errors
/// Only when the memory for it cannot be had.
pub fn archive(
    case: &CollectionCase,
    batch: Option<&Batch>,
    pushed: Option<&ClaimRecord>,
    trail: &[TimelineEntry],
) -> Result<Value, serde_json::Error> {
    let parts = [
        ("case", serde_json::to_value(case)?),
        ("asked", serde_json::to_value(batch)?),
        ("pushed", serde_json::to_value(pushed)?),
        ("timeline", serde_json::to_value(trail)?),
    ];
    let mut hashes = serde_json::Map::new();
    for (name, part) in &parts {
        hashes.insert((*name).to_owned(), json!(sha256(&serde_json::to_vec(part)?)));
    }
    let whole = sha256(&serde_json::to_vec(&hashes)?);
    let mut archive = serde_json::Map::from_iter(parts.map(|(name, part)| (name.to_owned(), part)));
    archive.insert("sha256".into(), Value::Object(hashes));
    archive.insert("sha256_of_all".into(), json!(whole));
    Ok(Value::Object(archive))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
