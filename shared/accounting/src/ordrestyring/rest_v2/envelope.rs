//! Answers are bare: an array of rows, or one row. Some clients expect them under `data`: both are taken.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Trouble};

/// The rows of a list, unread.
pub(super) fn rows(answer: &Answer) -> Result<Vec<&RawValue>, Trouble> {
    let text = answer.text()?;
    if text.starts_with('[') {
        let garbled = |_| Trouble::Garbled { field: "body".into(), problem: "is not whole JSON".into() };
        return serde_json::from_str(text).map_err(garbled);
    }
    Ok(object(answer)?.needed_list("data")?)
}

/// One row.
pub(super) fn record(answer: &Answer) -> Result<Row<'_>, Trouble> {
    let row = object(answer)?;
    Ok(row.row("data").ok().flatten().unwrap_or(row))
}

/// A name or number as text: `null`, `""`, `0` and a missing key are nothing.
pub(super) fn filled<'a>(row: &Row<'a>, field: &str) -> Result<Option<Cow<'a, str>>, FieldError> {
    let is_filled = |text: &Cow<'_, str>| !matches!(text.trim(), "" | "0");
    Ok(row.label(field)?.filter(is_filled).map(|text| match text.trim() {
        trimmed if trimmed.len() == text.len() => text,
        trimmed => Cow::Owned(trimmed.to_owned()),
    }))
}

/// The same where it says nothing of money or time: a value of another type is as good as none.
pub(super) fn text(row: &Row<'_>, field: &str) -> Option<String> {
    filled(row, field).ok().flatten().map(Cow::into_owned)
}
