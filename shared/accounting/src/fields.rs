//! The door: JSON of an accounting system becomes typed values, or an error that names the field.
//!
//! Keys are found whatever their case (Dinero echoes the case it was asked in), numbers are read from their own text
//! and never pass through a float, and `""` is as much nothing as `null`.

mod number;
mod row;

use std::fmt;

pub(crate) use number::amount;
pub(crate) use row::Row;

use crate::http::{Answer, Trouble};

/// A field that is not as it should be: where, and how. Never its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    pub path: String,
    pub problem: String,
}

impl FieldError {
    pub fn new(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { path: path.into(), problem: problem.into() }
    }

    /// The same field seen from one level up: `amount` under `lateFees[0]` is `lateFees[0].amount`.
    pub fn under(mut self, parent: impl fmt::Display) -> Self {
        self.path = match (self.path.is_empty(), self.path.starts_with('[')) {
            (true, _) => parent.to_string(),
            (_, true) => format!("{parent}{}", self.path),
            _ => format!("{parent}.{}", self.path),
        };
        self
    }
}

/// In what surrounds the rows, a wrong field spoils the whole answer.
impl From<FieldError> for Trouble {
    fn from(error: FieldError) -> Self {
        Trouble::BadField { field: error.path, problem: error.problem }
    }
}

/// The trouble with one record as its own fault, so that the others go on without it.
///
/// Where the line is: what an id alone can bring about (a refusal of what was asked for, a whole JSON answer with a wrong
/// field) is the record's. What stands in front of every record (the key, the limit, a page for people, half an answer,
/// a call that is taken away) is the system's and stays trouble. Should a whole system change its fields or paths, the
/// lists show it too, and there the same answers are never a record's.
impl TryFrom<Trouble> for FieldError {
    type Error = Trouble;

    fn try_from(trouble: Trouble) -> Result<Self, Trouble> {
        match trouble {
            Trouble::BadField { field, problem } => Ok(FieldError::new(field, problem)),
            Trouble::Refused { said, .. } => Ok(FieldError::new("status", format!("is {said}"))),
            Trouble::NoRecord => Ok(FieldError::new("status", "says that there is no such record")),
            other => Err(other),
        }
    }
}

/// The JSON object that an answer's body is.
pub(crate) fn object(answer: &Answer) -> Result<Row<'_>, Trouble> {
    let garbled = |error: FieldError| Trouble::Garbled { field: "body".into(), problem: error.problem };
    Row::parse(answer.text()?).map_err(garbled)
}
