//! Payments, credits and letters that meet.

use super::bed::*;
use crate::country::Country::{Denmark, Norway};
use crate::dunning::{ClaimDeed, CreditEffect, Forbidden, LetterKind, letter, owed};
use crate::statutes::Statutes;

fn law() -> Statutes {
    Statutes::built_in()
}

fn costs(claim: &crate::dunning::ClaimHistory) -> i128 {
    owed(claim, &law(), &LAW, day(10, 15)).unwrap().costs
}

#[test]
fn a_payment_on_the_letters_day_voids_its_fee_and_leaves_the_compensation() {
    let claim = claim(Denmark).payment(day(9, 12), 1_000_000).reminder(day(9, 12), day(9, 22), ALL);
    assert_eq!(costs(&claim), 31_000);
    let asked = letter(&claim, &law(), &LAW, LetterKind::Reminder, ALL, day(9, 12));
    assert_eq!(asked, Err(Forbidden::PrincipalPaid));
}

#[test]
fn a_payment_the_day_after_the_letter_leaves_its_fee() {
    assert_eq!(
        costs(&claim(Denmark).reminder(day(9, 12), day(9, 22), ALL).payment(day(9, 13), 1_000_000)),
        41_000
    );
}

#[test]
fn a_part_payment_on_the_letters_day_leaves_its_fee() {
    assert_eq!(
        costs(&claim(Denmark).payment(day(9, 12), 999_999).reminder(day(9, 12), day(9, 22), FEE)),
        10_000
    );
}

#[test]
fn a_letter_to_one_who_had_paid_charges_nothing() {
    assert_eq!(
        costs(&claim(Denmark).payment(day(9, 11), 1_000_000).reminder(day(9, 12), day(9, 22), ALL)),
        0
    );
}

#[test]
fn what_is_paid_beyond_the_principal_pays_costs_then_interest_then_is_overpaid() {
    let claim = claim(Denmark).reminder(day(9, 2), day(9, 12), FEE).payment(day(9, 11), 1_020_000);
    let ledger = owed(&claim, &law(), &LAW, day(10, 15)).unwrap();
    assert_eq!((ledger.principal, ledger.costs, ledger.interest, ledger.overpaid), (0, 0, 0, 7_260));
    assert_eq!(ledger.accrued_interest, 2_740);
}

#[test]
fn a_reversed_payment_leaves_the_claim_as_if_it_had_never_come() {
    let paid = ClaimDeed::Payment { amount: 1_000_000, reversed_on: Some(day(9, 20)) };
    let claim = claim(Denmark).then(day(9, 3), paid);
    assert_eq!(owed(&claim, &law(), &LAW, day(9, 19)).unwrap().total(), 548);
    assert_eq!(owed(&claim, &law(), &LAW, day(9, 20)).unwrap().total(), 1_005_205);
}

#[test]
fn a_wrong_invoice_leaves_nothing_and_a_returned_one_leaves_its_charges() {
    let reminded = || claim(Denmark).reminder(day(9, 2), day(9, 12), FEE);
    let wrong = reminded().credit(day(9, 10), 1_000_000, CreditEffect::FromStart).payment(day(9, 12), 5_000);
    let ledger = owed(&wrong, &law(), &LAW, day(10, 15)).unwrap();
    assert_eq!((ledger.total(), ledger.overpaid), (0, 5_000));
    let returned = reminded().credit(day(9, 10), 1_000_000, CreditEffect::FromDate);
    assert_eq!(costs(&returned), 10_000);
    let asked = letter(&returned, &law(), &LAW, LetterKind::Reminder, FREE, day(9, 12));
    assert_eq!(asked, Err(Forbidden::ClaimClosed));
}

#[test]
fn a_credit_note_known_later_does_not_change_what_was_said_before() {
    let claim = claim(Denmark).credit(day(9, 10), 250_000, CreditEffect::FromStart);
    assert_eq!(owed(&claim, &law(), &LAW, day(9, 9)).unwrap().principal, 1_000_000);
    assert_eq!(owed(&claim, &law(), &LAW, day(9, 10)).unwrap().principal, 750_000);
}

#[test]
fn a_norwegian_compensation_after_a_fee_makes_the_larger_of_the_two() {
    let claim = claim(Norway).reminder(day(9, 15), day(9, 29), FEE);
    let asked = letter(&claim, &law(), &LAW, LetterKind::CollectionNotice, ALL, day(9, 30)).unwrap();
    assert_eq!((asked.granted.fee, asked.granted.compensation, asked.costs_after), (0, 43_000, 43_000));
    let again = claim.notice(day(9, 30), day(10, 14), ALL);
    let fee = letter(&again, &law(), &LAW, LetterKind::Reminder, FEE, day(10, 15));
    assert_eq!(fee, Err(Forbidden::CompensationTaken));
}

#[test]
fn an_unlawful_hand_over_costs_nothing_and_still_ends_our_letters() {
    let claim = claim(Denmark).then(day(9, 10), ClaimDeed::Handover);
    assert_eq!(costs(&claim), 0);
    let asked = letter(&claim, &law(), &LAW, LetterKind::Reminder, FREE, day(9, 12));
    assert_eq!(asked, Err(Forbidden::HandedOver));
}
