//! Mails through SES.

mod failed;
mod file_name;
mod message;
mod sender;

use async_trait::async_trait;
use aws_sdk_ses::Client;
use aws_sdk_ses::primitives::Blob;
use aws_sdk_ses::types::{MessageTag, RawMessage};
use workflows::ports::{MailError, MailTag, Mailer, MessageId, OutgoingMail};

use crate::Clock;
use failed::mail_error;
pub use sender::{BadSender, Sender};

/// [`Mailer`] with SES' `SendRawEmail`: one message to all its addresses, tagged for the events that follow it.
pub struct SesMailer {
    client: Client,
    sender: Sender,
    configuration_set: Option<String>,
    clock: Clock,
}

impl SesMailer {
    /// Without a configuration set no delivery events come back.
    pub fn new(client: Client, sender: Sender, configuration_set: Option<String>, clock: Clock) -> Self {
        Self { client, sender, configuration_set, clock }
    }
}

/// SES takes ASCII letters, digits, `-` and `_` in a tag, 255 characters at most (SES API, MessageTag).
fn tag(tag: &MailTag) -> Result<MessageTag, MailError> {
    let fits = |text: &str| {
        (1..=255).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let refused = || MailError::Refused(format!("the tag {} is not one that SES takes", tag.name));
    if !fits(tag.name) || !fits(&tag.value) {
        return Err(refused());
    }
    MessageTag::builder().name(tag.name).value(&tag.value).build().map_err(|_| refused())
}

#[async_trait]
impl Mailer for SesMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, MailError> {
        if mail.to.is_empty() {
            return Err(MailError::Refused("the mail has no address".to_owned()));
        }
        let tags = mail.tags.iter().map(tag).collect::<Result<Vec<_>, _>>()?;
        let raw = message::written(mail, &self.sender, (self.clock)())?;
        let message = RawMessage::builder()
            .data(Blob::new(raw))
            .build()
            .map_err(|_| MailError::Refused("the mail has no content".to_owned()))?;
        let taken = self
            .client
            .send_raw_email()
            .source(self.sender.address.as_str())
            .set_destinations(Some(mail.to.iter().map(ToString::to_string).collect()))
            .set_configuration_set_name(self.configuration_set.clone())
            .set_tags(Some(tags))
            .raw_message(message)
            .send()
            .await
            .map_err(|error| mail_error(&error))?;
        Ok(MessageId(taken.message_id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_ses_would_refuse_is_refused_before_it_is_sent() {
        let tagged = |value: &str| tag(&MailTag { name: "effect", value: value.to_owned() });
        assert!(tagged("run_mail-taaaa-1").is_ok());
        for bad in ["", "run_mail.taaaa.1", "æ", "a b"] {
            assert!(matches!(tagged(bad), Err(MailError::Refused(_))), "{bad:?}");
        }
    }
}
