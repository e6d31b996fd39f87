//! Collection agencies that claims are handed over to.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::CaseId;
use domain::dunning::letter::Deduction;
use domain::handover::{AgencyCase, AgencyRef, AgencyRow, ClaimFile, FiledDocument};
use domain::ids::EffectId;
use jiff::Timestamp;

use super::sha256;

/// A claim with the content of its papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    file: ClaimFile,
    papers: Vec<Enclosed>,
}

/// A paper and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    pub document: FiledDocument,
    pub bytes: Arc<[u8]>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPapers {
    #[error("documents: {expected} papers are on file, and {got} are enclosed")]
    Count { expected: usize, got: usize },
    #[error("documents.{0}: what is kept is not what was filed")]
    Changed(usize),
}

impl Submission {
    /// Puts the papers to the claim: `contents` in the order of its documents.
    ///
    /// # Errors
    /// When one is missing, or is not what was filed: an operator must look.
    pub fn new(file: ClaimFile, contents: Vec<Vec<u8>>) -> Result<Self, BadPapers> {
        let (expected, got) = (file.documents.len(), contents.len());
        if expected != got {
            return Err(BadPapers::Count { expected, got });
        }
        let mut papers = Vec::with_capacity(got);
        for (at, (document, bytes)) in file.documents.iter().zip(contents).enumerate() {
            if sha256(&bytes) != document.sha256 {
                return Err(BadPapers::Changed(at));
            }
            papers.push(Enclosed { document: document.clone(), bytes: bytes.into() });
        }
        Ok(Self { file, papers })
    }

    pub fn file(&self) -> &ClaimFile {
        &self.file
    }

    pub fn papers(&self) -> &[Enclosed] {
        &self.papers
    }
}

/// A claim that an agency has.
#[derive(Debug, Clone, Copy)]
pub struct HandedOver<'a> {
    /// As it was handed over.
    pub file: &'a ClaimFile,
    /// The agency's id of it, where it gave one.
    pub agency_ref: Option<&'a AgencyRef>,
}

/// What an agency answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is with the agency, under its id where it gives one.
    Accepted { agency_ref: Option<AgencyRef> },
    /// It is not, and sending it again under the same id gets the same answer: the tenant or the operator must act, and
    /// then it is a new command with a new id.
    Rejected { reasons: Vec<RejectionReason> },
    /// The agency decides later: ask [`Agency::get_case`].
    Pending { poll_ref: AgencyRef },
}

/// Why an agency does not take it, in its own words. Never logged: the words may name people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectionReason {
    /// The agency's own code, or the field that is wrong: `MissingPowerOfAttorney`.
    pub code: String,
    /// For the tenant to read.
    pub message: String,
    /// Where the tenant can mend it.
    pub solution_url: Option<String>,
}

/// By what the caller can do. Every command may be repeated with the same id; none is ever carried out twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgencyError {
    /// The key is wrong or opens too little: tell the tenant. Do not retry.
    #[error("{agency} refused the key ({detail})")]
    KeyRefused { agency: &'static str, detail: String },
    /// Nothing was done: repeat later, not before `retry_after` where it is given.
    #[error("{agency} cannot be reached now ({detail})")]
    Unavailable { agency: &'static str, retry_after: Option<Duration>, detail: String },
    /// It answered something else than its pages say: tell the operator. `field` is the path of what was wrong.
    #[error("{agency} answered what is not understood: {field}: {problem}")]
    NotUnderstood { agency: &'static str, field: String, problem: String },
    /// No answer came, and it may have been done all the same: repeat later with the same id.
    #[error("{agency} may have carried it out or not ({detail})")]
    OutcomeUnknown { agency: &'static str, detail: String },
    /// The agency answers, and has no such case: tell the operator.
    #[error("{agency} has no such case")]
    UnknownCase { agency: &'static str },
    /// The agency cannot be asked this at all: its row's capabilities say so.
    #[error("{agency} does not offer this: {what}")]
    NotOffered { agency: &'static str, what: &'static str },
}

impl AgencyError {
    /// Whether the same command may do better later.
    pub fn may_pass(&self) -> bool {
        matches!(self, AgencyError::Unavailable { .. } | AgencyError::OutcomeUnknown { .. })
    }
}

/// What came to `/webhooks/{agency}/{connection}`, as it came.
#[derive(Debug, Clone, Copy)]
pub struct Callback<'a> {
    /// Names in lower case.
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
    pub now: Timestamp,
}

impl<'a> Callback<'a> {
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A case that may have changed. Never more than a hint: the case is read anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHint {
    /// The same on every try of the same event.
    pub event_id: String,
    pub agency_ref: AgencyRef,
    /// Ours, where the agency told it.
    pub case: Option<CaseId>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// Missing, wrong or stale: which of them is nobody's business.
    #[error("the signature is missing, wrong or stale")]
    Forged,
    /// Signed, and not of the form that the agency's pages tell. Names the field, never its value.
    #[error("{field}: is not what the agency's pages say")]
    Malformed { field: &'static str },
    /// This agency calls nobody back, or no secret was given for it.
    #[error("this agency calls nobody back")]
    NotOffered,
}

/// One agency, as one tenant's agreement opens it.
///
/// Each command carries our id: the same id again is the same command, whatever became of the first answer.
#[async_trait]
pub trait Agency: Send + Sync {
    fn row(&self) -> &'static AgencyRow;

    /// Hands the claim over with all its papers.
    async fn submit_claim(&self, id: &EffectId, submission: &Submission) -> Result<Outcome, AgencyError>;

    /// Finds out what became of a hand-over that no answer came to, and hands nothing over: finished where the agency has
    /// the claim, `None` where it certainly never got it.
    async fn resume_claim(
        &self,
        id: &EffectId,
        submission: &Submission,
    ) -> Result<Option<Outcome>, AgencyError>;

    /// The debtor paid the creditor, and not the agency.
    async fn report_direct_payment(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        payment: &Deduction,
    ) -> Result<Outcome, AgencyError>;

    /// The creditor credited the debtor.
    async fn report_credit(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        credit: &Deduction,
    ) -> Result<Outcome, AgencyError>;

    /// The creditor takes the claim back. It may cost the creditor, by its agreement with the agency.
    async fn withdraw_claim(&self, id: &EffectId, claim: HandedOver<'_>) -> Result<Outcome, AgencyError>;

    /// How a case stands now.
    async fn get_case(&self, agency_ref: &AgencyRef) -> Result<AgencyCase, AgencyError>;

    /// Whether a call-back is the agency's, and which case it is about.
    fn verify_callback(&self, callback: Callback<'_>) -> Result<CaseHint, CallbackError>;
}
