//! What a letter carries: itself as PDF, and the invoices that it is about.

use accounting::AccountingSystem;
use domain::dunning::compose::Composed;
use domain::dunning::letter::{Letter, LetterClaim};
use domain::{CollectionCase, Country};
use messages::debtor_letter::DebtorLetter;

use super::{Desk, Failure};
use crate::ports::{Attachment, DocumentKey, MAX_ATTACHED_BYTES, sha256};

const PDF: &str = "application/pdf";
/// Invoices that come with one letter; the debtor's page and the letter list them all.
const MOST_INVOICES: usize = 10;

pub(super) struct Papers {
    pub attachments: Vec<Attachment>,
    /// Of the letter's PDF, in hex.
    pub sha256: String,
}

impl Papers {
    /// The papers of a letter; its PDF is kept before anything leaves.
    pub async fn of(
        desk: &Desk<'_>,
        source: &dyn AccountingSystem,
        composed: &Composed,
        cases: &[CollectionCase],
    ) -> Result<Self, Failure> {
        let letter = &composed.letter;
        let pdf = letters::pdf(letter).map_err(|problem| Failure::Lasting(problem.to_string()))?;
        let sha256 = sha256(&pdf);
        let key = DocumentKey::letter(&desk.tenant.id, &sha256);
        let kept = desk.ports.documents.keep(&key, PDF, pdf.clone()).await;
        kept.map_err(|problem| Failure::Passing(problem.to_string()))?;
        let file_name = format!("{}.pdf", DebtorLetter::of(letter).title);
        let mut attachments = vec![Attachment { file_name, content_type: PDF, bytes: pdf.into() }];
        for claim in letter.claims.iter().take(MOST_INVOICES) {
            let case = cases.iter().find(|case| case.id == claim.case);
            attachments.extend(invoice(desk, source, letter, claim, case).await?);
        }
        fit(&mut attachments);
        Ok(Self { attachments, sha256 })
    }
}

/// The invoice as its debtor got it. A letter that says how to pay can do without; one that points to the invoice cannot.
async fn invoice(
    desk: &Desk<'_>,
    source: &dyn AccountingSystem,
    letter: &Letter,
    claim: &LetterClaim,
    case: Option<&CollectionCase>,
) -> Result<Option<Attachment>, Failure> {
    let Some(case) = case else { return Ok(None) };
    match source.document(&case.invoice_id).await {
        Ok(bytes) => {
            let file_name = format!("{}.pdf", claim.invoice_number);
            Ok(Some(Attachment { file_name, content_type: PDF, bytes: bytes.into() }))
        }
        Err(_) if letter.creditor.account.is_some() || names_receiver(letter, claim) => {
            tracing::info!(case = %case.id, letter = %letter.id, "the invoice's document cannot be had");
            Ok(None)
        }
        Err(problem) => Err(desk.held(problem)),
    }
}

/// A Danish payment line tells the creditor's number too; a Norwegian KID only what is paid, and not to whom.
fn names_receiver(letter: &Letter, claim: &LetterClaim) -> bool {
    letter.country == Country::Denmark && claim.payment_reference.is_some()
}

/// Leaves out the last invoices until the mail is small enough. The letter itself always goes.
fn fit(attachments: &mut Vec<Attachment>) {
    let size = |files: &[Attachment]| files.iter().map(|file| file.bytes.len()).sum::<usize>();
    while attachments.len() > 1 && size(attachments) > MAX_ATTACHED_BYTES {
        attachments.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store_contract::{fixtures, letter};

    #[test]
    fn a_danish_payment_line_names_who_is_paid_and_a_kid_does_not() {
        let sample = letter(&fixtures::tenant(0), 1).letter;
        let told = |country, reference: Option<&str>| {
            let payment_reference = reference.map(str::to_owned);
            let claim = LetterClaim { payment_reference, ..sample.claims[0].clone() };
            names_receiver(&Letter { country, ..sample.clone() }, &claim)
        };
        assert!(told(Country::Denmark, Some("+71<000000000000000+12345678<")));
        assert!(!told(Country::Denmark, None));
        assert!(!told(Country::Norway, Some("0000000000")));
    }
}
