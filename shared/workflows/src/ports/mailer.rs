//! Mails that leave.

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
    pub subject: String,
    pub html: String,
    pub text: String,
    pub tags: Vec<MailTag>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Throttled or down: try again later.
    #[error("the mail service cannot be reached: {0}")]
    Unavailable(String),
    /// The mail itself is refused; trying again changes nothing.
    #[error("the mail was refused: {0}")]
    Refused(String),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, mail: &OutgoingMail) -> Result<(), MailError>;
}
