//! How often and how soon: the intervals and counts in force.

use jiff::civil::Date;

use super::rows::{LIMITS, LimitsRow};
use crate::country::Country;
use crate::dunning::LetterKind;

/// The limits of one country on one day.
pub type Limits = LimitsRow;

impl LimitsRow {
    /// The limits in force; the oldest known ones for a day before them all.
    pub fn on(country: Country, day: Date) -> &'static Limits {
        let mut rows = LIMITS.iter().filter(|row| row.country == country);
        let first = rows.clone().next();
        #[expect(clippy::expect_used, reason = "a test holds that every country has limits")]
        rows.rfind(|row| row.from <= day).or(first).expect("every country has limits")
    }

    /// The fewest days, counted from sending, that a letter of this kind must leave.
    pub fn least_days(&self, kind: LetterKind) -> u16 {
        match kind {
            LetterKind::CollectionNotice => self.notice_days,
            LetterKind::FriendlyReminder | LetterKind::Reminder | LetterKind::PaymentDemand => {
                self.letter_days
            }
        }
    }
}
