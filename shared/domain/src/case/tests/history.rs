//! The case as the law sees it: what bounced, what was moved, what was chosen since.

use jiff::civil::{Date, date};

use crate::case::{CaseDunning, CaseLetter, LetterStanding, MoneyMove, MovedMoney};
use crate::claim::{ReminderElsewhere, ReminderKind};
use crate::country::Country;
use crate::dunning::compose::deductions;
use crate::dunning::{Asked, LetterKind, Record, Rules, owed};
use crate::ids::{LetterId, PaymentId};
use crate::samples::*;
use crate::source_invoice::FeeElsewhere;
use crate::statutes::Minor;
use crate::{CaseEvent, CollectionCase, Currency, Money};

const KR: i64 = 100;

/// 10,000.00 due on Tuesday 1 September 2026, ten per cent.
fn worked_example(moves: &[(Date, MovedMoney, i64)]) -> CollectionCase {
    let moves = moves.iter().map(|&(on, what, kroner)| MoneyMove { on, what, minor: kroner * KR }).collect();
    CollectionCase {
        due_date: date(2026, 9, 1),
        principal: dkk(10_000 * KR),
        outstanding: dkk(10_000 * KR),
        dunning: CaseDunning { moves, ..CaseDunning::default() },
        ..approved()
    }
}

/// Open principal and interest at the end of the day.
fn figures(case: &CollectionCase, day: Date) -> (Minor, Minor) {
    let rules = Rules::of(&tenant(), case);
    let ledger = owed(&case.history(Country::Denmark), &rules.statutes, &rules.caution(), day).unwrap();
    (ledger.principal, ledger.interest)
}

#[test]
fn a_payment_that_bounced_was_never_made_and_raises_nothing() {
    let (paid, back) = (date(2026, 9, 14), date(2026, 9, 21));
    let bounced = |taken_back| {
        worked_example(&[(paid, MovedMoney::Paid, 4_000), (back, MovedMoney::OwedMore, taken_back)])
    };
    let shown = |case: &CollectionCase| {
        deductions(case).into_iter().map(|one| one.amount.minor / KR).collect::<Vec<_>>()
    };
    // 27 days on 10,000: as if nothing had come.
    let whole = bounced(4_000);
    assert_eq!(figures(&whole, date(2026, 9, 28)), (1_000_000, 7_397));
    assert_eq!(whole.history(Country::Denmark).principal, 1_000_000);
    assert!(shown(&whole).is_empty());
    assert_eq!(figures(&whole, date(2026, 9, 20)), (600_000, 4_548), "until then it counted");
    // 1,000 of it: 13 days on 10,000 and 14 on 7,000.
    let part = bounced(1_000);
    assert_eq!(figures(&part, date(2026, 9, 28)), (700_000, 6_247));
    assert_eq!(shown(&part), [3_000]);
    // What is owed beyond it is a higher invoice.
    assert_eq!(bounced(5_000).history(Country::Denmark).principal, 1_100_000);
}

#[test]
fn what_bounced_is_the_last_payment_and_never_money_that_came_to_the_service() {
    let case = worked_example(&[
        (date(2026, 9, 7), MovedMoney::Paid, 1_000),
        (date(2026, 9, 10), MovedMoney::Received, 2_000),
        (date(2026, 9, 14), MovedMoney::Paid, 1_500),
        (date(2026, 9, 21), MovedMoney::OwedMore, 2_000),
    ]);
    let moves = case.dunning.moves_in_law();
    let told: Vec<_> =
        moves.iter().map(|one| (one.what, one.minor / KR, one.taken_back_on.is_some())).collect();
    assert_eq!(
        told,
        [
            (MovedMoney::Paid, 500, false),
            (MovedMoney::Paid, 500, true),
            (MovedMoney::Received, 2_000, false),
            (MovedMoney::Paid, 1_500, true),
        ]
    );
}

#[test]
fn a_due_date_that_is_moved_to_an_earlier_day_counts_as_before() {
    let due = |case: &CollectionCase, to: Date| {
        let moved = crate::SourceInvoice { due_date: Some(to), ..invoice() };
        step(case, read(moved), days_later(1)).case
    };
    let original = waiting().due_date;
    let earlier = due(&waiting(), days_later(-30).today);
    assert_eq!((earlier.due_date, earlier.counted_due()), (days_later(-30).today, original));
    assert_eq!(earlier.history(Country::Denmark).due_date, original);
    let later = due(&earlier, days_later(-2).today);
    assert_eq!((later.counted_due(), later.counts_from), (days_later(-2).today, None));
}

#[test]
fn a_payment_to_the_service_counts_from_the_day_on_which_it_was_made() {
    let paid_on = |on: Date| {
        let payment = PaymentId::of(&tenant_id(), &["1"]);
        let event = CaseEvent::PaymentReceived { payment, amount: dkk(40_000), on, terms: TERMS };
        step(&approved(), event, days_later(2)).case.dunning.moves
    };
    let moved = |on| vec![MoneyMove { on, what: MovedMoney::Received, minor: 40_000 }];
    assert_eq!(paid_on(today()), moved(today()));
    assert_eq!(paid_on(days_later(9).today), moved(days_later(2).today), "never later than it is known");
}

#[test]
fn in_another_currency_nothing_bears_interest() {
    let euro = |minor| Money::new(minor, Currency::EUR);
    let case =
        CollectionCase { principal: euro(1_000_000), outstanding: euro(1_000_000), ..worked_example(&[]) };
    assert_eq!(figures(&case, date(2026, 9, 28)), (1_000_000, 0));
}

#[test]
fn a_plan_that_is_chosen_later_takes_no_fee_back_and_gives_none_anew() {
    let mut case = worked_example(&[]);
    case.dunning.letters = [(9, 4), (9, 15), (9, 28)]
        .into_iter()
        .zip(0..)
        .map(|((month, day), step)| CaseLetter {
            id: LetterId::of(&tenant_id(), &[&day.to_string()]),
            kind: LetterKind::Reminder,
            step,
            on: date(2026, month, day),
            pay_by: date(2026, month, day),
            asked: Asked { fee: true, compensation: false },
            fee_elsewhere: false,
            standing: LetterStanding::Sent,
        })
        .collect();
    let mut rules = Rules::of(&tenant(), &case);
    for step in &mut rules.plan.steps {
        step.gap_days = 30;
    }
    let record =
        Record::of(&case.history(Country::Denmark), &rules.statutes, &rules.caution(), date(2026, 10, 30));
    assert_eq!(record.fee_letters.len(), 3);
}

#[test]
fn a_fee_of_others_that_is_claimed_and_told_of_is_one_and_a_free_reminder_is_none() {
    let on = date(2026, 9, 4);
    let told = |fee: Option<Money>| ReminderElsewhere {
        kind: ReminderKind::Reminder,
        number: None,
        sent_on: on,
        deadline: None,
        fee,
        channel: None,
    };
    let spent = |fees: &[FeeElsewhere], letters: &[ReminderElsewhere]| {
        let case = CollectionCase {
            fees_elsewhere: fees.to_vec(),
            reminders_elsewhere: letters.to_vec(),
            ..worked_example(&[])
        };
        (case.history(Country::Denmark).events.len(), case.fees_are_spent(Country::Norway))
    };
    let hundred = dkk(100 * KR);
    let claimed = FeeElsewhere { amount: hundred, charged_on: Some(on) };
    assert_eq!(spent(std::slice::from_ref(&claimed), &[told(Some(hundred))]), (1, true));
    assert_eq!(spent(&[], &[told(Some(hundred))]), (1, true));
    assert_eq!(spent(&[], &[told(Some(dkk(0))), told(None)]), (0, false));
}
