//! An amount as a person types it.

use rust_decimal::Decimal;

use crate::money::{Currency, Money, MoneyError};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrittenAmountError {
    /// With separators between thousands nobody could tell `1.234` from `1,234`.
    #[error("write it as 1234.50 or 1234,50, without separators between thousands")]
    Form,
    #[error("{0}")]
    Money(#[from] MoneyError),
}

impl Money {
    /// From `1234.50` or `1234,50`, in major units.
    ///
    /// # Errors
    /// When it is written otherwise, has more decimals than the currency, or is absurdly large. Nothing is rounded.
    pub fn from_written(text: &str, currency: Currency) -> Result<Self, WrittenAmountError> {
        let text = text.trim();
        let (whole, decimals) = match text.split_once(['.', ',']) {
            Some((_, "")) => return Err(WrittenAmountError::Form),
            Some(parts) => parts,
            None => (text, "0"),
        };
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(digits) || !are_digits(decimals) {
            return Err(WrittenAmountError::Form);
        }
        let amount: Decimal = format!("{whole}.{decimals}").parse().map_err(|_| MoneyError::TooLarge)?;
        Ok(Self::from_major(amount, currency)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dkk(text: &str) -> Result<i64, WrittenAmountError> {
        Money::from_written(text, Currency::DKK).map(|money| money.minor)
    }

    #[test]
    fn a_point_and_a_comma_mean_the_same() {
        for text in ["1234.50", "1234,50", "1234.5", " 1234,5 "] {
            assert_eq!(dkk(text), Ok(123_450), "{text}");
        }
        assert_eq!((dkk("7"), dkk("0,07"), dkk("-7,00")), (Ok(700), Ok(7), Ok(-700)));
    }

    #[test]
    fn what_could_be_meant_otherwise_is_refused() {
        for text in ["", "1.234,50", "1,234.50", "1 234", "12.", ".5", "-", "1e3", "+5", "5 kr", "٣", "1,-5"]
        {
            assert_eq!(dkk(text), Err(WrittenAmountError::Form), "{text:?}");
        }
        let third = WrittenAmountError::Money(MoneyError::TooManyDecimals(Currency::DKK));
        assert_eq!(dkk("1.234"), Err(third), "a thousand, or a little more than one?");
        for text in ["99999999999999999999", "9".repeat(60).as_str()] {
            assert_eq!(dkk(text), Err(MoneyError::TooLarge.into()));
        }
        assert!(Money::from_written("1,5", "JPY".parse().unwrap()).is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_out_is_read_back(minor in -1_000_000_000i64..1_000_000_000, comma in any::<bool>()) {
            let money = Money::new(minor, Currency::DKK);
            let text = money.to_string().replace(" DKK", "");
            let text = if comma { text.replace('.', ",") } else { text };
            prop_assert_eq!(Money::from_written(&text, Currency::DKK), Ok(money));
        }
    }
}
