//! SES' event publishing JSON (Amazon SES developer guide, "Contents of event data"), as far as it concerns us.

use std::collections::BTreeMap;

use domain::ids::BatchNumber;
use domain::tenant::Suppression;
use serde::Deserialize;
use workflows::record_mail_event::MailEvent;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SesEvent {
    event_type: String,
    mail: Mail,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
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

/// The event, when it is one to act on: a permanent bounce or a complaint about a mail that carries our tags.
///
/// A transient bounce (a full mailbox) is retried by SES itself and changes nothing.
///
/// # Errors
/// When the text is not SES' JSON.
pub fn parse(message: &str) -> Result<Option<MailEvent>, serde_json::Error> {
    let event: SesEvent = serde_json::from_str(message)?;
    let tag = |name: &str| event.mail.tags.get(name).and_then(|values| values.first());
    let Some(Ok(tenant)) = tag("tenant").map(|value| value.parse()) else { return Ok(None) };
    let batch = tag("batch").and_then(|value| value.parse().ok()).map(BatchNumber);
    let (why, recipients) = match (event.event_type.as_str(), event.bounce, event.complaint) {
        ("Bounce", Some(bounce), _) if bounce.bounce_type == "Permanent" => {
            (Suppression::Bounced, bounce.bounced_recipients)
        }
        ("Complaint", _, Some(complaint)) => (Suppression::Complained, complaint.complained_recipients),
        _ => return Ok(None),
    };
    let addresses = recipients.iter().filter_map(|recipient| bare(&recipient.email_address).parse().ok());
    Ok(Some(MailEvent { tenant, batch, why, addresses: addresses.collect() }))
}

/// SES may give `Name <address>`.
fn bare(text: &str) -> &str {
    text.rsplit_once('<').map_or(text, |(_, rest)| rest.trim_end_matches('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounce(kind: &str, tags: &str) -> String {
        format!(
            r#"{{"eventType":"Bounce","mail":{{"tags":{tags}}},"bounce":{{"bounceType":"{kind}",
            "bouncedRecipients":[{{"emailAddress":"Kontor <kontor@nordlys.example>"}}]}}}}"#
        )
    }

    const TAGS: &str = r#"{"tenant":["t234567234567"],"batch":["3"]}"#;

    #[test]
    fn a_permanent_bounce_names_the_tenant_the_batch_and_the_address() {
        let event = parse(&bounce("Permanent", TAGS)).unwrap().unwrap();
        assert_eq!((event.batch, event.why), (Some(BatchNumber(3)), Suppression::Bounced));
        assert_eq!(event.addresses[0].as_str(), "kontor@nordlys.example");
    }

    #[test]
    fn a_full_mailbox_changes_nothing() {
        assert_eq!(parse(&bounce("Transient", TAGS)).unwrap(), None);
    }

    #[test]
    fn a_mail_without_our_tags_is_none_of_ours() {
        assert_eq!(parse(&bounce("Permanent", "{}")).unwrap(), None);
    }

    #[test]
    fn what_is_not_json_is_an_error() {
        assert!(parse("hello").is_err());
    }
}
