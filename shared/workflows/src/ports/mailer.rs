//! Mails that leave.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use domain::EmailAddress;

/// What a mail is tagged with, so that its delivery events find their way back. Ids only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTag {
    pub name: &'static str,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMail {
    pub to: Vec<EmailAddress>,
    /// Shown as the sender, in place of the service's own name. The address stays the service's.
    pub from_name: Option<String>,
    /// Where answers go, when not to the service.
    pub reply_to: Option<EmailAddress>,
    pub subject: String,
    /// The same, for mailboxes that show it; without it the mail is plain text.
    pub html: Option<String>,
    pub text: String,
    pub attachments: Vec<Attachment>,
    pub tags: Vec<MailTag>,
}

/// A file that comes with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// As the reader sees it. What is not ASCII is spelled out for mailboxes that know no better.
    pub file_name: String,
    /// Such as `application/pdf`.
    pub content_type: &'static str,
    pub bytes: Arc<[u8]>,
}

/// What the attachments of one mail may come to together: a third more on the wire, under the mail service's limit with
/// room for the text.
pub const MAX_ATTACHED_BYTES: usize = 7_000_000;

/// What the mail service calls a mail that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageId(pub String);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The mail certainly did not leave: throttled, or no connection. Try again later.
    #[error("the mail service cannot be reached: {0}")]
    Unavailable(String),
    /// The mail service was asked, and whether it took the mail is not known. Sent again, the mail may come twice.
    #[error("whether the mail left is not known: {0}")]
    Unknown(String),
    /// The mail itself is refused; trying again changes nothing.
    #[error("the mail was refused: {0}")]
    Refused(String),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends one message to all its addresses, and asks the mail service once: nothing is tried again in here.
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, MailError>;
}
