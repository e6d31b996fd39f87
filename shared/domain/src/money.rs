//! Money: a whole number of minor units with its currency. Never a float.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// The currencies that Danish and Norwegian books are seen to use, with their decimals (ISO 4217).
///
/// A code that is not here is not guessed at: its invoice is skipped as `unknown_currency`.
const CURRENCIES: &[(&str, u32)] = &[
    ("DKK", 2),
    ("NOK", 2),
    ("SEK", 2),
    ("EUR", 2),
    ("USD", 2),
    ("GBP", 2),
    ("CHF", 2),
    ("PLN", 2),
    ("CZK", 2),
    ("HUF", 2),
    ("RON", 2),
    ("CAD", 2),
    ("AUD", 2),
    ("NZD", 2),
    ("SGD", 2),
    ("HKD", 2),
    ("CNY", 2),
    ("INR", 2),
    ("THB", 2),
    ("TRY", 2),
    ("ZAR", 2),
    ("AED", 2),
    ("ISK", 0),
    ("JPY", 0),
    ("KRW", 0),
];

/// A currency of the table above.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u8);

impl Currency {
    pub const DKK: Currency = Currency(0);
    pub const NOK: Currency = Currency(1);
    pub const EUR: Currency = Currency(3);

    /// The ISO 4217 code, such as `DKK`.
    pub fn code(self) -> &'static str {
        CURRENCIES[usize::from(self.0)].0
    }

    /// How many decimals the currency has: 2 for kroner, 0 for yen.
    pub fn decimals(self) -> u32 {
        CURRENCIES[usize::from(self.0)].1
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown currency {0:?}")]
pub struct UnknownCurrency(pub String);

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        let wanted = code.trim();
        (0u8..)
            .zip(CURRENCIES)
            .find(|(_, (known, _))| known.eq_ignore_ascii_case(wanted))
            .map(|(index, _)| Currency(index))
            .ok_or_else(|| UnknownCurrency(code.chars().take(16).collect()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units (øre, cents) of one currency. May be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("has more decimals than {0} has")]
    TooManyDecimals(Currency),
    #[error("is too large")]
    TooLarge,
}

/// The largest amount taken for real, in minor units: sums of many stay far inside an i64.
const LARGEST_MINOR: i64 = 1_000_000_000_000_000;

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// From a provider's decimal in major units (`374.4` is 374 kroner and 40 øre).
    ///
    /// # Errors
    /// When the value has a fraction below the minor unit, or is absurdly large. Nothing is rounded.
    pub fn from_major(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let scale = Decimal::from(10i64.pow(currency.decimals()));
        let minor = amount.checked_mul(scale).ok_or(MoneyError::TooLarge)?;
        if !minor.fract().is_zero() {
            return Err(MoneyError::TooManyDecimals(currency));
        }
        match minor.to_i64() {
            Some(minor) if (-LARGEST_MINOR..=LARGEST_MINOR).contains(&minor) => {
                Ok(Self::new(minor, currency))
            }
            _ => Err(MoneyError::TooLarge),
        }
    }

    pub fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The same currency with another number of minor units.
    pub fn with_minor(self, minor: i64) -> Self {
        Self { minor, ..self }
    }
}

impl fmt::Display for Money {
    /// For logs and tables: `1234.50 DKK`. What people read in mails is formatted by language elsewhere.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = Decimal::new(self.minor, self.currency.decimals());
        write!(f, "{decimal} {}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dkk(text: &str) -> Result<Money, MoneyError> {
        Money::from_major(text.parse().unwrap(), Currency::DKK)
    }

    #[test]
    fn kroner_with_and_without_decimals_become_oere() {
        assert_eq!(dkk("300"), Ok(Money::new(30_000, Currency::DKK)));
        assert_eq!(dkk("374.4"), Ok(Money::new(37_440, Currency::DKK)));
        assert_eq!(dkk("-0.01"), Ok(Money::new(-1, Currency::DKK)));
        assert_eq!(dkk("10.500000"), Ok(Money::new(1_050, Currency::DKK)));
    }

    #[test]
    fn a_fraction_of_an_oere_is_refused_not_rounded() {
        assert_eq!(dkk("0.005"), Err(MoneyError::TooManyDecimals(Currency::DKK)));
    }

    #[test]
    fn an_absurd_amount_is_refused() {
        assert_eq!(dkk("99999999999999999999"), Err(MoneyError::TooLarge));
        assert_eq!(
            dkk("-92233720368547758.08"),
            Err(MoneyError::TooLarge),
            "the smallest i64 has no opposite"
        );
        assert_eq!(dkk("10000000000000.01"), Err(MoneyError::TooLarge));
        assert_eq!(dkk("-10000000000000"), Ok(Money::new(-LARGEST_MINOR, Currency::DKK)));
    }

    #[test]
    fn a_currency_without_decimals_counts_whole_units() {
        let yen: Currency = "jpy".parse().unwrap();
        assert_eq!(Money::from_major("1200".parse().unwrap(), yen).unwrap().minor, 1200);
    }

    #[test]
    fn an_unknown_currency_is_named_in_its_error() {
        assert_eq!("XXX".parse::<Currency>(), Err(UnknownCurrency("XXX".into())));
        assert_eq!("EUR".parse::<Currency>(), Ok(Currency::EUR));
        assert_eq!("NOK".parse::<Currency>(), Ok(Currency::NOK));
    }

    #[test]
    fn every_currency_is_found_by_its_code_in_either_case() {
        for (code, decimals) in CURRENCIES {
            let currency: Currency = code.to_lowercase().parse().unwrap();
            assert_eq!((currency.code(), currency.decimals()), (*code, *decimals));
        }
        assert_eq!([Currency::DKK, Currency::NOK, Currency::EUR].map(Currency::code), ["DKK", "NOK", "EUR"]);
    }

    #[test]
    fn logs_show_major_units() {
        assert_eq!(Money::new(-123_405, Currency::DKK).to_string(), "-1234.05 DKK");
        assert_eq!(Money::new(1200, "JPY".parse().unwrap()).to_string(), "1200 JPY");
    }

    proptest! {
        #[test]
        fn a_decimal_of_whole_minor_units_is_taken_exactly(
            minor in -LARGEST_MINOR..=LARGEST_MINOR, trailing_zeros in 0u32..8
        ) {
            let mut written = Decimal::new(minor, 2);
            written.rescale(2 + trailing_zeros);
            prop_assert_eq!(Money::from_major(written, Currency::DKK), Ok(Money::new(minor, Currency::DKK)));
        }

        #[test]
        fn a_third_decimal_is_never_rounded_away(minor in -1_000_000_000i64..1_000_000_000, third in 1i64..10) {
            let written = Decimal::new(minor * 10 + third, 3);
            prop_assert_eq!(
                Money::from_major(written, Currency::DKK),
                Err(MoneyError::TooManyDecimals(Currency::DKK))
            );
        }
    }
}
