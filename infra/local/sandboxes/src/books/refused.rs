//! Why the books did not do what was asked.

use thiserror::Error;

/// A refusal that names what was wrong, so that the caller can mend it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// An input that cannot be used.
    #[error("{field}: {reason}")]
    BadInput {
        /// Name of the input.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Something that does not exist here.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// `company` or `invoice`.
        what: &'static str,
        /// What it was called.
        name: String,
    },
}

impl Refused {
    /// The input `field` cannot be used, because of `reason`.
    pub fn input(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::BadInput { field: field.into(), reason: reason.into() }
    }
}
