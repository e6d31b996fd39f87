//! What is odd about Ordrestyring, against its double.

use std::collections::BTreeSet;

use accounting::{AccountingError, AccountingSystem, Listed, Reading};
use domain::DebtorKind;
use domain::ids::InvoiceId;
use domain::source_invoice::{AmountsProblem, Debtor, SourceInvoice};
use sandboxes::books::{Generate, NewDebtor, NewInvoice};
use sandboxes::faults::{Fault, FaultKind};
use sandboxes::ordrestyring::{CustomerNumbers, Empty, Ordrestyring};

use crate::bed::{Bed, ListingDouble, day, id_and_mark, walk};

const LIST: &str = Ordrestyring::LIST_PATH;
const DEBTOR: &str = "/debtors/{customer_number}";

async fn bed() -> Bed<Ordrestyring> {
    Bed::new().await
}

/// By a new connection.
async fn read(system: &dyn AccountingSystem, id: &InvoiceId) -> SourceInvoice {
    match system.read(id).await.unwrap() {
        Reading::Found(invoice) => *invoice,
        other => panic!("{other:?}"),
    }
}

async fn ids(system: &dyn AccountingSystem) -> Vec<InvoiceId> {
    walk(system).await.unwrap().iter().map(|row| id_and_mark(row).0).collect()
}

fn owed(invoice: &SourceInvoice) -> i64 {
    invoice.amounts.as_ref().unwrap().outstanding.minor
}

/// The invoice without what its debtor is called by.
fn nameless(invoice: SourceInvoice) -> SourceInvoice {
    let mark = domain::ChangeMark::from_bits(0);
    SourceInvoice { debtor: Debtor { external_id: None, ..invoice.debtor }, mark, ..invoice }
}

#[tokio::test]
async fn every_spelling_of_numbers_and_of_nothing_reads_the_same() {
    let bed = bed().await;
    let id = bed.add("2026-11-01", 1_234_567);
    bed.company.pay(id.as_str(), Some(34_501)).unwrap();
    let plain = nameless(read(bed.with_choices(&[], None).as_ref(), &id).await);
    assert_eq!((owed(&plain), plain.due_date), (1_200_066, Some(day("2026-11-01"))));
    let numbers =
        [CustomerNumbers::Number, CustomerNumbers::Text, CustomerNumbers::Words, CustomerNumbers::Signs];
    for empty in [Empty::Null, Empty::Text, Empty::Zero, Empty::Missing] {
        for (nth, customer_numbers) in numbers.into_iter().enumerate() {
            bed.company.switch(|switches| {
                switches.empty = empty;
                switches.customer_numbers = customer_numbers;
                switches.money_as_text = nth % 2 == 1;
                switches.invoice_numbers_as_text = nth > 1;
                switches.data_envelope = nth == 3;
            });
            let system = bed.with_choices(&[], None);
            let rows = walk(system.as_ref()).await.unwrap();
            let found = read(system.as_ref(), &id).await;
            assert_eq!(rows.iter().map(id_and_mark).collect::<Vec<_>>(), [(id.clone(), Some(found.mark))]);
            assert!(
                found.debtor.external_id.is_some() && found.debtor.email.is_some(),
                "{customer_numbers:?}"
            );
            assert_eq!(nameless(found), plain, "{empty:?} {customer_numbers:?}");
        }
    }
}

#[tokio::test]
async fn a_company_that_counts_in_oere_is_read_by_its_setting() {
    let bed = bed().await;
    let id = bed.add("2026-11-01", 1_234_567);
    bed.company.switch(|switches| switches.money_in_oere = true);
    assert_eq!(owed(&read(bed.with_choices(&[("money-unit", "oere")], None).as_ref(), &id).await), 1_234_567);
    bed.company.switch(|switches| switches.money_as_text = true);
    assert_eq!(owed(&read(bed.with_choices(&[("money-unit", "oere")], None).as_ref(), &id).await), 1_234_567);
}

#[tokio::test]
async fn every_form_of_the_key_opens() {
    let bed = bed().await;
    for form in ["key:x", "key:api", "key:x:", "key"] {
        let company = bed.with_choices(&[("authentication", form)], None).check().await.unwrap();
        assert_eq!(company.name, "Nordlys Tømrer ApS", "{form}");
        assert!(company.registration_number.is_some());
    }
}

#[tokio::test]
async fn an_invoice_within_the_grace_is_left_alone() {
    let bed = bed().await;
    // Today is Saturday 21 November.
    let due = ["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"].map(|due| bed.add(due, 10_000));
    assert_eq!(ids(bed.with_choices(&[("grace-working-days", "0")], None).as_ref()).await, due);
    assert_eq!(ids(bed.with_choices(&[("grace-working-days", "1")], None).as_ref()).await, due[..3]);
    assert_eq!(ids(bed.with_choices(&[("grace-working-days", "3")], None).as_ref()).await, due[..1]);
    assert!(ids(bed.with_choices(&[("grace-working-days", "30")], None).as_ref()).await.is_empty());
}

#[tokio::test]
async fn a_page_that_is_exactly_full_is_followed_by_an_empty_one_and_nothing_is_missed() {
    let bed = bed().await;
    let generate =
        Generate { count: 100, first_due: day("2026-09-01"), last_due: None, gross: 10_000, debtors: 3 };
    bed.company.generate(&generate).unwrap();
    assert_eq!(bed.listed().await.unwrap().len(), 100);
    // Twice two pages, for nothing tells how many rows there are, and one of credit notes.
    assert_eq!(bed.company.count("GET", LIST), 5);
}

#[tokio::test]
async fn paid_rows_fill_the_pages_and_are_left_out() {
    let bed = bed().await;
    let generate =
        Generate { count: 250, first_due: day("2026-09-01"), last_due: None, gross: 10_000, debtors: 3 };
    let made = bed.company.generate(&generate).unwrap();
    for paid in &made[..240] {
        bed.company.pay(paid, None).unwrap();
    }
    let handed: Vec<_> = ids(bed.system.as_ref()).await.iter().map(ToString::to_string).collect();
    assert_eq!(handed, made[240..]);
}

#[tokio::test]
async fn rows_that_change_pages_in_mid_walk_are_handed_out_once_each() {
    let bed = bed().await;
    let generate =
        Generate { count: 230, first_due: day("2026-09-01"), last_due: None, gross: 10_000, debtors: 3 };
    let made: BTreeSet<_> = bed.company.generate(&generate).unwrap().into_iter().collect();
    for moves in [1, 9] {
        bed.company.switch(|switches| switches.rows_move = moves);
        let rows = ids(bed.system.as_ref()).await;
        assert_eq!(rows.len(), 230);
        assert_eq!(rows.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), made);
    }
}

#[tokio::test]
async fn a_list_in_which_nothing_changed_costs_its_pages_and_no_more() {
    let bed = bed().await;
    for nth in 0..10 {
        bed.add("2026-11-01", 10_000 + nth);
    }
    let outlines = bed.listed().await.unwrap();
    assert!(outlines.iter().all(|row| matches!(row, Listed::Outline(_))));
    assert!(bed.system.marks_tell_payments());
    assert_eq!((bed.company.count("GET", LIST), bed.company.count("GET", DEBTOR)), (2, 0));
}

#[tokio::test]
async fn a_debtor_is_asked_for_once_however_many_invoices_it_has() {
    let bed = bed().await;
    let added: Vec<_> = (0..4).map(|nth| bed.add("2026-11-01", 10_000 + nth)).collect();
    for id in &added {
        assert_eq!(bed.found(id).await.debtor.email.unwrap().as_str(), "regnskab@eksempel.example");
    }
    assert_eq!(bed.company.count("GET", DEBTOR), 1);
}

#[tokio::test]
async fn a_debtor_that_is_gone_leaves_what_is_printed_on_its_invoice() {
    let bed = bed().await;
    let debtor = NewDebtor { deleted: true, ..NewInvoice::due_on(day("2026-11-01"), 1).debtor };
    let new = NewInvoice { debtor, ..NewInvoice::due_on(day("2026-11-01"), 10_000) };
    let (gone, other) = (bed.add_as(new.clone()), bed.add_as(new));
    bed.company.switch(|switches| switches.deleted_debtors_are_gone = true);
    assert_eq!(bed.listed().await.unwrap().len(), 2);
    for id in [gone, other] {
        let read = bed.found(&id).await;
        assert_eq!((read.debtor.name.as_str(), read.debtor.kind), ("Eksempel Byg A/S", DebtorKind::Unknown));
        assert_eq!((owed(&read), read.debtor.email), (10_000, None));
        assert_eq!(read.debtor.address.unwrap().city, "Viborg");
    }
    assert_eq!(bed.company.count("GET", DEBTOR), 1, "that it is gone is remembered too");
}

#[tokio::test]
async fn trouble_with_a_debtor_does_not_hide_that_an_invoice_was_paid() {
    let bed = bed().await;
    let id = bed.add("2026-11-01", 10_000);
    bed.company.set_fault(Fault::always(FaultKind::ServerError).on("/debtors"));
    assert!(matches!(bed.system.read(&id).await, Err(AccountingError::Unreachable { .. })));
    bed.company.pay(id.as_str(), None).unwrap();
    assert_eq!(owed(&bed.found(&id).await), 0);
}

#[tokio::test]
async fn a_row_whose_vat_does_not_fit_is_told_with_its_problem_and_the_others_go_on() {
    let bed = bed().await;
    let (good, bad) = (bed.add("2026-11-01", 10_000), bed.add("2026-11-02", 10_000));
    let number = bed.company.invoice(bad.as_str()).unwrap().number;
    bed.company.switch(|switches| switches.wrong_vat_on = number);
    match &bed.listed().await.unwrap()[..] {
        [Listed::Outline(outline), Listed::Whole(whole)] => {
            assert_eq!((&outline.id, &whole.id), (&good, &bad));
            assert!(matches!(whole.amounts, Err(AmountsProblem::Inconsistent(_))));
            let read = bed.found(&bad).await;
            assert_eq!((read.amounts, read.mark), (whole.amounts.clone(), whole.mark));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_due_date_that_is_missing_is_made_of_the_debtors_terms() {
    let bed = bed().await;
    let issued = Some(day("2026-10-20"));
    let id = bed.add_as(NewInvoice { issued, due: None, ..NewInvoice::due_on(day("2026-11-01"), 10_000) });
    assert_eq!(bed.found(&id).await.due_date, Some(day("2026-10-28")));
    for (terms, due) in
        [(1, Some("2026-10-20")), (2, Some("2026-11-03")), (4, Some("2026-11-30")), (99, None)]
    {
        bed.company.switch(|switches| switches.terms_id = terms);
        let read = read(bed.with_choices(&[], None).as_ref(), &id).await;
        assert_eq!(read.due_date, due.map(day), "{terms}");
    }
}

#[tokio::test]
async fn a_payment_shows_when_the_ledger_was_reconciled_and_not_before() {
    let bed = bed().await;
    let id = bed.add("2026-11-01", 10_000);
    let before = bed.listed().await.unwrap();
    bed.company.switch(|switches| switches.paid_state_lags = true);
    bed.company.pay(id.as_str(), None).unwrap();
    assert_eq!(bed.listed().await.unwrap(), before);
    bed.company.switch(|switches| switches.paid_state_lags = false);
    assert_eq!(bed.listed().await.unwrap(), []);
    assert_eq!(owed(&bed.found(&id).await), 0);
}

#[tokio::test]
async fn what_the_ledger_set_off_is_not_said_to_be_a_payment_or_a_credit() {
    let bed = bed().await;
    let id = bed.add("2026-11-01", 10_000);
    bed.company.credit(id.as_str(), Some(4_000)).unwrap();
    bed.company.switch(|switches| {
        switches.credits_count_as_paid = true;
        switches.credit_notes_negative = true;
    });
    let read = bed.found(&id).await;
    assert_eq!((owed(&read), read.amounts.unwrap().credited), (6_000, None));
    let rows = bed.listed().await.unwrap();
    assert!(matches!(&rows[1], Listed::Credit(credit) if credit.amount.unwrap().minor == 4_000), "{rows:?}");
}

#[tokio::test]
async fn credit_notes_are_listed_as_far_back_as_an_invoice_of_the_window_may_have_been_written() {
    let bed = bed().await;
    let note = |issued: &str| NewInvoice {
        kind: sandboxes::books::Kind::CreditNote { of: None },
        issued: Some(day(issued)),
        ..NewInvoice::due_on(day("2026-11-01"), 5_000)
    };
    // The window begins on 23 August: 120 days before it is the longest term.
    bed.add_as(note("2026-04-24"));
    let first = bed.add_as(note("2026-04-25"));
    let in_the_term = bed.add_as(note("2026-08-22"));
    assert_eq!(ids(bed.system.as_ref()).await, [first, in_the_term]);
}

#[tokio::test]
async fn a_service_that_is_switched_off_is_an_alarm_of_its_own_in_every_call() {
    let bed = bed().await;
    let id = bed.add("2026-11-01", 10_000);
    bed.company.switch(|switches| switches.switched_off = true);
    for error in [
        bed.system.check().await.map(|_| ()).unwrap_err(),
        bed.listed().await.map(|_| ()).unwrap_err(),
        bed.system.read(&id).await.map(|_| ()).unwrap_err(),
        bed.system.document(&id).await.map(|_| ()).unwrap_err(),
    ] {
        assert!(matches!(error, AccountingError::SwitchedOff { .. }), "{error:?}");
    }
    bed.company.switch(|switches| switches.switched_off = false);
    assert_eq!(bed.listed().await.unwrap().len(), 1);
}

#[tokio::test]
async fn slow_pages_are_waited_for() {
    let bed = bed().await;
    bed.add("2026-11-01", 10_000);
    let slow = Fault { delay_ms: Some(60), ..Fault::always(FaultKind::SlowAnswer).on("pagesize") };
    bed.company.set_fault(slow);
    assert_eq!(bed.listed().await.unwrap().len(), 1);
    assert_eq!(bed.company.count("GET", LIST), 2, "each page was asked for once");
}
