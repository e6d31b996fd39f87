//! An e-mail address that can be put in a header without doing harm.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An address with one `@`, a dotted domain, and nothing that could start a new header or a second recipient.
///
/// Not a proof that the address exists: only a mail that was delivered proves that.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("email: not an e-mail address ({0})")]
pub struct NotAnEmailAddress(&'static str);

impl EmailAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// RFC 5321 § 4.5.3.1: local part 64, whole path 254 octets.
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

impl FromStr for EmailAddress {
    type Err = NotAnEmailAddress;

    fn from_str(text: &str) -> Result<Self, NotAnEmailAddress> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(NotAnEmailAddress("no @"))?;
        // What is kept is what is checked: in lower case some letters are longer, and `İ` gains a mark of its own.
        let text = format!("{local}@{}", domain.to_lowercase());
        let domain = &text[local.len() + 1..];
        let checks: [(bool, &'static str); 6] = [
            (local.is_empty() || local.len() > LONGEST_LOCAL, "the part before @ is empty or too long"),
            (text.len() > LONGEST, "too long"),
            (text.chars().any(|c| c.is_whitespace() || c.is_control()), "has a space or a control character"),
            (
                text.chars().any(|c| matches!(c, ',' | ';' | '<' | '>' | '"' | '(' | ')' | '\\')),
                "has punctuation",
            ),
            (local.contains('@'), "more than one @"),
            (!is_domain(domain), "the part after @ is not a domain"),
        ];
        match checks.into_iter().find(|(broken, _)| *broken) {
            Some((_, why)) => Err(NotAnEmailAddress(why)),
            None => Ok(Self(text)),
        }
    }
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnEmailAddress;

    fn try_from(text: String) -> Result<Self, NotAnEmailAddress> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> String {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Addresses stay out of logs: what is printed for debugging says only that there is one.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_addresses_pass_and_domains_are_lower_cased() {
        let address: EmailAddress = " Bogholderi+rykker@Nordlys.Example ".parse().unwrap();
        assert_eq!(address.as_str(), "Bogholderi+rykker@nordlys.example");
        assert!("søren@blåbær.example".parse::<EmailAddress>().is_ok());
    }

    #[test]
    fn what_could_forge_a_header_is_refused() {
        for text in
            ["a@b.example\r\nBcc: x@y.example", "a@b.example,c@d.example", "<a@b.example>", "a b@c.example"]
        {
            assert!(text.parse::<EmailAddress>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn half_an_address_is_refused() {
        for text in ["", "a", "@b.example", "a@", "a@b", "a@.example", "a@b..example", "a@@b.example"] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_address_is_checked_as_it_is_kept() {
        // In lower case this gains a combining dot, which no domain has: once stored it could not be read back.
        assert!("a@İst.example".parse::<EmailAddress>().is_err());
        let domain = format!("{}.example", ["Ⱥ".repeat(60), "Ⱥ".repeat(60)].join("."));
        assert!(format!("a@{domain}").parse::<EmailAddress>().is_err(), "250 octets grow past 254");
    }

    proptest! {
        #[test]
        fn what_was_taken_once_is_taken_again_unchanged(text in "\\PC{1,8}@(\\PC{1,6}\\.){1,2}\\PC{2,4}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert_eq!(address.as_str().parse::<EmailAddress>(), Ok(address));
            }
        }
    }
}
