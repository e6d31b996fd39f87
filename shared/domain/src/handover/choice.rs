//! The tenant's choice of an agency, checked against its row before it is kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::agencies::{AGENCIES, AgencyRow, find};
use crate::country::Country;
use crate::email_address::EmailAddress;

/// Which agency a tenant's claims go to. Its credentials are kept beside it, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyChoice {
    /// A name of [`AGENCIES`].
    agency: String,
    /// Which of the tenant's agencies it is, from 1. What was handed over stays with the number that it went to.
    #[serde(default = "first")]
    number: u16,
    /// The tenant's settings there, by their names. Nothing secret.
    settings: BTreeMap<String, String>,
}

/// The number of a tenant's first agency.
pub(crate) fn first() -> u16 {
    1
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    #[error("agency: {name:?} is not one of {known}")]
    UnknownAgency { name: String, known: String },
    #[error("agency: {agency} takes no claims of this country")]
    OtherCountry { agency: &'static str },
    #[error("setting: {agency} does not know {name:?}; it takes {known}")]
    UnknownSetting { agency: &'static str, name: String, known: String },
    #[error("setting: {agency} needs {name}, {expected}")]
    MissingSetting { agency: &'static str, name: &'static str, expected: &'static str },
    #[error("setting: {name} is not {expected}")]
    BadSetting { name: &'static str, expected: &'static str },
    #[error("credential: {agency} needs {name}")]
    MissingCredential { agency: &'static str, name: &'static str },
    #[error("credential: {agency} does not know {name:?}; it takes {known}")]
    UnknownCredential { agency: &'static str, name: String, known: String },
}

impl AgencyChoice {
    /// From what the operator typed: the agency's name, its settings, and the names of the credentials given.
    ///
    /// # Errors
    /// Names what is missing, unknown, or cannot be what it must be.
    pub fn parse<'a>(
        agency: &str,
        country: Country,
        settings: BTreeMap<String, String>,
        credentials: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, ChoiceError> {
        let row = find(agency).ok_or_else(|| ChoiceError::UnknownAgency {
            name: agency.to_owned(),
            known: joined(AGENCIES.iter().map(|row| row.name)),
        })?;
        if !row.countries.contains(&country) {
            return Err(ChoiceError::OtherCountry { agency: row.name });
        }
        check_settings(row, &settings)?;
        check_credentials(row, credentials)?;
        Ok(Self { agency: row.name.to_owned(), number: first(), settings })
    }

    /// The same as the tenant's agency of this number.
    #[must_use]
    pub fn numbered(self, number: u16) -> Self {
        Self { number, ..self }
    }

    pub fn number(&self) -> u16 {
        self.number
    }

    /// Its row names one agency; or it is any agency, reached in the same way.
    pub fn is_same_agency(&self, other: &Self) -> bool {
        let is_named = self.row().and_then(AgencyRow::called).is_some();
        self.agency == other.agency && (is_named || self.settings == other.settings)
    }

    pub fn agency(&self) -> &str {
        &self.agency
    }

    /// Its row; `None` once an agency was taken out of the table.
    pub fn row(&self) -> Option<&'static AgencyRow> {
        find(&self.agency)
    }

    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    pub fn settings(&self) -> &BTreeMap<String, String> {
        &self.settings
    }
}

fn check_settings(row: &AgencyRow, settings: &BTreeMap<String, String>) -> Result<(), ChoiceError> {
    let agency = row.name;
    for (name, value) in settings {
        match row.settings.iter().find(|setting| setting.name == name) {
            None => {
                let known = joined(row.settings.iter().map(|setting| setting.name));
                return Err(ChoiceError::UnknownSetting { agency, name: name.clone(), known });
            }
            Some(setting) if !(setting.accepts)(value) => {
                return Err(ChoiceError::BadSetting { name: setting.name, expected: setting.expected });
            }
            Some(_) => {}
        }
    }
    match row.settings.iter().find(|setting| setting.needed && !settings.contains_key(setting.name)) {
        Some(lacking) => {
            Err(ChoiceError::MissingSetting { agency, name: lacking.name, expected: lacking.expected })
        }
        None => Ok(()),
    }
}

fn check_credentials<'a>(
    row: &AgencyRow,
    given: impl IntoIterator<Item = &'a str>,
) -> Result<(), ChoiceError> {
    let (agency, given) = (row.name, given.into_iter().collect::<Vec<_>>());
    let known = || row.credentials.iter().chain(row.optional_credentials).copied();
    if let Some(name) = given.iter().find(|name| !known().any(|known| known == **name)) {
        return Err(ChoiceError::UnknownCredential {
            agency,
            name: (*name).to_owned(),
            known: joined(known()),
        });
    }
    match row.credentials.iter().find(|name| !given.contains(name)) {
        Some(name) => Err(ChoiceError::MissingCredential { agency, name }),
        None => Ok(()),
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names = names.collect::<Vec<_>>().join(", ");
    if names.is_empty() { "none".to_owned() } else { names }
}

pub(super) fn is_address(text: &str) -> bool {
    text.parse::<EmailAddress>().is_ok()
}
