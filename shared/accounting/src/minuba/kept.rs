//! What is kept of a session between two runs, and when it still counts.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::credentials::Credentials;

const REFRESH_TOKEN: &str = "refresh-token";
const ACCESS_TOKEN: &str = "access-token";
const EXPIRES_AT: &str = "expires-at";
/// Of the credential that the session began with.
const BEGAN_WITH: &str = "began-with";

/// A session that came from the credentials at hand.
#[derive(PartialEq, Eq)]
pub(super) struct Kept {
    pub refresh_token: Zeroizing<String>,
    pub access: Option<KeptAccess>,
}

#[derive(PartialEq, Eq)]
pub(super) struct KeptAccess {
    pub token: Zeroizing<String>,
    pub expires_at: Timestamp,
}

impl Kept {
    /// Reads what was kept; `None` when there is nothing, or when it came from another credential: one that was entered
    /// anew is newer than any session.
    pub fn read(kept: Option<&Credentials>, began_with: &str) -> Option<Self> {
        let kept = kept.filter(|kept| kept.get(BEGAN_WITH) == Some(began_with))?;
        let text = |name| kept.get(name).map(|text| Zeroizing::new(text.to_owned()));
        let expires_at = kept.get(EXPIRES_AT).and_then(|text| text.parse().ok());
        let access = text(ACCESS_TOKEN).zip(expires_at);
        Some(Self {
            refresh_token: text(REFRESH_TOKEN)?,
            access: access.map(|(token, expires_at)| KeptAccess { token, expires_at }),
        })
    }

    /// For the next run.
    pub fn written(&self, began_with: &str) -> Credentials {
        let mut pairs =
            vec![(REFRESH_TOKEN, self.refresh_token.to_string()), (BEGAN_WITH, began_with.to_owned())];
        if let Some(access) = &self.access {
            pairs.push((ACCESS_TOKEN, access.token.to_string()));
            pairs.push((EXPIRES_AT, access.expires_at.to_string()));
        }
        Credentials::new(pairs.into_iter().map(|(name, text)| (name.to_owned(), text)))
    }
}

/// A digest of what a session begins with. The client's secret is not in it: it may change while the session goes on.
pub(super) fn digest(client_id: &str, refresh_token: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(client_id.as_bytes());
    hash.update([0x1f]);
    hash.update(refresh_token.as_bytes());
    HEXLOWER.encode(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(access: bool) -> Kept {
        let access = access.then(|| KeptAccess {
            token: Zeroizing::new("a".into()),
            expires_at: "2026-11-21T06:00:00Z".parse().unwrap(),
        });
        Kept { refresh_token: Zeroizing::new("r".into()), access }
    }

    #[test]
    fn what_was_written_is_read_again_by_the_same_credential_only() {
        for access in [true, false] {
            let written = kept(access).written(&digest("app", "first"));
            assert!(Kept::read(Some(&written), &digest("app", "first")) == Some(kept(access)));
            for other in [digest("app", "second"), digest("other", "first"), String::new()] {
                assert!(Kept::read(Some(&written), &other).is_none());
            }
        }
    }

    #[test]
    fn half_a_session_is_as_good_as_what_it_holds() {
        let pairs = |pairs: &[(&str, &str)]| {
            Credentials::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
        };
        let without_refresh = pairs(&[("began-with", "d"), ("access-token", "a")]);
        assert!(Kept::read(Some(&without_refresh), "d").is_none());
        let odd_time = pairs(&[
            ("began-with", "d"),
            ("refresh-token", "r"),
            ("access-token", "a"),
            ("expires-at", "noon"),
        ]);
        assert!(Kept::read(Some(&odd_time), "d") == Some(kept(false)));
        assert!(Kept::read(None, "d").is_none());
    }
}
