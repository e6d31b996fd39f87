//! An e-mail address that can be put in a header without doing harm, in the form in which mail is sent to it.

use std::fmt;
use std::str::FromStr;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use serde::{Deserialize, Serialize};

/// An address with one `@`, a dotted domain, and nothing that could start a new header or a second recipient.
///
/// ASCII throughout: a domain with letters such as `ø` is kept in its ASCII form (RFC 5891), for that is what mail is
/// sent to and what a bounce names. Not a proof that the address exists: only a mail that was delivered proves that.
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

    /// What follows the `@`, in ASCII.
    pub fn domain(&self) -> &str {
        self.0.rsplit('@').next().unwrap_or_default()
    }
}

/// RFC 5321 § 4.5.3.1: local part 64, whole path 254 octets.
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

impl FromStr for EmailAddress {
    type Err = NotAnEmailAddress;

    fn from_str(text: &str) -> Result<Self, NotAnEmailAddress> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(NotAnEmailAddress("no @"))?;
        let checks: [(bool, &'static str); 5] = [
            (local.is_empty() || local.len() > LONGEST_LOCAL, "the part before @ is empty or too long"),
            (local.contains('@'), "more than one @"),
            // Amazon SES, SendRawEmail: the local part is ASCII only.
            (!local.is_ascii(), "the part before @ has a letter such as å: mail cannot be sent to it"),
            (!local.bytes().all(is_local), "the part before @ has a space or punctuation"),
            (local.split('.').any(str::is_empty), "the part before @ has a dot too many"),
        ];
        if let Some((_, why)) = checks.into_iter().find(|(broken, _)| *broken) {
            return Err(NotAnEmailAddress(why));
        }
        let domain = ascii(domain).ok_or(NotAnEmailAddress("the part after @ is not a domain"))?;
        let address = format!("{local}@{domain}");
        if address.len() > LONGEST { Err(NotAnEmailAddress("too long")) } else { Ok(Self(address)) }
    }
}

/// RFC 5322 § 3.2.3: what may stand in a local part without quotes.
fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte)
}

/// The dotted domain in lower case and in ASCII.
fn ascii(domain: &str) -> Option<String> {
    let (deny, hyphens) = (AsciiDenyList::STD3, Hyphens::CheckFirstLast);
    let domain = Uts46::new().to_ascii(domain.as_bytes(), deny, hyphens, DnsLength::Verify).ok()?;
    domain.contains('.').then(|| domain.into_owned())
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
        assert_eq!(address.domain(), "nordlys.example");
    }

    #[test]
    fn a_domain_with_danish_letters_is_kept_as_a_bounce_names_it() {
        let address: EmailAddress = "post@Rødgrød.dk".parse().unwrap();
        assert_eq!(address.as_str(), "post@xn--rdgrd-vuad.dk");
        assert_eq!("post@XN--rdgrd-vuad.DK".parse(), Ok(address));
    }

    #[test]
    fn what_no_mail_can_be_sent_to_is_refused_with_the_reason() {
        for (text, reason) in [
            ("søren@b.example", "letter such as å"),
            (".a@b.example", "dot"),
            ("a.@b.example", "dot"),
            ("a..b@c.example", "dot"),
            ("a b@c.example", "space"),
            ("a@xn--aa.example", "not a domain"),
        ] {
            let refused = text.parse::<EmailAddress>().unwrap_err().to_string();
            assert!(refused.contains(reason), "{text}: {refused}");
        }
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
    fn an_address_is_measured_as_it_is_kept() {
        // 59 characters, and 64 octets in ASCII.
        assert!(format!("a@{}.example", "ø".repeat(59)).parse::<EmailAddress>().is_err());
        let domain = ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(58)].join(".");
        assert!(format!("a@{domain}").parse::<EmailAddress>().is_ok(), "252 octets");
        assert!(format!("abcd@{domain}").parse::<EmailAddress>().is_err(), "255 octets");
    }

    proptest! {
        #[test]
        fn what_was_taken_once_is_taken_again_unchanged(text in "[\\PC--@]{0,1}[!-~]{1,4}@(\\PC{1,6}\\.){1,2}\\PC{2,4}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert_eq!(address.as_str().parse::<EmailAddress>(), Ok(address));
            }
        }
    }
}
