//! The table of accounting systems.

use std::collections::BTreeMap;

use domain::SystemName;
use url::Url;

use crate::credentials::{Credentials, CredentialsError};
use crate::system::AccountingSystem;

/// One row of [`SYSTEMS`]: everything that the rest of the program knows of a system.
pub struct SystemRow {
    /// On the wire and in queues: `billy`.
    pub name: &'static str,
    /// For people: `Billy`.
    pub title: &'static str,
    /// The names of the credentials that a tenant gives.
    pub credentials: &'static [&'static str],
    /// The settings that say where it answers, each with the real address as its default.
    pub endpoints: &'static [(&'static str, &'static str)],
    /// Makes a connection. Refuses credentials that cannot be right before anything is asked over the network.
    pub connect: ConnectFn,
}

pub type ConnectFn = fn(&Connectors, &Credentials) -> Result<Box<dyn AccountingSystem>, CredentialsError>;

/// A new accounting system adds its row here, and nothing elsewhere.
pub static SYSTEMS: &[SystemRow] = &[];

/// The row of a system by its name.
pub fn find(name: &str) -> Option<&'static SystemRow> {
    SYSTEMS.iter().find(|row| row.name == name)
}

/// Where each system answers, by the names of its settings (`BILLY_URL`).
#[derive(Debug, Clone)]
pub struct Endpoints(BTreeMap<&'static str, Url>);

/// The apps' own credentials at the systems that ask for them, by system name.
#[derive(Debug, Clone, Default)]
pub struct AppCredentials(BTreeMap<String, Credentials>);

/// Makes connections: the one HTTP client, where the systems answer, and the apps' own credentials.
pub struct Connectors {
    pub endpoints: Endpoints,
    pub apps: AppCredentials,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    #[error("accounting: {0:?} is not a known accounting system")]
    UnknownSystem(String),
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
}

impl Connectors {
    pub fn connect(
        &self,
        system: &SystemName,
        credentials: &Credentials,
    ) -> Result<Box<dyn AccountingSystem>, ConnectError> {
        let row = find(system.as_str()).ok_or_else(|| ConnectError::UnknownSystem(system.to_string()))?;
        Ok((row.connect)(self, credentials)?)
    }
}
