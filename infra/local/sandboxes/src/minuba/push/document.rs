//! The invoice's PDF, as it goes along with a push.

use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

use super::order::{Attached, Push};
use crate::books::{Invoice, Ledger, Refused};
use crate::json::{Json, record};
use crate::minuba::Minuba;
use crate::pdf;

/// The largest PDF that is made up, in bytes.
const LARGEST: usize = 32 * 1024 * 1024;

/// `documents[]`. `here` is where this double answers.
pub fn listed(
    ledger: &Ledger<Minuba>,
    invoice: &Invoice,
    push: &Push,
    here: Option<&str>,
) -> Result<Vec<Json>, Refused> {
    if push.attached == Attached::Nothing {
        return Ok(vec![]);
    }
    let mut file = of(ledger, invoice);
    if let Some(size) = push.pdf_bytes {
        if size > LARGEST {
            return Err(Refused::input("pdf_bytes", format!("is more than {LARGEST}")));
        }
        file = filled_up(file, size);
    }
    let name = format!("faktura-{}.pdf", invoice.number);
    let mut document = record! {
        "kind": "invoice",
        "file_name": name.as_str(),
        "content_type": "application/pdf",
    };
    match (push.attached, here) {
        (Attached::ByUrl, Some(here)) => {
            // What the address gives is not filled up.
            document.push("sha256", digest(&of(ledger, invoice)));
            let path = format!("{here}/documents/{}/{}/{name}", ledger.organization, invoice.id);
            document.push("url", path);
        }
        (Attached::ByUrl, None) => {
            return Err(Refused::input("document", "by url needs the address of this double"));
        }
        _ => {
            document.push("sha256", digest(&file));
            document.push("content_base64", BASE64.encode(&file));
        }
    }
    Ok(vec![document])
}

fn of(ledger: &Ledger<Minuba>, invoice: &Invoice) -> Vec<u8> {
    pdf::of_invoice(&ledger.name, &ledger.contact_of(invoice).debtor, invoice)
}

fn digest(file: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(file))
}

/// The same PDF with a comment in it that makes it `size` bytes long; a larger one stays as it is.
fn filled_up(mut file: Vec<u8>, size: usize) -> Vec<u8> {
    // Readers look for the last `startxref`, so the file's own end is repeated after the comment.
    let text = String::from_utf8_lossy(&file).into_owned();
    let end = text.rfind("startxref").map_or("", |at| &text[at..]);
    let room = size.saturating_sub(file.len() + end.len() + 2);
    if room > 0 {
        file.push(b'%');
        file.resize(file.len() + room, b'0');
        file.push(b'\n');
        file.extend_from_slice(end.as_bytes());
    }
    file
}

/// `GET /documents/{organization}/{invoice}/{file}`: the address itself is the permission.
pub async fn fetched(
    Shared(minuba): Shared<Minuba>,
    Path((organization, id, _file)): Path<(String, String, String)>,
) -> Response {
    let ledgers = minuba.books.ledgers();
    let ledger = ledgers.iter().find(|ledger| ledger.organization == organization);
    match ledger.and_then(|ledger| Some((ledger, ledger.invoice(&id)?))) {
        Some((ledger, invoice)) => ([(CONTENT_TYPE, "application/pdf")], of(ledger, invoice)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_filled_up_to_the_byte_and_ends_as_it_did() {
        let file = b"%PDF-1.4\nx\nstartxref\n9\n%%EOF\n".to_vec();
        let large = filled_up(file.clone(), 5_000);
        assert_eq!(large.len(), 5_000);
        assert!(large.starts_with(&file) && large.ends_with(b"\nstartxref\n9\n%%EOF\n"));
        assert_eq!(filled_up(file.clone(), 10), file);
    }
}
