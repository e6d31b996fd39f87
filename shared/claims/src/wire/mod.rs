//! The events as they come: every field by itself, so that all wrong ones can be told at once.

mod amount;
mod claim;
mod events;
mod field;
mod parties;

pub use amount::{Amount, NotAnAmount};
pub use claim::{Charge, Document, Invoice, InvoiceState, Reminder, SentToCollection};
pub use events::{
    CollectionWithdrawn, ConnectionActivated, ConnectionDeactivated, Credited, CreditorId, Envelope,
    InvoiceName, PaymentRegistered, Ping,
};
pub use field::{Field, LongText};
pub use parties::{Address, Creditor, Debtor, DebtorType, TermsAccepted};

/// The only version there is.
pub const API_VERSION: &str = "2026-01";

/// Every type of event, as `event_type` names it.
pub const EVENT_TYPES: [&str; 7] = [
    "invoice.sent_to_collection",
    "invoice.payment_registered",
    "invoice.credited",
    "invoice.collection_withdrawn",
    "connection.activated",
    "connection.deactivated",
    "ping",
];
