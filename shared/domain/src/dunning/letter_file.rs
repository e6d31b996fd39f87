//! What is kept of a letter for ever: the facts as frozen, the hash of what was sent, and what became of it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::letter::Letter;
use crate::ids::{CaseId, LetterId, TenantId};

/// One letter. Written when it is claimed, before anything leaves: whoever finds it is not the first, and sends nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFile {
    pub id: LetterId,
    pub tenant: TenantId,
    /// The cases whose claims stand in it.
    pub cases: Vec<CaseId>,
    /// The civil date it is sent on.
    pub on: Date,
    pub letter: Letter,
    /// Of the PDF as attached, in hex. The documents' store keeps it by this name.
    pub sha256: String,
    pub state: LetterState,
    /// What the mail service calls the mail, once it took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<LetterEvent>,
    /// Raised by one with every write; a write names the version it read.
    pub version: u64,
}

/// How far a letter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LetterState {
    /// Handed to the mail service, or about to be. A crash leaves it here: the service's own event for it settles it, and
    /// with no evidence an operator does. It is never sent again by itself.
    Sending { since: Timestamp },
    /// The mail service took it.
    Sent { at: Timestamp },
    /// The mail service did not take it, or took it and did not send it: nothing left.
    NotTaken { at: Timestamp },
    /// It came back: its fee and its deadline are void.
    Bounced { at: Timestamp },
}

/// What the mail service told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterEvent {
    pub what: MailFate,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailFate {
    /// The mail service took it.
    Accepted,
    Delivered,
    /// It came back, or its mailbox did not take it.
    Bounced,
    Complained,
    /// The mail service took it, and then did not send it: it found a virus in it, or could not write it down.
    Rejected,
}

impl LetterFile {
    /// The next version, in another state.
    #[must_use]
    pub fn now(&self, state: LetterState) -> Self {
        Self { state, version: self.version + 1, ..self.clone() }
    }

    /// What the mail service told of it; `None` when that changes nothing. Proof that it left settles a doubt.
    ///
    /// Events come twice and in any order: the end state is the same.
    #[must_use]
    pub fn told(&self, event: LetterEvent) -> Option<Self> {
        if self.has_been(event.what) {
            return None;
        }
        let mut next = self.now(self.state_after(event));
        next.events.push(event);
        Some(next)
    }

    fn state_after(&self, event: LetterEvent) -> LetterState {
        match (self.state, event.what) {
            (_, MailFate::Bounced) => LetterState::Bounced { at: event.at },
            (LetterState::Bounced { .. }, _) => self.state,
            (_, MailFate::Rejected) => LetterState::NotTaken { at: event.at },
            // It is accepted before it is rejected, and the second may be told first.
            (LetterState::NotTaken { .. }, MailFate::Accepted) if self.has_been(MailFate::Rejected) => {
                self.state
            }
            (LetterState::Sending { .. } | LetterState::NotTaken { .. }, _) => {
                LetterState::Sent { at: event.at }
            }
            (LetterState::Sent { .. }, _) => self.state,
        }
    }

    fn has_been(&self, what: MailFate) -> bool {
        self.events.iter().any(|known| known.what == what)
    }
}

#[cfg(test)]
mod tests;
