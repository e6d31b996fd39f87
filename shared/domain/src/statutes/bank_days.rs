//! The days on which the banks of a country are open.

use jiff::civil::{Date, Weekday};

use super::rows::{BANK_HOLIDAYS, BankHolidayRow};
use crate::country::Country;
use crate::moment::plus_days;

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
pub fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let after_21_march = h + l - 7 * m;
    plus_days(jiff::civil::date(year, 3, 22), after_21_march)
}

impl BankHolidayRow {
    fn falls_on(&self, day: Date) -> bool {
        let still = self.last_year.is_none_or(|last| day.year() <= last);
        let by_calendar = self.month == Some(day.month()) && self.day == Some(day.day());
        let by_easter =
            || self.easter.is_some_and(|offset| plus_days(easter_sunday(day.year()), offset) == day);
        still && (by_calendar || by_easter())
    }
}

/// The holiday that closes the banks on this day; `None` on a Saturday or Sunday that is nothing else.
pub fn holiday(country: Country, day: Date) -> Option<&'static BankHolidayRow> {
    BANK_HOLIDAYS.iter().find(|row| row.country == country && row.falls_on(day))
}

pub fn is_bank_day(country: Country, day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && holiday(country, day).is_none()
}

/// The day itself, or the next bank day: never back.
pub fn next_bank_day(country: Country, day: Date) -> Date {
    let mut candidate = day;
    while !is_bank_day(country, candidate) && candidate < Date::MAX {
        candidate = plus_days(candidate, 1);
    }
    candidate
}

/// `count` bank days on; the day itself for none.
pub fn bank_days_after(country: Country, day: Date, count: u16) -> Date {
    (0..count).fold(day, |day, _| next_bank_day(country, plus_days(day, 1)))
}
