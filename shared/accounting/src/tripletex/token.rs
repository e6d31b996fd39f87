//! A session token: what is sent of it, what is kept of it, and until when.

use data_encoding::BASE64;
use domain::country::Country;
use domain::moment::time_zone;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::credentials::Credentials;
use crate::http::secret;

/// The names of what is kept.
const TOKEN: &str = "token";
const EXPIRES_ON: &str = "expires-on";

#[derive(Clone)]
pub(super) struct Token {
    secret: Zeroizing<String>,
    /// It dies as this day begins in Oslo.
    expires_on: Date,
    basic: HeaderValue,
}

impl Token {
    /// `None` when it cannot stand in a header.
    pub fn new(token: &str, expires_on: Date, user: &str) -> Option<Self> {
        let pair = Zeroizing::new(format!("{user}:{token}"));
        let basic = secret(&Zeroizing::new(format!("Basic {}", BASE64.encode(pair.as_bytes()))))?;
        Some(Self { secret: Zeroizing::new(token.into()), expires_on, basic })
    }

    pub fn kept(session: &Credentials, user: &str) -> Option<Self> {
        Self::new(session.get(TOKEN)?, session.get(EXPIRES_ON)?.parse().ok()?, user)
    }

    /// Whether it lives another hour: longer than any run.
    pub fn is_good(&self, now: Timestamp) -> bool {
        let midnight = self.expires_on.to_zoned(time_zone(Country::Norway)).map(|day| day.timestamp());
        midnight.is_ok_and(|midnight| now + 1.hour() < midnight)
    }

    /// What [`Token::kept`] makes it of again.
    pub fn to_keep(&self) -> Credentials {
        let pairs = [(TOKEN, self.secret.to_string()), (EXPIRES_ON, self.expires_on.to_string())];
        Credentials::new(pairs.map(|(name, value)| (name.to_owned(), value)))
    }

    pub fn basic(&self) -> HeaderValue {
        self.basic.clone()
    }

    pub fn is(&self, other: &Self) -> bool {
        self.secret == other.secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_dead_from_an_hour_before_its_midnight_in_oslo() {
        let is_good = |expires_on: &str, now: &str| {
            let token = Token::new("t", expires_on.parse().unwrap(), "0").unwrap();
            token.is_good(now.parse().unwrap())
        };
        assert!(is_good("2026-11-23", "2026-11-22T21:59:59Z"));
        assert!(!is_good("2026-11-23", "2026-11-22T22:00:00Z"));
        assert!(is_good("2026-07-23", "2026-07-22T20:59:59Z"), "summer time");
        assert!(!is_good("2026-07-23", "2026-07-22T21:00:00Z"));
    }
}
