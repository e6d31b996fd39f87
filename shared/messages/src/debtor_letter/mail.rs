//! The letter as a mail: its words set as HTML and as plain text.

use askama::Template;

use super::words::Words;
use super::{ClaimTold, DebtorLetter, ONE_BY_ONE};
use crate::Mail;
use crate::written::written;

#[derive(Template)]
#[template(path = "debtor_letter.html")]
struct Html<'a> {
    letter: &'a DebtorLetter,
    page: &'a str,
    claims: Claims<'a>,
}

#[derive(Template)]
#[template(path = "debtor_letter.txt")]
struct Text<'a> {
    letter: &'a DebtorLetter,
    page: &'a str,
    claims: Claims<'a>,
}

/// How the invoices are told: one is told by the sums alone.
enum Claims<'a> {
    Alone(&'a ClaimTold),
    OneByOne(&'a [ClaimTold]),
    /// Each on two lines: a mail has a size.
    Short(&'a [ClaimTold]),
}

impl DebtorLetter {
    /// The mail, with the address of the debtor's own page: `page` goes into the bodies as it is.
    pub fn mail(&self, page: &str) -> Mail {
        let claims = || match self.claims.as_slice() {
            [only] => Claims::Alone(only),
            few if few.len() <= ONE_BY_ONE => Claims::OneByOne(few),
            many => Claims::Short(many),
        };
        let html = written(&Html { letter: self, page, claims: claims() });
        let text = written(&Text { letter: self, page, claims: claims() });
        Mail { subject: self.subject.clone(), html, text: format!("{}\n", without_gaps(text.trim())) }
    }
}

/// What stands in the mail alone.
impl DebtorLetter {
    fn page_button(&self) -> &'static str {
        Words::of(self.language).page_button
    }

    fn page_text(&self) -> &'static str {
        Words::of(self.language).page_text
    }

    fn attached(&self) -> &'static str {
        Words::of(self.language).attached
    }
}

/// At most one blank line between two others.
fn without_gaps(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && kept.last().is_some_and(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

impl ClaimTold {
    /// The lines of the calculation in one, with the invoice's facts before them.
    fn in_short(&self) -> String {
        let lines =
            self.lines.iter().filter(|line| !line.is_total()).map(|line| match line.details.as_slice() {
                [] => format!("{} {}", line.label, line.amount),
                details => format!("{} {} ({})", line.label, line.amount, details.join("; ")),
            });
        self.facts.iter().cloned().chain(self.reference.clone()).chain(lines).collect::<Vec<_>>().join(" · ")
    }
}
