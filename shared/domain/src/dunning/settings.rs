//! How cautious a tenant is within the law.

use serde::{Deserialize, Serialize};

use crate::statutes::Minor;

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
