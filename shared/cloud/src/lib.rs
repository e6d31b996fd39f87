//! The ports of `workflows` on AWS: DynamoDB, S3, SQS, SES, EventBridge Scheduler and Secrets Manager.
//!
//! One file or folder a port; [`clients`] makes the SDK's clients, [`settings`] reads what a function is told by its
//! environment.
#![forbid(unsafe_code)]

pub mod accounts;
pub mod calls;
pub mod clients;
pub mod courier;
pub mod documents;
mod failure;
pub mod jobs;
pub mod keyring;
pub mod links;
pub mod logging;
pub mod mailer;
pub mod metrics;
pub mod schedules;
pub mod secrets;
pub mod settings;
pub mod table;
pub mod vault;

pub use accounts::ConnectedAccounts;
pub use calls::Calls;
pub use clients::Clients;
pub use courier::{SesCourier, settle_parcel};
pub use documents::S3Documents;
pub use jobs::SqsJobs;
pub use keyring::Keyring;
pub use links::SignedLinks;
pub use mailer::SesMailer;
pub use schedules::OneTimeSchedules;
pub use secrets::{SecretSource, SecretsManager};
pub use settings::Environment;
pub use table::DynamoStore;
pub use vault::AesVault;

/// Where the instant comes from. Only binaries have a clock; they hand it in, a test hands in its own.
pub type Clock = fn() -> jiff::Timestamp;
