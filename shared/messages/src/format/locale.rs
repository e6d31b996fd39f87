//! What a language's figures and dates look like.

use domain::{Currency, Language};

use super::counts::NumberStyle;
use super::dates::DateStyle;
use super::money::MoneyStyle;

/// One row of the table of languages.
#[derive(Debug)]
pub struct Locale {
    pub(super) number: NumberStyle,
    pub(super) money: MoneyStyle,
    pub(super) date: DateStyle,
    /// The word before the last of several things.
    pub(super) and: &'static str,
}

impl Locale {
    pub fn of(language: Language) -> &'static Locale {
        match language {
            Language::Danish => &DANISH,
            Language::Norwegian => &NORWEGIAN,
            Language::English => &ENGLISH,
        }
    }

    /// `a, b og c`.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.and),
        }
    }
}

/// Dansk Sprognævn: full stop between thousands, comma before øre, `kl. 9.05` with a full stop.
static DANISH: Locale = Locale {
    number: NumberStyle { group: ".", decimal: "," },
    money: MoneyStyle { own: Some((Currency::DKK, "kr.")), code_first: false },
    date: DateStyle {
        weekdays: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
        months: [
            "januar",
            "februar",
            "marts",
            "april",
            "maj",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "december",
        ],
        short_months: [
            "jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.",
        ],
        day_mark: ".",
        hour_mark: ".",
        at: "kl.",
    },
    and: "og",
};

/// Språkrådet: a hard space between thousands, comma before øre, `kr` without a full stop.
static NORWEGIAN: Locale = Locale {
    number: NumberStyle { group: "\u{202f}", decimal: "," },
    money: MoneyStyle { own: Some((Currency::NOK, "kr")), code_first: false },
    date: DateStyle {
        weekdays: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
        months: [
            "januar",
            "februar",
            "mars",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "desember",
        ],
        short_months: [
            "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.",
        ],
        day_mark: ".",
        hour_mark: ".",
        at: "kl.",
    },
    and: "og",
};

static ENGLISH: Locale = Locale {
    number: NumberStyle { group: ",", decimal: "." },
    money: MoneyStyle { own: None, code_first: true },
    date: DateStyle {
        weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        short_months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        day_mark: "",
        hour_mark: ":",
        at: "at",
    },
    and: "and",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_and_before_the_last() {
        let items =
            |count: usize| ["a", "b", "c"].iter().take(count).map(|s| s.to_string()).collect::<Vec<_>>();
        let lists: Vec<String> = (0..4).map(|n| DANISH.list(&items(n))).collect();
        assert_eq!(lists, ["", "a", "a og b", "a, b og c"]);
        assert_eq!(ENGLISH.list(&items(3)), "a, b and c");
    }
}
