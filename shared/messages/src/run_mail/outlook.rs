//! What would go out if the tenant said yes today and nobody paid: a day and a kind of step a line.

use domain::dunning::StepKind;
use domain::{Language, Money};
use jiff::civil::Date;

use super::RunMail;
use crate::format::{Locale, Plural};
use crate::letter::{Block, Row, Title};

/// So many lines are shown; what comes after them is summed.
const SHOWN: usize = 8;

/// What the answer to the mail would bring about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// How far it looks ahead.
    pub days: u16,
    /// The batch holds more than the mail lists: it is about those that are listed.
    pub of_listed: bool,
    /// Sorted by day.
    pub lines: Vec<OutlookLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlookLine {
    pub on: Date,
    pub step: StepKind,
    /// Letters, one a debtor; for the hand-over the invoices that are asked about.
    pub count: u32,
    /// Fees and compensation that these letters charge.
    pub charges: Money,
}

struct Words {
    heading: &'static str,
    scope: fn(days: &str) -> String,
    of_listed: &'static str,
    share: &'static str,
    letters: Plural,
    invoices: Plural,
    days: Plural,
    step: fn(StepKind) -> &'static str,
    on: fn(step: &str, date: &str) -> String,
    charges: fn(&str) -> String,
    free: &'static str,
    later: fn(letters: &str, sum: &str) -> String,
}

pub(super) fn blocks(mail: &RunMail) -> Vec<Block> {
    let Some(outlook) = mail.outlook.as_ref().filter(|outlook| !outlook.lines.is_empty()) else {
        return vec![];
    };
    let (words, locale) = (Words::of(mail.language), mail.locale());
    let (shown, later) = outlook.lines.split_at(outlook.lines.len().min(SHOWN));
    let rows = shown.iter().map(|line| row(line, words, locale)).collect();
    let mut note: Vec<String> = rest(later, words, locale).into_iter().collect();
    note.push((words.scope)(&locale.count(outlook.days, &words.days)));
    note.extend(outlook.of_listed.then(|| words.of_listed.to_owned()));
    note.push(words.share.to_owned());
    vec![Block::Heading(words.heading.to_owned()), Block::Rows(rows), Block::Text(note.join(" "))]
}

fn row(line: &OutlookLine, words: &Words, locale: &Locale) -> Row {
    let title = Title::Words((words.on)((words.step)(line.step), &locale.short_date(line.on)));
    let charges = match line.charges.minor {
        0 => words.free.to_owned(),
        _ => (words.charges)(&locale.money(line.charges)),
    };
    match line.step {
        StepKind::Handover => {
            Row { title, figure: locale.count(line.count, &words.invoices), details: vec![] }
        }
        _ => Row { title, figure: locale.count(line.count, &words.letters), details: vec![charges] },
    }
}

/// Letters only: what is asked about later is asked about in a mail of its own.
fn rest(lines: &[OutlookLine], words: &Words, locale: &Locale) -> Option<String> {
    let letters = || lines.iter().filter(|line| line.step != StepKind::Handover);
    let mut sum = letters().next()?.charges.with_minor(0);
    sum.minor = letters().map(|line| line.charges.minor).sum();
    let count: u64 = letters().map(|line| u64::from(line.count)).sum();
    Some((words.later)(&locale.count(count, &words.letters), &locale.money(sum)))
}

impl Words {
    fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &DANISH,
            Language::Norwegian => &NORWEGIAN,
            Language::English => &ENGLISH,
        }
    }
}

static DANISH: Words = Words {
    heading: "Hvis du siger ja i dag, og ingen betaler",
    scope: |days| format!("Sådan ser de næste {days} ud."),
    of_listed: "Tallene gælder de fakturaer, der er nævnt i denne mail.",
    share: "Flere fakturaer til samme kunde samles i ét brev.",
    letters: Plural { one: "brev", other: "breve" },
    invoices: Plural { one: "faktura", other: "fakturaer" },
    days: Plural { one: "dag", other: "dage" },
    step: |step| match step {
        StepKind::FriendlyReminder => "Betalingspåmindelse",
        StepKind::Reminder => "Rykker",
        StepKind::CollectionNotice => "Inkassovarsel",
        StepKind::PaymentDemand => "Betalingsopfordring",
        StepKind::Handover => "Vi spørger dig om inkasso",
    },
    on: |step, date| format!("{step} {date}"),
    charges: |sum| format!("gebyrer og kompensation {sum}"),
    free: "uden gebyr",
    later: |letters, sum| format!("Derefter {letters} mere (gebyrer og kompensation {sum})."),
};

static NORWEGIAN: Words = Words {
    heading: "Hvis du sier ja i dag, og ingen betaler",
    scope: |days| format!("Slik ser de neste {days} ut."),
    of_listed: "Tallene gjelder de fakturaene som er nevnt i denne e-posten.",
    share: "Flere fakturaer til samme kunde samles i ett brev.",
    letters: Plural { one: "brev", other: "brev" },
    invoices: Plural { one: "faktura", other: "fakturaer" },
    days: Plural { one: "dag", other: "dagene" },
    step: |step| match step {
        StepKind::FriendlyReminder => "Betalingspåminnelse",
        StepKind::Reminder => "Purring",
        StepKind::CollectionNotice => "Inkassovarsel",
        StepKind::PaymentDemand => "Betalingsoppfordring",
        StepKind::Handover => "Vi spør deg om inkasso",
    },
    on: |step, date| format!("{step} {date}"),
    charges: |sum| format!("gebyrer og kompensasjon {sum}"),
    free: "uten gebyr",
    later: |letters, sum| format!("Deretter {letters} til (gebyrer og kompensasjon {sum})."),
};

static ENGLISH: Words = Words {
    heading: "If you say yes today and nobody pays",
    scope: |days| format!("These are the next {days}."),
    of_listed: "The figures are of the invoices listed in this mail.",
    share: "Several invoices of one customer share a letter.",
    letters: Plural { one: "letter", other: "letters" },
    invoices: Plural { one: "invoice", other: "invoices" },
    days: Plural { one: "day", other: "days" },
    step: |step| match step {
        StepKind::FriendlyReminder => "Friendly reminder",
        StepKind::Reminder => "Reminder",
        StepKind::CollectionNotice => "Collection notice",
        StepKind::PaymentDemand => "Demand for payment",
        StepKind::Handover => "We ask you about debt collection",
    },
    on: |step, date| format!("{step} on {date}"),
    charges: |sum| format!("fees and compensation {sum}"),
    free: "without a fee",
    later: |letters, sum| format!("After that {letters} more (fees and compensation {sum})."),
};
