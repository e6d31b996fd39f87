//! Where a tenant's system reaches us, and what it signs with.

use accounting::Credentials;
use accounting::systems::Inbound;
use data_encoding::BASE64;
use domain::ids::ConnectionId;
use workflows::register_tenant::{CURRENT_SECRET, NewWebhook};

use super::random;

/// What a secret begins with (Standard Webhooks, signature scheme).
const PREFIX: &str = "whsec_";

/// A new address and secret, for a system that has something to send.
pub fn drawn(inbound: &Inbound) -> anyhow::Result<Option<NewWebhook>> {
    if matches!(inbound, Inbound::Nothing) {
        return Ok(None);
    }
    let secret = format!("{PREFIX}{}", BASE64.encode(&random::<32>()?));
    let secrets = Credentials::new([(CURRENT_SECRET.to_owned(), secret)]);
    Ok(Some(NewWebhook { id: ConnectionId::from_random(random()?), secrets }))
}
