//! The reminder procedure by law: what may be asked of a debtor, and when.

mod kind;
pub mod letter;

pub use kind::{LetterKind, StepKind};
