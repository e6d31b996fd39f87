//! Views to look at: what an accounting system may really hold, at its worst. Used by the snapshots and by the gallery.

pub mod debtor_pages;
pub mod letters;
pub mod mails;
#[allow(dead_code)]
pub mod must_appear;
pub mod pages;

use domain::{Country, Currency, Language, Money};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use messages::NewCase;

pub const TENANT: &str = "Nordlys VVS & Sønner ApS";
pub const LINK: &str = "https://rykker.example/a/AbC-123_xyz.~0?a=1&b=2";
pub const RUN_DATE: Date = date(2026, 11, 21);

pub fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

/// Where a tenant that reads this language most likely lives.
pub fn country(language: Language) -> Country {
    match language {
        Language::Norwegian => Country::Norway,
        Language::Danish | Language::English => Country::Denmark,
    }
}

/// Danish or Norwegian kroner, as the country has them.
pub fn kroner(language: Language, minor: i64) -> Money {
    let currency = match country(language) {
        Country::Denmark => Currency::DKK,
        Country::Norway => Currency::NOK,
    };
    Money::new(minor, currency)
}

pub fn endless() -> String {
    "Værktøjsmagasinet".repeat(12).chars().take(200).collect()
}

/// Debtors whose names have been seen to break mails and pages.
pub fn nasty_names() -> Vec<String> {
    vec![
        "<script>alert('x')</script> & Co".to_owned(),
        "Ærø Blåbær & Ålekro 🫐👩‍🌾".to_owned(),
        "شركة النور للتجارة (123) ٤٥".to_owned(),
        endless(),
        "Jensen\r\nBcc: alle@example.com\u{0}\u{202e}mursker".to_owned(),
        " \t ".to_owned(),
    ]
}

/// One new case per nasty name, the third of them in euro.
pub fn nasty_cases(language: Language) -> Vec<NewCase> {
    (0..).zip(nasty_names()).map(|(index, name)| new_case(language, index, name)).collect()
}

pub fn new_case(language: Language, index: i32, debtor_name: String) -> NewCase {
    let owed = kroner(language, 37_440 + 1_234_567 * i64::from(index));
    NewCase {
        invoice_number: format!("10{:02}", 42 + index),
        debtor_name,
        due_date: RUN_DATE.checked_sub(jiff::ToSpan::days(1 + 4 * i64::from(index))).unwrap(),
        days_over: 1 + 4 * index,
        outstanding: if index == 2 { Money::new(owed.minor, Currency::EUR) } else { owed },
    }
}

/// One sum a currency.
pub fn sums(amounts: impl IntoIterator<Item = Money>) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => sum.minor += amount.minor,
            None => sums.push(amount),
        }
    }
    sums
}
