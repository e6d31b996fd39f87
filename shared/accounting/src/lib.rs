//! The accounting systems that invoices come from: one boundary, one module per system.
//!
//! Knows HTTP and the systems' quirks; nothing of AWS, and nothing of what is done with an invoice.
//! A new system is one module here and one row in [`systems::SYSTEMS`].
#![forbid(unsafe_code)]

pub mod credentials;
pub mod error;
pub mod system;
pub mod systems;

pub use credentials::Credentials;
pub use error::AccountingError;
pub use system::{AccountingSystem, Company, Listed, Reading, Unreadable, Walk};
pub use systems::{AppCredentials, Connectors, Endpoints};
