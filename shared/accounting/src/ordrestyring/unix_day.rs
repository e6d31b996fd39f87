//! Ordrestyring's dates: the unix second of midnight in Copenhagen. Read as UTC they would be the day before, summer
//! and winter (Ordrestyring API v2, dates).

use domain::country::Country;
use domain::moment::{civil_date, time_zone};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::fields::{FieldError, Row};

/// A date of a row; `null`, `""`, `0` and a missing key are none.
///
/// # Errors
/// When it is no number of seconds, or one far outside the calendar (milliseconds).
pub(super) fn day(row: &Row<'_>, field: &str) -> Result<Option<Date>, FieldError> {
    let wrong = || FieldError::new(field, "is not a date in unix seconds");
    let seconds = row.count(field).map_err(|_| wrong())?.filter(|seconds| *seconds != 0);
    let Some(seconds) = seconds else { return Ok(None) };
    let moment = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    moment.map(|moment| Some(civil_date(moment, Country::Denmark))).ok_or_else(wrong)
}

/// The unix second at which `day` begins, held at the calendar's ends.
pub(super) fn first_second(day: Date) -> i64 {
    let midnight = day.to_zoned(time_zone(Country::Denmark));
    midnight.map_or(Timestamp::MIN, |midnight| midnight.timestamp()).as_second()
}

/// The unix second before the next day begins.
pub(super) fn last_second(day: Date) -> i64 {
    day.tomorrow().map_or(Timestamp::MAX.as_second(), |next| first_second(next) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(value: &str) -> Result<Option<Date>, FieldError> {
        day(&Row::parse(&format!(r#"{{"date":{value}}}"#)).unwrap(), "date")
    }

    #[test]
    fn midnight_in_copenhagen_is_that_day_in_summer_and_in_winter() {
        assert_eq!(read("1788127200"), Ok(Some(date(2026, 8, 31)))); // 22:00 UTC the day before
        assert_eq!(read("1795215600"), Ok(Some(date(2026, 11, 21)))); // 23:00 UTC the day before
        assert_eq!(read(r#""1795215600""#), Ok(Some(date(2026, 11, 21))));
    }

    #[test]
    fn a_day_begins_and_ends_by_the_danish_clock_also_when_it_is_an_hour_longer() {
        for (day, hours) in [(date(2026, 11, 21), 24), (date(2026, 10, 25), 25), (date(2026, 3, 29), 23)] {
            assert_eq!(last_second(day) + 1 - first_second(day), hours * 3600, "{day}");
        }
        assert_eq!(first_second(date(2026, 8, 31)), 1_788_127_200);
        assert!(last_second(Date::MAX) > first_second(Date::MAX));
    }

    #[test]
    fn nothing_is_no_date_and_what_is_no_second_is_refused() {
        for empty in ["null", r#""""#, "0", r#""0""#] {
            assert_eq!(read(empty), Ok(None), "{empty}");
        }
        assert_eq!(day(&Row::parse("{}").unwrap(), "date"), Ok(None));
        for wrong in ["1788127200000", r#""2026-08-31""#, "-1", "true", "1.5"] {
            assert_eq!(read(wrong).unwrap_err().problem, "is not a date in unix seconds", "{wrong}");
        }
    }
}
