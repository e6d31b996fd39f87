//! A letter to a debtor in words, in the creditor's name: from the frozen facts to all that stands in it.
//!
//! The mail and the PDF are both set from [`DebtorLetter`], so that they say the same. What must appear is section 4.1 of
//! the dunning rules; the wording keeps to good collection practice (inkassoloven § 9: no undue pressure).

mod breakdown;
mod claim;
mod da;
mod en;
pub(crate) mod law;
mod mail;
mod nb;
mod parties;
mod paying;
mod table;
mod title;
mod words;

use domain::dunning::LetterKind;
use domain::dunning::letter::Letter;
use domain::{Country, Language};

pub use claim::{ClaimTold, Line, Weight};
pub use parties::Party;
pub use table::{Column, Table, TableRow};
pub use title::Titled;

use crate::format::{Locale, Name};
use claim::Telling;
use law::Law;
use words::{Facts, Words};

/// Up to so many invoices are reckoned one below the other; more of them stand side by side.
const ONE_BY_ONE: usize = 3;

/// A letter in words. Nothing in it is escaped yet; every text from outside is on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtorLetter {
    pub language: Language,
    /// What it is, as its heading: `Rykker 1`, `Inkassovarsel`.
    pub title: String,
    pub subject: String,
    /// `21. november 2026` with its weekday.
    pub date: String,
    pub date_label: &'static str,
    pub creditor: Party,
    pub debtor: Party,
    pub opening: String,
    /// What to pay, when and how: labels and values.
    pub paying: Paying,
    /// Each kind of money on its own line, down to the total; with a single invoice its own calculation.
    pub sums: Calculation,
    /// Every invoice with its own calculation down to its total. Of a single one the lines stand in `sums`, too.
    pub claims: Vec<ClaimTold>,
    /// The invoices side by side, where they are too many to be told one by one.
    pub overview: Option<Table>,
    /// Payments and credit notes, where `overview` holds only their sums.
    pub deductions: Option<Table>,
    pub interest: Option<Table>,
    /// What the figures rest on, in law and in method.
    pub bases: Vec<String>,
    /// What happens after the deadline, on a notice.
    pub warning: Option<Notice>,
    /// What if it has been paid; on a reminder also what may follow.
    pub if_paid: String,
    pub objecting: Notice,
    pub regards: &'static str,
}

/// The box that nobody must miss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paying {
    pub heading: &'static str,
    pub total: (&'static str, String),
    pub deadline: (&'static str, String),
    /// Account and reference, or where they stand.
    pub how: Vec<(&'static str, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculation {
    pub heading: &'static str,
    /// In which currency all amounts are.
    pub currency: String,
    pub lines: Vec<Line>,
}

/// A heading with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub title: &'static str,
    pub text: String,
}

impl DebtorLetter {
    /// The letter of these facts. The same facts always give the same words.
    pub fn of(letter: &Letter) -> DebtorLetter {
        let (words, locale) = (Words::of(letter.language), Locale::of(letter.language));
        let telling = Telling { letter, words, locale };
        let about = title::about(letter, words, locale);
        let (total, pay_by) = (locale.money(letter.total), locale.long_date(letter.pay_by));
        let facts = Facts { about: &about, total: &total, pay_by: &pay_by };
        let creditor = Party::creditor(&letter.creditor, letter.country, words);
        let title = Titled::of(letter).title(letter.language);
        let many = letter.claims.len() > ONE_BY_ONE;
        DebtorLetter {
            language: letter.language,
            subject: (words.subject)(&title, &about, &creditor.name),
            title,
            date: locale.long_date(letter.sent_on),
            date_label: words.letter_date,
            creditor,
            debtor: Party::debtor(&letter.debtor, letter.country, words),
            opening: opening(letter, words)(&facts),
            paying: paying::paying(&telling, &facts),
            sums: Calculation {
                heading: words.calculation,
                currency: (words.calculation_in)(letter.currency.code()),
                lines: sums(&telling),
            },
            claims: letter.claims.iter().map(|claim| telling.claim(claim)).collect(),
            overview: many.then(|| telling.overview()),
            deductions: if many { telling.deductions() } else { None },
            interest: telling.interest(),
            bases: bases(letter, words),
            warning: warning(letter, words, &facts),
            if_paid: if_paid(letter, words),
            objecting: Notice { title: words.disagree, text: objecting(letter, words) },
            regards: words.regards,
        }
    }

    /// The only invoice of the letter, where it is only one: its calculation is the letter's.
    pub fn only_claim(&self) -> Option<&ClaimTold> {
        match self.claims.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Above the list of many invoices.
    pub fn invoices_heading(&self) -> &'static str {
        Words::of(self.language).invoices_heading
    }

    /// `Side 1 af 3`.
    pub fn page_of(&self, page: usize, pages: usize) -> String {
        (Words::of(self.language).page_of)(page, pages)
    }
}

/// A single invoice's own lines lead to the total; several are added up kind by kind.
fn sums(telling: &Telling<'_>) -> Vec<Line> {
    match telling.letter.claims.as_slice() {
        [only] => telling.claim(only).lines.into_iter().chain(telling.closing()).collect(),
        _ => telling.sums(),
    }
}

fn opening(letter: &Letter, words: &Words) -> words::Sentence {
    let only_charges = letter.claims.iter().all(|claim| claim.open_principal.minor == 0);
    match (letter.kind, letter.also_notice) {
        (LetterKind::FriendlyReminder, _) if only_charges => words.open_charges,
        (LetterKind::FriendlyReminder, _) => words.open_friendly,
        (LetterKind::Reminder | LetterKind::CollectionNotice, true) => words.open_reminder_and_notice,
        (LetterKind::Reminder, false) => words.open_reminder,
        (LetterKind::CollectionNotice, false) => words.open_notice,
        (LetterKind::PaymentDemand, _) => words.open_demand,
    }
}

fn warning(letter: &Letter, words: &Words, facts: &Facts<'_>) -> Option<Notice> {
    let warns = match (letter.kind, letter.country) {
        (LetterKind::PaymentDemand, _) => words.warns_of_demand,
        _ if !title::is_notice(letter) => return None,
        (_, Country::Denmark) => words.warns_in_denmark,
        (_, Country::Norway) => words.warns_in_norway,
    };
    Some(Notice { title: words.warning, text: warns(facts) })
}

/// A notice says by itself what follows; a friendly letter, and one that asks for charges alone, threatens with nothing.
fn if_paid(letter: &Letter, words: &Words) -> String {
    match (letter.kind, title::is_notice(letter)) {
        (LetterKind::Reminder, false) => format!("{} {}", words.if_paid, words.if_late),
        _ => words.if_paid.to_owned(),
    }
}

fn bases(letter: &Letter, words: &Words) -> Vec<String> {
    let law = Law::of(letter.country);
    let any = |used: fn(&domain::dunning::letter::LetterClaim) -> bool| letter.claims.iter().any(used);
    let interest = match any(|claim| !claim.interest.is_empty() || claim.open_interest.minor != 0) {
        true => (words.about_interest)(law.interest),
        false => words.no_interest.to_owned(),
    };
    let fee = match letter.fee.minor {
        0 => words.no_fee.to_owned(),
        _ => (words.about_fee)(law.fee),
    };
    let compensation =
        any(|claim| claim.compensation.minor != 0).then(|| (words.about_compensation)(law.compensation));
    [interest, fee].into_iter().chain(compensation).collect()
}

fn objecting(letter: &Letter, words: &Words) -> String {
    let email = letter.creditor.reply_to.as_str();
    match letter.creditor.phone.as_deref() {
        Some(phone) => (words.object_by_phone)(email, &Name::new(phone).isolated()),
        None => (words.object_to)(email),
    }
}
