//! The session of a connection: an access token for about an hour, and the refresh token that the next one is asked with.
//!
//! A refresh token may be good for one use only, so the one that comes in its place is handed out to be kept at once.

use std::sync::PoisonError;
use std::time::Duration;

use data_encoding::BASE64;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::Url;
use zeroize::Zeroizing;

use super::errors;
use super::granted::{Granted, bearer};
use super::kept::{Kept, KeptAccess, digest};
use crate::credentials::{Credentials, CredentialsError};
use crate::http::{Answer, Ask, Caller, Trouble, below, secret};
use crate::system::NewSession;

/// An access token is replaced this long before it runs out.
const EARLY: Duration = Duration::from_secs(60);

/// What the tenant gave: Minuba's app for us, and the token that its user let it in with.
pub(super) struct Origin<'a> {
    pub client_id: &'a str,
    pub client_secret: &'a str,
    pub refresh_token: &'a str,
}

pub(super) struct Session {
    caller: Caller,
    base: Url,
    auth: Url,
    /// The app, in the form of HTTP Basic.
    app: HeaderValue,
    began_with: String,
    /// When the connection was made, by the caller's clock and by ours.
    made: (Timestamp, Instant),
    /// Held while a request is under way: Minuba is asked one thing at a time.
    held: Mutex<Held>,
    /// What the caller has yet to keep.
    fresh: std::sync::Mutex<Option<NewSession>>,
}

struct Held {
    refresh_token: Zeroizing<String>,
    access: Option<Access>,
}

struct Access {
    bearer: HeaderValue,
    good_until: Timestamp,
}

impl Session {
    /// # Errors
    /// When the app's id or secret cannot stand in a header.
    pub fn new(
        caller: Caller,
        base: Url,
        auth: Url,
        origin: &Origin<'_>,
        kept: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<Self, CredentialsError> {
        let began_with = digest(origin.client_id, origin.refresh_token);
        let kept = Kept::read(kept, &began_with);
        let access = kept.as_ref().and_then(|kept| {
            let access = kept.access.as_ref()?;
            Some(Access { bearer: bearer(&access.token)?, good_until: earlier(access.expires_at, EARLY) })
        });
        let given = || Zeroizing::new(origin.refresh_token.to_owned());
        let held = Held { refresh_token: kept.map_or_else(given, |kept| kept.refresh_token), access };
        Ok(Self {
            caller,
            base,
            auth,
            app: app(origin)?,
            began_with,
            made: (now, Instant::now()),
            held: Mutex::new(held),
            fresh: std::sync::Mutex::new(None),
        })
    }

    /// The address of a path of the API.
    pub fn address(&self, segments: &[&str]) -> Url {
        below(&self.base, segments)
    }

    /// Whether `url` leads to the API's own host: the token goes nowhere else.
    pub fn is_own(&self, url: &Url) -> bool {
        url.origin() == self.base.origin()
    }

    /// Makes sure of an access token that is good for more than a minute.
    pub async fn sign_in(&self) -> Result<(), Trouble> {
        self.bearer(&mut *self.held.lock().await).await.map(|_| ())
    }

    /// What was granted since the last call, for the caller to keep.
    pub fn new_session(&self) -> Option<NewSession> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Asks with a token, and once more with a new one when it is refused.
    pub async fn ask<T>(
        &self,
        ask: Ask,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Trouble> {
        let mut held = self.held.lock().await;
        let with = |bearer: HeaderValue| ask.clone().with(AUTHORIZATION, bearer);
        let bearer = self.bearer(&mut held).await?;
        let first = self.caller.ask(&with(bearer), &errors::API, &read).await;
        if !matches!(first, Err(Trouble::KeyRefused(_))) {
            return first;
        }
        held.access = None;
        let bearer = self.bearer(&mut held).await?;
        self.caller.ask(&with(bearer), &errors::API, &read).await
    }

    /// Asks without a token.
    pub async fn ask_openly<T>(
        &self,
        ask: Ask,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Trouble> {
        let _one_at_a_time = self.held.lock().await;
        self.caller.ask(&ask, &errors::API, &read).await
    }

    /// The access token at hand, or a new one.
    async fn bearer(&self, held: &mut Held) -> Result<HeaderValue, Trouble> {
        if let Some(access) = held.access.as_ref().filter(|access| self.now() < access.good_until) {
            return Ok(access.bearer.clone());
        }
        let asked_at = self.now();
        let granted = self.refresh(&held.refresh_token).await?;
        let expires_at = later(asked_at, granted.life);
        let rotated = granted.refresh_token.is_some_and(|new| {
            let differs = new != held.refresh_token;
            held.refresh_token = new;
            differs
        });
        let early = EARLY.min(granted.life / 2);
        held.access = Some(Access { bearer: granted.bearer.clone(), good_until: earlier(expires_at, early) });
        let access = Some(KeptAccess { token: granted.access_token, expires_at });
        self.hand_out(&Kept { refresh_token: held.refresh_token.clone(), access }, rotated);
        Ok(granted.bearer)
    }

    async fn refresh(&self, refresh_token: &Zeroizing<String>) -> Result<Granted, Trouble> {
        let ask =
            Ask::json("(token)", self.auth.clone()).with(AUTHORIZATION, self.app.clone()).with_form(vec![
                ("grant_type", Zeroizing::new("refresh_token".to_owned())),
                ("refresh_token", refresh_token.clone()),
            ]);
        // Sent again where no answer came: a token that was used up unseen is lost either way.
        self.caller.ask(&ask, &errors::TOKEN, Granted::read).await.map_err(Trouble::of_the_system)
    }

    fn hand_out(&self, kept: &Kept, rotated: bool) {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        let keep_at_once = rotated || fresh.as_ref().is_some_and(|before| before.keep_at_once);
        *fresh = Some(NewSession { secrets: kept.written(&self.began_with), keep_at_once });
    }

    /// The caller's time, as it went on since the connection was made.
    fn now(&self) -> Timestamp {
        let (then, started) = self.made;
        later(then, started.elapsed())
    }
}

fn app(origin: &Origin<'_>) -> Result<HeaderValue, CredentialsError> {
    // A colon ends the user name of HTTP Basic (RFC 7617 § 2).
    let named = |name, text: &str, fits: bool| match fits && !text.bytes().any(|byte| byte.is_ascii_control())
    {
        true => Ok(()),
        false => Err(CredentialsError::Malformed { name, expected: "one line of plain characters" }),
    };
    named("client-id", origin.client_id, !origin.client_id.contains(':'))?;
    named("client-secret", origin.client_secret, true)?;
    named("refresh-token", origin.refresh_token, true)?;
    let pair = Zeroizing::new(format!("{}:{}", origin.client_id, origin.client_secret));
    let basic = Zeroizing::new(format!("Basic {}", BASE64.encode(pair.as_bytes())));
    secret(&basic).ok_or(CredentialsError::Malformed { name: "client-secret", expected: "plain characters" })
}

fn later(moment: Timestamp, by: Duration) -> Timestamp {
    let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
    moment.saturating_add(by).unwrap_or(moment)
}

fn earlier(moment: Timestamp, by: Duration) -> Timestamp {
    let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
    moment.saturating_sub(by).unwrap_or(moment)
}
