//! Ranges of days, cut smaller where Tripletex finds too much in one.

use jiff::ToSpan;
use jiff::civil::Date;

/// Days from `from` on; `before` is not one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub from: Date,
    pub before: Date,
}

/// The ranges that are still to be asked for, the next one last.
pub(super) struct Windows(Vec<Days>);

impl Windows {
    pub fn over(days: Days) -> Self {
        Self(if days.from < days.before { vec![days] } else { vec![] })
    }

    pub fn next(&self) -> Option<Days> {
        self.0.last().copied()
    }

    pub fn done(&mut self) {
        self.0.pop();
    }

    /// Cuts the next range in two. `false` when it is a single day.
    pub fn halve(&mut self) -> bool {
        let Some(days) = self.next() else { return false };
        let length = (days.before - days.from).get_days();
        let middle = days.from.checked_add((length / 2).days());
        let Some(middle) = middle.ok().filter(|middle| *middle > days.from) else { return false };
        self.0.pop();
        self.0.push(Days { from: middle, before: days.before });
        self.0.push(Days { from: days.from, before: middle });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_single_day_is_not_cut_and_an_empty_range_is_none() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let mut windows = Windows::over(Days { from: day("2026-11-21"), before: day("2026-11-22") });
        assert!(!windows.halve());
        assert!(windows.next().is_some());
        assert_eq!(Windows::over(Days { from: day("2026-11-22"), before: day("2026-11-22") }).next(), None);
    }

    proptest! {
        #[test]
        fn however_it_is_cut_every_day_is_asked_for_once_and_in_order(
            length in 1i32..400,
            cuts in proptest::collection::vec(any::<bool>(), 0..60),
        ) {
            let first: Date = "2026-01-01".parse().unwrap();
            let before = first + length.days();
            let mut windows = Windows::over(Days { from: first, before });
            let (mut at, mut cuts) = (first, cuts.into_iter());
            while let Some(days) = windows.next() {
                if cuts.next() == Some(true) && windows.halve() {
                    continue;
                }
                prop_assert_eq!(days.from, at);
                prop_assert!(days.before > days.from);
                at = days.before;
                windows.done();
            }
            prop_assert_eq!(at, before);
        }
    }
}
