//! The papers that go along with a claim: its letters as they were sent, and its invoice.

use std::collections::BTreeSet;

use accounting::{AccountingError, AccountingSystem};
use domain::Country;
use domain::case::CollectionCase;
use domain::claim::{ClaimDocument, ContentType, DocumentRole};
use domain::dunning::{LetterFile, LetterKind};
use domain::handover::{FiledDocument, Paper};
use domain::ids::TenantId;

use super::super::agency_desk::AgencyDesk;
use super::Failure;
use crate::ports::{DocumentKey, sha256};

pub(super) struct Papers {
    /// What was delivered, where a push told it.
    pub what: Option<String>,
    pub documents: Vec<FiledDocument>,
}

impl Papers {
    pub async fn of(
        desk: &AgencyDesk<'_>,
        case: &CollectionCase,
        letters: &[LetterFile],
        source: Option<&dyn AccountingSystem>,
    ) -> Result<Self, Failure> {
        let pushed = desk.ports.store.claim_record(&case.id).await?.and_then(|record| record.claim);
        let mut documents: Vec<FiledDocument> = match source {
            Some(source) => invoice(desk, case, source).await?.into_iter().collect(),
            None => vec![],
        };
        let has_invoice = !documents.is_empty();
        let kept = pushed.iter().flat_map(|claim| &claim.documents).filter(|document| document.is_kept);
        let kept = kept.filter(|document| !has_invoice || document.role != DocumentRole::Invoice);
        documents.extend((1..).zip(kept).map(|(nth, document)| came_along(&desk.tenant.id, nth, document)));
        let country = desk.tenant.country();
        documents.extend(letters.iter().map(|file| letter(&desk.tenant.id, country, file)));
        // A claim takes no two papers of one name; the same paper twice is one.
        let mut names = BTreeSet::new();
        documents.retain(|document| names.insert(document.name.clone()));
        Ok(Self { what: pushed.and_then(|claim| claim.description), documents })
    }
}

/// The invoice as its debtor got it, kept before the claim goes. Books that have none, or answer with something else, let the
/// claim go without.
async fn invoice(
    desk: &AgencyDesk<'_>,
    case: &CollectionCase,
    source: &dyn AccountingSystem,
) -> Result<Option<FiledDocument>, Failure> {
    let bytes = match source.document(&case.invoice_id).await {
        Ok(bytes) => bytes,
        Err(problem @ (AccountingError::Throttled { .. } | AccountingError::Unreachable { .. })) => {
            return Err(Failure::Passing(problem.to_string()));
        }
        Err(problem) => {
            tracing::info!(case = %case.id, %problem, "the invoice's document cannot be had");
            return Ok(None);
        }
    };
    let sha256 = sha256(&bytes);
    let key = DocumentKey::document(&desk.tenant.id, &sha256, ContentType::Pdf);
    let kept = desk.ports.documents.keep(&key, ContentType::Pdf.name(), bytes).await;
    kept.map_err(|problem| Failure::Passing(problem.to_string()))?;
    let name = format!("faktura-{}.pdf", plain(&case.invoice_number));
    let media_type = ContentType::Pdf;
    Ok(Some(FiledDocument { paper: Paper::Invoice, name, media_type, sha256, key: key.to_string() }))
}

fn came_along(tenant: &TenantId, nth: usize, document: &ClaimDocument) -> FiledDocument {
    let (paper, word) = match document.role {
        DocumentRole::Invoice => (Paper::Invoice, "faktura"),
        _ => (Paper::Other, "bilag"),
    };
    let ending = document.content_type.name().rsplit('/').next().unwrap_or("pdf");
    FiledDocument {
        paper,
        name: format!("{word}-{nth}.{ending}"),
        media_type: document.content_type,
        sha256: document.sha256.clone(),
        key: DocumentKey::document(tenant, &document.sha256, document.content_type).to_string(),
    }
}

fn letter(tenant: &TenantId, country: Country, file: &LetterFile) -> FiledDocument {
    FiledDocument {
        paper: Paper::Letter { letter: file.id.clone() },
        name: format!("{}-{}.pdf", file.letter.sent_on, word(country, file.letter.kind)),
        media_type: ContentType::Pdf,
        sha256: file.sha256.clone(),
        key: DocumentKey::letter(tenant, &file.sha256).to_string(),
    }
}

fn word(country: Country, kind: LetterKind) -> &'static str {
    match (country, kind) {
        (Country::Denmark, LetterKind::FriendlyReminder) => "betalingspaamindelse",
        (Country::Denmark, LetterKind::Reminder) => "rykker",
        (Country::Norway, LetterKind::FriendlyReminder) => "betalingspaaminnelse",
        (Country::Norway, LetterKind::Reminder) => "purring",
        (_, LetterKind::CollectionNotice) => "inkassovarsel",
        (_, LetterKind::PaymentDemand) => "betalingsoppfordring",
    }
}

/// An invoice's number as it can stand in a file's name.
fn plain(number: &str) -> String {
    let sign = |sign: char| if sign.is_ascii_alphanumeric() || sign == '-' { sign } else { '-' };
    number.chars().take(60).map(sign).collect()
}
