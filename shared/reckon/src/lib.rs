//! The law's answers as a plain JSON interface: one question a line, one answer a line.
//!
//! An operator asks it what a letter may charge and why not more; tests ask the same from outside. It reckons nothing itself:
//! every answer comes from the functions of `domain::dunning` and `domain::statutes` that letters use.
#![forbid(unsafe_code)]

mod answer;
mod claim;
mod explain;
mod question;

pub use answer::Answer;
pub use question::Question;

use serde_json::{Map, Value};

/// Why a line is not a question.
#[derive(Debug, thiserror::Error)]
pub enum BadQuestion {
    #[error("is not JSON: {0}")]
    NotJson(serde_json::Error),
    #[error("query: is missing")]
    NoQuery,
    #[error("{field}: {reason}")]
    Field { field: String, reason: String },
    #[error("{field}: {reason}")]
    Value { field: &'static str, reason: String },
}

/// Reads one question.
///
/// # Errors
/// Names the field that is missing or wrong.
pub fn read(line: &str) -> Result<Question, BadQuestion> {
    let mut fields: Map<String, Value> = serde_json::from_str(line).map_err(BadQuestion::NotJson)?;
    let Some(Value::String(query)) = fields.remove("query") else { return Err(BadQuestion::NoQuery) };
    // The query around its fields, so that an error can say where it is.
    let question = Value::Object(Map::from_iter([(query, Value::Object(fields))]));
    serde_path_to_error::deserialize(question).map_err(|error| BadQuestion::Field {
        field: error.path().to_string(),
        reason: error.into_inner().to_string(),
    })
}

/// Answers one line with one line.
///
/// # Errors
/// When the line is not a question; it has no answer then.
pub fn reply(line: &str, explain: bool) -> Result<String, BadQuestion> {
    let answer = read(line)?.answer(explain)?;
    serde_json::to_string(&answer).map_err(BadQuestion::NotJson)
}
