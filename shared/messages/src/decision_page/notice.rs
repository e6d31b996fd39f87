//! What the page tells right after a button was pressed.

use domain::Decision;
use domain::case::Refusal;

use super::words::Words;
use crate::format::Locale;

/// What became of the decision that was just sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    Decided {
        decision: Decision,
        count: u32,
    },
    /// It had been decided so before: nothing changed.
    AlreadyDecided,
    Refused(Refusal),
    /// Not all could be decided in one go; pressing again does the rest.
    PartlyDone {
        decision: Decision,
        count: u32,
        left: u32,
    },
}

impl Notice {
    pub(super) fn is_refusal(&self) -> bool {
        matches!(self, Notice::Refused(_))
    }

    pub(super) fn text(&self, words: &Words, locale: &Locale) -> String {
        let done = |decision: Decision, count: u32| match decision {
            Decision::Approve => (words.just_started)(&locale.count(count, &words.invoices)),
            Decision::Decline => locale.count(count, &words.just_declined),
            Decision::HandOver => words.just_handed_over.to_owned(),
        };
        match *self {
            Notice::Decided { decision, count } => done(decision, count),
            Notice::AlreadyDecided => words.already_decided.to_owned(),
            Notice::Refused(refusal) => refused(refusal, words).to_owned(),
            Notice::PartlyDone { decision, count, left } => {
                format!("{} {}", done(decision, count), locale.count(left, &words.press_again))
            }
        }
    }
}

fn refused(refusal: Refusal, words: &Words) -> &'static str {
    match refusal {
        Refusal::Closed => words.refused_closed,
        Refusal::Declined => words.refused_declined,
        Refusal::Missing => words.refused_missing,
        Refusal::NotAtItsEnd => words.refused_not_at_its_end,
        Refusal::NoAgency => words.refused_no_agency,
    }
}
