use crate::case::{CaseStatus, CloseReason, CollectionCase, Happening, Step, advance, is_conserved};
use crate::news::Tiding;
use crate::samples::*;
use crate::source_invoice::Amounts;
use crate::{CaseEvent, Currency, Money, SourceInvoice};

fn reads(case: &CollectionCase, invoice: SourceInvoice) -> Step {
    let step = step(case, read(invoice), days_later(1));
    assert!(is_conserved(&step.case), "{:?}", step.case);
    step
}

fn tidings(step: &Step) -> &[Tiding] {
    step.news.as_ref().map_or(&[], |news| &news.tidings)
}

fn nothing_changes(case: &CollectionCase, invoice: SourceInvoice) {
    assert_eq!(advance(case, &read(invoice), days_later(1)), Ok(None));
}

#[test]
fn an_unchanged_invoice_changes_nothing() {
    nothing_changes(&waiting(), invoice());
    nothing_changes(&approved(), invoice());
}

#[test]
fn a_part_payment_leaves_the_case_open_for_the_rest() {
    let step = reads(&waiting(), owed(60_000, 0));
    assert_eq!(tidings(&step), [Tiding::PartPaid { amount: dkk(40_000) }]);
    assert_eq!(step.case.status, CaseStatus::AwaitingApproval);
    assert_eq!((step.case.outstanding, step.case.paid), (dkk(60_000), dkk(40_000)));
    let news = step.news.unwrap();
    assert_eq!((news.batch, news.version, news.closed), (SECOND, 2, false));
}

#[test]
fn a_full_payment_closes_the_case() {
    let step = reads(&approved(), owed(0, 0));
    assert_eq!(tidings(&step), [Tiding::PaidInFull { amount: dkk(100_000) }]);
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::PaidInFull));
    assert!(!step.case.is_followed());
    assert!(step.news.unwrap().closed);
}

#[test]
fn a_credit_note_over_a_part_is_told_as_one() {
    let step = reads(&waiting(), owed(75_000, 25_000));
    assert_eq!(tidings(&step), [Tiding::PartCredited { amount: dkk(25_000) }]);
    assert_eq!((step.case.credited, step.case.paid), (dkk(25_000), dkk(0)));
}

#[test]
fn a_credit_note_over_the_rest_closes_the_case_as_credited() {
    let step = reads(&waiting(), owed(0, 100_000));
    assert_eq!(tidings(&step), [Tiding::CreditedInFull { amount: dkk(100_000) }]);
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::Credited));
    assert!(!step.case.is_followed());
}

#[test]
fn a_credit_note_and_a_payment_at_once_are_told_apart_to_the_oere() {
    let both = [Tiding::PartCredited { amount: dkk(25_001) }, Tiding::PartPaid { amount: dkk(14_999) }];
    assert_eq!(tidings(&reads(&waiting(), owed(60_000, 25_001))), both);
    let step = reads(&waiting(), owed(0, 25_001));
    let closing = [Tiding::PartCredited { amount: dkk(25_001) }, Tiding::PaidInFull { amount: dkk(74_999) }];
    assert_eq!(tidings(&step), closing);
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::PaidInFull));
}

#[test]
fn the_last_thing_that_settled_it_is_why_it_closed() {
    let part_paid = reads(&waiting(), owed(60_000, 0)).case;
    let credited = reads(&part_paid, owed(0, 60_000));
    assert_eq!(credited.case.status.close_reason(), Some(CloseReason::Credited));
    assert_eq!((credited.case.paid, credited.case.credited), (dkk(40_000), dkk(60_000)));
    let part_credited = reads(&waiting(), owed(60_000, 40_000)).case;
    let paid = reads(&part_credited, owed(0, 40_000));
    assert_eq!(tidings(&paid), [Tiding::PaidInFull { amount: dkk(60_000) }]);
}

#[test]
fn a_surplus_is_the_tenants_to_return_and_never_counted() {
    let step = reads(&waiting(), owed(-5_000, 0));
    let surplus = Tiding::Overpaid { amount: dkk(5_000) };
    assert_eq!(tidings(&step), [Tiding::PaidInFull { amount: dkk(100_000) }, surplus]);
    assert_eq!((step.case.outstanding, step.case.paid), (dkk(0), dkk(100_000)));
    let credited_too_much = reads(&waiting(), owed(-20_000, 120_000));
    assert_eq!(tidings(&credited_too_much), [Tiding::CreditedInFull { amount: dkk(100_000) }]);
    assert_eq!(credited_too_much.case.owed_more, dkk(0));
}

#[test]
fn a_reversed_payment_opens_the_case_again_and_asks_anew() {
    let paid = reads(&waiting(), owed(0, 0)).case;
    let step = reads(&paid, owed(100_000, 0));
    assert_eq!(tidings(&step), [Tiding::OwedMore { amount: dkk(100_000) }, Tiding::OverdueAgain]);
    assert_eq!((&step.case.status, step.case.batch), (&CaseStatus::AwaitingApproval, SECOND));
    assert_eq!((step.case.paid, step.case.owed_more), (dkk(100_000), dkk(100_000)));
    let part_of_it = reads(&reads(&waiting(), owed(60_000, 0)).case, owed(80_000, 0));
    assert_eq!(tidings(&part_of_it), [Tiding::OwedMore { amount: dkk(20_000) }]);
    assert_eq!(part_of_it.case.batch, FIRST);
}

#[test]
fn an_approved_case_that_opens_again_is_not_approved_a_second_time() {
    let paid = reads(&approved(), owed(0, 0)).case;
    let reopened = reads(&paid, owed(30_000, 0)).case;
    assert_eq!((&reopened.status, reopened.approval), (&CaseStatus::Scheduled, approved().approval));
    assert_eq!(reopened.batch, FIRST);
}

#[test]
fn a_late_fee_at_the_source_is_kept_apart_and_is_no_news() {
    let with_fee = |outstanding| SourceInvoice {
        amounts: Ok(Amounts { fees_elsewhere: vec![fee(10_000)], ..amounts(outstanding) }),
        ..invoice()
    };
    let step = reads(&waiting(), with_fee(110_000));
    assert_eq!((step.case.outstanding, step.case.owed_more), (dkk(100_000), dkk(0)));
    assert_eq!(step.case.fees_elsewhere, [fee(10_000)]);
    assert_eq!((step.news, step.entry.happening), (None, Happening::FactsUpdated));
    let paid = reads(&step.case, with_fee(10_000));
    assert_eq!(
        tidings(&paid),
        [Tiding::PaidInFull { amount: dkk(100_000) }],
        "the fee alone is no principal"
    );
}

#[test]
fn a_changed_name_or_mark_is_kept_without_news() {
    let mut renamed = SourceInvoice { mark: crate::ChangeMark::from_bits(2), ..invoice() };
    renamed.debtor.name = "Blåbær A/S".into();
    let step = reads(&waiting(), renamed);
    assert_eq!(
        (step.case.debtor.name.as_str(), step.case.mark),
        ("Blåbær A/S", crate::ChangeMark::from_bits(2))
    );
    assert_eq!((step.news, step.entry.happening, step.case.version), (None, Happening::FactsUpdated, 2));
}

#[test]
fn a_reading_that_tells_less_takes_nothing_away() {
    let bare = SourceInvoice {
        number: String::new(),
        issue_date: None,
        due_date: None,
        payment_reference: None,
        amounts: Ok(Amounts { credited: None, ..amounts(100_000) }),
        ..invoice()
    };
    nothing_changes(&waiting(), bare);
}

#[test]
fn what_is_not_understood_is_not_judged_as_paid() {
    use crate::source_invoice::{AmountsProblem, DocumentKind, InvoiceState};
    let euro = Money::zero(Currency::EUR);
    let in_euro = Amounts { gross: euro, outstanding: euro, fees_elsewhere: vec![], credited: None };
    let readings = [
        SourceInvoice { amounts: Err(AmountsProblem::Inconsistent("balance".into())), ..invoice() },
        SourceInvoice { amounts: Err(AmountsProblem::UnknownCurrency("XTS".into())), ..invoice() },
        SourceInvoice { amounts: Ok(in_euro), ..invoice() },
        SourceInvoice { state: InvoiceState::Draft, ..owed(0, 0) },
        SourceInvoice { kind: DocumentKind::CreditNote, ..owed(0, 0) },
    ];
    for reading in readings {
        nothing_changes(&declined(), reading.clone());
        for case in [waiting(), approved()] {
            let unclear = step(&case, read(reading.clone()), morning()).case;
            assert_eq!((unclear.outstanding, &unclear.status), (case.outstanding, &case.status));
            nothing_changes(&unclear, reading.clone());
        }
        let unclear = step(&waiting(), read(reading), morning()).case;
        let silence = CaseEvent::SilenceAnswered { batch: unclear.batch };
        assert_eq!(
            advance(&unclear, &silence, days_later(5)),
            Ok(None),
            "silence starts nothing it cannot see"
        );
        let clear = step(&unclear, read(invoice()), days_later(6)).case;
        assert!(step(&clear, silence, days_later(7)).case.approval.is_some(), "until it can be seen again");
    }
}

#[test]
fn what_happens_to_a_closed_cases_invoice_stands_in_its_trail_but_is_no_news() {
    let gone = step(&waiting(), CaseEvent::SourceGone { open_batch: SECOND }, morning()).case;
    let step = reads(&gone, owed(0, 0));
    assert_eq!(step.news, None);
    let tidings = vec![Tiding::PartPaid { amount: dkk(100_000) }];
    assert_eq!(step.entry.happening, Happening::SourceChanged { tidings });
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
}
