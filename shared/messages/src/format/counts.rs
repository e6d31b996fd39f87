//! Counts and their plural forms. Danish, Norwegian and English all have two: for one, and for the rest.

use super::Locale;

#[derive(Debug)]
pub(super) struct NumberStyle {
    /// Between thousands.
    pub group: &'static str,
    pub decimal: &'static str,
}

/// The words that follow a number.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    pub one: &'static str,
    pub other: &'static str,
}

impl Plural {
    pub fn form(&self, count: u64) -> &'static str {
        if count == 1 { self.one } else { self.other }
    }
}

impl Locale {
    /// `2.500`, `2 500` (narrow no-break space), `2,500`.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut written = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                written.push_str(self.number.group);
            }
            written.push(digit);
        }
        written
    }

    /// `1 faktura`, `2.500 fakturaer`.
    pub fn count(&self, count: impl Into<u64>, words: &Plural) -> String {
        let count = count.into();
        format!("{} {}", self.number(count), words.form(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language::{Danish, English, Norwegian};

    #[test]
    fn thousands_are_grouped_as_the_language_does() {
        let numbers = [0, 7, 999, 1_000, 2_500, 1_234_567];
        let table = [
            (Danish, ["0", "7", "999", "1.000", "2.500", "1.234.567"]),
            (Norwegian, ["0", "7", "999", "1\u{202f}000", "2\u{202f}500", "1\u{202f}234\u{202f}567"]),
            (English, ["0", "7", "999", "1,000", "2,500", "1,234,567"]),
        ];
        for (language, expected) in table {
            assert_eq!(numbers.map(|n| Locale::of(language).number(n)), expected);
        }
    }

    #[test]
    fn one_is_singular_and_nothing_is_plural() {
        let invoices = Plural { one: "faktura", other: "fakturaer" };
        let counted = [0u32, 1, 2, 21].map(|n| Locale::of(Danish).count(n, &invoices));
        assert_eq!(counted, ["0 fakturaer", "1 faktura", "2 fakturaer", "21 fakturaer"]);
    }
}
