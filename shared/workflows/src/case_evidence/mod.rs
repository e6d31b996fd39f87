//! Everything that is kept of a case, as files that prove themselves whole: for its debtor, its creditor, or a court.
//!
//! The same case on the same day gives the same bytes. Nothing secret is in it: no key, no link, nothing of other debtors.

mod account;
mod files;
mod kept;
mod manifest;
mod proof;
mod words;

use std::collections::BTreeMap;

use domain::Moment;
use domain::ids::{CaseId, TenantId};
use jiff::Timestamp;

use crate::ports::{Documents, DocumentsError, Store, StoreError};

pub use manifest::{Flaw, FlawKind, ListedFile, MANIFEST, Manifest};
pub use proof::{Difference, DifferenceKind, Proof, Unproven, prove};

/// Files by their names in the archive, which are made of numbers, kinds and dates only.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What is kept of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub manifest: Manifest,
    /// The manifest is among them.
    pub files: Files,
}

#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error("case: {0} does not exist")]
    NoSuchCase(CaseId),
    #[error("tenant: {0} does not exist")]
    NoSuchTenant(TenantId),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Documents(#[from] DocumentsError),
    #[error("{file} cannot be written: {problem}")]
    Unwritable { file: String, problem: serde_json::Error },
}

/// Gathers it. A letter that is not kept as it was sent is a flaw: it is named in the manifest, and the rest is there.
///
/// # Errors
/// When there is no such case, or the table or the documents cannot be reached.
pub async fn case_evidence(
    store: &dyn Store,
    documents: &dyn Documents,
    id: &CaseId,
    now: Timestamp,
) -> Result<Evidence, EvidenceError> {
    let kept = kept::read(store, documents, id).await?;
    let today = Moment::new(now, kept.tenant.country()).today;
    let mut files = files::of(&kept, today)?;
    let manifest = Manifest::of(&kept.case, today, &files, kept.flaws());
    files.insert(MANIFEST.to_owned(), files::json(MANIFEST, &manifest)?);
    Ok(Evidence { manifest, files })
}
