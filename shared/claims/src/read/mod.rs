//! From the wire form to our words. Everything that is wrong with a body is told at once.

mod claim;
mod debtor;
mod door;
mod papers;
mod reports;
#[cfg(test)]
mod tests;

use domain::claim::{Command, EventId, Fault, FaultCode};
use jiff::Timestamp;
use serde::Deserialize;

use crate::wire::{API_VERSION, EVENT_TYPES, Envelope, Ping, SentToCollection};
use door::{Door, LONG_ID};
pub use papers::Paper;

/// One event, read.
#[derive(Debug, PartialEq, Eq)]
pub struct Push {
    pub event: EventId,
    /// One of [`EVENT_TYPES`].
    pub event_type: &'static str,
    pub occurred_at: Timestamp,
    pub command: Command,
    /// Documents that came along, decoded and checked.
    pub papers: Vec<Paper>,
    /// Only beside a claim, whose other fields are judged all the same.
    pub faults: Vec<Fault>,
}

/// Why there is no event to be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the body is not a JSON object")]
    Malformed,
    #[error("{} fields cannot be read", .0.len())]
    Faults(Vec<Fault>),
}

/// Reads a body whose signature has been checked. `webhook_id` is the header's.
///
/// # Errors
/// When the body is no JSON object, or when fields stand in the way: all of them.
pub fn read(body: &[u8], webhook_id: &str) -> Result<Push, Unreadable> {
    let envelope: Envelope = parse(body)?;
    let mut door = Door::default();
    let named = door.text(&envelope.event_id, "event_id", LONG_ID);
    let event: Option<EventId> = named.as_deref().and_then(|id| id.parse().ok());
    if named.as_deref().is_some_and(|id| id != webhook_id) {
        door.fault("event_id", FaultCode::NotTheWebhookId);
    } else if named.is_some() && event.is_none() {
        door.fault("event_id", FaultCode::WrongType);
    }
    if door.text(&envelope.api_version, "api_version", LONG_ID).is_some_and(|version| version != API_VERSION)
    {
        door.fault("api_version", FaultCode::UnknownValue);
    }
    let occurred_at = door.instant(&envelope.occurred_at, "occurred_at");
    let named = door.text(&envelope.event_type, "event_type", LONG_ID);
    let event_type = EVENT_TYPES.into_iter().find(|known| Some(*known) == named.as_deref());
    if named.is_some() && event_type.is_none() {
        door.fault("event_type", FaultCode::UnknownValue);
    }
    let sound_envelope = door.is_quiet();
    let (command, papers) = match event_type {
        Some("invoice.sent_to_collection") => claim::command(&parse::<SentToCollection>(body)?, &mut door),
        Some("invoice.payment_registered") => reports::paid(&parse(body)?, &mut door),
        Some("invoice.credited") => reports::credited(&parse(body)?, &mut door),
        Some("invoice.collection_withdrawn") => reports::withdrawn(&parse(body)?, &mut door),
        Some("connection.activated") => reports::activated(&parse(body)?, &mut door),
        Some("connection.deactivated") => reports::deactivated(&parse(body)?, &mut door),
        Some(_) => parse::<Ping>(body).map(|_| (Some(Command::Ping), Vec::new()))?,
        None => (None, Vec::new()),
    };
    let is_claim = matches!(command, Some(Command::Register(_)));
    let faults = door.faults();
    match (event, event_type, occurred_at, command) {
        (Some(event), Some(event_type), Some(occurred_at), Some(command))
            if sound_envelope && (is_claim || faults.is_empty()) =>
        {
            Ok(Push { event, event_type, occurred_at, command, papers, faults })
        }
        _ => Err(Unreadable::Faults(faults)),
    }
}

fn parse<'b, T: Deserialize<'b>>(body: &'b [u8]) -> Result<T, Unreadable> {
    serde_json::from_slice(body).map_err(|_| Unreadable::Malformed)
}
