//! What a tenant gave us to get in: named secrets, wiped from memory when dropped.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

/// The secrets of one connection by their names, such as `access-token`. Never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials(BTreeMap<String, Zeroizing<String>>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    #[error("credential: {system} needs {name}")]
    Missing { system: &'static str, name: &'static str },
    #[error("credential: {system} does not know {name:?}; it takes {known}")]
    Unknown { system: &'static str, name: String, known: String },
    #[error("credential: {name} is not {expected}")]
    Malformed { name: &'static str, expected: &'static str },
    #[error("setting: {system} does not know {name:?}; it takes {known}")]
    UnknownSetting { system: &'static str, name: String, known: String },
    #[error("setting: {name} is not {expected}")]
    BadSetting { name: &'static str, expected: &'static str },
}

impl Credentials {
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name, Zeroizing::new(value.trim().to_owned()))).collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.as_str()).filter(|value| !value.is_empty())
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The pairs, for sealing.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}
