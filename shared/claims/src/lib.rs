//! The contract of pushed invoices: its wire form, its signature, and the document that describes both.
//!
//! An event comes in as bytes. [`signature`] says whether they are the connection's own, [`read`] makes a
//! [`domain::claim::Command`] of them, or says of every field what is wrong with it. Nothing else knows the wire form.
#![forbid(unsafe_code)]

pub mod answer;
pub mod openapi;
mod read;
pub mod samples;
pub mod signature;
mod wire;

pub use read::{Paper, Push, Unreadable, read};
pub use wire::{API_VERSION, EVENT_TYPES};
