//! What the workflows ask of the outside.

mod accounts;
mod documents;
mod jobs;
mod links;
mod mailer;
mod schedules;
mod store;
mod transaction;
mod vault;

pub use accounts::{Accounts, AccountsError};
pub use documents::{DocumentKey, Documents, DocumentsError};
pub use jobs::{FetchJob, JobError, Jobs, ShardPage};
pub use links::{LinkClaims, LinkError, Links};
pub use mailer::{MailError, MailTag, Mailer, OutgoingMail};
pub use schedules::{ScheduleError, Schedules, SilentStartCall};
pub use store::{
    BatchPage, CasePage, ClaimFile, FanPage, FanRow, Known, KnownState, PaymentPage, SHARDS, Standing,
    StandingPage, Store, StoreError, debtor_mark,
};
pub use transaction::{CommitError, EVENT_DAYS, MAX_WRITES, Transaction, Write};
pub use vault::{Sealed, SecretKind, Secrets, Vault, VaultError};
