//! Asking accounting systems over HTTP: one client, bounded in time and size, patient where that is safe.
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

pub(crate) use answer::{Answer, pdf};
pub(crate) use ask::{Ask, below, secret};
pub(crate) use caller::Caller;
pub(crate) use client::Http;
pub(crate) use error_table::{Code, ErrorTable, Rule, Verdict};
pub use patience::Patience;
pub(crate) use trouble::Trouble;
