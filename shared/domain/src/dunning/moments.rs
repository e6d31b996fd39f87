//! What was owed of a case whenever something happened to it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::compose::claim_on;
use super::{Forbidden, LetterKind, Record, Rules, because};
use crate::case::{CaseStatus, CollectionCase, LetterStanding, MovedMoney};
use crate::ids::LetterId;
use crate::moment::civil_date;
use crate::statutes::Missing;

/// A day on which something happened, with what was owed at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseMoment {
    pub on: Date,
    /// At least one.
    pub happened: Vec<Occurrence>,
    pub owed: OwedThen,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Occurrence {
    Opened,
    /// Money moved, by the day that counts for it; minor units, above zero.
    Moved {
        moved: MovedMoney,
        minor: i64,
    },
    Letter {
        letter: LetterId,
        kind: LetterKind,
        standing: LetterStanding,
    },
    Closed,
    /// The day that the account is drawn up for: the case is open.
    Today,
}

/// The figures by the law of the day, as it is known now what became of the letters: one that came back charged nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum OwedThen {
    Known(OwedFigures),
    /// The law of some day is not known.
    Refused {
        refusal: &'static str,
        why: String,
    },
}

/// Minor units of the case's currency. The four figures stay apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwedFigures {
    pub principal_minor: i64,
    pub interest_minor: i64,
    pub fees_minor: i64,
    pub compensation_minor: i64,
    pub total_minor: i64,
    /// The statute rows and rulings, each as a short text.
    pub because: Vec<String>,
}

/// The case's days from its opening to `today`, or to the day on which it was closed. Oldest first.
pub fn moments(case: &CollectionCase, rules: &Rules, today: Date) -> Vec<CaseMoment> {
    let mut days: BTreeMap<Date, Vec<Occurrence>> = BTreeMap::new();
    let mut note = |on: Date, what: Occurrence| days.entry(on).or_default().push(what);
    note(case.opened_on, Occurrence::Opened);
    for moved in &case.dunning.moves {
        note(moved.on, Occurrence::Moved { moved: moved.what, minor: moved.minor });
    }
    for letter in &case.dunning.letters {
        let (kind, standing) = (letter.kind, letter.standing);
        note(letter.on, Occurrence::Letter { letter: letter.id.clone(), kind, standing });
    }
    match case.status {
        CaseStatus::Closed { at, .. } => note(civil_date(at, rules.country), Occurrence::Closed),
        _ => note(today, Occurrence::Today),
    }
    let moment = |(on, happened)| CaseMoment { on, happened, owed: owed_on(case, rules, on) };
    days.into_iter().map(moment).collect()
}

fn owed_on(case: &CollectionCase, rules: &Rules, day: Date) -> OwedThen {
    figures(case, rules, day).map_or_else(
        |missing| {
            let refused = Forbidden::from(missing);
            OwedThen::Refused { refusal: refused.code(), why: refused.to_string() }
        },
        OwedThen::Known,
    )
}

fn figures(case: &CollectionCase, rules: &Rules, day: Date) -> Result<OwedFigures, Missing> {
    let (history, caution) = (case.history(rules.country), rules.caution());
    let record = Record::of(&history, &rules.statutes, &caution, day);
    let claim = claim_on(case, &history, &record, rules, 0, day)?;
    Ok(OwedFigures {
        principal_minor: claim.open_principal.minor,
        interest_minor: claim.open_interest.minor,
        fees_minor: claim.earlier_fees.minor,
        compensation_minor: claim.compensation.minor,
        total_minor: claim.total.minor,
        because: because::owed(&history, &rules.statutes, &caution, day),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::case::CaseLetter;
    use crate::dunning::{Asked, grounds};
    use crate::samples::*;

    /// Due on 11 November 2026: a reminder with its fee, then a part payment.
    fn reminded() -> CollectionCase {
        let mut case = approved();
        case.dunning.letters.push(CaseLetter {
            id: LetterId::of(&case.tenant, &["1"]),
            kind: LetterKind::Reminder,
            step: 0,
            on: date(2026, 11, 23),
            pay_by: date(2026, 12, 3),
            asked: Asked { fee: true, compensation: true },
            fee_elsewhere: false,
            standing: LetterStanding::Sent,
        });
        let part = read(owed(60_000, 0));
        step(&case, part, days_later(5)).case
    }

    fn of(case: &CollectionCase, today: Date) -> Vec<CaseMoment> {
        moments(case, &Rules::of(&tenant(), case), today)
    }

    fn known(moment: &CaseMoment) -> &OwedFigures {
        match &moment.owed {
            OwedThen::Known(owed) => owed,
            OwedThen::Refused { why, .. } => panic!("{why}"),
        }
    }

    #[test]
    fn each_day_on_which_something_happened_has_its_four_figures() {
        let moments = of(&reminded(), date(2026, 12, 1));
        let days: Vec<Date> = moments.iter().map(|moment| moment.on).collect();
        assert_eq!(
            days,
            [date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 25), date(2026, 12, 1)],
            "opened, reminded, paid, drawn up"
        );
        let figures: Vec<_> = moments
            .iter()
            .map(known)
            .map(|owed| (owed.principal_minor, owed.fees_minor, owed.compensation_minor))
            .collect();
        let expected =
            [(100_000, 0, 0), (100_000, 10_000, 31_000), (60_000, 10_000, 31_000), (60_000, 10_000, 31_000)];
        assert_eq!(figures, expected);
        for owed in moments.iter().map(known) {
            let parts =
                owed.principal_minor + owed.interest_minor + owed.fees_minor + owed.compensation_minor;
            assert_eq!(parts, owed.total_minor);
        }
        let moved = Occurrence::Moved { moved: MovedMoney::Paid, minor: 40_000 };
        assert_eq!(moments[2].happened, [moved]);
    }

    #[test]
    fn a_closed_case_is_told_to_the_day_on_which_it_was_closed() {
        let closed = step(&reminded(), read(owed(0, 0)), days_later(8)).case;
        let last = of(&closed, date(2027, 6, 1)).pop().unwrap();
        assert_eq!((last.on, last.happened), (date(2026, 11, 29), vec![Occurrence::Closed]));
    }

    #[test]
    fn a_day_whose_law_is_not_known_says_so() {
        let last = of(&reminded(), date(2090, 1, 2)).pop().unwrap();
        assert!(matches!(&last.owed, OwedThen::Refused { refusal: "rate_missing", .. }), "{:?}", last.owed);
    }

    #[test]
    fn the_rows_of_the_law_behind_the_figures_are_named_once_each() {
        let case = reminded();
        let rules = Rules::of(&tenant(), &case);
        let history = case.history(rules.country);
        let rows = grounds(&history, &rules.statutes, &rules.caution(), date(2026, 12, 31));
        let rows: Vec<_> = rows.iter().map(|row| (row.what, row.from)).collect();
        let expected = [
            ("compensation", date(2013, 3, 1)),
            ("late interest", date(2026, 7, 1)),
            ("limits", date(2002, 8, 1)),
            ("regime", date(1997, 7, 1)),
            ("reminder fee", date(2002, 8, 1)),
        ];
        assert_eq!(rows, expected);
    }
}
