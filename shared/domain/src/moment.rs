//! Time as an argument: the instant, and the civil date it has where the tenant lives.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::country::Country;

/// One instant (UTC) together with the tenant's civil date at that instant.
///
/// Daylight saving never matters inside: days are added to dates, never 24 hours to instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub instant: Timestamp,
    pub today: Date,
}

impl Moment {
    pub fn new(instant: Timestamp, country: Country) -> Self {
        let today = instant.to_zoned(time_zone(country)).date();
        Self { instant, today }
    }

    /// The instant at which the same wall-clock time comes round `days` civil days later.
    pub fn same_time_after(&self, days: u16, country: Country) -> Timestamp {
        let local = self.instant.to_zoned(time_zone(country));
        match local.checked_add(i64::from(days).days()) {
            Ok(later) => later.timestamp(),
            Err(_) => Timestamp::MAX,
        }
    }
}

/// Copenhagen and Oslo share offsets and changes, and jiff carries the rules itself: a Lambda has no zone files.
fn time_zone(country: Country) -> TimeZone {
    TimeZone::get(country.time_zone_name()).unwrap_or(TimeZone::UTC)
}

/// The civil date of an instant in the tenant's country.
pub fn civil_date(instant: Timestamp, country: Country) -> Date {
    Moment::new(instant, country).today
}

/// Whole civil days from `from` to `to`; negative when `to` comes first.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or(0)
}

/// `date` moved by `days`, held at the calendar's ends.
pub fn plus_days(date: Date, days: i32) -> Date {
    date.checked_add(i64::from(days).days()).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_civil_date_is_the_tenants_not_utc() {
        let late: Timestamp = "2026-11-20T23:30:00Z".parse().unwrap();
        assert_eq!(Moment::new(late, Country::Denmark).today, date(2026, 11, 21));
    }

    #[test]
    fn a_window_over_the_end_of_summer_time_keeps_the_time_of_day() {
        let before: Timestamp = "2026-10-24T05:00:00Z".parse().unwrap(); // 07:00 in Copenhagen
        let after = Moment::new(before, Country::Denmark).same_time_after(3, Country::Denmark);
        assert_eq!(after, "2026-10-27T06:00:00Z".parse::<Timestamp>().unwrap()); // 07:00 again
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        assert_eq!(days_between(date(2026, 12, 31), date(2027, 1, 1)), 1);
        assert_eq!(days_between(date(2026, 3, 1), date(2026, 2, 28)), -1);
        assert_eq!(plus_days(date(2026, 11, 21), -90), date(2026, 8, 23));
    }
}
