//! An object whose fields are read by name.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{FieldError, amount};

/// A JSON object, its values not yet read. Borrows from the answer's body.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// What a getter gives: a value, or the field's name and what is wrong with it.
type Read<T> = Result<T, FieldError>;

impl<'a> Row<'a> {
    /// # Errors
    /// With an empty path when the text is not one JSON object.
    pub fn parse(json: &'a str) -> Read<Self> {
        serde_json::from_str(json).map_err(|error| {
            FieldError::new("", if error.is_data() { "is not an object" } else { "is not whole JSON" })
        })
    }

    pub fn of(raw: &'a RawValue) -> Read<Self> {
        Self::parse(raw.get())
    }

    /// The value of a field that is there and not null. Of keys that differ in case alone, the exact one wins.
    fn raw(&self, field: &str) -> Option<&'a str> {
        let exact = self.0.iter().find(|(key, _)| key == field);
        let found = exact.or_else(|| self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(field)));
        found.map(|(_, raw)| raw.get()).filter(|text| *text != "null")
    }

    /// A text; `null`, `""` and blanks are nothing.
    pub fn text(&self, field: &str) -> Read<Option<Cow<'a, str>>> {
        let Some(raw) = self.raw(field) else { return Ok(None) };
        if !raw.starts_with('"') {
            return Err(FieldError::new(field, "is not text"));
        }
        let text = unquoted(raw, field)?;
        Ok(Some(text).filter(|text| !text.trim().is_empty()))
    }

    /// A text that must be there.
    pub fn needed_text(&self, field: &str) -> Read<Cow<'a, str>> {
        self.text(field)?.ok_or_else(|| missing(field))
    }

    /// A name or number for people and keys, as text: both `"1042"` and `1042` are seen for the same field.
    pub fn label(&self, field: &str) -> Read<Option<Cow<'a, str>>> {
        match self.raw(field) {
            Some(raw) if raw.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
                Ok(Some(Cow::Borrowed(raw)))
            }
            _ => self.text(field).map_err(|_| FieldError::new(field, "is neither text nor a number")),
        }
    }

    /// An amount in major units: a number, or a text that spells one.
    pub fn amount(&self, field: &str) -> Read<Option<Decimal>> {
        let Some(raw) = self.raw(field) else { return Ok(None) };
        let spelled = if raw.starts_with('"') { unquoted(raw, field)? } else { Cow::Borrowed(raw) };
        if spelled.trim().is_empty() {
            return Ok(None);
        }
        amount(spelled.trim()).map(Some).map_err(|problem| FieldError::new(field, problem))
    }

    pub fn needed_amount(&self, field: &str) -> Read<Decimal> {
        self.amount(field)?.ok_or_else(|| missing(field))
    }

    /// A count: a whole number that is not negative, also as `1.0` or `"1"`.
    pub fn count(&self, field: &str) -> Read<Option<u64>> {
        let wrong = || FieldError::new(field, "is not a count");
        let Some(number) = self.amount(field).map_err(|_| wrong())? else { return Ok(None) };
        let whole = number.is_integer().then(|| number.to_u64()).flatten();
        whole.map(Some).ok_or_else(wrong)
    }

    /// Whether the key is there at all, be its value `null`.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|(key, _)| key.eq_ignore_ascii_case(field))
    }

    /// Whether there is a value, of whatever type.
    pub fn is_set(&self, field: &str) -> bool {
        self.raw(field).is_some_and(|raw| raw != "\"\"")
    }

    /// `YYYY-MM-DD`, or the date part of a date and time. Calendar dates: no time zone is ever applied.
    pub fn date(&self, field: &str) -> Read<Option<Date>> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let text = text.trim();
        let wrong = || FieldError::new(field, "is not a date");
        let day = text.get(..10).ok_or_else(wrong)?;
        let ends = text[10..].is_empty() || text[10..].starts_with(['T', ' ']);
        day.parse().ok().filter(|_| ends).map(Some).ok_or_else(wrong)
    }

    pub fn flag(&self, field: &str) -> Read<Option<bool>> {
        match self.raw(field) {
            None => Ok(None),
            Some("true" | "1" | r#""true""#) => Ok(Some(true)),
            Some("false" | "0" | r#""false""#) => Ok(Some(false)),
            Some(_) => Err(FieldError::new(field, "is not true or false")),
        }
    }

    pub fn needed_flag(&self, field: &str) -> Read<bool> {
        self.flag(field)?.ok_or_else(|| missing(field))
    }

    /// A nested object.
    pub fn row(&self, field: &str) -> Read<Option<Row<'a>>> {
        self.raw(field).map(|raw| Row::parse(raw).map_err(|error| error.under(field))).transpose()
    }

    pub fn needed_row(&self, field: &str) -> Read<Row<'a>> {
        self.row(field)?.ok_or_else(|| missing(field))
    }

    /// The elements of an array, unread.
    pub fn list(&self, field: &str) -> Read<Option<Vec<&'a RawValue>>> {
        let Some(raw) = self.raw(field) else { return Ok(None) };
        serde_json::from_str(raw).map(Some).map_err(|_| FieldError::new(field, "is not a list"))
    }

    pub fn needed_list(&self, field: &str) -> Read<Vec<&'a RawValue>> {
        self.list(field)?.ok_or_else(|| missing(field))
    }

    /// An array of objects, each read by `read`; an element that is wrong is named by its place.
    pub fn each<T>(&self, field: &str, read: impl Fn(&Row<'a>) -> Read<T>) -> Read<Option<Vec<T>>> {
        let Some(list) = self.list(field)? else { return Ok(None) };
        let element = |(at, raw): (usize, &&'a RawValue)| {
            Row::of(raw).and_then(|row| read(&row)).map_err(|error| error.under(format!("{field}[{at}]")))
        };
        list.iter().enumerate().map(element).collect::<Read<Vec<T>>>().map(Some)
    }
}

pub(crate) fn missing(field: &str) -> FieldError {
    FieldError::new(field, "is missing")
}

/// The text between the quotes of a JSON string; borrowed unless it holds escapes.
fn unquoted<'a>(raw: &'a str, field: &str) -> Read<Cow<'a, str>> {
    #[derive(serde::Deserialize)]
    struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
    let text: Text<'a> = serde_json::from_str(raw).map_err(|_| FieldError::new(field, "is not text"))?;
    Ok(text.0)
}

impl<'de: 'a, 'a> Deserialize<'de> for Row<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

/// A key, borrowed where it can be.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Visitor<'de> for Pairs {
    type Value = Row<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row<'de>, A::Error> {
        let mut pairs = Vec::with_capacity(40);
        while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
            pairs.push((key, value));
        }
        Ok(Row(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(json: &str) -> Row<'_> {
        Row::parse(json).unwrap()
    }

    #[test]
    fn keys_are_found_in_any_case_and_the_exact_one_wins() {
        assert_eq!(row(r#"{"contactGuid":"a"}"#).text("ContactGuid").unwrap().as_deref(), Some("a"));
        assert_eq!(row(r#"{"NAME":"a","Name":"b"}"#).text("Name").unwrap().as_deref(), Some("b"));
    }

    #[test]
    fn null_empty_and_blank_are_nothing() {
        let row = row(r#"{"a":null,"b":"","c":"  "}"#);
        for field in ["a", "b", "c", "d"] {
            assert_eq!(row.text(field), Ok(None));
            assert_eq!(row.amount(field), Ok(None));
            assert_eq!(row.date(field), Ok(None));
        }
    }

    #[test]
    fn dates_are_taken_as_they_stand_with_or_without_a_time() {
        let row = row(
            r#"{"a":"2026-09-09","b":"2026-10-01T23:59:59.12","c":"2026-09-9","d":"2026-09-09x","e":"æøåæøå"}"#,
        );
        assert_eq!(row.date("a").unwrap().unwrap().to_string(), "2026-09-09");
        assert_eq!(row.date("b").unwrap().unwrap().to_string(), "2026-10-01");
        for field in ["c", "d", "e"] {
            assert_eq!(row.date(field), Err(FieldError::new(field, "is not a date")));
        }
    }

    #[test]
    fn a_wrong_type_is_named_by_its_path_and_never_by_its_value() {
        let row = row(r#"{"fees":[{"amount":1},{"amount":"CPR 010190-1234"}],"name":5,"paid":"yes"}"#);
        let error = row.each("fees", |fee| fee.needed_amount("amount")).unwrap_err();
        assert_eq!(error, FieldError::new("fees[1].amount", "is not a number"));
        assert_eq!(row.text("name").unwrap_err().problem, "is not text");
        assert_eq!(row.flag("paid").unwrap_err().problem, "is not true or false");
        assert_eq!(row.needed_text("nothing").unwrap_err(), missing("nothing"));
    }

    #[test]
    fn flags_and_counts_are_read_in_every_spelling_that_is_clear() {
        let row = row(r#"{"a":true,"b":"true","c":1,"d":false,"e":"false","f":0,"g":"yes","h":2,
                "i":1,"j":1.0,"k":"1","l":1.5,"m":-1,"n":"many"}"#);
        for (fields, value) in [(["a", "b", "c"], true), (["d", "e", "f"], false)] {
            assert!(fields.iter().all(|field| row.flag(field) == Ok(Some(value))), "{fields:?}");
        }
        assert!(row.flag("g").is_err() && row.flag("h").is_err());
        assert!(["i", "j", "k"].iter().all(|field| row.count(field) == Ok(Some(1))));
        assert!(["l", "m", "n"].iter().all(|field| row.count(field).is_err()));
    }

    #[test]
    fn a_key_with_null_is_there_and_has_no_value() {
        let row = row(r#"{"a":null,"b":""}"#);
        assert!(row.has("A") && row.has("b") && !row.has("c"));
        assert!(!row.is_set("a") && !row.is_set("b") && !row.is_set("c"));
    }

    #[test]
    fn the_largest_whole_number_keeps_its_digits() {
        let row = row(r#"{"Number":9223372036854775807}"#);
        assert_eq!(row.label("Number").unwrap().as_deref(), Some("9223372036854775807"));
    }

    #[test]
    fn escaped_texts_and_keys_are_read_as_meant() {
        let row = row(r#"{"n\u0061me":"\"Bj\u00f8rn\"\n😀"}"#);
        assert_eq!(row.text("name").unwrap().as_deref(), Some("\"Bjørn\"\n😀"));
    }

    #[test]
    fn half_an_object_is_told_from_another_type() {
        assert_eq!(Row::parse(r#"{"a":1"#).unwrap_err().problem, "is not whole JSON");
        assert_eq!(Row::parse("[1]").unwrap_err().problem, "is not an object");
    }

    proptest! {
        #[test]
        fn no_text_makes_a_getter_panic(value in "\\PC{0,40}", key in "[a-z]{1,3}") {
            let json = format!("{{{key:?}:{value}}}");
            if let Ok(row) = Row::parse(&json) {
                let _ = (row.text(&key), row.label(&key), row.amount(&key), row.date(&key), row.flag(&key));
                let _ = (row.count(&key), row.row(&key), row.list(&key));
            }
        }
    }
}
