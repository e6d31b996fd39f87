//! What the token endpoint grants (RFC 6749 § 5.1).

use std::time::Duration;

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Trouble, secret};

/// When the answer does not say how long a token lives (it is about an hour).
const SHORT_LIFE: Duration = Duration::from_secs(600);
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 3600);

pub(super) struct Granted {
    pub access_token: Zeroizing<String>,
    pub bearer: HeaderValue,
    pub life: Duration,
    /// Takes the place of the one that was used; `None` where that one holds on.
    pub refresh_token: Option<Zeroizing<String>>,
}

impl Granted {
    pub fn read(answer: &Answer) -> Result<Self, Trouble> {
        let body = object(answer)?;
        let under = |error: FieldError| Trouble::from(error.under("token"));
        let text =
            |body: &Row<'_>, field| Ok(body.text(field)?.map(|text| Zeroizing::new(text.into_owned())));
        let access_token = Zeroizing::new(body.needed_text("access_token").map_err(under)?.into_owned());
        let bearer = bearer(&access_token)
            .ok_or_else(|| under(FieldError::new("access_token", "cannot be sent in a header")))?;
        let life = body.count("expires_in").map_err(under)?.map_or(SHORT_LIFE, Duration::from_secs);
        Ok(Self {
            access_token,
            bearer,
            life: life.min(LONGEST_LIFE),
            refresh_token: text(&body, "refresh_token").map_err(under)?,
        })
    }
}

pub(super) fn bearer(access_token: &str) -> Option<HeaderValue> {
    secret(&Zeroizing::new(format!("Bearer {access_token}")))
}
