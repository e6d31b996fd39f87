//! JSON as the doubles write it: keys in a fixed order, and amounts as decimal numbers that were never
//! a float.

use std::borrow::Cow;

use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

/// How a whole amount is spelled: both forms are met in recorded answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spelling {
    /// `255`, `374.4`
    Shortest,
    /// `255.0`, `374.4`
    Decimal,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number in the spelling it is written in.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Record(Vec<(Cow<'static, str>, Json)>),
}

impl Json {
    /// `minor` hundredths as a number in major units.
    #[must_use]
    pub fn amount(minor: i64, spelling: Spelling) -> Self {
        let sign = if minor < 0 { "-" } else { "" };
        let (whole, rest) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
        Self::Number(match (rest, rest % 10, spelling) {
            (0, _, Spelling::Shortest) => format!("{sign}{whole}"),
            (_, 0, _) => format!("{sign}{whole}.{}", rest / 10),
            _ => format!("{sign}{whole}.{rest:02}"),
        })
    }

    /// Adds a field at the end of an object; anything else stays as it is.
    pub fn push(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Json>) {
        if let Self::Record(fields) = self {
            fields.push((key.into(), value.into()));
        }
    }

    /// Puts another key and value in the place of `key`.
    pub fn replace(&mut self, key: &str, by: &'static str, value: impl Into<Json>) {
        if let Self::Record(fields) = self
            && let Some(field) = fields.iter_mut().find(|(name, _)| name == key)
        {
            *field = (by.into(), value.into());
        }
    }

    /// Takes a field away.
    pub fn remove(&mut self, key: &str) {
        if let Self::Record(fields) = self {
            fields.retain(|(name, _)| name != key);
        }
    }

    /// The text of the value as it goes over the wire.
    #[must_use]
    pub fn text(&self) -> String {
        // Only a number spelled wrongly in this crate could fail here.
        serde_json::to_string(self).unwrap_or_else(|error| format!("{{\"broken\":\"{error}\"}}"))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => {
                RawValue::from_string(text.clone()).map_err(S::Error::custom)?.serialize(serializer)
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Record(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<usize> for Json {
    fn from(value: usize) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<jiff::civil::Date> for Json {
    fn from(value: jiff::civil::Date) -> Self {
        Self::Text(value.to_string())
    }
}

impl From<Vec<Json>> for Json {
    fn from(value: Vec<Json>) -> Self {
        Self::List(value)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Builds an object: `record! { "id": "x", "amount": 5_i64 }`.
macro_rules! record {
    ($($key:literal: $value:expr),* $(,)?) => {
        $crate::json::Json::Record(vec![$(($key.into(), $crate::json::Json::from($value))),*])
    };
}
pub(crate) use record;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_spelled_as_recorded_answers_spell_them() {
        for (minor, shortest, decimal) in [
            (30_000, "300", "300.0"),
            (37_440, "374.4", "374.4"),
            (93_623, "936.23", "936.23"),
            (5, "0.05", "0.05"),
            (0, "0", "0.0"),
            (-12_50, "-12.5", "-12.5"),
            (9_007_199_254_740_993, "90071992547409.93", "90071992547409.93"),
        ] {
            assert_eq!(Json::amount(minor, Spelling::Shortest).text(), shortest);
            assert_eq!(Json::amount(minor, Spelling::Decimal).text(), decimal);
        }
    }

    #[test]
    fn a_record_keeps_its_order_and_escapes_its_text() {
        let record = record! { "b": "\"æ\"", "a": Json::Null, "list": vec![Json::from(true)] };
        assert_eq!(record.text(), r#"{"b":"\"æ\"","a":null,"list":[true]}"#);
    }
}
