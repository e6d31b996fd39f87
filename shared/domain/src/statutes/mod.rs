//! The law as dated data: rates, fees, compensations, intervals, deadlines, bank days and regimes.
//!
//! The files in `statutes/` become tables when the program is built. The date of the letter chooses the row; a row that is not
//! there refuses by its name and is never made up from the one before.

pub mod bank_days;
pub mod caps;
mod in_words;
mod limits;
mod missing;
mod outlook;
mod rate;
mod rows;
#[cfg(test)]
mod tests;

pub use caps::{CapPhase, CapQuestion, cost_cap};
pub use in_words::{RowInWords, in_words};
pub use limits::Limits;
pub use missing::Missing;
pub use outlook::{Gap, LOOK_AHEAD_DAYS, gaps};
pub use rate::{BadRate, Rate};
pub use rows::{
    BankHolidayRow, CompensationRow, CostCapRow, HandoverFeeRow, LateInterestRow, LimitsRow, RegimeRow,
    ReminderFeeRow, Tag,
};

use jiff::civil::Date;

use crate::country::Country;

/// Minor units, wide enough that no sum of the law overflows.
pub type Minor = i128;

/// Statute law as it stands, with what an operator has added since the program was built.
#[derive(Debug, Clone, Default)]
pub struct Statutes {
    extra_rates: Vec<(Date, Rate)>,
    reviewed_through: Option<Date>,
}

impl Statutes {
    /// What the program was built with.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// With late-interest rows of the claim's own country on top, each valid to the end of its half-year.
    #[must_use]
    pub fn with_rates(mut self, rates: impl IntoIterator<Item = (Date, Rate)>) -> Self {
        self.extra_rates.extend(rates);
        self.extra_rates.sort_by_key(|(from, _)| *from);
        self
    }

    /// With a review of the Norwegian regime through this day.
    #[must_use]
    pub fn reviewed_through(mut self, day: Date) -> Self {
        self.reviewed_through = Some(day);
        self
    }

    pub fn late_interest() -> &'static [LateInterestRow] {
        rows::LATE_INTEREST
    }

    pub fn compensations() -> &'static [CompensationRow] {
        rows::COMPENSATION
    }

    pub fn reminder_fees() -> &'static [ReminderFeeRow] {
        rows::REMINDER_FEES
    }

    pub fn handover_fees() -> &'static [HandoverFeeRow] {
        rows::HANDOVER_FEES
    }

    pub fn limit_rows() -> &'static [LimitsRow] {
        rows::LIMITS
    }

    pub fn regimes() -> &'static [RegimeRow] {
        rows::REGIMES
    }

    pub fn bank_holidays() -> &'static [BankHolidayRow] {
        rows::BANK_HOLIDAYS
    }

    pub fn cost_caps() -> &'static [CostCapRow] {
        rows::COST_CAPS
    }

    /// Late interest on one day, by the row of its half-year.
    ///
    /// # Errors
    /// [`Missing::Rate`] with the half-year's first day.
    pub fn rate_on(&self, country: Country, day: Date) -> Result<Rate, Missing> {
        let begins = half_year_of(day);
        let added = self.extra_rates.iter().rev().find(|(from, _)| (begins..=day).contains(from));
        let built = || rows::LATE_INTEREST.iter().find(|row| row.country == country && row.from == begins);
        added
            .map(|(_, rate)| *rate)
            .or_else(|| built().map(|row| Rate::from_millionths(row.rate)))
            .ok_or(Missing::Rate { half_year: begins })
    }

    /// The last day on which the rate of `day` still holds, whether or not it is known.
    pub fn rate_holds_through(&self, day: Date) -> Date {
        let end = next_half_year(day);
        let change = self.extra_rates.iter().map(|(from, _)| *from).find(|from| *from > day && *from < end);
        crate::moment::plus_days(change.unwrap_or(end), -1)
    }

    /// The most that a reminder or a notice may cost on this day.
    ///
    /// # Errors
    /// [`Missing::FeeRow`]
    pub fn reminder_fee(&self, country: Country, sent: Date, due: Date) -> Result<Minor, Missing> {
        self.fee_row(country, sent, due).map(|row| row.reminder.into())
    }

    /// The most that the creditor's own payment demand may cost on this day.
    ///
    /// # Errors
    /// [`Missing::FeeRow`]
    pub fn demand_fee(&self, country: Country, sent: Date, due: Date) -> Result<Minor, Missing> {
        self.fee_row(country, sent, due)?
            .demand
            .map(Minor::from)
            .ok_or(Missing::FeeRow { country, day: sent })
    }

    fn fee_row(&self, country: Country, sent: Date, due: Date) -> Result<&'static ReminderFeeRow, Missing> {
        rows::REMINDER_FEES
            .iter()
            .find(|row| row.country == country && row.holds_for(sent, due))
            .ok_or(Missing::FeeRow { country, day: sent })
    }

    /// The fixed compensation for a claim that is late since this day (`effective_due`).
    ///
    /// # Errors
    /// [`Missing::CompensationRow`]
    pub fn compensation(&self, country: Country, effective_due: Date) -> Result<Minor, Missing> {
        let missing = Missing::CompensationRow { country, day: effective_due };
        let row =
            rows::COMPENSATION.iter().rev().find(|row| row.country == country && row.from <= effective_due);
        row.filter(|row| !row.half_yearly || row.from == half_year_of(effective_due))
            .and_then(|row| row.amount)
            .map(Minor::from)
            .ok_or(missing)
    }

    /// What handing the claim over may cost the debtor: nothing where no row says otherwise.
    pub fn handover_fee(&self, country: Country, day: Date) -> Minor {
        let row = rows::HANDOVER_FEES.iter().rev().find(|row| row.country == country && row.from <= day);
        row.map_or(0, |row| row.amount.into())
    }

    /// Whether somebody has reviewed that the regime still holds on this day.
    ///
    /// # Errors
    /// [`Missing::RegimeReview`] with the regime's name.
    pub fn regime_on(&self, country: Country, day: Date) -> Result<&'static RegimeRow, Missing> {
        let row = rows::REGIMES.iter().rev().find(|row| row.country == country && row.from <= day);
        let unreviewed = |row: Option<&RegimeRow>| Missing::RegimeReview {
            regime: row.map_or("none", |row| row.name),
            day,
        };
        let row = row.ok_or_else(|| unreviewed(None))?;
        match row.reviewed_through.map(|through| self.reviewed_through.unwrap_or(through)) {
            Some(through) if day > through => Err(unreviewed(Some(row))),
            _ => Ok(row),
        }
    }
}

/// The first day of the half-year.
pub fn half_year_of(day: Date) -> Date {
    let month = if day.month() < 7 { 1 } else { 7 };
    jiff::civil::date(day.year(), month, 1)
}

/// The first day of the half-year after.
pub fn next_half_year(day: Date) -> Date {
    let begins = half_year_of(day);
    half_year_of(crate::moment::plus_days(begins, 190))
}
