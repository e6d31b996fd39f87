//! The worked examples, to the øre.

use jiff::civil::{Date, date};

use super::bed::*;
use crate::country::Country::{Denmark, Norway};
use crate::dunning::{ClaimDeed, ClaimHistory, CreditEffect, LetterKind, owed};
use crate::source_invoice::DebtorKind;
use crate::statutes::{Minor, Statutes};

fn total(claim: &ClaimHistory, on: Date) -> Minor {
    owed(claim, &Statutes::built_in(), &LAW, on).unwrap().total()
}

fn interest(claim: &ClaimHistory, on: Date) -> Minor {
    owed(claim, &Statutes::built_in(), &LAW, on).unwrap().interest
}

/// DK-1: reminders on the first lawful days, the third being the notice, and the hand-over.
fn dk_1() -> ClaimHistory {
    claim(Denmark)
        .reminder(day(9, 2), day(9, 11), ALL)
        .reminder(day(9, 12), day(9, 21), FEE)
        .notice(day(9, 22), day(10, 2), FEE)
        .then(day(10, 3), ClaimDeed::Handover)
}

#[test]
fn dk_1_a_business_from_the_due_date_to_the_hand_over() {
    let expected = [
        (day(9, 1), 1_000_000),
        (day(9, 2), 1_041_274),
        (day(9, 12), 1_054_014),
        (day(9, 22), 1_066_753),
        (day(10, 2), 1_069_493),
        (day(10, 3), 1_079_767),
    ];
    for (on, expected) in expected {
        assert_eq!(total(&dk_1(), on), expected, "{on}");
    }
}

#[test]
fn dk_1_a_consumer_never_owes_the_compensation() {
    let expected = [
        (day(9, 2), 1_010_274),
        (day(9, 12), 1_023_014),
        (day(9, 22), 1_035_753),
        (day(10, 2), 1_038_493),
        (day(10, 3), 1_048_767),
    ];
    for kind in [DebtorKind::Consumer, DebtorKind::Unknown] {
        for (on, expected) in expected {
            assert_eq!(total(&dk_1().by(kind), on), expected, "{kind:?} {on}");
        }
    }
}

#[test]
fn dk_2_the_cautious_schedule() {
    let claim = claim(Denmark)
        .reminder(day(9, 4), day(9, 14), ALL)
        .reminder(day(9, 15), day(9, 25), FEE)
        .notice(day(9, 28), day(10, 9), FEE)
        .then(day(10, 13), ClaimDeed::Handover);
    let expected =
        [(day(9, 4), 1_041_822), (day(9, 15), 1_054_836), (day(9, 28), 1_068_397), (day(10, 13), 1_082_507)];
    for (on, expected) in expected {
        assert_eq!(total(&claim, on), expected, "{on}");
    }
}

#[test]
fn dk_3_over_a_half_year_from_the_next_bank_day() {
    assert_eq!(interest(&claim(Denmark).due(day(5, 15)), day(8, 15)), 24_089);
}

#[test]
fn dk_4_the_years_of_a_negative_reference_rate() {
    assert_eq!(interest(&claim(Denmark).due(date(2022, 3, 1)), date(2022, 3, 31)), 6_205);
}

#[test]
fn dk_5_a_part_payment_in_both_orders() {
    let claim = claim(Denmark).reminder(day(9, 2), day(9, 11), ALL).payment(day(9, 15), 400_000);
    let by_principal = owed(&claim, &Statutes::built_in(), &LAW, day(9, 22)).unwrap();
    assert_eq!((by_principal.principal, by_principal.interest, by_principal.costs), (600_000, 4_986, 41_000));
    assert_eq!(by_principal.total(), 645_986);
    let by_costs = owed(&claim.costs_first(), &Statutes::built_in(), &LAW, day(9, 22)).unwrap();
    assert_eq!((by_costs.principal, by_costs.interest, by_costs.costs), (644_836, 1_237, 0));
    assert_eq!(by_costs.total(), 646_073);
}

#[test]
fn dk_6_a_credit_note_later_and_from_the_start() {
    let later = claim(Denmark).credit(day(9, 10), 250_000, CreditEffect::FromDate);
    let wrong = claim(Denmark).credit(day(9, 10), 250_000, CreditEffect::FromStart);
    assert_eq!((interest(&later, day(9, 22)), interest(&wrong, day(9, 22))), (4_932, 4_315));
}

#[test]
fn no_1_a_consumer_on_the_first_days_with_a_fee() {
    let claim = claim(Norway)
        .by(DebtorKind::Consumer)
        .letter(day(9, 2), LetterKind::FriendlyReminder, day(9, 16), FREE)
        .reminder(day(9, 15), day(9, 29), FEE)
        .notice(day(9, 30), day(10, 14), FEE)
        .letter(day(10, 15), LetterKind::PaymentDemand, day(10, 29), FEE)
        .then(day(10, 30), ClaimDeed::Handover);
    let expected = [
        (day(9, 2), 1_000_336),
        (day(9, 15), 1_008_499),
        (day(9, 30), 1_017_333),
        (day(10, 15), 1_033_667),
        (day(10, 30), 1_038_701),
    ];
    for (on, expected) in expected {
        assert_eq!(total(&claim, on), expected, "{on}");
    }
}

#[test]
fn no_2_a_business_owes_the_compensation_instead_of_fees() {
    let claim = claim(Norway).reminder(day(9, 2), day(9, 16), ALL).reminder(day(9, 17), day(10, 1), FEE);
    assert_eq!(total(&claim, day(9, 2)), 1_043_336);
    assert_eq!(owed(&claim, &Statutes::built_in(), &LAW, day(9, 17)).unwrap().costs, 43_000);
}

#[test]
fn no_3_over_a_half_year() {
    assert_eq!(interest(&claim(Norway).due(day(6, 15)), day(7, 15)), 9_966);
}
