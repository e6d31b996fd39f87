//! Which mails with papers have left: an item each, claimed before the mail is sent and marked after.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use data_encoding::HEXLOWER;
use domain::ids::EffectId;
use workflows::ports::{MessageId, StoreError};

use super::item::{Attributes, Item, find, text};
use super::keys;
use super::read::{Reader, unavailable};
use crate::failure::why;

/// The parcels of one table. Their items are kept for ever: no parcel leaves again, however late it is handed in anew.
pub(crate) struct Parcels {
    reader: Reader,
}

/// What stood there when it was claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claimed {
    /// Nothing: it is the caller's to send now.
    Now,
    /// Somebody has claimed it, and nothing says that it left.
    Before,
    Sent,
}

const CLAIM: &str = "claim";
const STATE: &str = "state";
const SENDING: &str = "sending";
const SENT: &str = "sent";

impl Parcels {
    pub fn new(client: Client, table: String) -> Self {
        Self { reader: Reader { client, table } }
    }

    pub async fn claim(&self, id: &EffectId) -> Result<Claimed, StoreError> {
        let claim = drawn()?;
        let item = Item::new(keys::parcel(id), keys::PARCEL)
            .with(STATE, text(SENDING))
            .with(CLAIM, text(claim.as_str()))
            .into_attributes();
        let put = self.reader.client.put_item().table_name(&self.reader.table).set_item(Some(item));
        match put.condition_expression("attribute_not_exists(pk)").send().await {
            Ok(_) => Ok(Claimed::Now),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(PutItemError::is_conditional_check_failed_exception) =>
            {
                let standing = self.reader.get(keys::parcel(id), keys::PARCEL).await?;
                let of = |name| standing.as_ref().and_then(|item| find(item, name));
                Ok(match (of(STATE), of(CLAIM)) {
                    (Some(SENT), _) => Claimed::Sent,
                    // The first try was written and its answer lost: this is our own.
                    (_, Some(stands)) if stands == claim => Claimed::Now,
                    _ => Claimed::Before,
                })
            }
            Err(error) => Err(unavailable(why(&error))),
        }
    }

    /// Whether it is known that it left; `None` where nobody has begun to send it.
    pub async fn is_sent(&self, id: &EffectId) -> Result<Option<bool>, StoreError> {
        let standing = self.reader.get(keys::parcel(id), keys::PARCEL).await?;
        Ok(standing.map(|item| find(&item, STATE) == Some(SENT)))
    }

    pub async fn mark_sent(&self, id: &EffectId, message: &MessageId) -> Result<(), StoreError> {
        let item = Item::new(keys::parcel(id), keys::PARCEL)
            .with(STATE, text(SENT))
            .with("message_id", text(message.0.as_str()))
            .into_attributes();
        let put = self.reader.client.put_item().table_name(&self.reader.table).set_item(Some(item));
        put.send().await.map(|_| ()).map_err(|error| unavailable(why(&error)))
    }

    /// It certainly did not leave: whoever comes next may send it.
    pub async fn give_back(&self, id: &EffectId) -> Result<(), StoreError> {
        let key: Attributes =
            [("pk".to_owned(), text(keys::parcel(id))), ("sk".to_owned(), text(keys::PARCEL))].into();
        let delete = self.reader.client.delete_item().table_name(&self.reader.table).set_key(Some(key));
        let delete = delete
            .condition_expression("#state = :sending")
            .expression_attribute_names("#state", STATE)
            .expression_attribute_values(":sending", text(SENDING));
        delete.send().await.map(|_| ()).map_err(|error| unavailable(why(&error)))
    }

    /// Whether it left, for one of which nobody but a person can know it. Left is as good as marked; not left, and whoever
    /// comes next sends it.
    pub async fn settle(&self, id: &EffectId, left: bool) -> Result<(), SettleError> {
        let standing = self.reader.get(keys::parcel(id), keys::PARCEL).await?;
        match standing.as_ref().and_then(|item| find(item, STATE)) {
            None => Err(SettleError::NeverBegun(id.clone())),
            Some(SENT) => Err(SettleError::Sent(id.clone())),
            Some(_) if left => Ok(self.mark_sent(id, &MessageId(BY_WORD.to_owned())).await?),
            Some(_) => Ok(self.give_back(id).await?),
        }
    }
}

/// Stands for the id that the mail service would have told.
const BY_WORD: &str = "by an operator's word";

/// Why there is nothing to settle.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    #[error("effect: no mail with papers was begun for {0}")]
    NeverBegun(EffectId),
    #[error("effect: the mail of {0} is known to have left")]
    Sent(EffectId),
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// Tells one claim from another.
fn drawn() -> Result<String, StoreError> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| unavailable("no random numbers".to_owned()))?;
    Ok(HEXLOWER.encode(&bytes))
}
