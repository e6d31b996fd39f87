//! How cautious a tenant is within the law.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::statutes::{Limits, Minor};

/// Choices that the law leaves open. Each makes the procedure softer, none sharper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// Denmark: days between letters with a fee; the law asks for ten.
    pub gap_days: u16,
    /// A letter that falls on a closed day waits for the next bank day.
    pub hold_to_bank_day: bool,
    /// Bank days to wait after a due date or a letter's deadline, for payments that are booked late.
    pub grace_bank_days: u16,
    /// Minor units: a rest below this is asked about instead of chased. Zero turns it off.
    pub floor: Minor,
}

impl Caution {
    /// No softer than the law of that day.
    pub fn of_the_law(country: Country, on: Date) -> Self {
        let gap_days = Limits::on(country, on).fee_gap_days;
        Self { gap_days, hold_to_bank_day: true, grace_bank_days: 0, floor: 0 }
    }
}
