//! The collection agencies that claims are handed over to: one port, by mail and by API.
//!
//! Knows what agencies want to read and how they answer; nothing of when a claim is handed over.
//! An agency by mail is one row in [`domain::handover::AGENCIES`]; one with an API is one module here besides.
#![forbid(unsafe_code)]

mod by_mail;
pub mod claim_json;
mod connect;
mod debitura;
mod no_mail;
mod notice;
pub mod summary;

pub use connect::{Agencies, BadEndpoint, ConnectError, Endpoints, Render};
