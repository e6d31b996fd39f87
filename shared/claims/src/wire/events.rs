//! The other events.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Amount, Creditor, Field, TermsAccepted};

/// What every event begins with.
#[derive(Debug, Deserialize)]
pub struct Envelope {
    pub event_id: Field<String>,
    pub event_type: Field<String>,
    pub occurred_at: Field<String>,
    pub api_version: Field<String>,
}

macro_rules! event {
    ($(#[$doc:meta])* $name:ident = $type:literal { $($(#[$attribute:meta])* $field:ident: $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[expect(dead_code, reason = "the envelope is read by itself")]
        pub struct $name {
            /// The same as the header `webhook-id`.
            #[schemars(length(min = 1, max = 200))]
            pub event_id: Field<String>,
            #[schemars(extend("const" = $type))]
            pub event_type: Field<String>,
            /// RFC 3339 with an offset.
            #[schemars(extend("format" = "date-time"))]
            pub occurred_at: Field<String>,
            #[schemars(extend("const" = "2026-01"))]
            pub api_version: Field<String>,
            $($(#[$attribute])* pub $field: Field<$kind>),*
        }
    };
}

event! {
    /// A payment was booked. It may come before its invoice does, and counts once for each `payment.external_id`.
    PaymentRegistered = "invoice.payment_registered" {
        creditor: CreditorId,
        invoice: InvoiceName,
        payment: Payment,
    }
}

event! {
    /// A credit note was approved. It may come before its invoice does, and counts once for each `credit_note.external_id`.
    Credited = "invoice.credited" {
        creditor: CreditorId,
        invoice: InvoiceName,
        credit_note: CreditNote,
    }
}

event! {
    /// The user takes the invoice back: its case is closed.
    CollectionWithdrawn = "invoice.collection_withdrawn" {
        creditor: CreditorId,
        invoice: InvoiceName,
        #[serde(default)]
        #[schemars(length(max = 500))]
        reason: String,
    }
}

event! {
    /// The collection service was chosen.
    ConnectionActivated = "connection.activated" {
        creditor: Creditor,
        /// Where the service asks for its terms to be accepted before.
        #[serde(default)]
        terms_accepted: TermsAccepted,
    }
}

event! {
    /// The collection service was deselected: until it is chosen again, no invoice is taken. Open cases go on.
    ConnectionDeactivated = "connection.deactivated" {
        creditor: CreditorId,
    }
}

event! {
    /// The test button. Changes nothing.
    Ping = "ping" {}
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct CreditorId {
    #[schemars(length(min = 1, max = 100))]
    pub external_id: Field<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct InvoiceName {
    /// As in `invoice.sent_to_collection`.
    #[schemars(length(min = 1, max = 200))]
    pub external_id: Field<String>,
    #[schemars(length(min = 1, max = 40))]
    pub number: Field<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Payment {
    #[schemars(length(min = 1, max = 100))]
    pub external_id: Field<String>,
    /// Above zero.
    pub amount: Field<Amount>,
    #[schemars(extend("enum" = ["DKK", "NOK", "SEK", "EUR"]))]
    pub currency: Field<String>,
    #[schemars(extend("format" = "date"))]
    pub date: Field<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct CreditNote {
    #[schemars(length(min = 1, max = 100))]
    pub external_id: Field<String>,
    #[schemars(length(min = 1, max = 40))]
    pub number: Field<String>,
    /// Above zero.
    pub amount: Field<Amount>,
    #[schemars(extend("enum" = ["DKK", "NOK", "SEK", "EUR"]))]
    pub currency: Field<String>,
    #[schemars(extend("format" = "date"))]
    pub date: Field<String>,
}
