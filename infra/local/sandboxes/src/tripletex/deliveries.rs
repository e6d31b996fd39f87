//! Telling subscribers what changed, signed with their secret. What changed is seen by comparing the books with what they
//! were, so that it does not matter who changed them: the API, the admin pages or a test.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;

use super::fields::Filter;
use super::ledger_columns::close_group_id;
use super::lines::is_charged;
use super::projection::{Node, View};
use super::subscriptions::Subscription;
use super::{Tripletex, identities};
use crate::books::guid;
use crate::json::{Json, record};

/// How long a subscriber may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many failures in a row end a subscription. That number is not published.
const MOST_ERRORS: u32 = 10;

/// Subscriptions by company (index of the ledger), what was told of it, and what waits to be sent.
#[derive(Default)]
pub struct Outbox {
    subscriptions: HashMap<usize, Vec<Subscription>>,
    seen: HashMap<usize, Seen>,
    waiting: Vec<Letter>,
    last_id: i64,
}

/// What is known of a company's books.
#[derive(Clone, Default, PartialEq, Eq)]
struct Seen {
    /// Charged invoices by id, with their places.
    charged: BTreeMap<i64, usize>,
    /// Close groups by id, with the place of their invoice.
    closed: BTreeMap<i64, usize>,
}

/// A delivery to be sent.
struct Letter {
    company: usize,
    subscription: i64,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Outbox {
    pub fn subscriptions(&self, company: usize) -> &[Subscription] {
        self.subscriptions.get(&company).map_or(&[], Vec::as_slice)
    }

    pub fn subscriptions_mut(&mut self, company: usize) -> &mut Vec<Subscription> {
        self.subscriptions.entry(company).or_default()
    }

    pub fn subscribe(&mut self, company: usize, new: Subscription) -> i64 {
        self.last_id += 1;
        let id = 4_710 + self.last_id;
        self.subscriptions_mut(company).push(Subscription { id, ..new });
        id
    }

    /// Counts how a delivery went.
    fn went(&mut self, letter: &Letter, well: bool) {
        let all = self.subscriptions_mut(letter.company);
        let Some(of) = all.iter_mut().find(|known| known.id == letter.subscription) else { return };
        of.errors = if well { 0 } else { of.errors + 1 };
        if of.errors >= MOST_ERRORS {
            of.status = "DISABLED_TOO_MANY_ERRORS";
        }
    }
}

/// After whatever may have changed something, subscribers are told; the answer does not wait for them.
pub async fn after_a_change(State(tripletex): State<Tripletex>, request: Request, next: Next) -> Response {
    let may_change = request.method() != Method::GET;
    let answer = next.run(request).await;
    if may_change {
        tokio::spawn(async move { tripletex.deliver().await });
    }
    answer
}

impl Tripletex {
    /// Sends what is due, once each; what fails is not sent again by itself.
    pub async fn deliver(&self) {
        let _sending = self.sending.lock().await;
        let companies = self.books.ledgers().len();
        (0..companies).for_each(|company| self.notice(company));
        let letters = std::mem::take(&mut self.desk().outbox.waiting);
        if letters.is_empty() {
            return;
        }
        let client = reqwest::Client::builder().timeout(PATIENCE).build().unwrap_or_default();
        for letter in letters {
            let mut request = client.post(&letter.target).body(letter.body.clone());
            for (name, value) in &letter.headers {
                request = request.header(name, value);
            }
            let well = request.send().await.is_ok_and(|answer| answer.status().is_success());
            self.desk().outbox.went(&letter, well);
        }
    }

    /// Compares a company's books with what they were, and writes a delivery for each difference and subscriber.
    pub(super) fn notice(&self, company: usize) {
        let mut desk = self.desk();
        let ledgers = self.books.ledgers();
        let subscriptions = desk.outbox.subscriptions(company).to_vec();
        let view = View { ledger: &ledgers[company], subscriptions: &subscriptions };
        let now = Seen::of(&view);
        let before = desk.outbox.seen.insert(company, now.clone()).unwrap_or_default();
        let mut letters = write(&view, company, &before.differences(&now));
        let switches = &ledgers[company].switches;
        if switches.reorder_deliveries {
            letters.reverse();
        }
        desk.outbox.waiting.extend(letters);
    }
}

impl Seen {
    fn of(view: &View<'_>) -> Self {
        let invoices = view.ledger.invoices.iter().enumerate();
        let charged = invoices.filter(|(_, invoice)| is_charged(invoice));
        let closed = (0..view.ledger.invoices.len()).map(|at| (close_group_id(view, at), at));
        Self {
            charged: charged.map(|(at, invoice)| (identities::number(&invoice.id), at)).collect(),
            closed: closed.filter(|(id, _)| *id != 0).collect(),
        }
    }

    /// What happened, with what each event carries.
    fn differences(&self, now: &Self) -> Vec<(&'static str, i64, Option<Node>)> {
        let charged = now.charged.iter().filter(|(id, _)| !self.charged.contains_key(*id));
        let charged = charged.map(|(id, at)| ("invoice.charged", *id, Some(Node::Invoice(*at))));
        let opened = self.closed.keys().filter(|id| !now.closed.contains_key(*id));
        let opened = opened.map(|id| ("closeGroup.delete", *id, None));
        let closed = now.closed.iter().filter(|(id, _)| !self.closed.contains_key(*id));
        let closed = closed.map(|(id, at)| ("closeGroup.create", *id, Some(Node::CloseGroup(*at))));
        charged.chain(opened).chain(closed).collect()
    }
}

fn write(view: &View<'_>, company: usize, events: &[(&'static str, i64, Option<Node>)]) -> Vec<Letter> {
    let switches = &view.ledger.switches;
    let mut letters = Vec::new();
    for (event, id, node) in events {
        for to in view.subscriptions.iter().filter(|to| to.event == *event && to.status == "ACTIVE") {
            let filter = Filter::read(Some(&to.fields)).unwrap_or_default();
            let value = node.map_or(Json::Null, |node| view.record(node, &filter));
            let body = record! { "subscriptionId": to.id, "event": *event, "id": *id, "value": value }.text();
            let key = guid();
            let mut headers = vec![
                ("content-type".to_owned(), "application/json; charset=utf-8".to_owned()),
                ("idempotency-key".to_owned(), key.clone()),
            ];
            headers.extend(to.auth_header.clone());
            if let Some(secret) = &to.secret {
                let secret = if switches.forge_deliveries { "somebody else's" } else { secret };
                headers.push(("x-request-signature".to_owned(), signature(secret, &key, &body)));
            }
            for _ in 0..=u8::from(switches.repeat_deliveries) {
                let (target, headers, body) = (to.target.clone(), headers.clone(), body.clone());
                letters.push(Letter { company, subscription: to.id, target, headers, body });
            }
        }
    }
    letters
}

/// Base64 of the HMAC-SHA512 over key, `&` and body.
fn signature(secret: &str, key: &str, body: &str) -> String {
    let Ok(mac) = Hmac::<Sha512>::new_from_slice(secret.as_bytes()) else { return String::new() };
    BASE64.encode(&mac.chain_update(format!("{key}&{body}")).finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_is_signed_alike() {
        let body = r#"{"subscriptionId":4711,"event":"closeGroup.create","id":282700101}"#;
        let signed = signature("eksempel-hemmelighet-1234", "0d9f2a52-6f5b-4c0e-9f0e-2f3f6f0b9a11", body);
        let expected =
            "LSZCZKYy7iJYm6ccOtbYjReI1nrRMUxnpu0yd5bCcNFZbzx3WDH2rWg1NUNkqa9uzivbYIEsi9ZIp4gQO/X/FA==";
        assert_eq!(signed, expected);
    }
}
