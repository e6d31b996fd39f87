//! Where nothing is published, recorded answers conflict, or a rare behaviour is wanted at will.

use serde::{Deserialize, Serialize};

use crate::json::Spelling;

/// What the old version of the payments endpoint does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentsV1 {
    /// It answers or fails with 480, at random.
    Brownout,
    /// 404.
    Gone,
}

/// What a single invoice is without an `Accept` header that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithoutAccept {
    /// JSON.
    Json,
    /// A PDF.
    Pdf,
}

/// How the double behaves towards one company.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DineroSwitches {
    /// Whole amounts as `255.0` (recorded) or `255`.
    pub numbers: Spelling,
    /// Life of a token, seconds.
    pub expires_in: i64,
    /// Calls a minute; no limit at 0.
    pub per_minute: u32,
    /// A call above the limit is told when to come again.
    pub retry_after: bool,
    /// Asking for a token counts as a call.
    pub token_calls_count: bool,
    /// Lists have `Pagination`.
    pub pagination: bool,
    /// Paying or crediting an invoice moves its `UpdatedAt`.
    pub payment_moves_updated_at: bool,
    /// A credit note stands among the payments of its invoice.
    pub credit_notes_among_payments: bool,
    /// `RemainingAmount` of an invoice in another currency is in DKK.
    pub remaining_in_dkk: bool,
    /// `RemainingAmount` has the fees of reminders in it.
    pub remaining_has_fees: bool,
    /// Payments in version 1.
    pub payments_v1: PaymentsV1,
    /// A single invoice without `Accept`.
    pub without_accept: WithoutAccept,
    /// The organization has the plan that allows the API; without it all is 403, code 90.
    pub pro: bool,
}

impl Default for DineroSwitches {
    fn default() -> Self {
        Self {
            numbers: Spelling::Decimal,
            expires_in: 3_600,
            per_minute: 0,
            retry_after: true,
            token_calls_count: true,
            pagination: true,
            payment_moves_updated_at: true,
            credit_notes_among_payments: true,
            remaining_in_dkk: false,
            remaining_has_fees: true,
            payments_v1: PaymentsV1::Brownout,
            without_accept: WithoutAccept::Json,
            pro: true,
        }
    }
}
