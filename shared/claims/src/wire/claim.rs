//! `invoice.sent_to_collection`: an invoice with everything that is needed to collect it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Amount, Creditor, Debtor, Field, LongText, TermsAccepted};

/// A user clicked "send to collection". Opens one case for the invoice, or answers with the one there is.
#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "the envelope is read by itself")]
pub struct SentToCollection<'a> {
    /// The same as the header `webhook-id`.
    #[schemars(length(min = 1, max = 200))]
    pub event_id: Field<String>,
    #[schemars(extend("const" = "invoice.sent_to_collection"))]
    pub event_type: Field<String>,
    /// The instant of the click, RFC 3339 with an offset.
    #[schemars(extend("format" = "date-time"))]
    pub occurred_at: Field<String>,
    #[schemars(extend("const" = "2026-01"))]
    pub api_version: Field<String>,
    pub creditor: Field<Creditor>,
    pub debtor: Field<Debtor>,
    pub invoice: Field<Invoice>,
    /// What the creditor has claimed beside the invoice, each held against the law of its day.
    #[serde(default)]
    #[schemars(length(max = 50))]
    pub charges: Field<Vec<Field<Charge>>>,
    /// Letters that were sent before. A service that takes invoices only refuses them.
    #[serde(default)]
    #[schemars(length(max = 50))]
    pub reminders: Field<Vec<Field<Reminder>>>,
    /// The invoice as the debtor got it is recommended. PDF, PNG or JPEG; the whole request has at most 6 MB, and what
    /// does not fit is sent by `url`.
    #[serde(default, borrow)]
    #[schemars(length(max = 20))]
    pub documents: Field<Vec<Field<Document<'a>>>>,
    /// Where the service asks for its terms to be accepted before: needed once, here or in `connection.activated`.
    #[serde(default)]
    pub terms_accepted: Field<TermsAccepted>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Invoice {
    /// The invoice's id in the sending system: one case for each, for ever.
    #[schemars(length(min = 1, max = 200))]
    pub external_id: Field<String>,
    /// As printed.
    #[schemars(length(min = 1, max = 40))]
    pub number: Field<String>,
    /// Approved where it is not given; a draft is refused.
    #[serde(default)]
    #[schemars(with = "String", extend("enum" = ["draft", "approved"]))]
    pub state: Field<InvoiceState>,
    #[schemars(extend("format" = "date"))]
    pub issue_date: Field<String>,
    #[schemars(extend("format" = "date"))]
    pub due_date: Field<String>,
    /// ISO 4217.
    #[schemars(extend("enum" = ["DKK", "NOK", "SEK", "EUR"]))]
    pub currency: Field<String>,
    #[serde(default)]
    pub net_amount: Field<Amount>,
    #[serde(default)]
    pub vat_amount: Field<Amount>,
    /// With VAT, as issued.
    pub gross_amount: Field<Amount>,
    /// What is claimed as principal now, without fees and interest.
    pub outstanding_amount: Field<Amount>,
    /// The Danish FIK line or the Norwegian KID.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub payment_reference: Field<String>,
    /// What the claim is for.
    #[serde(default)]
    #[schemars(length(max = 500))]
    pub description: Field<String>,
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub order_number: Field<String>,
    /// Context for disputes; kept as it comes.
    #[serde(default)]
    #[schemars(with = "Vec<serde_json::Value>")]
    #[expect(dead_code, reason = "part of the contract, and kept in the body alone")]
    pub lines: Field<serde::de::IgnoredAny>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    Draft,
    Approved,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Charge {
    #[schemars(with = "String", extend("enum" = ["reminder_fee", "compensation_fee", "interest"]))]
    pub kind: Field<domain::claim::ChargeKind>,
    /// In the invoice's currency.
    pub amount: Field<Amount>,
    #[schemars(extend("format" = "date"))]
    pub date: Field<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Reminder {
    #[schemars(with = "String", extend("enum" = ["payment_reminder", "reminder", "collection_notice"]))]
    pub kind: Field<domain::claim::ReminderKind>,
    /// Counted from 1.
    #[serde(default)]
    pub number: Field<u32>,
    #[schemars(extend("format" = "date"))]
    pub sent_date: Field<String>,
    /// The day that it gave the debtor to pay.
    #[serde(default)]
    #[schemars(extend("format" = "date"))]
    pub deadline: Field<String>,
    /// The fee that the letter asked for, in the invoice's currency. The same fee may stand among the charges: a fee of
    /// the same day and amount counts once.
    #[serde(default)]
    pub fee: Field<Amount>,
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub channel: Field<String>,
}

/// Either `content_base64` or `url`.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Document<'a> {
    #[schemars(with = "String", extend("enum" = ["invoice", "reminder", "other"]))]
    pub kind: Field<domain::claim::DocumentRole>,
    #[schemars(length(min = 1, max = 200))]
    pub file_name: Field<String>,
    #[schemars(with = "String", extend("enum" = ["application/pdf", "image/png", "image/jpeg"]))]
    pub content_type: Field<domain::claim::ContentType>,
    /// Of the content, hexadecimal.
    #[schemars(regex(pattern = r"^[0-9a-fA-F]{64}$"))]
    pub sha256: Field<String>,
    #[serde(default, borrow)]
    #[schemars(with = "String", extend("contentEncoding" = "base64"))]
    pub content_base64: Field<LongText<'a>>,
    /// An https address of at most 2,000 characters; kept secret.
    #[serde(default)]
    #[schemars(length(max = 2000), extend("format" = "uri"))]
    pub url: Field<String>,
}
