//! What Minuba's user sends to a collection service: signed events, tried again like a sender should, and the answers as
//! they come up on the user's screen.

mod changes;
mod delivery;
mod document;
mod event;
mod order;
mod paths;
mod payload;
mod send;
mod signature;

use std::collections::HashSet;

use axum::body::Bytes;

pub use changes::after_admin_acts;
pub use delivery::{Attempt, Delivery, DeliveryState, RETRY_DELAYS, Signing};
pub use event::EventKind;
pub use order::{Attached, Push};
pub use paths::router;
pub use send::client;
pub use signature::{Secret, SecretError};

use super::Minuba;
use crate::books::{Company, Invoice, Ledger, Refused, Settlement, SettlementKind};
use payload::Occasion;

/// What was pushed so far.
#[derive(Default)]
pub struct Pushes {
    deliveries: Vec<Delivery>,
    /// Ids of invoices that were sent to collection.
    sent: HashSet<String>,
    /// Ids of payments and credits that need no telling any more.
    told: HashSet<String>,
}

impl Minuba {
    /// Pushes an event, and answers what became of it: two deliveries for two clicks, and two tries for a duplicate.
    ///
    /// # Errors
    /// When there is nothing to push, or no address or secret to push with. Nothing was sent then.
    pub async fn push(&self, company: &Company<Self>, push: &Push) -> Result<Vec<Delivery>, Refused> {
        self.push_from(company, push, None).await
    }

    /// As [`Self::push`], where it is known that this double answers at `here`.
    async fn push_from(
        &self,
        company: &Company<Self>,
        push: &Push,
        here: Option<&str>,
    ) -> Result<Vec<Delivery>, Refused> {
        self.push_settlement(company, push, None, here).await
    }

    /// As [`Self::push`], about this settlement and not the latest.
    async fn push_settlement(
        &self,
        company: &Company<Self>,
        push: &Push,
        settlement: Option<&Settlement>,
        here: Option<&str>,
    ) -> Result<Vec<Delivery>, Refused> {
        let invoice = match &push.invoice {
            Some(name) if push.event.is_of_an_invoice() => Some(company.invoice(name)?),
            _ => None,
        };
        let settlement = match (settlement, &invoice) {
            (Some(settlement), _) => Some(settlement.clone()),
            (None, Some(invoice)) => latest(invoice, push.event)?,
            (None, None) => None,
        };
        let clicks = if push.two_clicks { 2 } else { 1 };
        let made = (0..clicks).map(|_| self.made(company, push, invoice.as_ref(), settlement.as_ref(), here));
        let made: Vec<Delivery> = made.collect::<Result<_, _>>()?;
        for delivery in &made {
            send::secrets(self, delivery)?;
        }
        self.note(push.event, invoice.as_ref(), settlement.as_ref());
        self.pushes().deliveries.extend(made.iter().cloned());
        if push.held {
            return Ok(made);
        }
        let mut tried = futures::future::join_all(made.iter().map(|delivery| self.try_once(delivery))).await;
        if push.duplicate {
            tried = futures::future::join_all(made.iter().map(|delivery| self.try_once(delivery))).await;
        }
        tried.into_iter().collect()
    }

    /// Everything that a company pushed, oldest first.
    #[must_use]
    pub fn deliveries(&self, company: &Company<Self>) -> Vec<Delivery> {
        let organization = company.organization();
        let pushes = self.pushes();
        pushes.deliveries.iter().filter(|delivery| delivery.company == organization).cloned().collect()
    }

    /// Tries a delivery again now, also one that was taken or refused.
    ///
    /// # Errors
    /// When the company pushed no such event.
    pub async fn retry(&self, company: &Company<Self>, event_id: &str) -> Result<Delivery, Refused> {
        let known = self.deliveries(company).into_iter().find(|delivery| delivery.event_id == event_id);
        let delivery = known.ok_or_else(|| Refused::Unknown { what: "push", name: event_id.to_owned() })?;
        self.try_once(&delivery).await
    }

    /// Tries again what is due by the clock of the books.
    ///
    /// # Errors
    /// When the company's secret was taken away meanwhile.
    pub async fn retry_due(&self, company: &Company<Self>) -> Result<Vec<Delivery>, Refused> {
        let now = self.books.clock().now();
        let mut tried = Vec::new();
        for delivery in self.deliveries(company).iter().filter(|delivery| delivery.is_due(now)) {
            tried.push(self.try_once(delivery).await?);
        }
        Ok(tried)
    }

    /// The event, not yet sent.
    fn made(
        &self,
        company: &Company<Self>,
        push: &Push,
        invoice: Option<&Invoice>,
        settlement: Option<&Settlement>,
        here: Option<&str>,
    ) -> Result<Delivery, Refused> {
        let clock = self.books.clock();
        let (event_id, occurred_at) = (event_id(), clock.local_time());
        let occasion = Occasion { event_id: &event_id, occurred_at: &occurred_at, here };
        let (body, url) = company.read(|ledger: &Ledger<Self>| {
            let body = payload::body(ledger, push, &occasion, invoice, settlement)?;
            Ok((body.text(), push.url.clone().or_else(|| ledger.switches.webhook_url.clone())))
        })?;
        Ok(Delivery {
            company: company.organization(),
            event_id,
            event: push.event,
            url: url.ok_or_else(|| Refused::input("url", "is missing: give it here or as webhook_url"))?,
            body: Bytes::from(body),
            signing: push.signing.clone(),
            attempts: Vec::new(),
            state: DeliveryState::Waiting { next: clock.now() },
        })
    }

    /// What an invoice owes when it is sent is in the event: what was settled before needs no telling any more.
    fn note(&self, event: EventKind, invoice: Option<&Invoice>, settlement: Option<&Settlement>) {
        let mut pushes = self.pushes();
        pushes.told.extend(settlement.map(|settlement| settlement.id.clone()));
        if let (EventKind::SentToCollection, Some(invoice)) = (event, invoice) {
            pushes.sent.insert(invoice.id.clone());
            pushes.told.extend(invoice.standing().map(|settlement| settlement.id.clone()));
        }
    }

    async fn try_once(&self, delivery: &Delivery) -> Result<Delivery, Refused> {
        let secrets = send::secrets(self, delivery)?;
        let attempt = send::attempt(self, delivery, &secrets, self.books.clock().now()).await;
        let mut pushes = self.pushes();
        let known = pushes.deliveries.iter_mut().find(|known| known.event_id == delivery.event_id);
        let unknown = || Refused::Unknown { what: "push", name: delivery.event_id.clone() };
        let known = known.ok_or_else(unknown)?;
        known.tried(attempt);
        Ok(known.clone())
    }
}

/// The settlement that an event is about: the latest of its kind.
fn latest(invoice: &Invoice, event: EventKind) -> Result<Option<Settlement>, Refused> {
    let is_credit = |settled: &&Settlement| matches!(settled.kind, SettlementKind::Credit(_));
    let (found, what) = match event {
        EventKind::PaymentRegistered => {
            (invoice.standing().filter(|settled| !is_credit(settled)).last(), "has no payment")
        }
        EventKind::Credited => (invoice.standing().filter(is_credit).last(), "has no credit note"),
        _ => return Ok(None),
    };
    found.cloned().map(Some).ok_or_else(|| Refused::input("invoice", what))
}

/// 26 signs of Crockford's alphabet, as a ULID has.
fn event_id() -> String {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let sign = || char::from(SIGNS[fastrand::usize(..SIGNS.len())]);
    format!("01{}", (0..24).map(|_| sign()).collect::<String>())
}
