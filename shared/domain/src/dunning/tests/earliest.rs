//! First lawful days.

use jiff::civil::date;

use super::bed::*;
use crate::country::Country::{Denmark, Norway};
use crate::dunning::{
    Caution, ClaimDeed, Fate, Forbidden, LetterKind, SentLetter, StepKind, Wanted, deadline, earliest, letter,
};
use crate::source_invoice::DebtorKind;
use crate::statutes::{Missing, Statutes};

const REMINDER: Wanted = Wanted { kind: StepKind::Reminder, fee: true };
const NOTICE: Wanted = Wanted { kind: StepKind::CollectionNotice, fee: true };
const FREE_NOTICE: Wanted = Wanted { kind: StepKind::CollectionNotice, fee: false };
const DEMAND: Wanted = Wanted { kind: StepKind::PaymentDemand, fee: true };
const HANDOVER: Wanted = Wanted { kind: StepKind::Handover, fee: false };

fn law() -> Statutes {
    Statutes::built_in()
}

#[test]
fn the_cautious_schedule_waits_for_late_bookings_and_bank_days() {
    let caution = Caution { gap_days: 11, hold_to_bank_day: true, grace_bank_days: 2, floor: 0 };
    let mut claim = claim(Denmark);
    assert_eq!(earliest(&claim, &law(), &caution, REMINDER, day(9, 1)), Ok(day(9, 4)));
    claim = claim.reminder(day(9, 4), day(9, 14), ALL);
    assert_eq!(earliest(&claim, &law(), &caution, REMINDER, day(9, 4)), Ok(day(9, 15)));
    claim = claim.reminder(day(9, 15), day(9, 25), FEE);
    assert_eq!(earliest(&claim, &law(), &caution, NOTICE, day(9, 15)), Ok(day(9, 28)));
    assert_eq!(deadline(Denmark, LetterKind::CollectionNotice, day(9, 28), 11), Ok(day(10, 9)));
    claim = claim.notice(day(9, 28), day(10, 9), FEE);
    assert_eq!(earliest(&claim, &law(), &caution, HANDOVER, day(9, 28)), Ok(day(10, 13)));
    assert_eq!(earliest(&claim, &law(), &caution, REMINDER, day(9, 28)), Err(Forbidden::FeeCapReached));
}

#[test]
fn norway_from_the_fourteenth_day_to_the_hand_over() {
    let mut claim = claim(Norway).by(DebtorKind::Consumer);
    assert_eq!(earliest(&claim, &law(), &LAW, REMINDER, day(9, 1)), Ok(day(9, 15)));
    assert_eq!(earliest(&claim, &law(), &LAW, FREE_NOTICE, day(9, 1)), Ok(day(9, 2)));
    assert_eq!(earliest(&claim, &law(), &LAW, DEMAND, day(9, 1)), Err(Forbidden::NoValidNotice));
    claim = claim.reminder(day(9, 15), day(9, 29), FEE);
    assert_eq!(earliest(&claim, &law(), &LAW, NOTICE, day(9, 16)), Ok(day(9, 30)));
    claim = claim.notice(day(9, 30), day(10, 14), FEE);
    assert_eq!(earliest(&claim, &law(), &LAW, DEMAND, day(9, 30)), Ok(day(10, 15)));
    claim = claim.letter(day(10, 15), LetterKind::PaymentDemand, day(10, 29), FEE);
    assert_eq!(earliest(&claim, &law(), &LAW, HANDOVER, day(10, 15)), Ok(day(10, 30)));
    assert_eq!(earliest(&claim, &law(), &LAW, DEMAND, day(10, 15)), Err(Forbidden::PaymentDemandUsed));
}

#[test]
fn a_third_norwegian_fee_waits_until_six_months_have_passed() {
    let claim = claim(Norway)
        .by(DebtorKind::Consumer)
        .due(date(2026, 2, 2))
        .reminder(date(2026, 2, 16), date(2026, 3, 2), FEE)
        .reminder(date(2026, 3, 3), date(2026, 3, 17), FEE);
    assert_eq!(earliest(&claim, &law(), &LAW, REMINDER, date(2026, 3, 4)), Ok(date(2026, 9, 4)));
    let asked = letter(&claim, &law(), &LAW, LetterKind::Reminder, FEE, date(2026, 9, 3));
    assert_eq!(asked, Err(Forbidden::FeeCapReached));
    assert!(letter(&claim, &law(), &LAW, LetterKind::Reminder, FEE, date(2026, 9, 4)).is_ok());
}

#[test]
fn a_norwegian_first_deadline_that_was_too_short_blocks_the_second_fee() {
    let claim = claim(Norway).by(DebtorKind::Consumer).reminder(day(9, 15), day(9, 28), FEE);
    let free = claim.letter(day(9, 29), LetterKind::Reminder, day(10, 13), FREE);
    let asked = letter(&free, &law(), &LAW, LetterKind::Reminder, FEE, day(10, 14));
    assert_eq!(asked, Err(Forbidden::TooEarly));
}

#[test]
fn no_danish_fee_while_a_notice_runs_or_within_ten_days() {
    let claim = claim(Denmark).notice(day(9, 2), day(9, 18), FEE);
    assert_eq!(earliest(&claim, &law(), &LAW, REMINDER, day(9, 3)), Ok(day(9, 19)));
    let short = super::bed::claim(Denmark).reminder(day(9, 2), day(9, 4), FEE);
    let at = |on| letter(&short, &law(), &LAW, LetterKind::Reminder, FEE, on);
    assert_eq!(at(day(9, 11)), Err(Forbidden::TooEarly));
    assert_eq!(at(day(9, 12)).map(|letter| letter.costs_after), Ok(20_000));
}

#[test]
fn a_fee_on_another_claim_of_the_same_arrears_counts_and_starts_the_gap() {
    let claim =
        claim(Denmark).then(day(9, 10), ClaimDeed::FeeElsewhere).then(day(9, 21), ClaimDeed::FeeElsewhere);
    assert_eq!(earliest(&claim, &law(), &LAW, REMINDER, day(9, 21)), Ok(day(10, 1)));
    let third = claim.reminder(day(10, 1), day(10, 11), FEE);
    assert_eq!(earliest(&third, &law(), &LAW, REMINDER, day(10, 1)), Err(Forbidden::FeeCapReached));
}

#[test]
fn a_notice_with_too_short_a_deadline_or_that_bounced_opens_nothing() {
    let short = claim(Denmark).notice(day(9, 2), day(9, 11), FREE);
    assert_eq!(earliest(&short, &law(), &LAW, HANDOVER, day(9, 20)), Err(Forbidden::NoValidNotice));
    for fate in [Fate::Bounced, Fate::Voided] {
        let letter =
            SentLetter { kind: LetterKind::CollectionNotice, deadline: day(9, 18), asked: ALL, fate };
        let bounced = claim(Denmark).then(day(9, 2), ClaimDeed::Letter(letter));
        assert_eq!(earliest(&bounced, &law(), &LAW, HANDOVER, day(9, 20)), Err(Forbidden::NoValidNotice));
        assert_eq!(earliest(&bounced, &law(), &LAW, REMINDER, day(9, 3)), Ok(day(9, 3)));
        let again = super::super::owed(&bounced, &law(), &LAW, day(9, 20)).unwrap();
        assert_eq!(again.costs, 0);
    }
}

#[test]
fn hand_over_waits_for_the_latest_notice() {
    let claim = claim(Denmark).notice(day(9, 2), day(9, 14), FREE).notice(day(9, 10), day(9, 21), FREE);
    assert_eq!(earliest(&claim, &law(), &LAW, HANDOVER, day(9, 15)), Ok(day(9, 22)));
}

#[test]
fn what_the_law_does_not_know_yet_is_refused_by_its_name() {
    let claim = claim(Norway).by(DebtorKind::Consumer).due(date(2026, 12, 21));
    let review = earliest(&claim, &law(), &LAW, REMINDER, date(2026, 12, 22)).unwrap_err();
    assert_eq!(review.code(), "regime_review_required");
    let reviewed = law().reviewed_through(date(2027, 12, 31));
    let fees = earliest(&claim, &reviewed, &LAW, REMINDER, date(2026, 12, 22)).unwrap_err();
    assert_eq!(fees.code(), "fee_row_missing");
    let free = Wanted { kind: StepKind::Reminder, fee: false };
    let rates = earliest(&claim, &reviewed, &LAW, free, date(2027, 1, 4)).unwrap_err();
    assert_eq!(rates, Forbidden::Missing(Missing::Rate { half_year: date(2027, 1, 1) }));
}

#[test]
fn a_rest_below_the_floor_asks_and_one_at_the_floor_does_not() {
    let caution = Caution { floor: 5_000, ..LAW };
    let rest = |paid| claim(Denmark).payment(day(9, 3), paid);
    let asked = |paid| earliest(&rest(paid), &law(), &caution, REMINDER, day(9, 4));
    assert_eq!(asked(995_001), Err(Forbidden::BelowFloor));
    assert_eq!(asked(995_000), Ok(day(9, 4)));
    let mut small = claim(Denmark);
    small.principal = 4_000;
    assert_eq!(earliest(&small, &law(), &caution, REMINDER, day(9, 4)), Ok(day(9, 4)));
}

#[test]
fn deadlines_leave_what_the_law_asks_and_end_on_a_bank_day() {
    let short = |least_days| Err(Forbidden::DeadlineTooShort { least_days });
    assert_eq!(deadline(Denmark, LetterKind::CollectionNotice, day(9, 1), 9), short(10));
    assert_eq!(deadline(Norway, LetterKind::Reminder, day(9, 1), 13), short(14));
    assert_eq!(deadline(Denmark, LetterKind::Reminder, day(9, 1), 3), Ok(day(9, 4)));
    assert_eq!(deadline(Denmark, LetterKind::CollectionNotice, day(12, 21), 10), Ok(date(2027, 1, 4)));
    assert_eq!(deadline(Norway, LetterKind::CollectionNotice, day(9, 15), 14), Ok(day(9, 29)));
    assert_eq!(
        deadline(Denmark, LetterKind::PaymentDemand, day(9, 15), 14),
        Err(Forbidden::StepNotInCountry)
    );
}
