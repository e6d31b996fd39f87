//! What a letter is, in its heading and in its subject.

use domain::Language;
use domain::dunning::LetterKind;
use domain::dunning::letter::Letter;

use super::words::Words;
use crate::format::{Locale, Name};

/// The claim may go to an agency when this letter's deadline has passed.
pub(super) fn is_notice(letter: &Letter) -> bool {
    letter.kind == LetterKind::CollectionNotice || (letter.kind == LetterKind::Reminder && letter.also_notice)
}

/// What a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Titled {
    pub kind: LetterKind,
    /// Which reminder it is, from 1.
    pub number: Option<u8>,
    /// A reminder and a collection notice in one.
    pub also_notice: bool,
}

impl Titled {
    pub(super) fn of(letter: &Letter) -> Titled {
        Titled { kind: letter.kind, number: letter.number, also_notice: letter.also_notice }
    }

    /// `Rykker 1`, `Inkassovarsel`, `Rykker 3 og inkassovarsel`. Norway wants a notice's heading to be unmistakable.
    pub fn title(self, language: Language) -> String {
        let words = Words::of(language);
        let reminder = || (words.reminder)(self.number);
        match (self.kind, self.also_notice) {
            (LetterKind::FriendlyReminder, _) => words.friendly.to_owned(),
            (LetterKind::Reminder | LetterKind::CollectionNotice, true) => (words.also_notice)(&reminder()),
            (LetterKind::Reminder, false) => reminder(),
            (LetterKind::CollectionNotice, false) => words.notice.to_owned(),
            (LetterKind::PaymentDemand, _) => words.demand.to_owned(),
        }
    }
}

/// `faktura 1042`, or `3 fakturaer`.
pub(super) fn about(letter: &Letter, words: &Words, locale: &Locale) -> String {
    match letter.claims.as_slice() {
        [only] => (words.one_invoice)(&Name::new(&only.invoice_number).isolated()),
        several => locale.count(u32::try_from(several.len()).unwrap_or(u32::MAX), &words.invoices),
    }
}
