//! Having Tripletex tell us of changes. A subscription belongs to the employee token that made it.

use async_trait::async_trait;
use serde_json::json;
use url::Url;
use zeroize::Zeroizing;

use super::delivery::EVENTS;
use super::{NAME, Tripletex, errors, requests};
use crate::error::AccountingError;
use crate::events::Events;
use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Ask, Trouble};

const ACTIVE: &str = "ACTIVE";

/// One that there is.
struct Subscription {
    id: String,
    event: String,
    target: String,
    is_active: bool,
}

impl Subscription {
    fn read(row: &Row<'_>) -> Result<Self, FieldError> {
        let id = row.label("id")?.ok_or_else(|| FieldError::new("id", "is missing"))?;
        let is_active = row.text("status")?.is_none_or(|status| status.trim().eq_ignore_ascii_case(ACTIVE));
        Ok(Self {
            id: id.into_owned(),
            event: row.text("event")?.unwrap_or_default().into_owned(),
            target: row.text("targetUrl")?.unwrap_or_default().into_owned(),
            is_active,
        })
    }

    fn is_for(&self, target: &Url) -> bool {
        Url::parse(&self.target).is_ok_and(|url| url == *target)
    }
}

impl Tripletex {
    /// What there is for `target`.
    async fn subscribed(&self, target: &Url) -> Result<Vec<Subscription>, Trouble> {
        let read = |answer: &Answer| {
            let rows = object(answer)?.each("values", Subscription::read)?;
            rows.ok_or_else(|| FieldError::new("values", "is missing").into())
        };
        let mut all = self.session.ask(requests::subscriptions(&self.session), read).await?;
        all.retain(|subscription| subscription.is_for(target));
        Ok(all)
    }

    /// Sends a change once: when its answer is lost, the next time sees what became of it.
    async fn change(&self, ask: Ask) -> Result<(), Trouble> {
        self.session.change(ask, &errors::API, |_| Ok(())).await.map_err(|halt| halt.trouble())
    }

    async fn subscribe_to_all(&self, target: &Url, secret: &str) -> Result<(), Trouble> {
        let known = self.subscribed(target).await?;
        for (event, fields) in EVENTS {
            let ask = match known.iter().find(|subscription| subscription.event == *event) {
                Some(subscription) if subscription.is_active => continue,
                Some(Subscription { id, .. }) => {
                    let document = json!({ "status": ACTIVE, "hmacSharedSecret": secret });
                    let document = Zeroizing::new(document.to_string());
                    requests::changed_subscription(&self.session, id, document)
                }
                None => {
                    let document = json!({
                        "event": event, "targetUrl": target.as_str(), "fields": fields, "hmacSharedSecret": secret,
                    });
                    requests::new_subscription(&self.session, Zeroizing::new(document.to_string()))
                }
            };
            self.change(ask).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Events for Tripletex {
    async fn subscribe(&self, target: &Url, secret: &str) -> Result<(), AccountingError> {
        self.subscribe_to_all(target, secret).await.map_err(|trouble| trouble.into_error(NAME))
    }

    async fn unsubscribe(&self, target: &Url) -> Result<(), AccountingError> {
        let known = self.subscribed(target).await.map_err(|trouble| trouble.into_error(NAME))?;
        for Subscription { id, .. } in known {
            match self.change(requests::ended_subscription(&self.session, &id)).await {
                Err(trouble) if !trouble.is_missing() => return Err(trouble.into_error(NAME)),
                _ => {}
            }
        }
        Ok(())
    }
}
