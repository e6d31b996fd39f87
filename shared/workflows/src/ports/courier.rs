//! Mails with papers, sent at most once.

use async_trait::async_trait;
use domain::EmailAddress;
use domain::ids::EffectId;

use super::Attachment;

/// A mail with its papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What makes it the same mail.
    pub id: EffectId,
    pub to: EmailAddress,
    /// Where answers go.
    pub reply_to: EmailAddress,
    pub subject: String,
    pub text: String,
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CourierError {
    /// It did not leave: try again later.
    #[error("the mail service cannot be reached: {0}")]
    Unavailable(String),
    /// It did not leave, and will not: trying again changes nothing.
    #[error("the mail was refused: {0}")]
    Refused(String),
    /// It may have left. The same id is not sent again unless it is certain that it did not.
    #[error("the mail may have left or not: {0}")]
    OutcomeUnknown(String),
}

/// Sends mails with papers.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Sends it, unless one with its id has left before: then it answers the same again.
    async fn send(&self, parcel: &Parcel) -> Result<(), CourierError>;

    /// Whether the one with this id has left, as far as that is known. Sends nothing.
    async fn has_left(&self, id: &EffectId) -> Result<bool, CourierError>;
}
