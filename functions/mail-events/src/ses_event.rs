//! SES' event publishing JSON (Amazon SES developer guide, "Contents of event data"), as far as it concerns us.

use std::collections::BTreeMap;

use domain::ids::{BatchNumber, TenantId};
use domain::tenant::Suppression;
use serde::Deserialize;
use serde_json::Value;
use workflows::record_mail_event::{MailEvent, NotDelivered};

/// What a message is to us.
#[derive(Debug, PartialEq, Eq)]
pub enum Told {
    /// An address that mails are no longer sent to.
    Failed(MailEvent),
    NotDelivered(NotDelivered),
    /// An event that changes nothing: another kind, a mail without our tags, or a bounce that means no loss.
    NothingToDo,
    /// Not an event of SES. It greets a new topic with plain text, for one.
    NoEvent,
}

#[derive(Deserialize)]
#[serde(tag = "eventType")]
enum SesEvent {
    Bounce {
        mail: Mail,
        bounce: Bounce,
    },
    Complaint {
        mail: Mail,
        complaint: Complaint,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Mail {
    #[serde(default)]
    tags: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
    bounced_recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complained_recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

impl Mail {
    fn tag(&self, name: &str) -> Option<&str> {
        Some(self.tags.get(name)?.first()?.as_str())
    }

    fn tenant(&self) -> Option<TenantId> {
        self.tag("tenant")?.parse().ok()
    }

    fn batch(&self) -> Option<BatchNumber> {
        self.tag("batch")?.parse().ok().map(BatchNumber)
    }

    fn failed(&self, why: Suppression, recipients: &[Recipient]) -> Option<Told> {
        let addresses = recipients.iter().filter_map(|recipient| bare(&recipient.email_address).parse().ok());
        let (tenant, batch) = (self.tenant()?, self.batch());
        Some(Told::Failed(MailEvent { tenant, batch, why, addresses: addresses.collect() }))
    }

    fn not_delivered(&self) -> Option<Told> {
        Some(Told::NotDelivered(NotDelivered { tenant: self.tenant()?, batch: self.batch()? }))
    }
}

/// Reads one message of the topic.
///
/// # Errors
/// When it is an event of SES that lacks what such an event has: perhaps a lost mail, so it must not be dropped.
pub fn parse(message: &str) -> Result<Told, serde_json::Error> {
    let told = match serde_json::from_str::<Value>(message) {
        Ok(value) if value.get("eventType").is_some() => match serde_json::from_value(value)? {
            SesEvent::Bounce { mail, bounce } => bounced(&mail, &bounce),
            SesEvent::Complaint { mail, complaint } => {
                mail.failed(Suppression::Complained, &complaint.complained_recipients)
            }
            SesEvent::Other => None,
        },
        _ => Some(Told::NoEvent),
    };
    Ok(told.unwrap_or(Told::NothingToDo))
}

/// What a bounce means (Amazon SES developer guide, "Bounce types"). Transient and general is mostly an answer of somebody
/// on holiday, and the mail is there.
fn bounced(mail: &Mail, bounce: &Bounce) -> Option<Told> {
    match (bounce.bounce_type.as_str(), bounce.bounce_sub_type.as_str()) {
        ("Permanent", _) => mail.failed(Suppression::Bounced, &bounce.bounced_recipients),
        ("Undetermined", _) | ("Transient", "MailboxFull" | "MessageTooLarge" | "ContentRejected") => {
            mail.not_delivered()
        }
        _ => None,
    }
}

/// SES may give `Name <address>`.
fn bare(text: &str) -> &str {
    text.rsplit_once('<').map_or(text, |(_, rest)| rest.trim_end_matches('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounce(kind: &str, sub: &str, tags: &str) -> String {
        format!(
            r#"{{"eventType":"Bounce","mail":{{"tags":{tags}}},"bounce":{{"bounceType":"{kind}","bounceSubType":"{sub}",
            "bouncedRecipients":[{{"emailAddress":"Kontor <kontor@nordlys.example>"}}]}}}}"#
        )
    }

    const TAGS: &str = r#"{"tenant":["t234567234567"],"batch":["3"]}"#;

    #[test]
    fn a_permanent_bounce_names_the_tenant_the_batch_and_the_address() {
        let told = parse(&bounce("Permanent", "General", TAGS)).unwrap();
        let Told::Failed(event) = told else { panic!("{told:?}") };
        assert_eq!((event.batch, event.why), (Some(BatchNumber(3)), Suppression::Bounced));
        assert_eq!(event.addresses[0].as_str(), "kontor@nordlys.example");
    }

    #[test]
    fn a_mail_that_a_good_address_did_not_take_names_its_batch_and_no_address() {
        let lost = [
            ("Transient", "MailboxFull"),
            ("Transient", "MessageTooLarge"),
            ("Transient", "ContentRejected"),
            ("Undetermined", "Undetermined"),
        ];
        let wanted = NotDelivered { tenant: "t234567234567".parse().unwrap(), batch: BatchNumber(3) };
        for (kind, sub) in lost {
            assert_eq!(parse(&bounce(kind, sub, TAGS)).unwrap(), Told::NotDelivered(wanted.clone()), "{sub}");
        }
    }

    #[test]
    fn an_answer_of_somebody_on_holiday_changes_nothing() {
        assert_eq!(parse(&bounce("Transient", "General", TAGS)).unwrap(), Told::NothingToDo);
    }

    #[test]
    fn a_mail_without_our_tags_is_none_of_ours() {
        assert_eq!(parse(&bounce("Permanent", "General", "{}")).unwrap(), Told::NothingToDo);
        assert_eq!(parse(&bounce("Undetermined", "Undetermined", "{}")).unwrap(), Told::NothingToDo);
    }

    #[test]
    fn a_lost_mail_that_asked_about_no_batch_holds_none() {
        let tags = r#"{"tenant":["t234567234567"]}"#;
        assert_eq!(parse(&bounce("Transient", "MailboxFull", tags)).unwrap(), Told::NothingToDo);
    }

    #[test]
    fn other_events_change_nothing() {
        assert_eq!(parse(r#"{"eventType":"Delivery","delivery":{}}"#).unwrap(), Told::NothingToDo);
    }

    #[test]
    fn what_is_not_of_ses_is_no_event() {
        let greeting = "Successfully validated SNS topic for Amazon SES event publishing.";
        for text in [greeting, "", "{}", "17"] {
            assert_eq!(parse(text).unwrap(), Told::NoEvent, "{text}");
        }
    }

    #[test]
    fn a_bounce_that_cannot_be_read_is_an_error_and_not_dropped() {
        assert!(parse(r#"{"eventType":"Bounce","mail":{"tags":{}}}"#).is_err());
    }
}
