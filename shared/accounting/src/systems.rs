//! The table of accounting systems.

use std::ops::RangeInclusive;

use crate::connection::{Connection, SettingRow};
use crate::connectors::Connectors;
pub use crate::connectors::{AppCredentials, ConnectError, Endpoints};
use crate::credentials::CredentialsError;
use crate::events::ReadEvent;
use crate::system::AccountingSystem;
use crate::{billy, dinero, minuba, ordrestyring, tripletex};

/// One row of [`SYSTEMS`]: everything that the rest of the program knows of a system.
pub struct SystemRow {
    /// On the wire and in queues: `billy`.
    pub name: &'static str,
    /// For people: `Billy`.
    pub title: &'static str,
    /// The names of the credentials that a tenant gives.
    pub credentials: &'static [&'static str],
    /// Those that a tenant may give beside.
    pub optional_credentials: &'static [&'static str],
    /// What a tenant may choose.
    pub settings: &'static [SettingRow],
    /// What holds for its tenants' invoices.
    pub profile: Profile,
    /// What it sends to `/webhooks/{name}/{connection}`.
    pub inbound: Inbound,
    /// The names of the app's own credentials at this system; none where a tenant's key is enough.
    pub app_credentials: &'static [&'static str],
    /// The settings that say where it answers, each with the real address as its default.
    pub endpoints: &'static [(&'static str, &'static str)],
    /// Makes a connection. Refuses credentials that cannot be right before anything is asked over the network.
    /// It is given all of `credentials` and `app_credentials`: [`Connectors::connect`] has checked that.
    pub connect: ConnectFn,
}

pub type ConnectFn = fn(&Connectors, &Connection<'_>) -> Result<Box<dyn AccountingSystem>, CredentialsError>;

/// How a system's tenants have their invoices fetched, where they choose nothing else.
pub struct Profile {
    /// Days past due before an invoice is fetched.
    pub min_days_overdue: u16,
    /// What a tenant may set them to.
    pub allowed_days_overdue: RangeInclusive<u16>,
    /// A tenant must say from which due date on its invoices are followed.
    pub needs_start_date: bool,
}

impl Profile {
    /// Everything that is overdue, until the tenant says otherwise.
    pub const PLAIN: Profile =
        Profile { min_days_overdue: 1, allowed_days_overdue: 0..=365, needs_start_date: false };
}

/// What comes to us from a system by itself.
pub enum Inbound {
    Nothing,
    /// Events that say what may have changed.
    Events(ReadEvent),
    /// Invoices for collection.
    Claims,
}

/// A new accounting system adds its row here, and nothing elsewhere.
pub static SYSTEMS: &[SystemRow] =
    &[billy::SYSTEM, dinero::SYSTEM, ordrestyring::SYSTEM, tripletex::SYSTEM, minuba::SYSTEM];

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
