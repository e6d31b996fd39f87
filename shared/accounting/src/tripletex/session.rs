//! The session token of a connection: kept from run to run, made anew before it runs out and once when it is refused.

use std::sync::{Mutex as Lock, PoisonError};

use domain::country::Country;
use domain::moment::Moment;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use serde_json::json;
use tokio::sync::Mutex;
use url::Url;
use zeroize::Zeroizing;

use super::errors;
use super::token::Token;
use crate::connection::Connection;
use crate::fields::{FieldError, object};
use crate::http::{Answer, Ask, Caller, ErrorTable, Trouble, below};
use crate::system::NewSession;

/// How many days a session is asked for; no most is published.
const DAYS: i64 = 2;

pub(super) struct Session {
    caller: Caller,
    /// Ends in `/v2`.
    base: Url,
    consumer_token: Zeroizing<String>,
    employee_token: Zeroizing<String>,
    /// The company that is asked for, in the place of a user's name.
    user: String,
    now: Timestamp,
    token: Mutex<Option<Token>>,
    /// Made on this connection, and not yet handed out to be kept.
    fresh: Lock<Option<Token>>,
}

impl Session {
    pub fn new(
        caller: Caller,
        base: Url,
        consumer_token: &str,
        user: &str,
        connection: &Connection<'_>,
    ) -> Self {
        let employee_token = connection.credentials.get("employee-token").unwrap_or_default();
        let kept = connection.session.and_then(|session| Token::kept(session, user));
        Self {
            caller,
            base,
            consumer_token: Zeroizing::new(consumer_token.into()),
            employee_token: Zeroizing::new(employee_token.into()),
            user: user.into(),
            now: connection.now,
            token: Mutex::new(kept.filter(|token| token.is_good(connection.now))),
            fresh: Lock::default(),
        }
    }

    /// The address of a path of the API.
    pub fn address(&self, segments: &[&str]) -> Url {
        below(&self.base, segments)
    }

    /// The date in Oslo.
    pub fn today(&self) -> Date {
        Moment::new(self.now, Country::Norway).today
    }

    /// # Errors
    /// When no session could be made.
    pub async fn sign_in(&self) -> Result<(), Trouble> {
        self.token().await.map(|_| ())
    }

    /// Several sessions live side by side, so the one before is still worth something.
    pub fn new_session(&self) -> Option<NewSession> {
        let token = self.fresh.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(NewSession { secrets: token.to_keep(), keep_at_once: false })
    }

    /// Asks with a session, and once more with a new one when it is refused.
    pub async fn ask<T>(
        &self,
        ask: Ask,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Trouble> {
        let token = self.token().await?;
        let first = self.caller.ask(&with(&ask, &token), &errors::API, &read).await;
        if !matches!(first, Err(Trouble::KeyRefused(_))) {
            return first;
        }
        let token = self.token_after(&token).await?;
        self.caller.ask(&with(&ask, &token), &errors::API, &read).await
    }

    /// Sends what changes something: once, and once more only when the session was refused, for then nothing was done.
    pub async fn change<T>(
        &self,
        ask: Ask,
        table: &ErrorTable,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Halt> {
        let token = self.token().await.map_err(Halt::Before)?;
        let first = self.caller.ask_once(&with(&ask, &token), table, &read).await;
        if !matches!(first, Err(Trouble::KeyRefused(_))) {
            return first.map_err(Halt::Sent);
        }
        let token = self.token_after(&token).await.map_err(Halt::Before)?;
        self.caller.ask_once(&with(&ask, &token), table, &read).await.map_err(Halt::Sent)
    }

    /// The session at hand, or a new one. Held while it is asked for, so that it is asked for once.
    async fn token(&self) -> Result<Token, Trouble> {
        let mut held = self.token.lock().await;
        if let Some(token) = held.as_ref() {
            return Ok(token.clone());
        }
        let token = self.new_token().await?;
        *self.fresh.lock().unwrap_or_else(PoisonError::into_inner) = Some(token.clone());
        *held = Some(token.clone());
        Ok(token)
    }

    /// Another one than the one that was refused.
    async fn token_after(&self, refused: &Token) -> Result<Token, Trouble> {
        let mut held = self.token.lock().await;
        if held.as_ref().is_some_and(|token| token.is(refused)) {
            *held = None;
        }
        drop(held);
        self.token().await
    }

    /// The call of today; where it is not there yet, the one before it, which has the secrets in its address.
    async fn new_token(&self) -> Result<Token, Trouble> {
        let expires_on = self.today().checked_add(DAYS.days()).unwrap_or(Date::MAX);
        let read = |answer: &Answer| self.token_of(answer, expires_on);
        let missing = |trouble: &Trouble| matches!(trouble, Trouble::Refused { status: 404 | 405, .. });
        let made = match self.caller.ask(&self.posted(expires_on), &errors::SESSION, read).await {
            Err(trouble) if missing(&trouble) => {
                self.caller.ask(&self.put(expires_on), &errors::SESSION, read).await
            }
            made => made,
        };
        made.map_err(Trouble::of_the_system)
    }

    fn posted(&self, expires_on: Date) -> Ask {
        let document = json!({
            "consumerToken": self.consumer_token.as_str(),
            "employeeToken": self.employee_token.as_str(),
            "expirationDate": expires_on.to_string(),
        });
        self.create().with_json(Method::POST, Zeroizing::new(document.to_string()))
    }

    fn put(&self, expires_on: Date) -> Ask {
        let create = self.create().with_method(Method::PUT);
        create.with_query(&[
            ("consumerToken", &self.consumer_token),
            ("employeeToken", &self.employee_token),
            ("expirationDate", &expires_on.to_string()),
        ])
    }

    fn create(&self) -> Ask {
        Ask::json("/token/session/:create", self.address(&["token", "session", ":create"]))
    }

    fn token_of(&self, answer: &Answer, asked: Date) -> Result<Token, Trouble> {
        let under = |error: FieldError| error.under("value");
        let value = object(answer)?.needed_row("value")?;
        let token = Zeroizing::new(value.needed_text("token").map_err(under)?.into_owned());
        let expires_on = value.date("expirationDate").map_err(under)?.unwrap_or(asked);
        let token = Token::new(&token, expires_on, &self.user);
        Ok(token.ok_or_else(|| FieldError::new("value.token", "cannot be sent in a header"))?)
    }
}

/// Where the way of a change ended.
pub(super) enum Halt {
    /// Nothing was sent.
    Before(Trouble),
    Sent(Trouble),
}

impl Halt {
    pub fn trouble(self) -> Trouble {
        match self {
            Halt::Before(trouble) | Halt::Sent(trouble) => trouble,
        }
    }
}

fn with(ask: &Ask, token: &Token) -> Ask {
    ask.clone().with(AUTHORIZATION, token.basic())
}
