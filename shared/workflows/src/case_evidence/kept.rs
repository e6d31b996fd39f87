//! Reads what is kept of a case.

use std::collections::BTreeSet;

use domain::case::{CaseLetter, TimelineEntry};
use domain::claim::ClaimRecord;
use domain::dunning::LetterFile;
use domain::ids::{BatchNumber, CaseId, LetterId, RunId};
use domain::{Batch, CollectionCase, ReceivedPayment, RunReport, Tenant};

use super::{EvidenceError, Flaw, FlawKind};
use crate::ports::{DocumentKey, Documents, DocumentsError, Store, StoreError, sha256};

pub(super) struct Kept {
    pub tenant: Tenant,
    pub case: CollectionCase,
    pub trail: Vec<TimelineEntry>,
    /// Those whose mails have asked about it.
    pub batches: Vec<Batch>,
    /// The runs of those mails, and the morning's run before each letter.
    pub runs: Vec<RunReport>,
    pub letters: Vec<KeptLetter>,
    pub claim: Option<ClaimRecord>,
    pub payments: Vec<ReceivedPayment>,
    /// The claim as it was frozen for the agency; `None` for a case that none has got.
    pub handover: Option<KeptClaim>,
}

/// What was frozen for the agency.
pub(super) struct KeptClaim {
    /// As the case names it.
    pub sha256: String,
    pub bytes: Option<Vec<u8>>,
}

/// Where the frozen claim stands in the archive.
pub(super) const HANDOVER: &str = "handover.json";

/// A letter of the case, as far as it is kept.
pub(super) struct KeptLetter {
    /// Where it stands in the archive, without an ending.
    pub name: String,
    pub part: CaseLetter,
    pub file: Option<LetterFile>,
    pub pdf: Option<Vec<u8>>,
}

pub(super) async fn read(
    store: &dyn Store,
    documents: &dyn Documents,
    id: &CaseId,
) -> Result<Kept, EvidenceError> {
    let found = store.cases(std::slice::from_ref(id)).await?.pop();
    let case = found.ok_or_else(|| EvidenceError::NoSuchCase(id.clone()))?;
    let tenant = store.tenant(&case.tenant).await?;
    let (tenant, _) = tenant.ok_or_else(|| EvidenceError::NoSuchTenant(case.tenant.clone()))?;
    let mut trail = store.timeline(id).await?;
    trail.sort_by_key(|entry| entry.version);
    let batches = batches(store, &case, &trail).await?;
    Ok(Kept {
        runs: runs(store, &case, &batches).await?,
        letters: letters(store, documents, &case).await?,
        claim: store.claim_record(id).await?,
        payments: payments(store, &case).await?,
        handover: handover(documents, &case).await?,
        tenant,
        case,
        trail,
        batches,
    })
}

async fn batches(
    store: &dyn Store,
    case: &CollectionCase,
    trail: &[TimelineEntry],
) -> Result<Vec<Batch>, StoreError> {
    let numbers = trail.iter().map(|entry| entry.batch).chain([case.batch]);
    let numbers: BTreeSet<BatchNumber> = numbers.filter(|number| !number.is_none()).collect();
    let mut batches = Vec::new();
    for number in numbers {
        // One that still gathers is not written yet.
        batches.extend(store.batch(&case.tenant, number).await?);
    }
    Ok(batches)
}

async fn runs(
    store: &dyn Store,
    case: &CollectionCase,
    batches: &[Batch],
) -> Result<Vec<RunReport>, StoreError> {
    let of_letters = case.dunning.letters.iter().map(|letter| RunId::morning(letter.on));
    let ids: BTreeSet<RunId> = batches.iter().map(|batch| batch.run.clone()).chain(of_letters).collect();
    let mut runs = Vec::new();
    for id in ids {
        runs.extend(store.report(&case.tenant, &id).await?);
    }
    Ok(runs)
}

async fn letters(
    store: &dyn Store,
    documents: &dyn Documents,
    case: &CollectionCase,
) -> Result<Vec<KeptLetter>, EvidenceError> {
    let ids: Vec<LetterId> = case.dunning.letters.iter().map(|letter| letter.id.clone()).collect();
    let mut files = store.letters(&ids).await?;
    let mut letters = Vec::new();
    for (place, part) in case.dunning.letters.iter().enumerate() {
        let at = files.iter().position(|file| file.id == part.id);
        let file = at.map(|at| files.swap_remove(at));
        let pdf = match &file {
            Some(file) => documents.read(&DocumentKey::letter(&file.tenant, &file.sha256)).await?,
            None => None,
        };
        let name = format!("letters/{:02}-{}-{}", place + 1, part.kind.word(), part.on);
        letters.push(KeptLetter { name, part: part.clone(), file, pdf });
    }
    Ok(letters)
}

async fn handover(
    documents: &dyn Documents,
    case: &CollectionCase,
) -> Result<Option<KeptClaim>, DocumentsError> {
    let Some(sha256) = case.handover.as_ref().and_then(|handover| handover.file.clone()) else {
        return Ok(None);
    };
    let bytes = documents.read(&DocumentKey::claim(&case.tenant, &sha256)).await?;
    Ok(Some(KeptClaim { sha256, bytes }))
}

async fn payments(store: &dyn Store, case: &CollectionCase) -> Result<Vec<ReceivedPayment>, StoreError> {
    let mut payments = Vec::new();
    let mut from = None;
    loop {
        let page = store.payments_of(&case.tenant, from).await?;
        payments.extend(page.payments.into_iter().filter(|payment| payment.case == case.id));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    payments.sort_by(|one, other| (one.date, &one.id).cmp(&(other.date, &other.id)));
    Ok(payments)
}

impl Kept {
    /// Letters that are not kept as they were sent, and a claim that is not kept as it was handed over.
    pub fn flaws(&self) -> Vec<Flaw> {
        let of_letters = self.letters.iter().filter_map(KeptLetter::flaw);
        of_letters.chain(self.handover.as_ref().and_then(KeptClaim::flaw)).collect()
    }
}

impl KeptLetter {
    pub fn json_name(&self) -> String {
        format!("{}.json", self.name)
    }

    pub fn pdf_name(&self) -> String {
        format!("{}.pdf", self.name)
    }

    fn flaw(&self) -> Option<Flaw> {
        let (file, kind) = match (&self.file, &self.pdf) {
            (None, _) => (self.json_name(), FlawKind::LetterNotKept),
            (Some(_), None) => (self.pdf_name(), FlawKind::PdfNotKept),
            (Some(file), Some(pdf)) if sha256(pdf) != file.sha256 => {
                (self.pdf_name(), FlawKind::PdfNotAsSent)
            }
            _ => return None,
        };
        Some(Flaw { file, letter: Some(self.part.id.clone()), what: kind })
    }
}

impl KeptClaim {
    fn flaw(&self) -> Option<Flaw> {
        let what = match &self.bytes {
            None => FlawKind::ClaimNotKept,
            Some(bytes) if sha256(bytes) != self.sha256 => FlawKind::ClaimNotAsFrozen,
            Some(_) => return None,
        };
        Some(Flaw { file: HANDOVER.to_owned(), letter: None, what })
    }
}
