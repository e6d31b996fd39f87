//! The data files: no gaps, no overlaps, and the calendars of the years that are published.

use jiff::civil::{Date, date};

use super::bank_days::{easter_sunday, is_bank_day, next_bank_day};
use super::*;
use crate::moment::plus_days;

const COUNTRIES: [Country; 2] = [Country::Denmark, Country::Norway];

fn statutes() -> Statutes {
    Statutes::built_in()
}

#[test]
fn late_interest_has_one_row_for_every_half_year_from_2020_on() {
    for country in COUNTRIES {
        let days: Vec<Date> = Statutes::late_interest()
            .iter()
            .filter(|row| row.country == country)
            .map(|row| row.from)
            .collect();
        assert_eq!(days[0], date(2020, 1, 1));
        for pair in days.windows(2) {
            assert_eq!(next_half_year(pair[0]), pair[1], "{country:?}");
        }
    }
}

#[test]
fn a_danish_rate_is_its_reference_and_eight_points() {
    for row in Statutes::late_interest().iter().filter(|row| row.country == Country::Denmark) {
        assert_eq!(row.reference.map(|reference| reference + 8_000_000), Some(row.rate), "{}", row.from);
    }
}

#[test]
fn a_rate_is_never_carried_into_the_next_half_year() {
    let missing = Missing::Rate { half_year: date(2027, 1, 1) };
    for country in COUNTRIES {
        assert!(statutes().rate_on(country, date(2026, 12, 31)).is_ok());
        assert_eq!(statutes().rate_on(country, date(2027, 3, 1)), Err(missing.clone()));
        assert_eq!(
            statutes().rate_on(country, date(2019, 12, 31)),
            Err(Missing::Rate { half_year: date(2019, 7, 1) })
        );
    }
}

#[test]
fn an_added_rate_holds_for_its_half_year_only() {
    let added = statutes().with_rates([(date(2027, 1, 1), "9.5".parse().unwrap())]);
    assert_eq!(added.rate_on(Country::Denmark, date(2027, 6, 30)).unwrap().to_string(), "9.50");
    assert!(added.rate_on(Country::Denmark, date(2027, 7, 1)).is_err());
    assert_eq!(added.rate_on(Country::Denmark, date(2026, 12, 31)).unwrap().to_string(), "10.00");
}

#[test]
fn fee_rows_of_one_claim_neither_overlap_nor_leave_a_day_out() {
    for due in [date(2020, 9, 30), date(2020, 10, 1), date(2026, 9, 1)] {
        let mut day = date(2020, 10, 1);
        while day <= date(2026, 12, 31) {
            for country in COUNTRIES {
                let rows = Statutes::reminder_fees()
                    .iter()
                    .filter(|row| row.country == country && row.holds_for(day, due))
                    .count();
                assert_eq!(rows, 1, "{country:?}, sent {day}, due {due}");
            }
            day = plus_days(day, 1);
        }
    }
}

#[test]
fn the_day_of_the_letter_and_the_age_of_the_claim_choose_the_norwegian_fee() {
    let fee = |sent, due| statutes().reminder_fee(Country::Norway, sent, due);
    assert_eq!(fee(date(2020, 9, 30), date(2020, 9, 1)), Ok(7_000));
    assert_eq!(fee(date(2025, 12, 31), date(2025, 12, 1)), Ok(3_500));
    assert_eq!(fee(date(2026, 1, 1), date(2025, 12, 1)), Ok(3_800));
    assert_eq!(fee(date(2026, 1, 1), date(2020, 9, 30)), Ok(7_000));
    assert_eq!(statutes().demand_fee(Country::Norway, date(2026, 1, 1), date(2025, 12, 1)), Ok(11_300));
    let missing = Missing::FeeRow { country: Country::Norway, day: date(2027, 1, 1) };
    assert_eq!(fee(date(2027, 1, 1), date(2026, 12, 1)), Err(missing));
}

#[test]
fn every_country_has_limits_and_a_regime() {
    for country in COUNTRIES {
        assert!(Limits::on(country, date(1980, 1, 1)).fee_letters > 0);
        assert!(statutes().regime_on(country, date(2026, 11, 22)).is_ok());
    }
}

#[test]
fn norway_is_refused_after_its_review_date_until_somebody_reviews_it() {
    let refused = statutes().regime_on(Country::Norway, date(2027, 1, 1));
    assert!(matches!(refused, Err(Missing::RegimeReview { regime: "inkl_1988", .. })));
    let reviewed = statutes().reviewed_through(date(2027, 6, 30));
    assert!(reviewed.regime_on(Country::Norway, date(2027, 1, 1)).is_ok());
    assert!(statutes().regime_on(Country::Denmark, date(2031, 1, 1)).is_ok());
}

#[test]
fn the_compensations_of_a_country_stand_in_the_order_of_their_days() {
    for country in COUNTRIES {
        let rows = Statutes::compensations().iter().filter(|row| row.country == country);
        assert!(rows.map(|row| row.from).is_sorted(), "{country:?}");
    }
}

#[test]
fn compensations_that_were_not_found_refuse_by_their_name() {
    let of = |country, day| statutes().compensation(country, day);
    assert_eq!(of(Country::Denmark, date(2026, 9, 1)), Ok(31_000));
    assert_eq!(of(Country::Norway, date(2026, 9, 1)), Ok(43_000));
    assert_eq!(of(Country::Norway, date(2024, 2, 12)), Ok(47_000));
    for day in [date(2021, 3, 1), date(2027, 1, 4)] {
        assert_eq!(of(Country::Norway, day), Err(Missing::CompensationRow { country: Country::Norway, day }));
    }
}

type MonthAndDay = (i8, i8);

/// Closed days that are neither Saturday nor Sunday, as the central banks publish them.
const CLOSED: &[(Country, i16, &[MonthAndDay])] = &[
    (
        Country::Denmark,
        2026,
        &[(1, 1), (4, 2), (4, 3), (4, 6), (5, 14), (5, 15), (5, 25), (6, 5), (12, 24), (12, 25), (12, 31)],
    ),
    (
        Country::Denmark,
        2027,
        &[(1, 1), (3, 25), (3, 26), (3, 29), (5, 6), (5, 7), (5, 17), (12, 24), (12, 31)],
    ),
    (Country::Norway, 2026, &[(1, 1), (4, 2), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (12, 24), (12, 25)]),
    (Country::Norway, 2027, &[(1, 1), (3, 25), (3, 26), (3, 29), (5, 6), (5, 17), (12, 24)]),
];

#[test]
fn the_banks_are_closed_on_the_published_days_and_open_on_all_other_weekdays() {
    for (country, year, closed) in CLOSED {
        let mut day = date(*year, 1, 1);
        let mut found = Vec::new();
        while day.year() == *year {
            let weekend = day.weekday().to_monday_zero_offset() >= 5;
            if !weekend && !is_bank_day(*country, day) {
                found.push((day.month(), day.day()));
            }
            day = plus_days(day, 1);
        }
        assert_eq!(found, *closed, "{country:?} {year}");
    }
}

#[test]
fn store_bededag_closed_the_banks_until_2023() {
    assert_eq!(easter_sunday(2023), date(2023, 4, 9));
    assert_eq!(next_bank_day(Country::Denmark, date(2023, 5, 5)), date(2023, 5, 8));
    assert!(is_bank_day(Country::Denmark, date(2024, 4, 26)));
}

#[test]
fn easter_falls_where_the_almanac_has_it() {
    for (year, month, day) in [
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
    ] {
        assert_eq!(easter_sunday(year), date(year, month, day));
    }
}

#[test]
fn an_operator_sees_what_is_missing_forty_five_days_ahead() {
    assert_eq!(gaps(&statutes(), date(2026, 11, 16)), []);
    let seen = gaps(&statutes(), date(2026, 11, 17));
    let words: Vec<(Country, &str)> = seen.iter().map(|gap| (gap.country, gap.what)).collect();
    let (dk, no) = (Country::Denmark, Country::Norway);
    let expected = [
        (dk, "late interest"),
        (no, "late interest"),
        (no, "reminder fee"),
        (no, "compensation"),
        (no, "review of the regime"),
    ];
    assert_eq!(words, expected);
    assert!(seen.iter().all(|gap| gap.from == date(2027, 1, 1)));
}

#[test]
fn a_rate_is_read_exactly_or_refused() {
    assert_eq!("12.125".parse::<Rate>().unwrap().to_string(), "12.125");
    assert_eq!("10".parse::<Rate>().unwrap().to_string(), "10.00");
    assert!("-0.45".parse::<Rate>().unwrap() < Rate::from_millionths(0));
    for wrong in ["", "ten", "0.0000001", "1001", "99999999999999999999"] {
        assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
    }
}

#[test]
fn the_cap_of_an_amount_between_two_bands_is_the_upper_ones() {
    assert_eq!(cost_cap(100_050, CapQuestion::Denmark), Ok(70_000));
    assert_eq!(cost_cap(50_000_050, CapQuestion::Denmark), Ok(640_001));
    let norway = |amount, phase, debtor, creditor_deducts_vat| {
        cost_cap(amount, CapQuestion::Norway { date: date(2026, 9, 1), phase, debtor, creditor_deducts_vat })
    };
    use crate::source_invoice::DebtorKind::{Company, Consumer};
    assert_eq!(norway(50_000, CapPhase::Light, Consumer, true), Ok(18_750));
    assert_eq!(norway(50_000, CapPhase::Heavy, Consumer, false), Ok(46_875));
    assert_eq!(norway(30_000_000, CapPhase::Heavy, Company, true), Ok(1_620_000));
}
