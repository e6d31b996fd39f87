//! An agency that takes claims by mail: any that has an address.

use std::sync::Arc;

use async_trait::async_trait;
use domain::EmailAddress;
use domain::dunning::letter::Deduction;
use domain::handover::{AgencyCase, AgencyRef, AgencyRow, ClaimFile};
use domain::ids::EffectId;
use workflows::ports::{
    Agency, AgencyError, Attachment, Callback, CallbackError, CaseHint, Courier, CourierError, HandedOver,
    MAX_ATTACHED_BYTES, Outcome, Parcel, RejectionReason, Submission,
};

use crate::claim_json::ClaimJson;
use crate::connect::Render;
use crate::notice;
use crate::summary::{Summary, Words, one_line};

pub(crate) struct ByMail {
    pub row: &'static AgencyRow,
    pub address: EmailAddress,
    pub courier: Arc<dyn Courier>,
    pub render: Render,
}

impl ByMail {
    fn attachments(
        &self,
        submission: &Submission,
        summary: &Summary,
    ) -> Result<Vec<Attachment>, AgencyError> {
        let not_written = |field: &str, problem: String| AgencyError::NotUnderstood {
            agency: self.row.name,
            field: field.to_owned(),
            problem,
        };
        let number = submission.file().case.number();
        let pdf = (self.render)(summary).map_err(|problem| not_written("summary", problem))?;
        let json = ClaimJson::of(submission.file()).written();
        let json = json.map_err(|error| not_written("claim", error.to_string()))?;
        let (proof, words) = (Summary::proof(submission.file()), Words::of(summary.language));
        let ours = [
            (format!("{number}.pdf"), "application/pdf", pdf),
            (format!("{number}.json"), "application/json", json),
            (format!("{}.txt", words.proof), "text/plain; charset=utf-8", proof.into_bytes()),
        ];
        let ours = ours.map(|(file_name, content_type, bytes)| Attachment {
            file_name,
            content_type,
            bytes: bytes.into(),
        });
        let papers = submission.papers().iter().map(|paper| Attachment {
            file_name: paper.document.name.clone(),
            content_type: paper.document.media_type.name(),
            bytes: paper.bytes.clone(),
        });
        Ok(ours.into_iter().chain(papers).collect())
    }

    fn parcel(&self, id: &EffectId, file: &ClaimFile, subject: &str, text: String) -> Parcel {
        let words = Words::of(file.country.language());
        let (creditor, debtor) = (one_line(&file.creditor.name), one_line(&file.debtor.name));
        let number = file.case.number();
        Parcel {
            id: id.clone(),
            to: self.address.clone(),
            reply_to: file.creditor.reply_to.clone(),
            subject: format!("{subject} {number}: {creditor} {} {debtor}", words.against),
            text,
            attachments: Vec::new(),
        }
    }

    async fn send(&self, parcel: &Parcel) -> Result<Outcome, AgencyError> {
        match self.courier.send(parcel).await {
            Ok(()) => Ok(Outcome::Accepted { agency_ref: None }),
            Err(CourierError::Refused(detail)) => {
                Ok(rejected("mail_refused", format!("The mail to the agency was refused: {detail}")))
            }
            Err(error) => Err(self.not_known(error)),
        }
    }

    fn not_known(&self, error: CourierError) -> AgencyError {
        let agency = self.row.name;
        match error {
            CourierError::OutcomeUnknown(detail) => AgencyError::OutcomeUnknown { agency, detail },
            CourierError::Unavailable(detail) | CourierError::Refused(detail) => {
                AgencyError::Unavailable { agency, retry_after: None, detail }
            }
        }
    }

    async fn tell(
        &self,
        id: &EffectId,
        file: &ClaimFile,
        (subject, told): (&str, &str),
        deduction: Option<&Deduction>,
    ) -> Result<Outcome, AgencyError> {
        let text = notice::text(file, told, deduction);
        self.send(&self.parcel(id, file, subject, text)).await
    }
}

fn rejected(code: &str, message: String) -> Outcome {
    let reason = RejectionReason { code: code.to_owned(), message, solution_url: None };
    Outcome::Rejected { reasons: vec![reason] }
}

#[async_trait]
impl Agency for ByMail {
    fn row(&self) -> &'static AgencyRow {
        self.row
    }

    async fn submit_claim(&self, id: &EffectId, submission: &Submission) -> Result<Outcome, AgencyError> {
        let file = submission.file();
        let (summary, words) = (Summary::of(file), Words::of(file.country.language()));
        let text = format!("{}\n{}\n{}", words.opening, summary.text(), words.enclosed);
        let attachments = self.attachments(submission, &summary)?;
        if attachments.iter().map(|attachment| attachment.bytes.len()).sum::<usize>() > MAX_ATTACHED_BYTES {
            let most = MAX_ATTACHED_BYTES / 1_000_000;
            return Ok(rejected("papers_too_large", format!("The papers are more than {most} MB together.")));
        }
        self.send(&Parcel { attachments, ..self.parcel(id, file, words.subject, text) }).await
    }

    async fn resume_claim(&self, id: &EffectId, _: &Submission) -> Result<Option<Outcome>, AgencyError> {
        let has_left = self.courier.has_left(id).await.map_err(|error| self.not_known(error))?;
        Ok(has_left.then_some(Outcome::Accepted { agency_ref: None }))
    }

    async fn report_direct_payment(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        payment: &Deduction,
    ) -> Result<Outcome, AgencyError> {
        let words = Words::of(claim.file.country.language());
        self.tell(id, claim.file, (words.payment_subject, words.payment_told), Some(payment)).await
    }

    async fn report_credit(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        credit: &Deduction,
    ) -> Result<Outcome, AgencyError> {
        let words = Words::of(claim.file.country.language());
        self.tell(id, claim.file, (words.credit_subject, words.credit_told), Some(credit)).await
    }

    async fn withdraw_claim(&self, id: &EffectId, claim: HandedOver<'_>) -> Result<Outcome, AgencyError> {
        let words = Words::of(claim.file.country.language());
        self.tell(id, claim.file, (words.withdrawal_subject, words.withdrawal_told), None).await
    }

    async fn get_case(&self, _: &AgencyRef) -> Result<AgencyCase, AgencyError> {
        Err(AgencyError::NotOffered { agency: self.row.name, what: "how a case stands" })
    }

    fn verify_callback(&self, _: Callback<'_>) -> Result<CaseHint, CallbackError> {
        Err(CallbackError::NotOffered)
    }
}
