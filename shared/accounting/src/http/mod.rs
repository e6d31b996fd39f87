//! Asking other systems over HTTP: one client, bounded in time and size, patient where that is safe.
//!
//! Nothing here tells a URL's query, a header, a body or a name to a log or an error.

mod answer;
mod ask;
mod caller;
mod client;
mod error_table;
mod pace;
mod patience;
mod trouble;

pub use answer::Answer;
pub(crate) use answer::pdf;
pub use ask::{Ask, Body, Part, below, secret};
pub use caller::Caller;
pub use client::Http;
pub use error_table::{Code, ErrorTable, Rule, Verdict};
pub use pace::Quota;
pub use patience::Patience;
pub use trouble::Trouble;
