//! Who our mails come from.

use std::str::FromStr;

use domain::EmailAddress;

/// An address, and the name that mailboxes show beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    pub name: String,
    pub address: EmailAddress,
}

const DEFAULT_NAME: &str = "Rykker";

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a sender such as `rykker@example.com` or `Rykker <rykker@example.com>`: {0}")]
pub struct BadSender(String);

impl FromStr for Sender {
    type Err = BadSender;

    fn from_str(text: &str) -> Result<Self, BadSender> {
        let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.split_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text),
        };
        if name.chars().any(char::is_control) {
            return Err(BadSender("the name has a control character".to_owned()));
        }
        let address = address.parse::<EmailAddress>().map_err(|error| BadSender(error.to_string()))?;
        let name = if name.is_empty() { DEFAULT_NAME } else { name };
        Ok(Self { name: name.to_owned(), address })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        let sender = |text: &str| text.parse::<Sender>().map(|s| (s.name, s.address.as_str().to_owned()));
        let address = || "rykker@example.test".to_owned();
        assert_eq!(sender("rykker@example.test"), Ok(("Rykker".into(), address())));
        assert_eq!(sender("Søren & Co <rykker@example.test>"), Ok(("Søren & Co".into(), address())));
        assert_eq!(sender("\"Rykker, ApS\" <rykker@example.test>"), Ok(("Rykker, ApS".into(), address())));
        assert!(sender("Rykker").is_err());
        assert!(sender("Rykker\r\nBcc: x <rykker@example.test>").is_err());
    }
}
