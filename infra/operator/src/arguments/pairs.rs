//! `name=value`, as it is typed.

use accounting::{Credentials, Settings};

/// One `name=value`, taken as it is: the message about a value that clap refuses would show it.
#[derive(Clone)]
pub struct Credential(Result<(String, String), NotAPair>);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("credential: write it as name=value")]
pub struct NotAPair;

impl From<String> for Credential {
    fn from(text: String) -> Self {
        let pair = text.split_once('=').filter(|(name, value)| !name.is_empty() && !value.is_empty());
        Self(pair.map(|(name, value)| (name.to_owned(), value.to_owned())).ok_or(NotAPair))
    }
}

/// One `name=value` that is no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub name: String,
    pub value: String,
}

impl std::str::FromStr for Setting {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once('=').ok_or("write it as name=value")?;
        Ok(Self { name: name.trim().to_owned(), value: value.trim().to_owned() })
    }
}

/// The settings by their names; the last of each.
pub fn settings(given: Vec<Setting>) -> Settings {
    given.into_iter().map(|Setting { name, value }| (name, value)).collect()
}

/// # Errors
/// When one is not `name=value`; says nothing of what it is.
pub fn credentials(given: Vec<Credential>) -> Result<Credentials, NotAPair> {
    given.into_iter().map(|Credential(pair)| pair).collect::<Result<Vec<_>, _>>().map(Credentials::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credentials_value_may_hold_an_equals_sign() {
        let Credential(pair) = Credential::from("access-token=abc==".to_owned());
        assert_eq!(pair, Ok(("access-token".to_owned(), "abc==".to_owned())));
    }
}
