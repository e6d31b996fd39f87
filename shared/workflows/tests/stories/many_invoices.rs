//! Lists of many pages, and lists that tell so little that each invoice is read by itself.

use domain::source_invoice::Amounts;
use domain::{CaseStatus, ReasonCode};
use workflows::ports::FetchJob;
use workflows::run_tenant::{RunEnd, run_tenant};

use crate::books::{Shape, dkk, invoice};
use crate::office::{Office, day, morning};

#[tokio::test]
async fn two_and_a_half_thousand_invoices_over_many_pages_all_become_cases() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = Office::settled(shape).await;
        office.books.ledger().page_size = 100;
        (0..2_500).for_each(|number| office.books.issue(number, day(0)));
        let report = office.morning(1).await;
        assert_eq!((report.read, report.new), (2_500, 2_500));
        let batch = office.batch(1).await;
        assert_eq!((batch.cases, batch.totals), (2_500, vec![dkk(250_000_000)]));
        assert_eq!(office.cases().await.len(), 2_500);
        let mail = office.mailbox.last();
        assert!(mail.text.len() < 20_000, "50 are listed, the page behind the link has them all");
        office.fire(morning(5)).await;
        assert!(office.cases().await.iter().all(|case| case.status == CaseStatus::Scheduled));
    }
}

#[tokio::test]
async fn outlines_are_read_whole_before_they_become_cases() {
    let office = Office::settled(Shape::Outline).await;
    office.books.issue(1, day(0));
    office.books.issue(2, day(0));
    office.books.edit(2, |invoice| invoice.debtor.email = None);
    let mut odd = invoice(3, day(0));
    odd.amounts = Ok(Amounts { outstanding: dkk(0), ..odd.amounts.unwrap() });
    office.books.put(odd);
    let report = office.run(1).await;
    assert_eq!((report.read, report.new), (2, 1));
    assert_eq!(report.skipped_counts[&ReasonCode::NoDebtorContact], 1);
    assert_eq!(office.case(1).await.outstanding, dkk(100_000));
    assert_eq!(office.books.asked().reads.len(), 2);
}

#[tokio::test]
async fn a_payment_that_an_outline_does_not_show_is_found_all_the_same() {
    let office = Office::settled(Shape::Outline).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.books.pay(1, 25_000);
    assert_eq!(office.run(2).await.changed, 1);
    assert_eq!(office.case(1).await.outstanding, dkk(75_000));
}

/// Runs the job of day 1, one minute of reads a call, until it is finished.
async fn run_in_calls(office: &Office) -> (u32, Box<domain::RunReport>) {
    let mut job: FetchJob = office.job(1);
    for calls in 1..100 {
        match run_tenant(office.run_ports(), &job, morning(1), 1).await.unwrap() {
            RunEnd::Finished(report) => return (calls, report),
            RunEnd::Unfinished { rest, .. } => job = *rest,
            other => panic!("{other:?}"),
        }
    }
    panic!("it never comes to an end")
}

#[tokio::test]
async fn more_than_one_call_may_read_is_carried_on_and_what_was_judged_is_not_read_again() {
    let office = Office::settled(Shape::Outline).await;
    office.books.ledger().reads_per_minute = 10;
    for number in 1..=50 {
        office.books.issue(number, day(0));
        if number % 2 == 0 {
            office.books.edit(number, |invoice| invoice.debtor.email = None);
        }
    }
    let (calls, report) = run_in_calls(&office).await;
    assert_eq!((report.read, report.new, report.skipped_total()), (50, 25, 25));
    assert_eq!(calls, 5);
    assert_eq!(office.batch(1).await.cases, 25);
    assert_eq!(office.books.asked().reads.len(), 50, "each was read once");
}

#[tokio::test]
async fn changes_of_open_cases_that_do_not_fit_one_call_are_all_told_in_one_mail() {
    let office = Office::open(Shape::Outline).await;
    (1..=30).for_each(|number| office.books.issue(number, day(-3)));
    office.morning(0).await;
    office.books.ledger().reads_per_minute = 7;
    (1..=30).for_each(|number| office.books.pay_all(number));
    let (_, report) = run_in_calls(&office).await;
    assert_eq!((report.closed, report.changed), (30, 0));
    office.deliver(morning(1)).await;
    assert_eq!(office.mailbox.count(), 2);
}

#[tokio::test]
async fn many_invoices_that_wait_for_a_later_due_date_do_not_keep_a_run_from_ending() {
    let office = Office::open(Shape::Outline).await;
    (1..=30).for_each(|number| office.books.issue(number, day(-3)));
    office.morning(0).await;
    (1..=30).for_each(|number| office.books.move_due_date(number, day(20)));
    office.books.ledger().reads_per_minute = 7;
    let (_, report) = run_in_calls(&office).await;
    assert_eq!((report.closed, report.changed), (0, 30));
    let next = FetchJob::new(office.tenant.clone(), domain::RunId::morning(day(2)));
    let end = run_tenant(office.run_ports(), &next, morning(2), 1).await.unwrap();
    assert!(matches!(end, RunEnd::Finished(_)), "{end:?}");
}
