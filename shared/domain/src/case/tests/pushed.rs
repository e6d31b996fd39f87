//! Cases that come by push: opened approved, and never owing less than nothing.

use jiff::civil::date;

use super::charges::reminded;
use crate::case::{CaseEvent, Happening, Step, advance, is_conserved, open_pushed};
use crate::claim::{Change, RegisterClaim, ReminderElsewhere, ReminderKind};
use crate::ids::{BatchNumber, SystemName};
use crate::samples::{
    TERMS, approved, days_later, declined, dkk, invoice, morning, owed, read, step, tenant_id, waiting,
};
use crate::{CaseStatus, CloseReason, CollectionCase, Tiding};

fn claim() -> RegisterClaim {
    let invoice = invoice();
    let reminder = ReminderElsewhere {
        kind: ReminderKind::Reminder,
        number: Some(1),
        sent_on: date(2026, 11, 13),
        deadline: None,
        fee: Some(dkk(10_000)),
        channel: None,
    };
    RegisterClaim {
        invoice: invoice.id,
        number: invoice.number,
        issue_date: date(2026, 10, 28),
        due_date: date(2026, 11, 11),
        gross: dkk(100_000),
        principal: dkk(100_000),
        debtor: invoice.debtor,
        payment_reference: None,
        description: None,
        charges: vec![],
        reminders: vec![reminder],
        documents: vec![],
        terms: None,
    }
}

/// So much is left beside the invoice of 1,000.00 two days after a reminder of 100.00 and 310.00: 11 days at ten per cent.
const CHARGES: i64 = 10_000 + 31_000 + 301;

/// Two days after the reminder.
fn told_after_a_reminder(case: &CollectionCase, change: Change) -> Option<Step> {
    let told = advance(case, &CaseEvent::Reported { change, terms: TERMS }, days_later(2)).unwrap();
    assert!(told.iter().all(|step| is_conserved(&step.case)));
    told
}

fn tidings(step: Step) -> Vec<Tiding> {
    step.news.map_or(vec![], |news| news.tidings)
}

fn opened(told: &[Change]) -> Step {
    open_pushed(&tenant_id(), &SystemName::known("minuba"), &claim(), told, morning())
}

fn paid(minor: i64) -> Change {
    Change::Paid { amount: dkk(minor) }
}

fn credited(minor: i64) -> Change {
    Change::Credited { amount: dkk(minor) }
}

fn told(case: &CollectionCase, change: Change) -> Option<Step> {
    let step = advance(case, &CaseEvent::Reported { change, terms: TERMS }, morning()).unwrap();
    if let Some(step) = &step {
        assert!(is_conserved(&step.case), "{:?}", step.case);
        assert!(step.case.outstanding.minor >= 0);
        assert_eq!(step.case.version, case.version + 1);
    }
    step
}

fn closed_as(case: &CollectionCase) -> Option<CloseReason> {
    case.status.close_reason()
}

#[test]
fn a_pushed_case_starts_approved_and_no_mail_asks_about_it() {
    let step = opened(&[]);
    assert_eq!((step.case.status.word(), step.case.version), ("scheduled", 1));
    assert_eq!(step.case.batch, BatchNumber::NONE);
    assert!(!step.case.was_approved_by_silence());
    assert_eq!(step.case.reminders_elsewhere, claim().reminders);
    assert_eq!(step.case.fees_elsewhere.iter().map(|fee| fee.amount).collect::<Vec<_>>(), [dkk(10_000)]);
    // What is claimed as principal holds no fee.
    assert_eq!((step.case.principal, step.case.outstanding), (dkk(100_000), dkk(100_000)));
    assert_eq!(step.entry.happening, Happening::Received { principal: dkk(100_000), tidings: vec![] });
}

#[test]
fn what_was_told_before_counts_from_the_first_moment() {
    let step = opened(&[paid(30_000), credited(20_000)]);
    assert!(is_conserved(&step.case));
    assert_eq!(
        (step.case.outstanding, step.case.paid, step.case.credited),
        (dkk(50_000), dkk(30_000), dkk(20_000))
    );
    let tidings =
        vec![Tiding::PartPaid { amount: dkk(30_000) }, Tiding::PartCredited { amount: dkk(20_000) }];
    assert_eq!(step.entry.happening, Happening::Received { principal: dkk(100_000), tidings });
    for (told, reason) in [
        (paid(100_000), CloseReason::PaidInFull),
        (paid(170_000), CloseReason::PaidInFull),
        (credited(100_000), CloseReason::Credited),
        (Change::Withdrawn, CloseReason::WithdrawnByCreditor),
    ] {
        let step = opened(&[told]);
        assert_eq!((closed_as(&step.case), step.case.version), (Some(reason), 1), "{told:?}");
        assert!(is_conserved(&step.case) && !step.case.is_followed());
    }
}

#[test]
fn payments_and_credits_lower_the_case_and_the_last_one_closes_it() {
    let case = opened(&[]).case;
    let part = told(&case, paid(99_999)).unwrap();
    assert_eq!(part.news.unwrap().tidings, [Tiding::PartPaid { amount: dkk(99_999) }]);
    assert_eq!(part.case.status, CaseStatus::Scheduled);
    let rest = told(&part.case, credited(1)).unwrap();
    assert_eq!(closed_as(&rest.case), Some(CloseReason::Credited));
    assert_eq!(
        rest.entry.happening,
        Happening::Reported { tidings: vec![Tiding::PartCredited { amount: dkk(1) }] }
    );
    assert!(rest.news.unwrap().closed);
    let whole = told(&case, credited(100_000)).unwrap();
    assert_eq!(whole.news.unwrap().tidings, [Tiding::CreditedInFull { amount: dkk(100_000) }]);
}

#[test]
fn an_overpayment_closes_at_zero_and_what_comes_after_changes_nothing() {
    let case = opened(&[]).case;
    let over = told(&case, paid(150_000)).unwrap();
    assert_eq!((over.case.outstanding, over.case.paid), (dkk(0), dkk(100_000)));
    assert_eq!(closed_as(&over.case), Some(CloseReason::PaidInFull));
    for late in [paid(1), credited(1), Change::Withdrawn] {
        assert_eq!(told(&over.case, late), None);
    }
}

#[test]
fn a_pushed_payment_of_everything_covers_the_charges_too_and_nobody_is_asked_for_them() {
    let all = told_after_a_reminder(&reminded(), paid(100_000 + CHARGES)).unwrap();
    assert_eq!((closed_as(&all.case), all.case.charges), (Some(CloseReason::PaidInFull), None));
    assert_eq!(tidings(all), [Tiding::PaidInFull { amount: dkk(100_000) }]);
    let more = told_after_a_reminder(&reminded(), paid(100_000 + CHARGES + 500)).unwrap();
    assert_eq!(tidings(more)[1..], [Tiding::Overpaid { amount: dkk(500) }]);
}

#[test]
fn pushed_payments_of_the_charges_alone_lower_them_and_the_last_one_closes_the_case() {
    let bare = told_after_a_reminder(&reminded(), paid(100_000)).unwrap().case;
    assert!(bare.chases_charges());
    assert_eq!(told_after_a_reminder(&bare, credited(1)), None, "a credit note is no payment");
    let part = told_after_a_reminder(&bare, paid(20_000)).unwrap();
    assert!(part.case.chases_charges() && part.case.charges.unwrap().minor == CHARGES - 20_000);
    assert_eq!(
        part.entry.happening,
        Happening::Reported { tidings: vec![Tiding::PartPaid { amount: dkk(20_000) }] }
    );
    assert_eq!(part.news, None, "the invoice itself is not part-paid");
    let all = told_after_a_reminder(&part.case, paid(CHARGES - 20_000)).unwrap();
    assert_eq!((closed_as(&all.case), all.case.paid), (Some(CloseReason::PaidInFull), dkk(100_000)));
    let case = all.case.clone();
    assert_eq!(tidings(all), [Tiding::ChargesPaid { amount: dkk(CHARGES - 20_000) }]);
    assert_eq!(told_after_a_reminder(&case, paid(1)), None);
}

#[test]
fn a_withdrawal_while_the_charges_are_pursued_ends_that_and_is_told() {
    let bare = told_after_a_reminder(&reminded(), paid(100_000)).unwrap().case;
    let step = told_after_a_reminder(&bare, Change::Withdrawn).unwrap();
    assert!(!step.case.is_open());
    assert_eq!(tidings(step), [Tiding::Withdrawn]);
}

#[test]
fn a_withdrawal_closes_the_case_and_is_told() {
    let step = told(&opened(&[]).case, Change::Withdrawn).unwrap();
    assert_eq!(closed_as(&step.case), Some(CloseReason::WithdrawnByCreditor));
    assert_eq!((step.case.outstanding, step.case.is_followed()), (dkk(100_000), false));
    assert_eq!(step.news.unwrap().tidings, [Tiding::Withdrawn]);
}

#[test]
fn a_payment_on_a_case_that_its_tenant_declined_is_counted_and_not_told() {
    let step = told(&declined(), paid(40_000)).unwrap();
    assert_eq!((step.case.outstanding, step.news), (dkk(60_000), None));
    assert_eq!(closed_as(&step.case), Some(CloseReason::DeclinedByCreditor));
}

#[test]
fn a_payment_that_was_pushed_is_not_counted_again_when_the_invoice_is_read() {
    let case = told(&told(&approved(), paid(30_000)).unwrap().case, credited(20_000)).unwrap().case;
    assert_eq!(advance(&case, &read(owed(50_000, 20_000)), days_later(1)), Ok(None));
    let more = step(&case, read(owed(40_000, 20_000)), days_later(2));
    assert_eq!((more.case.paid, more.case.credited), (dkk(40_000), dkk(20_000)));
    assert!(is_conserved(&more.case));
}

#[test]
fn handing_over_a_fetched_invoice_approves_its_case() {
    let hand_over =
        |case: &CollectionCase| advance(case, &CaseEvent::HandedOver(Box::new(claim())), morning());
    let step = hand_over(&waiting()).unwrap().unwrap();
    assert_eq!((step.case.status.word(), step.case.version), ("scheduled", 2));
    assert_eq!(step.case.reminders_elsewhere.len(), 1);
    assert_eq!(hand_over(&step.case), Ok(None));
    assert!(hand_over(&declined()).is_err());
}
