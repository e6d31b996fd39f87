//! The door: JSON of an accounting system becomes typed values, or an error that names the field.
//!
//! Keys are found whatever their case (Dinero echoes the case it was asked in), numbers are read from their own text
//! and never pass through a float, and `""` is as much nothing as `null`.

mod number;
mod row;

use std::fmt;

pub(crate) use number::decimal;
pub(crate) use row::Row;

use crate::http::Trouble;

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
        Trouble::Garbled { field: error.path, problem: error.problem }
    }
}
