//! What a connection is made of: the tenant's secrets, its settings, and the session that was kept.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::credentials::{Credentials, CredentialsError};

/// The tenant's choices for one connection, by their names. Nothing secret.
pub type Settings = BTreeMap<String, String>;

/// One choice that a system leaves to its tenants.
pub struct SettingRow {
    /// As the operator types it: `money-unit`.
    pub name: &'static str,
    /// What holds where the tenant chose nothing; `None` where there is no choice then.
    pub default: Option<&'static str>,
    /// What it must be, for people: `oere or kroner`.
    pub expected: &'static str,
    pub accepts: fn(&str) -> bool,
}

/// Everything that a connection is made of.
#[derive(Clone, Copy)]
pub struct Connection<'a> {
    pub credentials: &'a Credentials,
    pub settings: &'a Settings,
    /// What [`crate::NewSession`] asked to be kept.
    pub session: Option<&'a Credentials>,
    pub now: Timestamp,
}

impl<'a> Connection<'a> {
    /// A connection of a system that has neither settings nor sessions.
    pub fn plain(credentials: &'a Credentials, now: Timestamp) -> Self {
        static NONE: Settings = Settings::new();
        Self { credentials, settings: &NONE, session: None, now }
    }

    /// The tenant's choice, or what holds without one.
    pub fn setting(&self, row: &'static SettingRow) -> Option<&'a str> {
        self.settings.get(row.name).map(String::as_str).or(row.default)
    }
}

/// # Errors
/// Names the setting that the system does not have, or that cannot be what it is.
pub(crate) fn check_settings(
    system: &'static str,
    rows: &'static [SettingRow],
    settings: &Settings,
) -> Result<(), CredentialsError> {
    for (name, value) in settings {
        match rows.iter().find(|row| row.name == name) {
            None => {
                let known = rows.iter().map(|row| row.name).collect::<Vec<_>>().join(", ");
                return Err(CredentialsError::UnknownSetting { system, name: name.clone(), known });
            }
            Some(row) if !(row.accepts)(value) => {
                return Err(CredentialsError::BadSetting { name: row.name, expected: row.expected });
            }
            Some(_) => {}
        }
    }
    Ok(())
}
