//! One invoice of a letter: what it is, and how its sum comes about, line by line.

use domain::dunning::letter::{DeductionKind, InterestPeriod, Letter, LetterClaim};
use domain::{Country, Money};

use super::law::Law;
use super::words::Words;
use crate::format::{Locale, Name};

/// One invoice, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimTold {
    /// `Faktura 1042`.
    pub heading: String,
    /// When it was issued and fell due, and what was delivered.
    pub facts: Vec<String>,
    /// From the invoice's amount down to what is left, then what came on top.
    pub lines: Vec<Line>,
    pub total: Line,
    /// The FIK line or KID, with its word before it.
    pub reference: Option<String>,
}

/// A line of a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    /// Without its currency, which the letter names once.
    pub amount: String,
    /// Small print: how the amount comes about.
    pub details: Vec<String>,
    pub weight: Weight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Plain,
    /// A sum of the lines above.
    Sum,
    /// What is asked for in the end.
    Total,
}

impl ClaimTold {
    /// `Faktura 1042 · Fakturadato 6. jun. 2026 · …`: which invoice it is, in one.
    pub fn in_one(&self) -> String {
        std::iter::once(self.heading.as_str())
            .chain(self.facts.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Its lines with its total.
    pub fn whole(&self) -> impl Iterator<Item = &Line> + Clone {
        self.lines.iter().chain([&self.total])
    }
}

impl Line {
    pub(super) fn plain(label: impl Into<String>, amount: String) -> Line {
        Line { label: label.into(), amount, details: vec![], weight: Weight::Plain }
    }

    pub(super) fn sum(label: impl Into<String>, amount: String) -> Line {
        Line { weight: Weight::Sum, ..Line::plain(label, amount) }
    }

    pub(super) fn total(label: impl Into<String>, amount: String) -> Line {
        Line { weight: Weight::Total, ..Line::plain(label, amount) }
    }
}

impl Line {
    pub(crate) fn is_sum(&self) -> bool {
        self.weight != Weight::Plain
    }

    pub(crate) fn is_total(&self) -> bool {
        self.weight == Weight::Total
    }
}

pub(super) fn minus(amount: Money) -> Money {
    amount.with_minor(amount.minor.saturating_neg())
}

/// What payments took off costs and not off the invoice, where costs are paid first; zero with principal first.
pub(super) fn not_off_principal(claim: &LetterClaim) -> Money {
    let deducted: i64 = claim.deductions.iter().map(|deduction| deduction.amount.minor).sum();
    let left = claim.principal.minor.saturating_sub(deducted);
    claim.open_principal.with_minor(claim.open_principal.minor.saturating_sub(left))
}

pub(super) struct Telling<'a> {
    pub letter: &'a Letter,
    pub words: &'static Words,
    pub locale: &'static Locale,
}

impl Telling<'_> {
    pub fn claim(&self, claim: &LetterClaim) -> ClaimTold {
        ClaimTold {
            heading: (self.words.invoice_heading)(&Name::new(&claim.invoice_number).isolated()),
            facts: self.facts(claim),
            lines: self.lines(claim),
            total: Line::sum(self.words.invoice_total, self.locale.amount(self.with_fee(claim))),
            reference: self.reference(claim),
        }
    }

    fn facts(&self, claim: &LetterClaim) -> Vec<String> {
        let (words, locale) = (self.words, self.locale);
        let mut facts: Vec<String> =
            claim.issue_date.map(|date| (words.issued)(&locale.short_date(date))).into_iter().collect();
        facts.push((words.fell_due)(&locale.short_date(claim.due_date)));
        if claim.effective_due != claim.due_date {
            facts.push((words.counted_from)(&locale.short_date(claim.effective_due)));
        }
        facts.extend(self.what(claim));
        facts
    }

    pub fn what(&self, claim: &LetterClaim) -> Option<String> {
        claim.what.as_deref().filter(|what| !what.trim().is_empty()).map(|what| Name::new(what).isolated())
    }

    pub fn reference(&self, claim: &LetterClaim) -> Option<String> {
        let reference = claim.payment_reference.as_deref().filter(|text| !text.trim().is_empty())?;
        let word = match self.letter.country {
            Country::Denmark => "FIK",
            Country::Norway => "KID",
        };
        Some(format!("{word}\u{a0}{}", Name::new(reference).isolated()))
    }

    fn lines(&self, claim: &LetterClaim) -> Vec<Line> {
        let (words, locale) = (self.words, self.locale);
        let mut lines = vec![Line::plain(words.principal, locale.amount(claim.principal))];
        lines.extend(claim.deductions.iter().map(|deduction| {
            let label = (self.deduction(deduction.kind))(&locale.short_date(deduction.on));
            Line::plain(label, locale.amount(minus(deduction.amount)))
        }));
        let elsewhere = not_off_principal(claim);
        if elsewhere.minor != 0 {
            lines.push(Line::plain(self.elsewhere(elsewhere), locale.amount(elsewhere)));
        }
        if lines.len() > 1 {
            lines.push(Line::sum(words.open_principal, locale.amount(claim.open_principal)));
        }
        let details = claim.interest.iter().map(|period| self.period(period)).collect();
        lines.push(Line { details, ..Line::plain(words.interest, locale.amount(claim.open_interest)) });
        if claim.earlier_fees.minor != 0 {
            lines.push(Line::plain(words.earlier_fees, locale.amount(claim.earlier_fees)));
        }
        if claim.compensation.minor != 0 {
            lines.push(Line::plain(self.compensation(claim), locale.amount(claim.compensation)));
        }
        if self.bears_fee(claim) {
            lines.push(Line::plain(words.this_fee, locale.amount(self.letter.fee)));
        }
        lines
    }

    /// The letter's fee is paid with this one of several invoices. With a single one it stands before the letter's total.
    fn bears_fee(&self, claim: &LetterClaim) -> bool {
        claim.bears_fee && self.letter.fee.minor != 0 && self.letter.claims.len() > 1
    }

    /// What is paid with this invoice's reference: the claim, and the letter's fee where it bears it.
    pub fn with_fee(&self, claim: &LetterClaim) -> Money {
        claim.total.with_minor(claim.total.minor.saturating_add(self.fee_of(claim).minor))
    }

    fn fee_of(&self, claim: &LetterClaim) -> Money {
        if self.bears_fee(claim) { self.letter.fee } else { Money::zero(self.letter.currency) }
    }

    /// Every fee that is paid with this invoice, this letter's and earlier ones.
    pub fn fees(&self, claim: &LetterClaim) -> Money {
        claim.earlier_fees.with_minor(claim.earlier_fees.minor.saturating_add(self.fee_of(claim).minor))
    }

    pub fn deduction(&self, kind: DeductionKind) -> fn(&str) -> String {
        match kind {
            DeductionKind::Payment => self.words.payment,
            DeductionKind::CreditNote => self.words.credit_note,
        }
    }

    /// Above zero, payments went to costs; below, the books hold something that is neither payment nor credit note.
    pub fn elsewhere(&self, amount: Money) -> &'static str {
        if amount.minor > 0 { self.words.paid_on_costs } else { self.words.adjusted }
    }

    fn compensation(&self, claim: &LetterClaim) -> String {
        let law = Law::of(self.letter.country).compensation;
        match claim.compensation_is_new {
            true => (self.words.compensation)(law),
            false => (self.words.earlier_compensation)(law),
        }
    }

    /// `16. okt. 2026 – 21. nov. 2026: 10,00 % om året af 6.000,00 i 37 dage = 60,82`.
    fn period(&self, period: &InterestPeriod) -> String {
        let (words, locale) = (self.words, self.locale);
        format!(
            "{}\u{a0}– {}: {} {} {} {}\u{a0}{} =\u{a0}{}",
            locale.short_date(period.from),
            locale.short_date(period.to),
            locale.percent(&period.rate),
            words.of,
            locale.amount(period.balance),
            words.during,
            locale.count(period.days, &words.days).replace(' ', "\u{a0}"),
            locale.amount(period.amount),
        )
    }
}
