//! When letters leave: on bank days, in working hours of the creditor's country.

use jiff::Timestamp;
use jiff::civil::{Date, Time, time};

use crate::country::Country;
use crate::moment::{Moment, plus_days, time_zone};
use crate::statutes::bank_days::next_bank_day;

const OPENS: Time = time(8, 0, 0, 0);
const CLOSES: Time = time(16, 0, 0, 0);

/// The next instant, now or later, at which a letter may leave.
pub fn sending_time(now: Moment, country: Country) -> Timestamp {
    let local = now.instant.to_zoned(time_zone(country)).time();
    let day = next_bank_day(country, now.today);
    if day > now.today || local < OPENS {
        return at(day, OPENS, country);
    }
    if local < CLOSES {
        return now.instant;
    }
    at(next_bank_day(country, plus_days(now.today, 1)), OPENS, country)
}

/// A wall-clock time of a day; at a change of the clocks, which never falls on these hours, the nearest one.
fn at(day: Date, time: Time, country: Country) -> Timestamp {
    let zoned = day.to_datetime(time).to_zoned(time_zone(country));
    zoned.map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(now: &str, country: Country) -> String {
        sending_time(Moment::new(now.parse().unwrap(), country), country).to_string()
    }

    #[test]
    fn a_letter_waits_for_the_working_hours_of_a_bank_day() {
        let cases = [
            ("2026-11-18T05:00:00Z", "2026-11-18T07:00:00Z"),
            ("2026-11-18T07:00:00Z", "2026-11-18T07:00:00Z"),
            ("2026-11-18T14:59:59Z", "2026-11-18T14:59:59Z"),
            ("2026-11-18T15:00:00Z", "2026-11-19T07:00:00Z"),
            ("2026-11-20T16:00:00Z", "2026-11-23T07:00:00Z"),
            ("2026-11-21T09:00:00Z", "2026-11-23T07:00:00Z"),
            // The clocks went back on the Sunday between.
            ("2026-10-23T14:00:00Z", "2026-10-26T07:00:00Z"),
            ("2026-03-27T16:00:00Z", "2026-03-30T06:00:00Z"),
            ("2026-12-23T16:00:00Z", "2026-12-28T07:00:00Z"),
        ];
        for (now, expected) in cases {
            assert_eq!(leaves(now, Country::Denmark), expected, "{now}");
        }
        assert_eq!(leaves("2026-12-30T16:00:00Z", Country::Denmark), "2027-01-04T07:00:00Z");
        assert_eq!(leaves("2026-12-30T16:00:00Z", Country::Norway), "2026-12-31T07:00:00Z");
    }
}
