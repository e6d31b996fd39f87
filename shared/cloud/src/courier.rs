//! Mails with papers through SES, each at most once.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use domain::ids::EffectId;
use workflows::ports::{Courier, CourierError, MailError, MailTag, Mailer, OutgoingMail, Parcel};

use crate::table::{Claimed, Parcels, SettleError};

/// [`Courier`] over a mailer: it is written in the table that a parcel is being sent before it is, and that it was sent
/// after. Whoever finds the first without the second sends nothing: it may have left.
pub struct SesCourier {
    parcels: Parcels,
    mailer: Arc<dyn Mailer>,
}

impl SesCourier {
    pub fn new(client: Client, table: impl Into<String>, mailer: Arc<dyn Mailer>) -> Self {
        Self { parcels: Parcels::new(client, table.into()), mailer }
    }

    async fn dispatch(&self, parcel: &Parcel) -> Result<(), CourierError> {
        let id = &parcel.id;
        match self.mailer.send(&mail(parcel)).await {
            Ok(message) => {
                if let Err(problem) = self.parcels.mark_sent(id, &message).await {
                    // It has left, and that is what is answered; asked again, nobody will know.
                    tracing::error!(parcel = %id, %message, %problem, "a parcel left and is not marked");
                }
                Ok(())
            }
            Err(MailError::Unknown(why)) => Err(CourierError::OutcomeUnknown(why)),
            Err(MailError::Unavailable(why)) => self.not_sent(id, CourierError::Unavailable(why)).await,
            Err(MailError::Refused(why)) => self.not_sent(id, CourierError::Refused(why)).await,
        }
    }

    /// It did not leave; where that cannot be written, the next one to look cannot know it.
    async fn not_sent(&self, id: &EffectId, error: CourierError) -> Result<(), CourierError> {
        match self.parcels.give_back(id).await {
            Ok(()) => Err(error),
            Err(problem) => Err(CourierError::OutcomeUnknown(format!("{error}, and {problem}"))),
        }
    }
}

/// Says of a mail whose answer was lost whether it left: an operator has asked its receiver.
///
/// # Errors
/// When no such mail was begun, or it is known that it left.
pub async fn settle_parcel(
    client: Client,
    table: impl Into<String>,
    id: &EffectId,
    left: bool,
) -> Result<(), SettleError> {
    Parcels::new(client, table.into()).settle(id, left).await
}

#[async_trait]
impl Courier for SesCourier {
    async fn send(&self, parcel: &Parcel) -> Result<(), CourierError> {
        match self.parcels.claim(&parcel.id).await {
            Ok(Claimed::Now) => self.dispatch(parcel).await,
            Ok(Claimed::Sent) => Ok(()),
            Ok(Claimed::Before) => Err(CourierError::OutcomeUnknown("it was being sent before".to_owned())),
            // Whether it was claimed is not known, and nothing was sent: at worst it is found claimed.
            Err(problem) => Err(CourierError::Unavailable(problem.to_string())),
        }
    }

    async fn has_left(&self, id: &EffectId) -> Result<bool, CourierError> {
        match self.parcels.is_sent(id).await {
            Ok(None) => Ok(false),
            Ok(Some(true)) => Ok(true),
            Ok(Some(false)) => Err(CourierError::OutcomeUnknown("it was being sent before".to_owned())),
            Err(problem) => Err(CourierError::Unavailable(problem.to_string())),
        }
    }
}

fn mail(parcel: &Parcel) -> OutgoingMail {
    OutgoingMail {
        to: vec![parcel.to.clone()],
        from_name: None,
        reply_to: Some(parcel.reply_to.clone()),
        subject: parcel.subject.clone(),
        html: None,
        text: parcel.text.clone(),
        attachments: parcel.attachments.clone(),
        // SES takes no dots in a tag.
        tags: vec![MailTag { name: "parcel", value: parcel.id.as_str().replace('.', "-") }],
    }
}
