//! The table of accounting systems.

use crate::connectors::Connectors;
pub use crate::connectors::{AppCredentials, ConnectError, Endpoints};
use crate::credentials::{Credentials, CredentialsError};
use crate::system::AccountingSystem;
use crate::{billy, dinero};

/// One row of [`SYSTEMS`]: everything that the rest of the program knows of a system.
pub struct SystemRow {
    /// On the wire and in queues: `billy`.
    pub name: &'static str,
    /// For people: `Billy`.
    pub title: &'static str,
    /// The names of the credentials that a tenant gives.
    pub credentials: &'static [&'static str],
    /// The names of the app's own credentials at this system; none where a tenant's key is enough.
    pub app_credentials: &'static [&'static str],
    /// The settings that say where it answers, each with the real address as its default.
    pub endpoints: &'static [(&'static str, &'static str)],
    /// Makes a connection. Refuses credentials that cannot be right before anything is asked over the network.
    /// It is given all of `credentials` and `app_credentials`: [`Connectors::connect`] has checked that.
    pub connect: ConnectFn,
}

pub type ConnectFn = fn(&Connectors, &Credentials) -> Result<Box<dyn AccountingSystem>, CredentialsError>;

/// A new accounting system adds its row here, and nothing elsewhere.
pub static SYSTEMS: &[SystemRow] = &[billy::SYSTEM, dinero::SYSTEM];

/// The row of a system by its name.
pub fn find(name: &str) -> Option<&'static SystemRow> {
    SYSTEMS.iter().find(|row| row.name == name)
}

impl SystemRow {
    /// Whether the apps' own credentials must be fetched before a connection can be made.
    pub fn needs_app_credentials(&self) -> bool {
        !self.app_credentials.is_empty()
    }
}
