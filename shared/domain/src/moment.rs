//! Time as an argument: the instant, and the civil date it has where the tenant lives.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

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

/// The zone whose calendar a tenant of this country lives by.
///
/// Built into the program: a Lambda has no zone files, and a zone that is not found must never quietly become UTC.
pub fn time_zone(country: Country) -> TimeZone {
    const COPENHAGEN: TimeZone = jiff::tz::get!("Europe/Copenhagen");
    const OSLO: TimeZone = jiff::tz::get!("Europe/Oslo");
    match country {
        Country::Denmark => COPENHAGEN,
        Country::Norway => OSLO,
    }
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
    // A duration instead of a span: making a span panics when the days alone leave the calendar.
    date.saturating_add(SignedDuration::from_hours(i64::from(days) * 24))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_civil_date_is_the_tenants_not_utc() {
        let late: Timestamp = "2026-11-20T23:30:00Z".parse().unwrap();
        assert_eq!(Moment::new(late, Country::Denmark).today, date(2026, 11, 21));
        assert_eq!(civil_date(late, Country::Norway), date(2026, 11, 21));
        let summer: Timestamp = "2026-07-01T22:00:00Z".parse().unwrap();
        assert_eq!(civil_date(summer, Country::Norway), date(2026, 7, 2));
    }

    #[test]
    fn the_built_in_zones_are_the_countries_own() {
        for country in [Country::Denmark, Country::Norway] {
            assert_eq!(time_zone(country).iana_name(), Some(country.time_zone_name()));
        }
    }

    #[test]
    fn a_wall_clock_time_that_the_change_to_summer_time_leaves_out_comes_an_hour_later() {
        let day_before: Timestamp = "2026-03-28T01:30:00Z".parse().unwrap(); // 02:30 in Oslo
        let after = Moment::new(day_before, Country::Norway).same_time_after(1, Country::Norway);
        assert_eq!(after, "2026-03-29T01:30:00Z".parse::<Timestamp>().unwrap()); // 03:30
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

    #[test]
    fn dates_are_held_at_the_calendars_ends() {
        assert_eq!(plus_days(date(2026, 11, 21), i32::MIN), Date::MIN);
        assert_eq!(plus_days(date(2026, 11, 21), i32::MAX), Date::MAX);
        assert_eq!(days_between(Date::MIN, Date::MAX), 7_304_483);
    }
}
