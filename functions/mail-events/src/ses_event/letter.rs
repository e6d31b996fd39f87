//! What an event says of a letter to a debtor.

use domain::dunning::MailFate;
use jiff::Timestamp;

use super::shape::{Bounce, SesEvent};

/// What became of the letter, and when: without a time of its own an event has the time of its mail. `None` for what means
/// nothing to a letter.
pub fn fate(event: &SesEvent) -> Option<(MailFate, Option<Timestamp>)> {
    let (what, mail, at) = match event {
        SesEvent::Send { mail } => (MailFate::Accepted, mail, None),
        SesEvent::Delivery { mail, delivery } => (MailFate::Delivered, mail, delivery.timestamp),
        SesEvent::Bounce { mail, bounce } if came_back(bounce) => (MailFate::Bounced, mail, bounce.timestamp),
        SesEvent::Complaint { mail, complaint } => (MailFate::Complained, mail, complaint.timestamp),
        SesEvent::Reject { mail } | SesEvent::RenderingFailure { mail } => (MailFate::Rejected, mail, None),
        SesEvent::Bounce { .. } | SesEvent::Other => return None,
    };
    Some((what, at.or(mail.timestamp)))
}

/// A debtor owes nothing for a letter that did not reach it, so every report of a failure counts; the answer of somebody on
/// holiday, which SES also calls transient and general, carries none.
fn came_back(bounce: &Bounce) -> bool {
    bounce.is_loss() || bounce.is_reported_failed()
}
