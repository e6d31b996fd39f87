//! Money as people write it: `1.234,50 kr.`, `1 234,50 kr`, `DKK 1,234.50`.

use domain::{Currency, Money};

use super::Locale;

#[derive(Debug)]
pub(super) struct MoneyStyle {
    /// The currency that needs no code, and its sign. Every other one has its ISO code: `kr` alone would be ambiguous.
    pub own: Option<(Currency, &'static str)>,
    pub code_first: bool,
}

/// An amount and its currency stay on one line.
const NO_BREAK: char = '\u{a0}';
const MINUS: &str = "\u{2212}";

impl Locale {
    pub fn money(&self, money: Money) -> String {
        let amount = self.amount(money);
        let unit = match self.money.own {
            Some((own, sign)) if own == money.currency => sign,
            _ => money.currency.code(),
        };
        if self.money.code_first {
            format!("{unit}{NO_BREAK}{amount}")
        } else {
            format!("{amount}{NO_BREAK}{unit}")
        }
    }

    /// A yearly rate as the statutes' table has it, `9.75`: `9,75 %`, `9.75%`.
    pub fn percent(&self, rate: &str) -> String {
        let written = rate.replace('.', self.number.decimal).replace('-', MINUS);
        match self.money.code_first {
            true => format!("{written}%"),
            false => format!("{written}{NO_BREAK}%"),
        }
    }

    /// Sums in several currencies, joined: `1.000,00 kr. og 20,00 EUR`. Empty when there is none.
    pub fn sums(&self, sums: &[Money]) -> String {
        let written: Vec<String> = sums.iter().map(|sum| self.money(*sum)).collect();
        self.list(&written)
    }

    /// Without its unit, for columns whose currency is named once: `1.234,50`.
    pub fn amount(&self, money: Money) -> String {
        let scale = 10u64.pow(money.currency.decimals());
        let minor = money.minor.unsigned_abs();
        let sign = if money.minor < 0 { MINUS } else { "" };
        let whole = self.number(minor / scale);
        match money.currency.decimals() as usize {
            0 => format!("{sign}{whole}"),
            width => format!("{sign}{whole}{}{:0width$}", self.number.decimal, minor % scale),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language::{Danish, English, Norwegian};

    fn written(minor: i64, code: &str) -> [String; 3] {
        let money = Money::new(minor, code.parse().unwrap());
        [Danish, Norwegian, English].map(|language| Locale::of(language).money(money).replace('\u{a0}', "~"))
    }

    #[test]
    fn amounts_are_written_as_each_language_writes_them() {
        let table = [
            (123_450, "DKK", ["1.234,50~kr.", "1\u{202f}234,50~DKK", "DKK~1,234.50"]),
            (123_450, "NOK", ["1.234,50~NOK", "1\u{202f}234,50~kr", "NOK~1,234.50"]),
            (5, "DKK", ["0,05~kr.", "0,05~DKK", "DKK~0.05"]),
            (0, "NOK", ["0,00~NOK", "0,00~kr", "NOK~0.00"]),
            (-70_000, "EUR", ["\u{2212}700,00~EUR", "\u{2212}700,00~EUR", "EUR~\u{2212}700.00"]),
            (1_234_567, "JPY", ["1.234.567~JPY", "1\u{202f}234\u{202f}567~JPY", "JPY~1,234,567"]),
            (
                100_000_000_000_099,
                "DKK",
                [
                    "1.000.000.000.000,99~kr.",
                    "1\u{202f}000\u{202f}000\u{202f}000\u{202f}000,99~DKK",
                    "DKK~1,000,000,000,000.99",
                ],
            ),
        ];
        for (minor, code, expected) in table {
            assert_eq!(written(minor, code), expected);
        }
    }

    #[test]
    fn the_lowest_amount_there_is_does_not_overflow() {
        let lowest = Locale::of(English).money(Money::new(i64::MIN, Currency::DKK));
        assert!(lowest.ends_with("92,233,720,368,547,758.08"), "{lowest}");
    }

    #[test]
    fn sums_of_several_currencies_stand_side_by_side() {
        let sums = [Money::new(100_000, Currency::DKK), Money::new(2_000, Currency::EUR)];
        assert_eq!(Locale::of(Danish).sums(&sums).replace('\u{a0}', " "), "1.000,00 kr. og 20,00 EUR");
    }
}
