//! Dates and times of day, in the tenant's own time.

use domain::Country;
use domain::moment::time_zone;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Locale;

#[derive(Debug)]
pub(super) struct DateStyle {
    /// From Monday.
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
    pub short_months: [&'static str; 12],
    /// After the day of the month: `21.` or `21`.
    pub day_mark: &'static str,
    /// Between hours and minutes.
    pub hour_mark: &'static str,
    /// Between the date and the time of day.
    pub at: &'static str,
}

/// A line never ends between a day and its month, or before the time of day.
const NO_BREAK: char = '\u{a0}';

fn entry(table: &[&'static str], number_from_one: i8) -> &'static str {
    let index = usize::try_from(number_from_one - 1).unwrap_or_default();
    table.get(index).copied().unwrap_or_default()
}

impl Locale {
    /// `lørdag 21. november 2026`, `Saturday 21 November 2026`.
    pub fn long_date(&self, date: Date) -> String {
        let style = &self.date;
        let weekday = entry(&style.weekdays, date.weekday().to_monday_one_offset());
        let month = entry(&style.months, date.month());
        format!("{weekday} {}{}{NO_BREAK}{month} {}", date.day(), style.day_mark, date.year())
    }

    /// `21. nov. 2026`, `21 Nov 2026`.
    pub fn short_date(&self, date: Date) -> String {
        let month = entry(&self.date.short_months, date.month());
        format!("{}{}{NO_BREAK}{month}{NO_BREAK}{}", date.day(), self.date.day_mark, date.year())
    }

    /// `lørdag 21. november 2026 kl. 08.05`, by the clocks of the country.
    pub fn moment(&self, instant: Timestamp, zone: Country) -> String {
        let local = instant.to_zoned(time_zone(zone));
        let style = &self.date;
        let clock = format!("{:02}{}{:02}", local.hour(), style.hour_mark, local.minute());
        format!("{} {}{NO_BREAK}{clock}", self.long_date(local.date()), style.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language::{self, Danish, English, Norwegian};
    use jiff::civil::date;

    fn each(write: impl Fn(&Locale) -> String) -> [String; 3] {
        [Danish, Norwegian, English]
            .map(|language: Language| write(Locale::of(language)).replace(NO_BREAK, " "))
    }

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        assert_eq!(
            each(|locale| locale.long_date(date(2026, 11, 21))),
            ["lørdag 21. november 2026", "lørdag 21. november 2026", "Saturday 21 November 2026"]
        );
        assert_eq!(
            each(|locale| locale.long_date(date(2027, 3, 1))),
            ["mandag 1. marts 2027", "mandag 1. mars 2027", "Monday 1 March 2027"]
        );
        assert_eq!(
            each(|locale| locale.short_date(date(2026, 12, 6))),
            ["6. dec. 2026", "6. des. 2026", "6 Dec 2026"]
        );
    }

    #[test]
    fn times_are_those_of_the_country_in_summer_and_in_winter() {
        let winter: Timestamp = "2026-11-20T23:05:00Z".parse().unwrap();
        let summer: Timestamp = "2026-07-01T05:30:00Z".parse().unwrap();
        let [danish, ..] = each(|locale| locale.moment(winter, Country::Denmark));
        assert_eq!(danish, "lørdag 21. november 2026 kl. 00.05");
        assert_eq!(
            each(|locale| locale.moment(summer, Country::Norway)),
            [
                "onsdag 1. juli 2026 kl. 07.30",
                "onsdag 1. juli 2026 kl. 07.30",
                "Wednesday 1 July 2026 at 07:30"
            ]
        );
    }
}
