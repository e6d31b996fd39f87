//! Reading what an admin request sent, one named field at a time, so that whatever is wrong is told
//! with the name of the field and the reason.

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::books::Refused;

/// An object whose fields are taken out as they are read.
pub struct Input {
    fields: Map<String, Value>,
    /// Where it stands in the whole, such as `debtor.`.
    within: String,
}

impl Input {
    /// Reads an object found at `within` (empty for the whole).
    pub fn read(value: Value, within: &str) -> Result<Self, Refused> {
        let within = if within.is_empty() { String::new() } else { format!("{within}.") };
        match value {
            Value::Object(fields) => Ok(Self { fields, within }),
            _ => Err(Refused::input(format!("{within}body"), "must be an object")),
        }
    }

    /// A refusal of the field `name`.
    pub fn refuse(&self, name: &str, reason: impl Into<String>) -> Refused {
        Refused::input(format!("{}{name}", self.within), reason)
    }

    /// The field itself; `null` and the empty text of a form are nothing.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name).filter(|value| !value.is_null() && value.as_str() != Some(""))
    }

    /// A text; a number counts as its digits.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refused> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(self.refuse(name, "must be a text")),
        }
    }

    /// A text that must be there.
    pub fn needed_text(&mut self, name: &str) -> Result<String, Refused> {
        self.text(name)?.ok_or_else(|| self.refuse(name, "is missing"))
    }

    /// Anything that is written as a text.
    pub fn parsed<T: std::str::FromStr>(&mut self, name: &str, what: &str) -> Result<Option<T>, Refused> {
        let text = self.text(name)?;
        let refused = |text: &str| self.refuse(name, format!("`{text}` is not {what}"));
        text.map(|text| text.trim().parse().map_err(|_| refused(&text))).transpose()
    }

    /// A date, `YYYY-MM-DD`.
    pub fn date(&mut self, name: &str) -> Result<Option<Date>, Refused> {
        self.parsed(name, "a date such as 2026-09-30")
    }

    /// Yes or no; absent is no.
    pub fn flag(&mut self, name: &str) -> Result<bool, Refused> {
        match self.take(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(Value::String(text)) if ["true", "on"].contains(&text.as_str()) => Ok(true),
            Some(Value::String(text)) if text == "false" => Ok(false),
            Some(_) => Err(self.refuse(name, "must be true or false")),
        }
    }

    /// Hundredths: a whole number in `{name}_minor`, or a decimal text such as `"12,50"` in `{name}`.
    pub fn amount(&mut self, name: &str) -> Result<Option<i64>, Refused> {
        let minor = self.parsed(&format!("{name}_minor"), "a whole number of hundredths")?;
        let major = self.text(name)?;
        match (minor, major) {
            (Some(_), Some(_)) => Err(self.refuse(name, "is given twice")),
            (None, Some(text)) => {
                let read = hundredths(&text);
                read.map(Some)
                    .ok_or_else(|| self.refuse(name, format!("`{text}` is not an amount such as 12.50")))
            }
            (minor, None) => Ok(minor),
        }
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Result<Option<T>, Refused> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        let known = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        found.map(Some).ok_or_else(|| self.refuse(name, format!("`{text}` is none of {}", known())))
    }

    /// An object inside.
    pub fn inner(&mut self, name: &str) -> Result<Option<Self>, Refused> {
        let within = format!("{}{name}", self.within);
        self.take(name).map(|value| Self::read(value, &within)).transpose()
    }

    /// All fields that were not read.
    pub fn rest(self) -> Map<String, Value> {
        self.fields
    }

    /// Refuses fields that nobody read: they are misspelled.
    pub fn finish(self) -> Result<(), Refused> {
        match self.fields.keys().next() {
            Some(name) => Err(self.refuse(name, "is not known here")),
            None => Ok(()),
        }
    }
}

/// `12`, `12.5`, `12,50` in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, rest) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), ""));
    if whole.is_empty() || rest.len() > 2 || !rest.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => (-1, whole),
        None => (1, whole),
    };
    let digits = format!("{whole}{rest:0<2}");
    digits.bytes().all(|digit| digit.is_ascii_digit()).then_some(())?;
    Some(sign * digits.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_without_a_float() {
        for (text, minor) in [("12", 1_200), ("12.5", 1_250), ("12,50", 1_250), ("0.05", 5), ("-1", -100)] {
            assert_eq!(hundredths(text), Some(minor), "{text}");
        }
        for bad in ["", "12.505", "1.234,50", "twelve", "1e3", "--1"] {
            assert_eq!(hundredths(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_misspelled_field_is_told_by_its_whole_name() {
        let sent = serde_json::json!({ "debtor": { "nmae": "x" } });
        let mut input = Input::read(sent, "").unwrap();
        let debtor = input.inner("debtor").unwrap().unwrap();
        assert_eq!(debtor.finish(), Err(Refused::input("debtor.nmae", "is not known here")));
    }
}
