//! The page that the link in a letter opens: what is owed and why, the letters so far, and two ways to answer.
//!
//! To look changes nothing, so that a scanner of mails can follow the link. Each answer is a form posted to the page's own
//! address: `answer` is [`OBJECT`] with `reason`, or [`PAID`] with `paid_on` (a date, `2026-11-23`) and `note`, which may
//! be empty. No script: the page works in any browser.

mod standing;
mod words;

use askama::Template;
use domain::case::DebtorWords;
use domain::dunning::letter::Letter;
use domain::{Language, Money};
use jiff::civil::Date;

pub use standing::{Answered, DebtorStanding};

use crate::debtor_letter::law::Law;
use crate::debtor_letter::{ClaimTold, DebtorLetter, Line, Titled};
use crate::format::Locale;
use crate::written::written;
use words::Words;

/// The value of `answer` that objects.
pub const OBJECT: &str = "object";
/// The value of `answer` that says that it has been paid.
pub const PAID: &str = "paid";
/// The most characters that `reason` takes.
pub const LONGEST_REASON: usize = DebtorWords::LONGEST;
/// The most characters that `note` takes.
pub const LONGEST_NOTE: usize = 500;

/// What a debtor sees of what one letter was about.
#[derive(Debug, Clone)]
pub struct DebtorPage {
    /// The figures of today in the shape of a letter: `sent_on` is the day for which they hold, every fee stands with its
    /// claim and `fee` is zero, and `pay_by` is the deadline of the last letter.
    pub figures: Letter,
    /// Oldest first.
    pub letters: Vec<SentLetter>,
    pub standing: DebtorStanding,
    /// What the answer that was just posted came to.
    pub answered: Option<Answered>,
}

/// A letter that went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentLetter {
    pub titled: Titled,
    pub sent_on: Date,
    pub pay_by: Date,
    pub total: Money,
}

impl DebtorPage {
    /// The whole HTML document.
    pub fn render(&self) -> String {
        let language = self.figures.language;
        let (locale, words) = (Locale::of(language), Words::of(language));
        let letter = DebtorLetter::of(&self.figures);
        let mut lines = letter.sums.lines.clone();
        if self.figures.fee.minor == 0 {
            // The line before the total tells the fee of a letter that is going out, and none is.
            lines.truncate(lines.len().saturating_sub(2));
            lines.extend(letter.sums.lines.last().cloned());
        }
        let today = self.figures.sent_on;
        let bears_interest = letter.interest.is_some();
        written(&Html {
            words,
            lead: (words.as_of)(&locale.long_date(today)),
            told: self.answered.map(|answered| (answered.is_refusal(), answered.text(words))),
            standing: self.standing.account(words, locale),
            asks_to_pay: self.standing.asks_to_pay(),
            tells_how_to_pay: self.standing.tells_how_to_pay(),
            deadline_runs: self.standing.deadline_runs(),
            may_object: self.standing.may_object(),
            may_say_paid: self.standing.may_say_paid(),
            today: today.to_string(),
            interest: bears_interest.then(|| (words.about_interest)(Law::of(self.figures.country).interest)),
            sent: self.letters.iter().map(|sent| sent.told(language)).collect(),
            language,
            lines,
            letter,
        })
    }
}

impl SentLetter {
    fn told(&self, language: Language) -> Sent {
        let (locale, words) = (Locale::of(language), Words::of(language));
        Sent {
            title: self.titled.title(language),
            when: (words.sent)(&locale.short_date(self.sent_on), &locale.short_date(self.pay_by)),
            total: locale.money(self.total),
        }
    }
}

struct Sent {
    title: String,
    when: String,
    total: String,
}

#[derive(Template)]
#[template(path = "debtor_page.html")]
struct Html {
    language: Language,
    words: &'static Words,
    letter: DebtorLetter,
    lead: String,
    /// Whether it is a refusal, and what it says.
    told: Option<(bool, &'static str)>,
    standing: Option<(&'static str, String)>,
    asks_to_pay: bool,
    tells_how_to_pay: bool,
    deadline_runs: bool,
    may_object: bool,
    may_say_paid: bool,
    today: String,
    lines: Vec<Line>,
    interest: Option<String>,
    sent: Vec<Sent>,
}

impl Html {
    fn code(&self) -> &'static str {
        self.language.code()
    }

    fn title(&self) -> String {
        (self.words.title)(&self.letter.creditor.name)
    }

    /// One invoice is told by the calculation itself.
    fn several(&self) -> &[ClaimTold] {
        match self.letter.claims.as_slice() {
            [_] => &[],
            several => several,
        }
    }
}
