//! How a mail tells of one overdue invoice.

use domain::{Language, Money};
use jiff::civil::Date;

use crate::format::{Locale, Name, Plural};
use crate::letter::{Block, Row, Title};

/// A mail lists this many invoices and links to the rest: more would not be read.
pub const LISTED: usize = 50;

/// An overdue invoice that has become a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    pub invoice_number: String,
    pub debtor_name: String,
    pub due_date: Date,
    /// Whole days past the due date.
    pub days_over: i32,
    pub outstanding: Money,
}

/// The words for an invoice, in mails and on pages.
pub(crate) struct InvoiceWords {
    pub invoice: fn(number: &str) -> String,
    pub fell_due: fn(date: &str) -> String,
    pub days_over: Plural,
    pub and_more: fn(count: &str) -> String,
    pub see_all: &'static str,
    /// After the number of those that are not listed.
    pub more_invoices: Plural,
}

impl InvoiceWords {
    pub fn of(language: Language) -> &'static InvoiceWords {
        match language {
            Language::Danish => &DANISH,
            Language::Norwegian => &NORWEGIAN,
            Language::English => &ENGLISH,
        }
    }
}

static DANISH: InvoiceWords = InvoiceWords {
    invoice: |number| format!("Faktura {number}"),
    fell_due: |date| format!("forfaldt {date}"),
    days_over: Plural { one: "dag over forfald", other: "dage over forfald" },
    and_more: |count| format!("… og {count}"),
    see_all: "Se alle",
    more_invoices: Plural { one: "faktura mere", other: "fakturaer mere" },
};

static NORWEGIAN: InvoiceWords = InvoiceWords {
    invoice: |number| format!("Faktura {number}"),
    fell_due: |date| format!("forfalt {date}"),
    days_over: Plural { one: "dag over forfall", other: "dager over forfall" },
    and_more: |count| format!("… og {count}"),
    see_all: "Se alle",
    more_invoices: Plural { one: "faktura til", other: "fakturaer til" },
};

static ENGLISH: InvoiceWords = InvoiceWords {
    invoice: |number| format!("Invoice {number}"),
    fell_due: |date| format!("due {date}"),
    days_over: Plural { one: "day overdue", other: "days overdue" },
    and_more: |count| format!("… and {count}"),
    see_all: "See all",
    more_invoices: Plural { one: "more invoice", other: "more invoices" },
};

impl NewCase {
    fn row(&self, language: Language) -> Row {
        let (locale, words) = (Locale::of(language), InvoiceWords::of(language));
        let days = locale.count(self.days_over.unsigned_abs(), &words.days_over);
        let due = (words.fell_due)(&locale.short_date(self.due_date));
        let invoice = (words.invoice)(&Name::new(&self.invoice_number).isolated());
        Row {
            title: Title::Name(Name::new(&self.debtor_name)),
            figure: locale.money(self.outstanding),
            details: vec![invoice, due, days],
        }
    }
}

/// The first [`LISTED`] invoices, and how many more there are.
pub(crate) fn listed(cases: &[NewCase], total: u32, link: Option<&str>, language: Language) -> Vec<Block> {
    let (locale, words) = (Locale::of(language), InvoiceWords::of(language));
    let rows: Vec<Row> = cases.iter().take(LISTED).map(|case| case.row(language)).collect();
    let left = u64::from(total).saturating_sub(rows.len() as u64);
    let mut blocks = vec![Block::Rows(rows)];
    if left > 0 {
        let text = (words.and_more)(&locale.count(left, &words.more_invoices));
        blocks.push(Block::More { text, label: words.see_all, link: link.map(str::to_owned) });
    }
    blocks
}
