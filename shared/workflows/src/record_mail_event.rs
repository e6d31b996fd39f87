//! What the mail service tells of a mail to a tenant: it bounced, it did not arrive, or somebody complained.

use domain::ids::{BatchNumber, TenantId};
use domain::tenant::{SuppressedAddress, Suppression};
use domain::{EmailAddress, Tenant};
use jiff::Timestamp;

use crate::ports::{CommitError, Store, StoreError, Transaction, Write};

const TRIES: usize = 5;

/// One event about one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailEvent {
    pub tenant: TenantId,
    /// The batch that the mail asked about, when it was a run's mail.
    pub batch: Option<BatchNumber>,
    pub why: Suppression,
    pub addresses: Vec<EmailAddress>,
}

/// A run's mail that did not arrive at an address that is good in itself: its mailbox was full, or the mail was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDelivered {
    pub tenant: TenantId,
    pub batch: BatchNumber,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// No more mails to so many addresses; whether any address is left.
    Suppressed { addresses: usize, reachable: bool },
    /// Silence starts nothing of the mail's batch.
    Held,
    /// Recorded before, or not an address of this tenant.
    Nothing,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Stops mails to the address. When a run's mail bounced and no other address is left, nobody has been asked:
/// silence then starts nothing of its batch.
///
/// # Errors
/// When the table cannot be reached: the event must be delivered again.
pub async fn record_mail_event(
    store: &dyn Store,
    event: &MailEvent,
    now: Timestamp,
) -> Result<Recorded, RecordError> {
    for _ in 0..TRIES {
        let Some((tenant, _)) = store.tenant(&event.tenant).await? else { return Ok(Recorded::Nothing) };
        let after = suppressed(&tenant, event, now);
        let addresses = after.suppressed.len() - tenant.suppressed.len();
        let reachable = !after.reachable_addresses().is_empty();
        let transaction = writes(store, event, &tenant, after).await?;
        if transaction.is_empty() {
            return Ok(Recorded::Nothing);
        }
        match store.commit(transaction).await {
            Ok(()) => return Ok(Recorded::Suppressed { addresses, reachable }),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RecordError::Commit(CommitError::Conflict(vec![])))
}

/// Takes the start by silence from the mail's batch, and suppresses no address: the next mail may well arrive.
///
/// One address of several is enough. Nobody can tell whether the others are read, and a start too late does less harm than one
/// that nobody was asked about.
///
/// # Errors
/// As [`record_mail_event`].
pub async fn record_not_delivered(store: &dyn Store, event: &NotDelivered) -> Result<Recorded, RecordError> {
    for _ in 0..TRIES {
        let batch = store.batch(&event.tenant, event.batch).await?;
        let Some(held) = batch.and_then(|batch| batch.bounced()) else { return Ok(Recorded::Nothing) };
        match store.commit(Transaction::from(vec![Write::PutBatch(held)])).await {
            Ok(()) => return Ok(Recorded::Held),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RecordError::Commit(CommitError::Conflict(vec![])))
}

async fn writes(
    store: &dyn Store,
    event: &MailEvent,
    before: &Tenant,
    mut after: Tenant,
) -> Result<Transaction, StoreError> {
    let mut transaction = Transaction::default();
    let unreachable = after.reachable_addresses().is_empty();
    if after.suppressed.len() > before.suppressed.len() {
        after.version += 1;
        transaction.push(Write::PutTenant { tenant: Box::new(after), secrets: vec![] });
    }
    if let (true, Suppression::Bounced, Some(number)) = (unreachable, event.why, event.batch)
        && let Some(held) = store.batch(&event.tenant, number).await?.and_then(|batch| batch.bounced())
    {
        transaction.push(Write::PutBatch(held));
    }
    Ok(transaction)
}

fn suppressed(tenant: &Tenant, event: &MailEvent, now: Timestamp) -> Tenant {
    let mut after = tenant.clone();
    let known = |address: &&EmailAddress| tenant.reachable_addresses().contains(address);
    for address in event.addresses.iter().filter(known) {
        after.suppressed.push(SuppressedAddress { address: address.clone(), why: event.why, at: now });
    }
    after
}

#[cfg(test)]
mod tests {
    use domain::Batch;
    use domain::batch::SilenceRule;

    use super::*;
    use crate::memory::MemoryStore;

    fn batch() -> Batch {
        Batch {
            tenant: TenantId::from_random([1; 8]),
            number: BatchNumber(7),
            run: "2026-11-18".parse().unwrap(),
            cases: 1,
            totals: vec![],
            silence: SilenceRule::Starts,
            decision_days: 3,
            mailed_at: None,
            decide_by: None,
            settled_at: None,
            started: 0,
            version: 1,
        }
    }

    fn event() -> NotDelivered {
        NotDelivered { tenant: batch().tenant, batch: batch().number }
    }

    #[tokio::test]
    async fn silence_starts_nothing_of_a_mail_that_did_not_arrive() {
        let store = MemoryStore::default();
        store.commit(Transaction::from(vec![Write::PutBatch(batch())])).await.unwrap();
        assert_eq!(record_not_delivered(&store, &event()).await, Ok(Recorded::Held));
        let held = store.batch(&event().tenant, event().batch).await.unwrap().unwrap();
        assert_eq!((held.silence, held.version), (SilenceRule::MailBounced, 2));
        assert_eq!(record_not_delivered(&store, &event()).await, Ok(Recorded::Nothing), "told twice");
    }

    #[tokio::test]
    async fn a_mail_about_a_batch_that_is_not_there_changes_nothing() {
        let store = MemoryStore::default();
        assert_eq!(record_not_delivered(&store, &event()).await, Ok(Recorded::Nothing));
    }

    #[tokio::test]
    async fn a_table_that_cannot_be_reached_asks_for_the_event_again() {
        let store = MemoryStore::default();
        store.fail_at(vec![1]);
        assert!(record_not_delivered(&store, &event()).await.is_err());
    }
}
