//! Where nothing is published, or a rare behaviour is wanted at will.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::json::Spelling;

/// How the double behaves towards one company.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TripletexSwitches {
    /// Whole amounts as `255.0` or `255`: both are recorded.
    pub numbers: Spelling,
    /// Sessions can be made with POST; without it only with PUT, as before 2.74.00.
    pub post_sessions: bool,
    /// The company is an accountant: its key opens the other companies by their ids, and nothing without one.
    pub accountant: bool,
    /// The key may see postings; otherwise they are left out without a word.
    pub sees_postings: bool,
    /// The posting of a credit note stands among those of the invoice that it credits.
    pub credit_among_postings: bool,
    /// The most rows that a filter may match.
    pub list_limit: usize,
    /// The most rows on a page, whatever was asked for; no limit at 0.
    pub page_limit: usize,
    /// Calls in ten seconds; no limit at 0.
    pub per_ten_seconds: u32,
    /// A call above the limit is told when to come again. It was reported that it is not.
    pub reset_on_429: bool,
    /// Nothing is booked before this day: its period is closed.
    pub closed_before: Option<Date>,
    /// Each event is delivered twice, under the same key.
    pub repeat_deliveries: bool,
    /// Events are delivered last first.
    pub reorder_deliveries: bool,
    /// Events are signed with another secret.
    pub forge_deliveries: bool,
}

impl Default for TripletexSwitches {
    fn default() -> Self {
        Self {
            numbers: Spelling::Decimal,
            post_sessions: true,
            accountant: false,
            sees_postings: true,
            credit_among_postings: false,
            list_limit: 10_000,
            page_limit: 0,
            per_ten_seconds: 0,
            reset_on_429: false,
            closed_before: None,
            repeat_deliveries: false,
            reorder_deliveries: false,
            forge_deliveries: false,
        }
    }
}
