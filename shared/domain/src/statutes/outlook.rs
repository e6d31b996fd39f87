//! What will be missing soon, so that somebody looks it up before a letter is refused for it.

use jiff::civil::Date;

use super::Statutes;
use crate::country::Country;
use crate::moment::plus_days;

/// How long before the first day without a row an operator sees it.
pub const LOOK_AHEAD_DAYS: i32 = 45;

/// A row that is not there, and the first day on which it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub country: Country,
    /// Such as `late interest`.
    pub what: &'static str,
    pub from: Date,
}

/// Everything that is missing today or within the next 45 days.
pub fn gaps(statutes: &Statutes, today: Date) -> Vec<Gap> {
    type Lookup = fn(&Statutes, Country, Date) -> bool;
    let lookups: [(&str, Lookup); 4] = [
        ("late interest", |statutes, country, day| statutes.rate_on(country, day).is_ok()),
        ("reminder fee", |statutes, country, day| statutes.reminder_fee(country, day, day).is_ok()),
        ("compensation", |statutes, country, day| statutes.compensation(country, day).is_ok()),
        ("review of the regime", |statutes, country, day| statutes.regime_on(country, day).is_ok()),
    ];
    let days: Vec<Date> = (0..=LOOK_AHEAD_DAYS).map(|ahead| plus_days(today, ahead)).collect();
    let mut gaps = Vec::new();
    for country in [Country::Denmark, Country::Norway] {
        for (what, is_there) in lookups {
            if let Some(from) = days.iter().find(|day| !is_there(statutes, country, **day)) {
                gaps.push(Gap { country, what, from: *from });
            }
        }
    }
    gaps
}
