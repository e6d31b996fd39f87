use jiff::civil::date;

use crate::case::{Bearer, CaseLetter, CloseReason, LetterStanding, Terms};
use crate::dunning::{Asked, LetterKind, NextStep, Rules, next_step};
use crate::ids::{LetterId, PaymentId};
use crate::news::Tiding;
use crate::samples::*;
use crate::tenant::FeePolicy;
use crate::{CaseEvent, CollectionCase, Decision};

/// Approved, with one reminder of 100.00 and the compensation of 310.00 that went out today.
pub(super) fn reminded() -> CollectionCase {
    let id = LetterId::of(&tenant_id(), &["1"]);
    let letter = CaseLetter {
        id: id.clone(),
        kind: LetterKind::Reminder,
        step: 0,
        on: today(),
        pay_by: date(2026, 12, 1),
        asked: Asked { fee: true, compensation: true },
        fee_elsewhere: false,
        standing: LetterStanding::Sending,
    };
    let case = step(&approved(), CaseEvent::LetterClaimed(Box::new(letter)), morning()).case;
    step(&case, CaseEvent::LetterSettled { letter: id, standing: LetterStanding::Sent }, morning()).case
}

fn paid(outstanding: i64, fee_policy: FeePolicy) -> crate::case::Step {
    let invoice = Box::new(owed(outstanding, 0));
    step(&reminded(), CaseEvent::SourceRead { invoice, terms: Terms { fee_policy, ..TERMS } }, days_later(2))
}

fn tidings(step: &crate::case::Step) -> &[Tiding] {
    step.news.as_ref().map_or(&[], |news| &news.tidings)
}

/// 1,000.00 from 12 November, ten per cent: 11 days to the day before the payment was seen are 3.01.
const CHARGES: i64 = 10_000 + 31_000 + 301;

#[test]
fn a_creditor_that_covers_the_charges_is_told_them_and_the_case_closes() {
    let step = paid(0, FeePolicy::ChargeCreditor);
    let amount = dkk(CHARGES);
    assert_eq!(
        tidings(&step),
        [Tiding::PaidInFull { amount: dkk(100_000) }, Tiding::ChargesBorne { amount }]
    );
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::PaidInFull));
    assert_eq!(step.case.charges.unwrap().bearer, Bearer::Creditor);
}

#[test]
fn pursued_charges_are_asked_for_in_one_free_letter_after_the_creditor_had_three_days_to_stop_it() {
    let step = paid(0, FeePolicy::PursueDebtor);
    assert_eq!(tidings(&step)[1], Tiding::ChargesPursued { amount: dkk(CHARGES) });
    assert!(step.case.chases_charges() && !step.news.as_ref().unwrap().closed);
    assert_eq!(step.case.batch, SECOND);
    let rules = Rules::of(&tenant(), &step.case);
    let NextStep::Letter(letter) = next_step(&step.case, &rules, days_later(2).today) else {
        panic!("a letter is to come")
    };
    assert_eq!((letter.kind, letter.asked), (LetterKind::FriendlyReminder, Asked::default()));
    assert_eq!((letter.on, letter.pay_by), (date(2026, 11, 26), date(2026, 12, 10)));
}

#[test]
fn charges_that_are_not_paid_after_their_letter_are_given_up_and_told() {
    let case = paid(0, FeePolicy::PursueDebtor).case;
    let rules = Rules::of(&tenant(), &case);
    let NextStep::Letter(next) = next_step(&case, &rules, days_later(5).today) else { panic!() };
    let letter = CaseLetter {
        id: LetterId::of(&tenant_id(), &["2"]),
        kind: next.kind,
        step: next.step,
        on: next.on,
        pay_by: next.pay_by,
        asked: next.asked,
        fee_elsewhere: false,
        standing: LetterStanding::Sending,
    };
    let case = step(&case, CaseEvent::LetterClaimed(Box::new(letter)), days_later(5)).case;
    let on = date(2026, 12, 15);
    assert_eq!(next_step(&case, &rules, days_later(6).today), NextStep::GiveUpCharges { on });
    let step = step(&case, CaseEvent::ChargesGivenUp { open_batch: SECOND }, days_later(25));
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::PaidInFull));
    assert_eq!(tidings(&step), [Tiding::ChargesGivenUp { amount: dkk(CHARGES) }]);
}

#[test]
fn a_creditor_that_stops_the_pursuit_closes_the_case_as_paid() {
    let case = paid(0, FeePolicy::PursueDebtor).case;
    let stopped = step(&case, CaseEvent::Decided(Decision::Decline), days_later(3)).case;
    assert_eq!(stopped.status.close_reason(), Some(CloseReason::PaidInFull));
    assert_eq!(stopped.charges.unwrap().bearer, Bearer::Creditor);
}

#[test]
fn what_was_paid_beyond_the_invoice_covers_the_charges_first_and_the_rest_is_flagged() {
    let all = paid(-CHARGES, FeePolicy::PursueDebtor);
    assert_eq!(tidings(&all), [Tiding::PaidInFull { amount: dkk(100_000) }]);
    assert_eq!(all.case.charges, None);
    let more = paid(-CHARGES - 500, FeePolicy::PursueDebtor);
    assert_eq!(tidings(&more)[1..], [Tiding::Overpaid { amount: dkk(500) }]);
    assert!(!more.case.is_open());
}

#[test]
fn charges_that_come_later_close_the_case() {
    let case = paid(0, FeePolicy::PursueDebtor).case;
    let some = step(&case, read(owed(-20_000, 0)), days_later(3)).case;
    assert!(some.chases_charges() && some.charges.unwrap().minor == CHARGES - 20_000);
    let all = step(&some, read(owed(-CHARGES, 0)), days_later(4));
    assert_eq!(tidings(&all), [Tiding::ChargesPaid { amount: dkk(CHARGES - 20_000) }]);
    assert!(!all.case.is_open());
}

#[test]
fn what_was_paid_while_the_debtor_objected_is_not_pursued() {
    let reason = crate::case::DebtorWords::new("Nej.");
    let disputed = step(&reminded(), CaseEvent::Objected { reason, open_batch: SECOND }, days_later(1)).case;
    let step = step(&disputed, read(owed(0, 0)), days_later(2));
    assert!(!step.case.is_open());
    assert_eq!(step.case.charges.unwrap().bearer, Bearer::Creditor);
}

#[test]
fn charges_that_are_not_worth_a_letter_are_not_pursued() {
    let step = paid(-CHARGES + 4_999, FeePolicy::PursueDebtor);
    assert_eq!(tidings(&step)[1..], [Tiding::ChargesBorne { amount: dkk(4_999) }]);
    assert!(!step.case.is_open());
}

#[test]
fn what_no_letter_has_asked_for_is_not_asked_for_after_the_payment() {
    let step = step(&approved(), read(owed(0, 0)), days_later(2));
    assert_eq!(tidings(&step), [Tiding::PaidInFull { amount: dkk(100_000) }]);
    assert!(!step.case.is_open() && step.case.charges.is_none());
}

#[test]
fn a_payment_to_the_service_covers_the_charges_with_what_it_brings_beyond_the_invoice() {
    let event = |minor| CaseEvent::PaymentReceived {
        payment: PaymentId::of(&tenant_id(), &["1"]),
        amount: dkk(minor),
        on: days_later(2).today,
        terms: TERMS,
    };
    // The day of the payment counts: 3.29.
    let whole = step(&reminded(), event(100_000 + 41_000 + 329), days_later(2)).case;
    assert!(!whole.is_open() && whole.charges.is_none());
    let bare = step(&reminded(), event(100_000), days_later(2)).case;
    assert!(bare.chases_charges());
}

#[test]
fn an_invoice_that_is_owed_again_is_chased_as_before() {
    let case = paid(0, FeePolicy::PursueDebtor).case;
    let again = step(&case, read(owed(100_000, 0)), days_later(4)).case;
    assert_eq!((again.charges, again.outstanding), (None, dkk(100_000)));
    assert!(again.runs());
}

#[test]
fn after_a_reversed_payment_no_letter_goes_for_two_bank_days() {
    let part = step(&reminded(), read(owed(40_000, 0)), days_later(2)).case;
    let back = step(&part, read(owed(100_000, 0)), days_later(4)).case;
    // Seen on Wednesday: Thursday and Friday are free, and Saturday is no day for letters anyway.
    assert_eq!(back.dunning.holds_until, Some(date(2026, 11, 28)));
}
