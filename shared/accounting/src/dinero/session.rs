//! The token of a connection: asked for when first needed, again before it runs out, and once more when it is refused.

use std::time::Duration;

use data_encoding::BASE64;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::Url;
use zeroize::Zeroizing;

use super::errors;
use crate::fields::{FieldError, object};
use crate::http::{Answer, Ask, Caller, Trouble, below, secret};

/// A token is replaced this long before it runs out.
const EARLY: Duration = Duration::from_secs(120);
/// When the answer does not say how long a token lives (it is an hour).
const SHORT_LIFE: Duration = Duration::from_secs(600);

pub(super) struct Session {
    caller: Caller,
    base: Url,
    auth: Url,
    organization: String,
    api_key: Zeroizing<String>,
    /// `client-id:client-secret`, in the form of HTTP Basic.
    app: Zeroizing<String>,
    token: Mutex<Option<Token>>,
}

#[derive(Clone)]
struct Token {
    bearer: HeaderValue,
    good_until: Instant,
}

impl Session {
    pub fn new(
        caller: Caller,
        base: Url,
        auth: Url,
        organization: &str,
        api_key: &str,
        (client_id, client_secret): (&str, &str),
    ) -> Self {
        let pair = Zeroizing::new(format!("{client_id}:{client_secret}"));
        Self {
            caller,
            base,
            auth,
            organization: organization.into(),
            api_key: Zeroizing::new(api_key.into()),
            app: Zeroizing::new(format!("Basic {}", BASE64.encode(pair.as_bytes()))),
            token: Mutex::new(None),
        }
    }

    pub fn organization(&self) -> &str {
        &self.organization
    }

    /// The address of a path of the API.
    pub fn address(&self, segments: &[&str]) -> Url {
        below(&self.base, segments)
    }

    /// Asks with a token, and once more with a new one when it is refused.
    pub async fn ask<T>(
        &self,
        ask: Ask,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Trouble> {
        let token = self.token().await?;
        let with = |token: &Token| ask.clone().with(AUTHORIZATION, token.bearer.clone());
        let first = self.caller.ask(&with(&token), &errors::API, &read).await;
        if !matches!(first, Err(Trouble::KeyRefused(_))) {
            return first;
        }
        self.forget(&token).await;
        let token = self.token().await?;
        self.caller.ask(&with(&token), &errors::API, &read).await
    }

    /// The token at hand, or a new one. Held while it is asked for, so that it is asked for once.
    async fn token(&self) -> Result<Token, Trouble> {
        let mut held = self.token.lock().await;
        if let Some(token) = held.as_ref().filter(|token| Instant::now() < token.good_until) {
            return Ok(token.clone());
        }
        let token = self.new_token().await?;
        *held = Some(token.clone());
        Ok(token)
    }

    async fn forget(&self, refused: &Token) {
        let mut held = self.token.lock().await;
        if held.as_ref().is_some_and(|token| token.bearer == refused.bearer) {
            *held = None;
        }
    }

    /// Dinero takes the API key twice, as user and as password of the OAuth password grant.
    async fn new_token(&self) -> Result<Token, Trouble> {
        let app = secret(&self.app).ok_or(Trouble::NotUnderstood {
            field: "the app's own credentials".into(),
            problem: "cannot be sent in a header".into(),
        })?;
        let plain = |text: &str| Zeroizing::new(text.to_owned());
        let ask = Ask::json("(token)", self.auth.clone()).with(AUTHORIZATION, app).with_form(vec![
            ("grant_type", plain("password")),
            ("scope", plain("read write")),
            ("username", self.api_key.clone()),
            ("password", self.api_key.clone()),
        ]);
        let asked_at = Instant::now();
        let (bearer, life) =
            self.caller.ask(&ask, &errors::TOKEN, token_of).await.map_err(Trouble::of_the_system)?;
        Ok(Token { bearer, good_until: asked_at + (life - EARLY.min(life / 2)) })
    }
}

fn token_of(answer: &Answer) -> Result<(HeaderValue, Duration), Trouble> {
    let body = object(answer)?;
    let under = |error: FieldError| error.under("token");
    let token = Zeroizing::new(body.needed_text("access_token").map_err(under)?.into_owned());
    let bearer = secret(&Zeroizing::new(format!("Bearer {}", *token)));
    let bearer = bearer.ok_or_else(|| FieldError::new("token.access_token", "cannot be sent in a header"))?;
    let life = body.count("expires_in").map_err(under)?.map_or(SHORT_LIFE, Duration::from_secs);
    Ok((bearer, life.min(Duration::from_secs(24 * 3600))))
}
