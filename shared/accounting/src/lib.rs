//! The accounting systems that invoices come from: one boundary, one module per system.
//!
//! Knows HTTP and the systems' quirks; nothing of AWS, and nothing of what is done with an invoice.
//! A new system is one module here and one row in [`systems::SYSTEMS`].
#![forbid(unsafe_code)]

mod billy;
pub mod booking;
pub mod connection;
pub mod connectors;
pub mod credentials;
mod debtor_facts;
mod dinero;
pub mod error;
pub mod events;
mod fields;
pub mod http;
mod minuba;
mod ordrestyring;
mod steady_walk;
pub mod system;
pub mod systems;
mod tripletex;

pub use connection::{Connection, Settings};
pub use connectors::{AppCredentials, ConnectError, Connectors, Endpoints};
pub use credentials::Credentials;
pub use error::AccountingError;
pub use http::Patience;
pub use system::{AccountingSystem, Company, Listed, NewSession, Reading, Unreadable, Walk, Window};
