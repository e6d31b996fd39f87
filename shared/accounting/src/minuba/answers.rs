//! Answers come as bare rows or wrapped, one way or the other: all of them are taken.

use serde_json::value::RawValue;

use super::names::{Names, name_in};
use crate::fields::{FieldError, Row};
use crate::http::{Answer, Trouble};

/// The rows of a list: a bare array, or an object that has it under one of `wrappers`.
pub(super) fn list(answer: &Answer, wrappers: Names) -> Result<Vec<&RawValue>, Trouble> {
    let text = answer.text()?;
    if text.starts_with('[') {
        return serde_json::from_str(text).map_err(|_| garbled("is not whole JSON"));
    }
    let body = Row::parse(text).map_err(|error| garbled(&error.problem))?;
    Ok(body.needed_list(name_in(&body, wrappers))?)
}

/// One record: itself, wrapped under one of `wrappers`, or the only row of a list.
///
/// # Errors
/// [`Trouble::NoRecord`] for a list without rows.
pub(super) fn one(answer: &Answer, wrappers: Names) -> Result<Row<'_>, Trouble> {
    let text = answer.text()?;
    if text.starts_with('[') {
        return only(&list(answer, wrappers)?);
    }
    let body = Row::parse(text).map_err(|error| garbled(&error.problem))?;
    let wrapper = name_in(&body, wrappers);
    if !body.has(wrapper) {
        return Ok(body);
    }
    match body.list(wrapper) {
        Ok(Some(rows)) => only(&rows),
        _ => Ok(body.needed_row(wrapper)?),
    }
}

fn only<'a>(rows: &[&'a RawValue]) -> Result<Row<'a>, Trouble> {
    match rows {
        [] => Err(Trouble::NoRecord),
        [row] => Ok(Row::of(row)?),
        _ => Err(FieldError::new("body", "has more than one record").into()),
    }
}

fn garbled(problem: &str) -> Trouble {
    Trouble::Garbled { field: "body".into(), problem: problem.into() }
}

#[cfg(test)]
mod tests {
    use super::super::names::INVOICES;
    use super::*;

    fn answer(body: &str) -> Answer {
        Answer::ok(body.as_bytes())
    }

    #[test]
    fn a_list_is_taken_bare_and_in_every_wrapper() {
        for body in
            ["[{},{}]", r#"{"invoices":[{},{}]}"#, r#"{"Invoices":[{},{}]}"#, r#"{"data":[{},{}],"count":2}"#]
        {
            assert_eq!(list(&answer(body), INVOICES).unwrap().len(), 2, "{body}");
        }
        for body in [r#"{"id":"x"}"#, r#"{"invoices":{}}"#, "[{}", r#""text""#, "<html>"] {
            assert!(list(&answer(body), INVOICES).is_err(), "{body}");
        }
    }

    #[test]
    fn a_record_is_taken_bare_wrapped_and_as_the_only_row() {
        for body in [
            r#"{"id":"x"}"#,
            r#"{"invoice":{"id":"x"}}"#,
            r#"{"Invoice":{"id":"x"}}"#,
            r#"{"data":{"id":"x"}}"#,
            r#"{"invoices":[{"id":"x"}]}"#,
            r#"[{"id":"x"}]"#,
        ] {
            let answer = answer(body);
            let row = one(&answer, INVOICES).unwrap();
            assert_eq!(row.text("id").unwrap().as_deref(), Some("x"), "{body}");
        }
    }

    #[test]
    fn no_row_is_no_record_and_two_are_not_chosen_from() {
        for body in ["[]", r#"{"invoices":[]}"#] {
            assert!(matches!(one(&answer(body), INVOICES), Err(Trouble::NoRecord)), "{body}");
        }
        assert!(matches!(one(&answer("[{},{}]"), INVOICES), Err(Trouble::BadField { .. })));
    }
}
