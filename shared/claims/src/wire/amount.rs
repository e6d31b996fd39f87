//! An amount in major units, from its own text: never through a float.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Digits as the sender wrote them, with or without quotes.
#[derive(Debug)]
pub struct Amount(Box<str>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnAmount {
    /// Not digits with a dot: `1,50`, `1e3`, `plenty`.
    NotDigits,
    TooManyDecimals,
    TooLarge,
}

/// Decimals of kroner and euro.
const DECIMALS: usize = 2;
/// No invoice has more digits.
const LONGEST: usize = 16;

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let text = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw);
        Ok(Self(text.into()))
    }
}

impl Amount {
    /// # Errors
    /// Nothing is rounded and nothing is guessed: `12.345` and `1,50` are refused.
    pub fn decimal(&self) -> Result<Decimal, NotAnAmount> {
        let text: &str = &self.0;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(decimals) {
            return Err(NotAnAmount::NotDigits);
        }
        if decimals.len() > DECIMALS {
            return Err(NotAnAmount::TooManyDecimals);
        }
        if whole.len() > LONGEST {
            return Err(NotAnAmount::TooLarge);
        }
        Decimal::from_str_exact(text).map_err(|_| NotAnAmount::TooLarge)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Major units with at most two decimals; a number, or a string of the same form.",
            "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$"}],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<String, NotAnAmount> {
        let amount: Amount = serde_json::from_str(json).unwrap();
        amount.decimal().map(|value| value.normalize().to_string())
    }

    #[test]
    fn a_number_and_a_string_of_the_same_form_are_the_same_amount() {
        for json in ["12400.10", "\"12400.10\"", "12400.1", "\"12400.1\""] {
            assert_eq!(read(json), Ok("12400.1".to_owned()), "{json}");
        }
        assert_eq!(read("90071992547409.93"), Ok("90071992547409.93".to_owned()));
        assert_eq!(read("-0.01"), Ok("-0.01".to_owned()));
    }

    #[test]
    fn what_would_have_to_be_rounded_or_guessed_is_refused() {
        for (json, why) in [
            ("12.345", NotAnAmount::TooManyDecimals),
            ("0.000", NotAnAmount::TooManyDecimals),
            ("\"1,50\"", NotAnAmount::NotDigits),
            ("1e3", NotAnAmount::NotDigits),
            ("\"\"", NotAnAmount::NotDigits),
            ("\"1.\"", NotAnAmount::NotDigits),
            ("\".5\"", NotAnAmount::NotDigits),
            ("\"12 400\"", NotAnAmount::NotDigits),
            ("true", NotAnAmount::NotDigits),
            ("[1]", NotAnAmount::NotDigits),
            ("99999999999999999", NotAnAmount::TooLarge),
        ] {
            assert_eq!(read(json), Err(why), "{json}");
        }
    }
}
