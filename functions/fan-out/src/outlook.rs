//! What the law's data will not know soon, told every morning: a letter is refused from the first day without a row.

use domain::statutes::{Gap, Statutes, gaps};
use jiff::civil::Date;

/// The metric that counts them.
pub const METRIC: &str = "StatutesMissing";

/// What is missing on this day or within the next 45.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing {
    pub count: u64,
    /// Each by its name, its country and the first day without it; empty when nothing is missing.
    pub what: String,
}

impl Missing {
    pub fn on(today: Date) -> Self {
        Self::of(&gaps(&Statutes::built_in(), today))
    }

    fn of(gaps: &[Gap]) -> Self {
        let told: Vec<String> = gaps.iter().map(told).collect();
        Self { count: told.len() as u64, what: told.join(", ") }
    }
}

fn told(gap: &Gap) -> String {
    format!("{} ({}) from {}", gap.what, gap.country.code(), gap.from)
}

#[cfg(test)]
mod tests {
    use domain::Country;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_gap_counts_and_is_told_with_its_country_and_first_day() {
        let gap = |country, what, from| Gap { country, what, from };
        let gaps = [
            gap(Country::Denmark, "late interest", date(2027, 1, 1)),
            gap(Country::Norway, "review of the regime", date(2027, 1, 2)),
        ];
        let what = "late interest (dk) from 2027-01-01, review of the regime (no) from 2027-01-02".to_owned();
        assert_eq!(Missing::of(&gaps), Missing { count: 2, what });
        assert_eq!(Missing::of(&[]), Missing { count: 0, what: String::new() });
    }

    #[test]
    fn what_is_told_of_a_day_is_what_the_statutes_lack_then() {
        let far = date(2090, 1, 1);
        assert_eq!(Missing::on(far), Missing::of(&gaps(&Statutes::built_in(), far)));
        assert!(Missing::on(far).count > 0, "nobody knows the rates of 2090");
    }

    #[test]
    fn the_alarm_of_the_template_watches_this_very_metric() {
        let template = include_str!("../../../infra/template.yaml");
        let alarms = template.split("Fn::ForEach::CountAlarms:").nth(1).unwrap();
        let names = alarms.lines().find(|line| line.trim_start().starts_with("- [")).unwrap();
        let mut watched = names.trim().trim_start_matches("- [").trim_end_matches(']').split(", ");
        assert!(watched.any(|name| name == METRIC), "{names}");
        assert!(template.contains(&format!("    {METRIC}:\n      Window: 86400\n")));
    }
}
