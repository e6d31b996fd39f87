//! What the workflows ask of the outside.

mod accounts;
mod agencies;
mod agency;
mod courier;
mod documents;
mod jobs;
mod links;
mod mailer;
mod schedules;
mod store;
mod time_limit;
mod transaction;
mod vault;

pub use accounts::{Accounts, AccountsError};
pub use agencies::{Agencies, AgencyRefused};
pub use agency::{
    Agency, AgencyError, BadPapers, Callback, CallbackError, CaseHint, Enclosed, HandedOver, Outcome,
    RejectionReason, Submission,
};
pub use courier::{Courier, CourierError, Parcel};
pub use documents::{DocumentKey, Documents, DocumentsError, sha256};
pub use jobs::{FetchJob, JobError, Jobs, ShardPage};
pub use links::{LetterLinkClaims, LinkClaims, LinkError, Links};
pub use mailer::{Attachment, MAX_ATTACHED_BYTES, MailError, MailTag, Mailer, MessageId, OutgoingMail};
pub use schedules::{ScheduleError, Schedules, SilentStartCall};
pub use store::{
    BatchPage, CasePage, ClaimFile, FanPage, FanRow, Known, KnownState, LetterPage, PaymentPage, SHARDS,
    Standing, StandingPage, Store, StoreError, debtor_mark,
};
pub use time_limit::TimeLimit;
pub use transaction::{CommitError, EVENT_DAYS, MAX_WRITES, Transaction, Write};
pub use vault::{Sealed, SecretKind, Secrets, Vault, VaultError};
