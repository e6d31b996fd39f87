//! Letters to debtors, and summaries for agencies, as PDF: A4, with its type embedded, the same bytes for the same letter.
//!
//! A crate of its own, because only what sends letters needs to carry a font and a PDF writer.
#![forbid(unsafe_code)]

mod flow;
mod form;
mod lines;
mod paint;
mod sheet;
mod table;
mod typeface;

use domain::dunning::letter::Letter;
use messages::debtor_letter::DebtorLetter;

pub use flow::{Item, Page};
pub use form::{Form, FormSection, form_pages, form_pdf};
use typeface::Type;

/// Why a letter could not be set. It is a fault of ours, not of the letter: tell the operator, and do not try again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    #[error("a font in the program cannot be read")]
    Font,
    #[error("the document breaks a rule of PDF/A-2b: {0}")]
    Document(String),
}

/// The letter as a PDF file (PDF/A-2b, ISO 19005-2).
///
/// Its only date is the letter's own, its document id follows from the letter's id: the hash of the file can be kept.
///
/// # Errors
/// See [`PdfError`].
pub fn pdf(letter: &Letter) -> Result<Vec<u8>, PdfError> {
    let words = DebtorLetter::of(letter);
    let pages = set(&words)?;
    let about = paint::About {
        title: words.subject.clone(),
        author: words.creditor.name.clone(),
        language: words.language,
        date: letter.sent_on,
        id: letter.id.as_str().to_owned(),
    };
    paint::document(about, &pages, &Type::load()?)
}

/// Where everything stands, page by page: what [`pdf`] paints.
///
/// # Errors
/// See [`PdfError`].
pub fn pages(letter: &Letter) -> Result<Vec<Page>, PdfError> {
    set(&DebtorLetter::of(letter))
}

fn set(words: &DebtorLetter) -> Result<Vec<Page>, PdfError> {
    Ok(sheet::set(words, &Type::load()?))
}
