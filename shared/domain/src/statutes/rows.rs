//! The rows, and the tables that the data files became.

use jiff::civil::Date;

use crate::country::Country;

/// How sure a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The text of the statute or regulation was seen.
    Law,
    /// Its text was read through somebody else's notes.
    LawReported,
    /// A public authority's own page.
    OfficialPage,
    /// A law firm, an agency, a vendor.
    VendorPage,
    /// Our own reading.
    Assumed,
}

impl Tag {
    pub fn word(self) -> &'static str {
        match self {
            Tag::Law => "law",
            Tag::LawReported => "law, reported",
            Tag::OfficialPage => "official page",
            Tag::VendorPage => "vendor page",
            Tag::Assumed => "assumed",
        }
    }
}

/// Percent a year, in millionths of a percent. Holds for the half-year that begins at `from`.
#[derive(Debug, PartialEq, Eq)]
pub struct LateInterestRow {
    pub country: Country,
    pub from: Date,
    /// The central bank's rate that it is made of; may be negative.
    pub reference: Option<i64>,
    pub rate: i64,
    pub tag: Tag,
    pub source: &'static str,
}

/// Minor units. No amount: looked for and not found.
#[derive(Debug, PartialEq, Eq)]
pub struct CompensationRow {
    pub country: Country,
    pub from: Date,
    pub amount: Option<i64>,
    /// Holds for its half-year only; otherwise until the next row.
    pub half_yearly: bool,
    pub tag: Tag,
    pub source: &'static str,
}

/// Minor units, for letters sent from `from` to `until` about claims that fell due from `due_from` to `due_until`.
#[derive(Debug, PartialEq, Eq)]
pub struct ReminderFeeRow {
    pub country: Country,
    pub from: Date,
    pub until: Option<Date>,
    pub due_from: Option<Date>,
    pub due_until: Option<Date>,
    pub reminder: i64,
    pub demand: Option<i64>,
    /// The Norwegian inkassosats that the fees are fractions of.
    pub sats: Option<i64>,
    pub tag: Tag,
    pub source: &'static str,
}

impl ReminderFeeRow {
    pub fn holds_for(&self, sent: Date, due: Date) -> bool {
        let within = |day: Date, from: Option<Date>, until: Option<Date>| {
            from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
        };
        within(sent, Some(self.from), self.until) && within(due, self.due_from, self.due_until)
    }
}

/// Minor units.
#[derive(Debug, PartialEq, Eq)]
pub struct HandoverFeeRow {
    pub country: Country,
    pub from: Date,
    pub amount: i64,
    pub tag: Tag,
    pub source: &'static str,
}

/// Civil days, months and counts.
#[derive(Debug, PartialEq, Eq)]
pub struct LimitsRow {
    pub country: Country,
    pub from: Date,
    pub fee_letters: u16,
    pub fee_gap_days: u16,
    pub first_fee_after_days: u16,
    pub restart_months: Option<u16>,
    pub notice_days: u16,
    pub letter_days: u16,
    pub tag: Tag,
    pub source: &'static str,
}

/// Which act rules what a creditor may send.
#[derive(Debug, PartialEq, Eq)]
pub struct RegimeRow {
    pub country: Country,
    pub name: &'static str,
    pub from: Date,
    /// Needs a review after this day; `None` where none is due.
    pub reviewed_through: Option<Date>,
    pub tag: Tag,
    pub source: &'static str,
}

/// A bank holiday: a day of the calendar, or so many days from Easter Sunday.
#[derive(Debug, PartialEq, Eq)]
pub struct BankHolidayRow {
    pub country: Country,
    pub name: &'static str,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub easter: Option<i32>,
    pub last_year: Option<i16>,
}

/// Up to `up_to` (minor units) the cap is `amount`, or `factor` (millionths) of the sats.
#[derive(Debug, PartialEq, Eq)]
pub struct CostCapRow {
    pub country: Country,
    /// `None` for the last band.
    pub up_to: Option<i64>,
    pub amount: Option<i64>,
    pub factor: Option<i64>,
    /// The last band adds `percent_above` (millionths of a percent) of what lies above this.
    pub above: Option<i64>,
    pub percent_above: Option<i64>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct CostCapMultiplierRow {
    pub country: Country,
    pub when: &'static str,
    /// Millionths.
    pub factor: i64,
}

include!(concat!(env!("OUT_DIR"), "/statutes.rs"));
