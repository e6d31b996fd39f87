//! Debitura, the customer API. Sources: the pages "Create a Case", "Case Lifecycle", "Rate Limiting", "Webhooks" and "How
//! to report a direct payment", and the official client `debitura-debt-collection` 1.0.0; where they differ, the client
//! holds.

mod callback;
mod case;
mod chat;
mod errors;
mod files;
mod new_case;
mod refusal;
mod requests;
mod statuses;

use accounting::Credentials;
use accounting::http::{Answer, Caller, Trouble, secret};
use async_trait::async_trait;
use domain::dunning::letter::Deduction;
use domain::handover::{AgencyCase, AgencyCloseReason, AgencyRef, AgencyRow, AgencyStatus};
use domain::ids::EffectId;
use domain::{CaseId, EmailAddress};
use reqwest::header::HeaderValue;
use url::Url;
use workflows::ports::{
    Agency, AgencyError, Callback, CallbackError, CaseHint, HandedOver, Outcome, RejectionReason, Submission,
};

use crate::summary::Words;
use callback::WebhookKey;

pub(crate) const NAME: &str = "debitura";
pub(crate) const ENDPOINT: (&str, &str) = ("DEBITURA_URL", "https://customer-api.debitura.com");
/// "Rate Limiting": 2 000 a minute for a key.
pub(crate) const REQUESTS_PER_MINUTE: usize = 2_000;

/// One creditor at Debitura, as its key opens it.
pub(crate) struct Debitura {
    row: &'static AgencyRow,
    caller: Caller,
    base: Url,
    key: HeaderValue,
    /// In whose name the case's chat is written.
    user: EmailAddress,
    webhook: Option<WebhookKey>,
    test_cases: bool,
}

impl Debitura {
    /// # Errors
    /// The name of the credential that cannot be right, and what it must be.
    pub fn new(
        row: &'static AgencyRow,
        caller: Caller,
        base: Url,
        user: EmailAddress,
        credentials: &Credentials,
    ) -> Result<Self, (&'static str, &'static str)> {
        let key = credentials.get("api-key").and_then(secret);
        let key = key.ok_or(("api-key", "one line of plain characters"))?;
        let webhook = credentials.get("webhook-secret").map(|text| {
            WebhookKey::parse(text).ok_or(("webhook-secret", "the base64 text that Debitura showed"))
        });
        Ok(Self { row, caller, base, key, user, webhook: webhook.transpose()?, test_cases: false })
    }

    /// Cases are marked as tests, which nobody pursues ("Create a Case", isTest).
    pub fn with_test_cases(self, test_cases: bool) -> Self {
        Self { test_cases, ..self }
    }

    /// The case that was made for ours, if there is one.
    async fn find(&self, case: &CaseId) -> Result<Option<AgencyRef>, Trouble> {
        let ask = requests::case_by_our_reference(self, case);
        let read = |answer: &Answer| match answer.status {
            404 => answer.text().map(|_| None),
            _ => refusal::none(answer).and_then(case::reference).map(Some),
        };
        self.caller.ask(&ask, &errors::TABLE, read).await
    }

    /// Makes the case. May be sent again: the key makes Debitura answer what it answered first.
    async fn create(
        &self,
        id: &EffectId,
        submission: &Submission,
    ) -> Result<Result<AgencyRef, Vec<RejectionReason>>, Trouble> {
        let ask = requests::new_case(self, id, submission.file())?;
        let read = |answer: &Answer| match refusal::of(answer)? {
            Ok(body) => case::reference(body).map(Ok),
            Err(reasons) => Ok(Err(reasons)),
        };
        self.caller.ask(&ask, &errors::TABLE, read).await
    }

    /// The case is there, and gets the papers that it lacks. What may pass is tried again; the rest is the operator's, and no
    /// reason to say that the claim is not taken.
    async fn with_papers(
        &self,
        agency_ref: AgencyRef,
        submission: &Submission,
    ) -> Result<Outcome, AgencyError> {
        match files::upload_missing(self, &agency_ref, submission).await {
            Ok(()) => {}
            Err(passing) if passing.may_pass() => return Err(passing),
            Err(problem) => {
                let case = &submission.file().case;
                tracing::error!(%case, %agency_ref, %problem, "the agency has the claim without all its papers");
            }
        }
        Ok(Outcome::Accepted { agency_ref: Some(agency_ref) })
    }

    /// Where a claim stands there, looked up by our reference where theirs is not known.
    async fn whose(&self, claim: HandedOver<'_>) -> Result<AgencyRef, AgencyError> {
        match claim.agency_ref {
            Some(known) => Ok(known.clone()),
            None => {
                let found = self.find(&claim.file.case).await.map_err(errors::of_reading)?;
                found.ok_or(AgencyError::UnknownCase { agency: NAME })
            }
        }
    }

    async fn tell(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        told: &str,
        deduction: Option<&Deduction>,
    ) -> Result<Outcome, AgencyError> {
        let agency_ref = self.whose(claim).await?;
        let text = crate::notice::text(claim.file, told, deduction);
        Ok(match chat::say_once(self, &agency_ref, id, &text).await? {
            Ok(()) => Outcome::Accepted { agency_ref: Some(agency_ref) },
            Err(reasons) => Outcome::Rejected { reasons },
        })
    }
}

#[async_trait]
impl Agency for Debitura {
    fn row(&self) -> &'static AgencyRow {
        self.row
    }

    /// Looks for the case first: how long Debitura remembers a key is not told, and a case must never be made twice.
    async fn submit_claim(&self, id: &EffectId, submission: &Submission) -> Result<Outcome, AgencyError> {
        if let Some(reasons) = files::too_large(submission) {
            return Ok(Outcome::Rejected { reasons });
        }
        if let Some(known) = self.resume_claim(id, submission).await? {
            return Ok(known);
        }
        let reasons = match self.create(id, submission).await.map_err(errors::of_writing)? {
            Ok(made) => return self.with_papers(made, submission).await,
            Err(reasons) => reasons,
        };
        // Made by an earlier try whose body we wrote otherwise.
        let conflicts = reasons.iter().any(|reason| reason.code == refusal::CONFLICT);
        let known = if conflicts { self.resume_claim(id, submission).await? } else { None };
        Ok(known.unwrap_or(Outcome::Rejected { reasons }))
    }

    async fn resume_claim(
        &self,
        _: &EffectId,
        submission: &Submission,
    ) -> Result<Option<Outcome>, AgencyError> {
        match self.find(&submission.file().case).await.map_err(errors::of_reading)? {
            Some(known) => self.with_papers(known, submission).await.map(Some),
            None => Ok(None),
        }
    }

    async fn report_direct_payment(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        payment: &Deduction,
    ) -> Result<Outcome, AgencyError> {
        let words = Words::of(claim.file.country.language());
        self.tell(id, claim, words.payment_told, Some(payment)).await
    }

    async fn report_credit(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        credit: &Deduction,
    ) -> Result<Outcome, AgencyError> {
        let words = Words::of(claim.file.country.language());
        self.tell(id, claim, words.credit_told, Some(credit)).await
    }

    /// Pending until the case is closed over there, which its people do.
    async fn withdraw_claim(&self, id: &EffectId, claim: HandedOver<'_>) -> Result<Outcome, AgencyError> {
        let agency_ref = self.whose(claim).await?;
        let case = self.get_case(&agency_ref).await?;
        if matches!(case.status, AgencyStatus::Closed | AgencyStatus::Rejected) {
            return Ok(match case.close_reason {
                Some(AgencyCloseReason::WithdrawnByCreditor) => {
                    Outcome::Accepted { agency_ref: Some(agency_ref) }
                }
                _ => Outcome::Rejected {
                    reasons: vec![refusal::ours("case_closed", "The case is closed already.")],
                },
            });
        }
        let claim = HandedOver { agency_ref: Some(&agency_ref), ..claim };
        let told = Words::of(claim.file.country.language()).withdrawal_told;
        Ok(match self.tell(id, claim, told, None).await? {
            Outcome::Accepted { .. } => Outcome::Pending { poll_ref: agency_ref },
            refused => refused,
        })
    }

    async fn get_case(&self, agency_ref: &AgencyRef) -> Result<AgencyCase, AgencyError> {
        let ask = requests::case(self, agency_ref);
        let read = |answer: &Answer| refusal::none(answer).and_then(case::read);
        self.caller.ask(&ask, &errors::TABLE, read).await.map_err(errors::of_reading)
    }

    fn verify_callback(&self, callback: Callback<'_>) -> Result<CaseHint, CallbackError> {
        let key = self.webhook.as_ref().ok_or(CallbackError::NotOffered)?;
        callback::read(callback, key)
    }
}
