//! Periods in words, such as `quarter:2025-2`: the values of `entryDatePeriod` and
//! `approvedTimePeriod`. A fiscal year is the calendar year here.

use jiff::ToSpan;
use jiff::civil::Date;

/// First and last day of a period, both inside; open at an end that is `None`.
pub type Days = (Option<Date>, Option<Date>);

/// Reads a period; `None` when it is none.
pub fn read(text: &str) -> Option<Days> {
    if text == "all" {
        return Some((None, None));
    }
    let (kind, value) = text.split_once(':')?;
    let (first, months) = match kind {
        "dates" => {
            let (from, to) = value.split_once("...")?;
            return Some((Some(from.parse().ok()?), Some(to.parse().ok()?)));
        }
        "day" => {
            let day = value.parse().ok()?;
            return Some((Some(day), Some(day)));
        }
        "from" => return Some((Some(value.parse().ok()?), None)),
        "through" => return Some((None, Some(value.parse().ok()?))),
        "month" => (part(value, 1)?, 1),
        "quarter" => (part(value, 3)?, 3),
        "half" | "halfYear" => (part(value, 6)?, 6),
        "year" | "fiscalYear" => (Date::new(value.parse().ok()?, 1, 1).ok()?, 12),
        _ => return None,
    };
    let last = first.checked_add(months.months()).ok()?.yesterday().ok()?;
    Some((Some(first), Some(last)))
}

/// First day of the `2` in `2025-2`, when the year is cut into parts of `months`.
fn part(text: &str, months: i8) -> Option<Date> {
    let (year, nth) = text.split_once('-')?;
    let nth: i8 = nth.parse().ok()?;
    let month = nth.checked_sub(1)?.checked_mul(months)?.checked_add(1)?;
    Date::new(year.parse().ok()?, month, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_both_their_ends() {
        for (text, from, to) in [
            ("month:2025-02", "2025-02-01", "2025-02-28"),
            ("quarter:2025-2", "2025-04-01", "2025-06-30"),
            ("halfYear:2025-2", "2025-07-01", "2025-12-31"),
            ("year:2025", "2025-01-01", "2025-12-31"),
            ("dates:2025-01-05...2025-01-07", "2025-01-05", "2025-01-07"),
            ("day:2025-01-05", "2025-01-05", "2025-01-05"),
        ] {
            let days = (Some(from.parse().unwrap()), Some(to.parse().unwrap()));
            assert_eq!(read(text), Some(days), "{text}");
        }
        assert_eq!(read("all"), Some((None, None)));
        for bad in ["", "quarter:2025-5", "month:2025-13", "someday:2025", "year:x", "dates:2025-01-01"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
