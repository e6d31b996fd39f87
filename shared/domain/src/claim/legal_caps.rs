//! What a creditor may have charged for its own reminders: dated, by country. What is above is never taken over.

use jiff::civil::{Date, date};

use crate::country::Country;
use crate::money::{Currency, Money};
use crate::statutes::Statutes;

/// What one reminder letter may cost, and how many of them may cost anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterCap {
    pub fee: Money,
    pub letters: usize,
}

struct LetterRow {
    country: Country,
    /// Letters sent from this day on.
    from: Date,
    cap: LetterCap,
}

const fn dkk(kroner: i64) -> Money {
    Money::new(kroner * 100, Currency::DKK)
}

const fn nok(kroner: i64) -> Money {
    Money::new(kroner * 100, Currency::NOK)
}

/// Denmark: renteloven § 9 b (2). Norway: inkassoforskriften §§ 1-2 and 1-3, a twentieth of the inkassosats from October
/// 2020, rounded to whole kroner from 2026.
const LETTERS: &[LetterRow] = &[
    LetterRow {
        country: Country::Denmark,
        from: date(2002, 8, 1),
        cap: LetterCap { fee: dkk(100), letters: 3 },
    },
    LetterRow {
        country: Country::Norway,
        from: date(2020, 10, 1),
        cap: LetterCap { fee: nok(35), letters: 2 },
    },
    LetterRow {
        country: Country::Norway,
        from: date(2026, 1, 1),
        cap: LetterCap { fee: nok(38), letters: 2 },
    },
];

/// Denmark: forældelsesloven § 3 (1). Norway: foreldelsesloven § 2. A reminder does not stop the time.
pub const LIMITATION_YEARS: i16 = 3;

/// What held for a letter of that day; `None` before the table begins.
pub fn letter_cap(country: Country, sent: Date) -> Option<LetterCap> {
    let holds = |row: &&LetterRow| row.country == country && row.from <= sent;
    LETTERS.iter().rfind(holds).map(|row| row.cap)
}

/// The fixed compensation for late payment between businesses that held on that day; `None` where no figure is known.
pub fn compensation_cap(country: Country, claimed: Date) -> Option<Money> {
    let minor = Statutes::built_in().compensation(country, claimed).ok()?;
    Some(Money::new(i64::try_from(minor).ok()?, country.currency()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_of_the_day_counts() {
        let fee = |country, day| letter_cap(country, day).map(|cap| cap.fee);
        assert_eq!(fee(Country::Denmark, date(2026, 9, 11)), Some(dkk(100)));
        assert_eq!(fee(Country::Norway, date(2025, 12, 31)), Some(nok(35)));
        assert_eq!(fee(Country::Norway, date(2026, 1, 1)), Some(nok(38)));
        assert_eq!(fee(Country::Norway, date(2020, 9, 30)), None);
        assert_eq!(compensation_cap(Country::Denmark, date(2013, 2, 28)), None);
        assert_eq!(compensation_cap(Country::Denmark, date(2026, 11, 18)), Some(dkk(310)));
        assert_eq!(compensation_cap(Country::Norway, date(2026, 11, 18)), Some(nok(430)));
        assert_eq!(compensation_cap(Country::Norway, date(2021, 3, 1)), None);
    }

    #[test]
    fn the_rows_of_a_country_stand_in_the_order_of_their_days() {
        for country in [Country::Denmark, Country::Norway] {
            let days: Vec<Date> =
                LETTERS.iter().filter(|row| row.country == country).map(|row| row.from).collect();
            assert!(days.is_sorted());
        }
    }
}
