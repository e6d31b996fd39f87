//! The papers of a case. Uploading knows no idempotency key: what is there already is left out.

use std::collections::BTreeSet;

use accounting::http::{Answer, Part, Trouble};
use domain::dunning::LetterKind;
use domain::handover::{AgencyRef, ClaimFile, Paper};
use serde::Deserialize;
use workflows::ports::{AgencyError, Enclosed, RejectionReason, Submission};

use super::{Debitura, NAME, errors, refusal, requests};

/// 25 MB a file.
const LARGEST: usize = 25 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseFile {
    file_name: Option<String>,
}

/// The papers that are larger than Debitura takes, if any.
pub(super) fn too_large(submission: &Submission) -> Option<Vec<RejectionReason>> {
    let large = submission.papers().iter().filter(|paper| paper.bytes.len() > LARGEST);
    let reasons: Vec<_> = large
        .map(|paper| {
            let most = LARGEST / (1024 * 1024);
            refusal::ours("paper_too_large", &format!("{} is larger than {most} MB.", paper.document.name))
        })
        .collect();
    (!reasons.is_empty()).then_some(reasons)
}

/// Uploads each paper that the case does not have under its name. One that is refused keeps none of the others back.
///
/// # Errors
/// What may pass at once; otherwise, after all were tried, the last that will not.
pub(super) async fn upload_missing(
    debitura: &Debitura,
    agency_ref: &AgencyRef,
    submission: &Submission,
) -> Result<(), AgencyError> {
    if submission.papers().is_empty() {
        return Ok(());
    }
    let there = names(debitura, agency_ref).await.map_err(errors::of_reading)?;
    let mut refused = Ok(());
    for paper in submission.papers().iter().filter(|paper| !there.contains(&paper.document.name)) {
        match upload(debitura, agency_ref, submission.file(), paper).await {
            Err(passing) if passing.may_pass() => return Err(passing),
            Err(lasting) => refused = Err(lasting),
            Ok(()) => {}
        }
    }
    refused
}

async fn upload(
    debitura: &Debitura,
    agency_ref: &AgencyRef,
    file: &ClaimFile,
    paper: &Enclosed,
) -> Result<(), AgencyError> {
    let ask = requests::new_file(debitura, agency_ref, parts(file, paper));
    let read = |answer: &Answer| refusal::of(answer).map(|told| told.map(|_| ()));
    // Once: when its answer is lost, the next try of the whole command sees what became of it.
    let told = debitura.caller.ask_once(&ask, &errors::TABLE, read).await.map_err(errors::of_writing)?;
    told.map_err(|reasons| {
        // Codes only: its words may name people.
        let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
        let problem = format!("is refused: {}", codes.join(", "));
        AgencyError::NotUnderstood { agency: NAME, field: "file".to_owned(), problem }
    })
}

async fn names(debitura: &Debitura, agency_ref: &AgencyRef) -> Result<BTreeSet<String>, Trouble> {
    let ask = requests::files(debitura, agency_ref);
    let read = |answer: &Answer| {
        let files: Result<Vec<CaseFile>, _> = serde_json::from_str(refusal::none(answer)?);
        let garbled = |_| Trouble::Garbled { field: "files".into(), problem: "is no list of files".into() };
        Ok(files.map_err(garbled)?.into_iter().filter_map(|file| file.file_name).collect())
    };
    debitura.caller.ask(&ask, &errors::TABLE, read).await
}

fn parts(file: &ClaimFile, paper: &Enclosed) -> Vec<Part> {
    let field = |name, text: &str| Part { name, file: None, bytes: text.as_bytes().into() };
    let document = &paper.document;
    vec![
        field("DocumentType", document_type(file, &document.paper)),
        Part {
            name: "File",
            file: Some((document.name.clone(), document.media_type.name())),
            bytes: paper.bytes.clone(),
        },
    ]
}

/// `OriginalInvoice`, `DemandLetter` or `CreditorDocuments` (client, upload a file to a case).
fn document_type(file: &ClaimFile, paper: &Paper) -> &'static str {
    let is_demand = |letter| {
        let sent = file.letters.iter().find(|sent| sent.id == letter);
        sent.is_some_and(|sent| {
            sent.also_notice || matches!(sent.kind, LetterKind::CollectionNotice | LetterKind::PaymentDemand)
        })
    };
    match paper {
        Paper::Invoice => "OriginalInvoice",
        Paper::Letter { letter } if is_demand(letter.clone()) => "DemandLetter",
        Paper::Letter { .. } | Paper::Other => "CreditorDocuments",
    }
}
