//! What the mail service tells of a mail to a tenant: it bounced, or somebody complained.

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

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// No more mails to so many addresses; whether any address is left.
    Suppressed { addresses: usize, reachable: bool },
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
        transaction.push(Write::PutTenant { tenant: Box::new(after), sealed: None });
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
