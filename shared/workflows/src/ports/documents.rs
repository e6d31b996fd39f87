//! Documents and bodies that are kept whole.

use std::fmt;

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use domain::claim::{ContentType, EventId};
use domain::handover::FiledDocument;
use domain::ids::TenantId;
use sha2::{Digest, Sha256};

/// What a kept document is known by: in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Where something is kept. Ids and digests only: a key stands in logs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentKey(String);

impl DocumentKey {
    /// A document, by what is in it: the same one twice is kept once. `sha256` is lower-case hexadecimal.
    pub fn document(tenant: &TenantId, sha256: &str, content_type: ContentType) -> Self {
        let ending = match content_type {
            ContentType::Pdf => "pdf",
            ContentType::Png => "png",
            ContentType::Jpeg => "jpeg",
        };
        Self(format!("{tenant}/documents/{sha256}.{ending}"))
    }

    /// The PDF of a letter to a debtor, as attached. `sha256` is lower-case hexadecimal.
    pub fn letter(tenant: &TenantId, sha256: &str) -> Self {
        Self(format!("{tenant}/letters/{sha256}.pdf"))
    }

    /// A claim as it was frozen for an agency. `sha256` is lower-case hexadecimal.
    pub fn claim(tenant: &TenantId, sha256: &str) -> Self {
        Self(format!("{tenant}/claims/{sha256}.json"))
    }

    /// A paper of a claim, where the claim says that it is kept.
    pub fn filed(document: &FiledDocument) -> Self {
        Self(document.key.clone())
    }

    /// The raw body of an event, as it was signed.
    pub fn event(tenant: &TenantId, event: &EventId) -> Self {
        Self(format!("{tenant}/events/{}.json", sha256(event.as_str().as_bytes())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the documents cannot be reached: {0}")]
pub struct DocumentsError(pub String);

#[async_trait]
pub trait Documents: Send + Sync {
    /// Keeps bytes for good; safe to repeat.
    async fn keep(&self, key: &DocumentKey, content_type: &str, bytes: Vec<u8>)
    -> Result<(), DocumentsError>;

    /// What is kept under a key.
    async fn read(&self, key: &DocumentKey) -> Result<Option<Vec<u8>>, DocumentsError>;
}
