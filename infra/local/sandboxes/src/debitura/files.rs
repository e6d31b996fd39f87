//! The files of a case.

use axum::Json as Body;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::creditor::guid;
use super::door::Caller;
use super::errors::Refusal;
use super::{Debitura, rejections};
use crate::json::{Json, record};

/// 25 MB.
const LARGEST: usize = 25 * 1024 * 1024;
const ENDINGS: &[&str] = &["pdf", "xls", "xlsx", "csv", "txt", "jpg", "jpeg", "png", "gif"];
const TYPES: &[&str] = &[
    "OriginalInvoice",
    "DebtorDocuments",
    "CreditorDocuments",
    "PartnerDocuments",
    "DemandLetter",
    "Miscellaneous",
];

/// A file as it was uploaded; of its content the digest is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// A GUID.
    pub id: String,
    /// As the uploader called it.
    pub name: String,
    /// `OriginalInvoice` where nothing was said.
    pub document_type: String,
    /// In bytes.
    pub size: usize,
    /// Of its content, hexadecimal.
    pub sha256: String,
    /// When it came.
    pub created: Timestamp,
}

impl CaseFile {
    pub(super) fn shown(&self, case: &str) -> Json {
        record! {
            "id": self.id.as_str(),
            "dateCreated": self.created.to_string(),
            "caseId": case,
            "fileName": self.name.as_str(),
            "documentType": self.document_type.as_str(),
            "description": Json::Null,
        }
    }
}

/// `GET /cases/{id}/files`
pub async fn list(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let files = debitura.with(&creditor, |creditor| {
        creditor.case(&id).map(|case| case.files.iter().map(|file| file.shown(&case.id)).collect::<Vec<_>>())
    })??;
    Ok(Body(Json::List(files)).into_response())
}

/// `POST /cases/{id}/files`: a form with `File`, and at will `DocumentType` and `Description`. Each upload is a file of
/// its own, also one of a name that is there.
pub async fn upload(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, Refusal> {
    let file = read(form, debitura.clock.now()).await?;
    let shown = debitura.with(&creditor, |creditor| {
        if let Some(refusal) = rejections::take(&mut creditor.rejections, "files") {
            return Err(refusal);
        }
        let case = creditor.case(&id)?;
        let shown = file.shown(&case.id);
        case.files.push(file);
        Ok(shown)
    })??;
    Ok(Body(shown).into_response())
}

async fn read(mut form: Multipart, created: Timestamp) -> Result<CaseFile, Refusal> {
    let fault = |field: &str, reason: &str| Refusal::of_fields(&[(field.to_owned(), reason.to_owned())]);
    let (mut file, mut document_type) = (None, "OriginalInvoice".to_owned());
    while let Some(field) = form.next_field().await.map_err(|_| fault("File", "is cut off"))? {
        let (name, file_name) =
            (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
        let bytes = field.bytes().await.map_err(|_| fault("File", "is cut off"))?;
        match name.as_str() {
            "File" => file = file_name.map(|name| (name, bytes)),
            "DocumentType" => document_type = String::from_utf8_lossy(&bytes).into_owned(),
            _ => {}
        }
    }
    let (name, bytes) = file.ok_or_else(|| fault("File", "is required"))?;
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let checks = [
        (ENDINGS.contains(&ending.as_str()), "File", "is of a kind that is not taken"),
        (bytes.len() <= LARGEST, "File", "must have at most 25 MB"),
        (TYPES.contains(&document_type.as_str()), "DocumentType", "is not known"),
    ];
    if let Some((_, field, reason)) = checks.into_iter().find(|(holds, ..)| !holds) {
        return Err(fault(field, reason));
    }
    let sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
    Ok(CaseFile { id: guid(), name, document_type, size: bytes.len(), sha256, created })
}
