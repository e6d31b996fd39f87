//! The grace after a due date, in working days: Monday to Friday. Bank holidays count as working days, so that a grace
//! over Easter is shorter by them than it looks; a tenant who minds sets a longer one.

use jiff::civil::{Date, Weekday};

/// The last due date that counts as overdue on `today`, when an invoice is left alone for `grace` working days after
/// its due date. Without a grace: yesterday.
pub(super) fn last_overdue(today: Date, grace: u8) -> Date {
    let before = |day: Date| day.yesterday().unwrap_or(Date::MIN);
    let mut due = before(today);
    let mut left = grace;
    while left > 0 && due > Date::MIN {
        left -= u8::from(is_working_day(due));
        due = before(due);
    }
    due
}

fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn without_a_grace_what_was_due_yesterday_is_overdue() {
        assert_eq!(last_overdue(date(2026, 11, 21), 0), date(2026, 11, 20));
        assert_eq!(last_overdue(Date::MIN, 30), Date::MIN);
    }

    #[test]
    fn a_weekend_does_not_shorten_the_grace() {
        // Due on Friday 20 November, one working day of grace: Monday. Overdue from Tuesday.
        assert!(last_overdue(date(2026, 11, 23), 1) < date(2026, 11, 20));
        assert!(last_overdue(date(2026, 11, 24), 1) >= date(2026, 11, 20));
        // Due on Saturday or Sunday: the same Monday.
        assert_eq!(last_overdue(date(2026, 11, 24), 1), date(2026, 11, 22));
    }

    #[test]
    fn five_working_days_are_a_week() {
        let today = date(2026, 11, 25);
        assert_eq!(
            last_overdue(today, 5),
            last_overdue(today, 0).checked_sub(jiff::ToSpan::days(7)).unwrap()
        );
    }
}
