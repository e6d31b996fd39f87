//! Lists: complete, nothing twice, and steady.

use std::collections::BTreeSet;

use accounting::Listed;
use domain::source_invoice::{DocumentKind, InvoiceState};
use jiff::ToSpan;
use sandboxes::billy::{Billy, CreditNoteSpelling};
use sandboxes::books::{Generate, Kind, NewInvoice, State};
use sandboxes::dinero::Dinero;

use crate::bed::{Bed, Double, TODAY, day, for_every_system, id_and_mark, window};

async fn all_that_is_overdue_is_handed_out_once_over_many_pages<D: Double>() {
    let bed = Bed::<D>::new().await;
    let generate = Generate {
        count: 2_500,
        first_due: day("2026-08-01"),
        last_due: Some(day("2026-11-20")),
        gross: 12_345,
        debtors: 40,
    };
    let made: BTreeSet<_> = bed.company.generate(&generate).unwrap().into_iter().collect();
    let rows = bed.listed().await.unwrap();
    let ids: BTreeSet<_> = rows.iter().map(|row| id_and_mark(row).0.to_string()).collect();
    assert_eq!(rows.len(), 2_500);
    assert_eq!(ids, made);
}

async fn what_is_not_an_overdue_invoice_is_not_taken_for_one<D: Double>() {
    let bed = Bed::<D>::new().await;
    let overdue = bed.add("2026-11-20", 10_000);
    bed.add(TODAY, 10_000);
    bed.add_as(NewInvoice { state: State::Draft, ..NewInvoice::due_on(day("2026-11-01"), 10_000) });
    let paid = bed.add("2026-11-01", 10_000);
    bed.company.pay(paid.as_str(), None).unwrap();
    let overpaid = bed.add("2026-11-02", 10_000);
    bed.company.pay(overpaid.as_str(), Some(10_000)).unwrap();
    let rows = bed.listed().await.unwrap();
    let due = |row: &Listed| match row {
        Listed::Whole(invoice) => (invoice.kind, invoice.state, invoice.due_date),
        Listed::Outline(outline) => (outline.kind, outline.state, outline.due_date),
        other @ (Listed::Credit(_) | Listed::Unreadable(_)) => panic!("{other:?}"),
    };
    let is_overdue = |row: &&Listed| {
        let (kind, state, due) = due(row);
        kind == DocumentKind::Invoice
            && state == InvoiceState::Approved
            && due.is_some_and(|due| due < day(TODAY))
    };
    let taken: Vec<_> = rows.iter().filter(is_overdue).map(|row| id_and_mark(row).0).collect();
    assert_eq!(taken, [overdue]);
}

async fn an_empty_list_is_empty<D: Double>() {
    let bed = Bed::<D>::new().await;
    assert_eq!(bed.listed().await, Ok(vec![]));
}

for_every_system! {
    reading: [an_empty_list_is_empty],
    listing: [
        all_that_is_overdue_is_handed_out_once_over_many_pages,
        what_is_not_an_overdue_invoice_is_not_taken_for_one,
    ],
}

#[tokio::test]
async fn a_billy_list_that_shifts_in_mid_walk_is_walked_again() {
    let bed = Bed::<Billy>::new().await;
    let generate =
        Generate { count: 1_100, first_due: day("2026-09-01"), last_due: None, gross: 10_000, debtors: 3 };
    let made = bed.company.generate(&generate).unwrap();
    bed.company.switch(|switches| switches.pay_between_pages = 1);
    let handed: BTreeSet<_> =
        bed.listed().await.unwrap().iter().map(|row| id_and_mark(row).0.to_string()).collect();
    let unpaid = made.iter().filter(|id| bed.company.invoice(id).unwrap().owed() > 0);
    assert!(unpaid.clone().count() < made.len(), "the double paid one");
    assert!(unpaid.clone().all(|id| handed.contains(id)));
}

#[tokio::test]
async fn a_billy_list_without_paging_ends_where_a_page_is_short() {
    let bed = Bed::<Billy>::new().await;
    bed.company.switch(|switches| switches.paging = false);
    for nth in 0..3 {
        bed.add("2026-11-01", 10_000 + nth);
    }
    assert_eq!(bed.listed().await.unwrap().len(), 3);
}

#[tokio::test]
async fn billys_open_credit_notes_are_told_from_invoices_in_both_spellings() {
    for spelling in [CreditNoteSpelling::Camel, CreditNoteSpelling::Snake] {
        let bed = Bed::<Billy>::new().await;
        bed.company.switch(|switches| switches.credit_note_type = spelling);
        let kind = Kind::CreditNote { of: None };
        bed.add_as(NewInvoice { kind, ..NewInvoice::due_on(day("2026-11-01"), 10_000) });
        for row in bed.listed().await.unwrap() {
            assert!(
                matches!(row, Listed::Whole(note) if note.kind == DocumentKind::CreditNote),
                "{spelling:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_dinero_token_that_runs_out_in_mid_walk_is_replaced_once() {
    let bed = Bed::<Dinero>::new().await;
    let generate =
        Generate { count: 1_500, first_due: day("2026-09-01"), last_due: None, gross: 10_000, debtors: 3 };
    bed.company.generate(&generate).unwrap();
    let mut walk = bed.system.overdue(window());
    let mut count = walk.next_page().await.unwrap().unwrap().len();
    bed.clock.set(bed.clock.now() + 2.hours());
    while let Some(page) = walk.next_page().await.unwrap() {
        count += page.len();
    }
    assert_eq!(count, 1_500);
    assert_eq!(bed.company.count("POST", "/dineroapi/oauth/token"), 2);
}

#[tokio::test]
async fn a_dinero_list_without_pagination_and_drafts_with_the_largest_number_are_read() {
    let bed = Bed::<Dinero>::new().await;
    bed.company.switch(|switches| switches.pagination = false);
    let draft = NewInvoice { state: State::Draft, ..NewInvoice::due_on(day("2026-11-01"), 10_000) };
    let draft = bed.add_as(draft);
    bed.add("2026-11-01", 10_000);
    assert_eq!(bed.listed().await.unwrap().len(), 1);
    let read = bed.found(&draft).await;
    assert_eq!((read.state, read.number.as_str()), (InvoiceState::Draft, ""));
}
