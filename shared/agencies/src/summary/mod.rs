//! A claim for people, as plain rows: the mail's text, and what its PDF is set from.

mod rows;
mod words;

use domain::Language;
use domain::handover::ClaimFile;
use jiff::civil::Date;

pub(crate) use words::Words;

/// A claim on a page or two: headings, and under each of them rows of a label and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Danish or Norwegian, by the claim's country.
    pub language: Language,
    pub title: String,
    /// Our reference: the same one is the same summary.
    pub reference: String,
    /// In whose name it is.
    pub creditor: String,
    pub handed_over_on: Date,
    pub sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub heading: &'static str,
    /// At least one.
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub label: String,
    /// One line.
    pub value: String,
}

impl Summary {
    pub fn of(file: &ClaimFile) -> Self {
        let (language, writer) = (file.country.language(), rows::Writer::of(file));
        let title = format!("{} {}", writer.words.claim, file.case.number());
        let sections = writer.sections().into_iter().filter(|section| !section.rows.is_empty()).collect();
        Self {
            language,
            title,
            reference: file.case.to_string(),
            creditor: one_line(&file.creditor.name),
            handed_over_on: file.handed_over_on,
            sections,
        }
    }

    /// The letters alone, with their proofs.
    pub fn letters(file: &ClaimFile) -> Vec<Row> {
        rows::Writer::of(file).letters()
    }

    /// The proof that the letters were sent, as text: to whom, when, and by which id.
    pub fn proof(file: &ClaimFile) -> String {
        let words = Words::of(file.country.language());
        let rows = Self::letters(file).into_iter().map(|row| format!("{}: {}\n", row.label, row.value));
        let (email, reference) = (&file.debtor.email, &file.case);
        format!(
            "{}\n\n{}: {reference}\n{}: {email}\n{}",
            words.proof_told,
            words.reference,
            words.email,
            rows.collect::<String>()
        )
    }

    /// The same as text, for a mail.
    pub fn text(&self) -> String {
        let section = |section: &Section| {
            let rows = section.rows.iter().map(|row| format!("{}: {}\n", row.label, row.value));
            format!("\n{}\n{}", section.heading.to_uppercase(), rows.collect::<String>())
        };
        self.sections.iter().map(section).collect()
    }
}

/// Text from outside, kept to its line and its direction: what it says may not look like a row of ours.
pub(crate) fn one_line(text: &str) -> String {
    let ends_a_line = |sign: char| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}');
    // Unbalanced embeddings, overrides and isolates reach beyond the text (Unicode Annex 9).
    let turns_text = |sign: &char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let straight: String = text.chars().filter(|sign| !turns_text(sign)).collect();
    let lines = straight.split(ends_a_line).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_outside_cannot_look_like_a_row_of_its_own() {
        assert_eq!(one_line("Ærø ApS\r\nHovedstol: 1 kr.\u{2028}x"), "Ærø ApS, Hovedstol: 1 kr., x");
        assert_eq!(one_line("abc\u{202e}def "), "abcdef");
    }
}
