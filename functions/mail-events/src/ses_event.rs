//! SES' event publishing JSON (Amazon SES developer guide, "Contents of event data"), as far as it concerns us.

mod letter;
mod shape;
#[cfg(test)]
mod tests;

use domain::dunning::MailFate;
use domain::ids::LetterId;
use domain::tenant::Suppression;
use jiff::Timestamp;
use serde_json::Value;
use workflows::ports::MessageId;
use workflows::record_mail_event::{MailEvent, NotDelivered};

use shape::{Bounce, Mail, Recipient, SesEvent};

/// What a message is to us.
#[derive(Debug, PartialEq, Eq)]
pub enum Told {
    /// What became of a letter to a debtor.
    Letter { letter: LetterId, what: MailFate, at: Option<Timestamp>, message_id: Option<MessageId> },
    /// A mail to an agency that is lost: it has not got what it was sent. The tag, which names the effect.
    ParcelLost { parcel: String },
    /// An address of a tenant that mails are no longer sent to.
    Failed(MailEvent),
    /// A mail to a tenant that is lost.
    NotDelivered(NotDelivered),
    /// An event that changes nothing: another kind, a mail without our tags, or a bounce that means no loss.
    NothingToDo,
    /// Not an event of SES. It greets a new topic with plain text, for one.
    NoEvent,
}

/// Reads one message of the topic.
///
/// # Errors
/// When it is an event of SES that lacks what such an event has: perhaps a lost mail, so it must not be dropped.
pub fn parse(message: &str) -> Result<Told, serde_json::Error> {
    let event = match serde_json::from_str::<Value>(message) {
        Ok(value) if value.get("eventType").is_some() => serde_json::from_value(value)?,
        _ => return Ok(Told::NoEvent),
    };
    Ok(told(&event).unwrap_or(Told::NothingToDo))
}

fn told(event: &SesEvent) -> Option<Told> {
    let mail = event.mail()?;
    if let Some(letter) = mail.letter() {
        let (what, at) = letter::fate(event)?;
        return Some(Told::Letter { letter, what, at, message_id: mail.message_id.clone().map(MessageId) });
    }
    if let Some(parcel) = mail.parcel() {
        return event.is_loss().then(|| Told::ParcelLost { parcel: parcel.to_owned() });
    }
    match event {
        SesEvent::Bounce { mail, bounce } => bounced(mail, bounce),
        SesEvent::Complaint { mail, complaint } => {
            failed(mail, Suppression::Complained, &complaint.complained_recipients)
        }
        _ => None,
    }
}

/// What a bounce means (Amazon SES developer guide, "Bounce types"). Transient and general is mostly an answer of somebody
/// on holiday, and the mail is there.
fn bounced(mail: &Mail, bounce: &Bounce) -> Option<Told> {
    match (bounce.bounce_type.as_str(), bounce.bounce_sub_type.as_str()) {
        ("Permanent", _) => failed(mail, Suppression::Bounced, &bounce.bounced_recipients),
        _ if bounce.is_loss() => not_delivered(mail),
        _ => None,
    }
}

fn failed(mail: &Mail, why: Suppression, recipients: &[Recipient]) -> Option<Told> {
    let addresses = recipients.iter().filter_map(|recipient| bare(&recipient.email_address).parse().ok());
    let (tenant, batch) = (mail.tenant()?, mail.batch());
    Some(Told::Failed(MailEvent { tenant, batch, why, addresses: addresses.collect() }))
}

fn not_delivered(mail: &Mail) -> Option<Told> {
    Some(Told::NotDelivered(NotDelivered { tenant: mail.tenant()?, batch: mail.batch()? }))
}

/// SES may give `Name <address>`.
fn bare(text: &str) -> &str {
    text.rsplit_once('<').map_or(text, |(_, rest)| rest.trim_end_matches('>'))
}
