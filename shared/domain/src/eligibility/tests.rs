use jiff::civil::date;

use super::*;
use crate::money::Currency;
use crate::samples::{amounts, at, invoice, rules, today};
use crate::{ChangeMark, Money};

/// The sample invoice made wrong in one way, and the code that this way has.
type Flaw = (ReasonCode, fn(&mut SourceInvoice, &mut Requirements));

/// In the order of the table: an earlier flaw hides a later one.
const FLAWS: &[Flaw] = &[
    (ReasonCode::CreditNote, |invoice, _| invoice.kind = DocumentKind::CreditNote),
    (ReasonCode::Draft, |invoice, _| invoice.state = InvoiceState::Draft),
    (ReasonCode::Voided, |invoice, _| invoice.state = InvoiceState::Voided),
    (ReasonCode::UnknownCurrency, |invoice, _| {
        invoice.amounts = Err(AmountsProblem::UnknownCurrency("XTS".into()));
    }),
    (ReasonCode::InconsistentAmounts, |invoice, _| {
        invoice.amounts = Err(AmountsProblem::Inconsistent("balance".into()));
    }),
    (ReasonCode::NothingOutstanding, |invoice, _| invoice.amounts = Ok(amounts(0))),
    (ReasonCode::NoDueDate, |invoice, _| invoice.due_date = None),
    (ReasonCode::NotOverdue, |invoice, _| invoice.due_date = Some(today())),
    (ReasonCode::InCollectionElsewhere, |invoice, _| invoice.in_collection_elsewhere = true),
    (ReasonCode::Factored, |invoice, _| invoice.hold = Some(Hold::Factored)),
    (ReasonCode::Postponed, |invoice, _| {
        invoice.hold = Some(Hold::Postponed { until: date(2026, 11, 22) });
    }),
    (ReasonCode::RepaymentOpen, |invoice, _| invoice.hold = Some(Hold::Repayment)),
    (ReasonCode::BeforeStartDate, |_, rules| rules.start_date = Some(date(2026, 11, 12))),
    (ReasonCode::BeyondLookBack, |_, rules| rules.reaches_back_to = date(2026, 11, 12)),
    (ReasonCode::BelowMinimumDays, |_, rules| rules.min_days_overdue = 11),
    (ReasonCode::FetchingPaused, |_, rules| rules.fetching_paused = true),
    (ReasonCode::NoDebtorContact, |invoice, _| invoice.debtor.email = None),
];

fn judged_with(flaws: &[Flaw]) -> Result<(), ReasonCode> {
    let (mut invoice, mut rules) = (invoice(), rules());
    // The later ones first, so that where two set the same field the earlier one's value stands.
    for (_, spoil) in flaws.iter().rev() {
        spoil(&mut invoice, &mut rules);
    }
    judge(&invoice, &rules, today())
}

fn outline(due_date: Option<Date>) -> InvoiceOutline {
    InvoiceOutline {
        id: invoice().id,
        number: "1042".into(),
        kind: DocumentKind::Invoice,
        state: InvoiceState::Approved,
        due_date,
        mark: ChangeMark::from_bits(1),
    }
}

#[test]
fn an_invoice_without_a_flaw_is_eligible() {
    assert_eq!(judged_with(&[]), Ok(()));
}

#[test]
fn each_flaw_has_its_own_code() {
    for flaw in FLAWS {
        assert_eq!(judged_with(&[*flaw]), Err(flaw.0));
    }
}

#[test]
fn the_first_code_that_fits_decides() {
    for (index, flaw) in FLAWS.iter().enumerate() {
        for later in &FLAWS[index + 1..] {
            let both = judged_with(&[*flaw, *later]);
            assert_eq!(both, Err(flaw.0), "{:?} comes before {:?}", flaw.0, later.0);
        }
    }
}

#[test]
fn every_code_is_either_judged_here_or_given_by_the_run() {
    let given_by_the_run = [ReasonCode::Unreadable, ReasonCode::AlreadyACase];
    for code in ReasonCode::ALL {
        let judged_here = FLAWS.iter().any(|(flaw, _)| *flaw == code);
        assert!(judged_here != given_by_the_run.contains(&code), "{code:?}");
    }
}

#[test]
fn overdue_goes_by_the_tenants_civil_date_and_not_by_utc() {
    let due_friday = SourceInvoice { due_date: Some(date(2026, 11, 20)), ..invoice() };
    let still_friday = at("2026-11-20T22:59:59Z").today; // 23:59:59 in Copenhagen
    let past_midnight = at("2026-11-20T23:30:00Z").today; // 00:30 on Saturday in Copenhagen
    assert_eq!(judge(&due_friday, &rules(), still_friday), Err(ReasonCode::NotOverdue));
    assert_eq!(judge(&due_friday, &rules(), past_midnight), Ok(()));
}

#[test]
fn the_boundary_day_itself_is_in() {
    let all_at_once = Requirements {
        min_days_overdue: 10,
        start_date: Some(date(2026, 11, 11)),
        reaches_back_to: date(2026, 11, 11),
        fetching_paused: false,
    };
    assert_eq!(judge(&invoice(), &all_at_once, today()), Ok(()));
    assert_eq!(judge(&invoice(), &all_at_once, date(2026, 11, 20)), Err(ReasonCode::BelowMinimumDays));
    assert_eq!(judge(&invoice(), &all_at_once, date(2027, 11, 11)), Ok(()), "a missed day is caught up");
}

#[test]
fn no_minimum_still_means_overdue() {
    let none = Requirements { min_days_overdue: 0, ..rules() };
    assert_eq!(judge(&invoice(), &none, date(2026, 11, 11)), Err(ReasonCode::NotOverdue));
    assert_eq!(judge(&invoice(), &none, date(2026, 11, 12)), Ok(()));
}

#[test]
fn one_oere_is_outstanding_and_a_mere_late_fee_is_not() {
    let one_oere = SourceInvoice { amounts: Ok(amounts(1)), ..invoice() };
    assert_eq!(judge(&one_oere, &rules(), today()), Ok(()));
    let fee = crate::samples::fee(10_000);
    let only_the_fee =
        SourceInvoice { amounts: Ok(Amounts { fees_elsewhere: vec![fee], ..amounts(10_000) }), ..invoice() };
    assert_eq!(judge(&only_the_fee, &rules(), today()), Err(ReasonCode::NothingOutstanding));
    let overpaid = SourceInvoice { amounts: Ok(amounts(-1)), ..invoice() };
    assert_eq!(judge(&overpaid, &rules(), today()), Err(ReasonCode::NothingOutstanding));
}

#[test]
fn the_currency_is_whatever_the_table_of_currencies_knows() {
    let euro = Money::new(100, Currency::EUR);
    let in_euro = Amounts { gross: euro, outstanding: euro, fees_elsewhere: vec![], credited: None };
    assert_eq!(judge(&SourceInvoice { amounts: Ok(in_euro), ..invoice() }, &rules(), today()), Ok(()));
}

#[test]
fn what_a_list_row_does_not_tell_is_no_reason_to_skip_it() {
    assert_eq!(judge_outline(&outline(None), &rules(), today()), Ok(()));
    assert_eq!(judge_outline(&outline(invoice().due_date), &rules(), today()), Ok(()));
}

#[test]
fn what_a_list_row_tells_for_certain_is_skipped_unread() {
    assert_eq!(judge_outline(&outline(Some(today())), &rules(), today()), Err(ReasonCode::NotOverdue));
    let note = InvoiceOutline { kind: DocumentKind::CreditNote, ..outline(None) };
    assert_eq!(judge_outline(&note, &rules(), today()), Err(ReasonCode::CreditNote));
    let voided = InvoiceOutline { state: InvoiceState::Voided, ..outline(None) };
    assert_eq!(judge_outline(&voided, &rules(), today()), Err(ReasonCode::Voided));
    let paused = Requirements { fetching_paused: true, ..rules() };
    assert_eq!(judge_outline(&outline(None), &paused, today()), Err(ReasonCode::FetchingPaused));
}

#[test]
fn reminders_put_off_to_a_day_that_has_come_are_not_put_off() {
    let put_off = |until| SourceInvoice { hold: Some(Hold::Postponed { until }), ..invoice() };
    assert_eq!(judge(&put_off(today()), &rules(), today()), Ok(()));
    assert_eq!(judge(&put_off(date(2026, 11, 22)), &rules(), today()), Err(ReasonCode::Postponed));
}
