//! What Rykker decides, and nothing else: cases, eligibility, money, dates and the words for them.
//!
//! Pure: no I/O, no async, no clock. Time comes in as a [`Moment`].
#![forbid(unsafe_code)]

pub mod bank_account;
pub mod batch;
pub mod case;
pub mod claim;
pub mod country;
pub mod dunning;
pub mod effect;
pub mod eligibility;
pub mod email_address;
pub mod handover;
pub mod ids;
pub mod moment;
pub mod money;
pub mod news;
pub mod received_payment;
pub mod registration_number;
pub mod retry_plan;
pub mod run_report;
#[cfg(test)]
mod samples;
pub mod source_invoice;
pub mod statutes;
pub mod tenant;
#[cfg(test)]
mod wire;
pub mod written_amount;

pub use batch::{Batch, SilenceRule};
pub use case::{CaseEvent, CaseStatus, CloseReason, CollectionCase, Decision};
pub use country::{Country, Language};
pub use effect::Effect;
pub use eligibility::ReasonCode;
pub use email_address::EmailAddress;
pub use ids::{BatchNumber, CaseId, EffectId, InvoiceId, LetterId, PaymentId, RunId, SystemName, TenantId};
pub use moment::Moment;
pub use money::{Currency, Money};
pub use news::{News, Tiding};
pub use received_payment::ReceivedPayment;
pub use registration_number::RegistrationNumber;
pub use run_report::{Outcome, RunReport, Skipped};
pub use source_invoice::{ChangeMark, Debtor, DebtorKind, SourceInvoice};
pub use tenant::Tenant;
