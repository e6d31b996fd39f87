//! What changes at the source is seen by the next run and told once.

use domain::case::Happening;
use domain::{BatchNumber, CaseStatus, CloseReason, Decision, ReasonCode, Tiding};
use workflows::ports::Store;

use crate::books::{Shape, dkk};
use crate::office::{Office, day, morning};

type Change = fn(&Office);

type Row = (Change, Option<CloseReason>, fn() -> Tiding);

/// A change on day 2 to the invoice of a case that was opened on day 1: what it does, and the tidings of it.
const CHANGES: &[Row] = &[
    (|office| office.books.pay(1, 40_000), None, || Tiding::PartPaid { amount: dkk(40_000) }),
    (
        |office| office.books.pay_all(1),
        Some(CloseReason::PaidInFull),
        || Tiding::PaidInFull { amount: dkk(100_000) },
    ),
    (
        |office| office.books.pay(1, 100_500),
        Some(CloseReason::PaidInFull),
        || Tiding::PaidInFull { amount: dkk(100_000) },
    ),
    (|office| office.books.credit(1, 25_000), None, || Tiding::PartCredited { amount: dkk(25_000) }),
    (
        |office| office.books.credit(1, 100_000),
        Some(CloseReason::Credited),
        || Tiding::CreditedInFull { amount: dkk(100_000) },
    ),
    (|office| office.books.void(1), Some(CloseReason::WithdrawnByCreditor), || Tiding::Voided),
    (|office| office.books.delete(1), Some(CloseReason::WithdrawnByCreditor), || Tiding::Gone),
    (
        |office| office.books.move_due_date(1, day(30)),
        None,
        || Tiding::DueDateMoved { from: day(0), to: day(30) },
    ),
    (|office| office.books.pay(1, -5_000), None, || Tiding::OwedMore { amount: dkk(5_000) }),
];

async fn told_once(shape: Shape, change: Change, closes: Option<CloseReason>, tiding: Tiding) {
    let office = Office::settled(shape).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    change(&office);
    let report = office.morning(2).await;
    let counted = if closes.is_some() { (0, 1) } else { (1, 0) };
    assert_eq!((report.changed, report.closed), counted, "{tiding:?}");
    assert_eq!(office.status(1).await.close_reason(), closes, "{tiding:?}");
    let news = office.store.memory.news(&office.tenant, BatchNumber(2)).await.unwrap();
    assert_eq!(news.len(), 1);
    assert_eq!(news[0].tidings.first(), Some(&tiding));
    assert_eq!(office.mailbox.count(), 2, "{tiding:?}");
    for n in 3..9 {
        // What the fourth day's silence starts is told in a mail of its own.
        let report = office.run(n).await;
        assert_eq!((report.new, report.changed, report.closed), (0, 0, 0), "day {n}: {tiding:?}");
    }
    assert_eq!(office.profile().await.open_batch, BatchNumber(3), "{tiding:?}");
}

#[tokio::test]
async fn each_change_is_told_once_and_the_days_after_are_quiet() {
    for shape in [Shape::Whole, Shape::Outline] {
        for (change, closes, tiding) in CHANGES {
            told_once(shape, *change, *closes, tiding()).await;
        }
    }
}

#[tokio::test]
async fn changed_facts_are_kept_and_not_told() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.books.edit(1, |invoice| invoice.debtor.name = "Søn & Søn ApS".into());
    let report = office.morning(2).await;
    assert_eq!((report.changed, office.mailbox.count()), (0, 1));
    assert_eq!(office.case(1).await.debtor.name, "Søn & Søn ApS");
    assert_eq!(office.happenings(1).await.last(), Some(&Happening::FactsUpdated));
}

#[tokio::test]
async fn a_declined_invoice_that_stays_overdue_is_counted_each_day_at_no_extra_call() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = Office::settled(shape).await;
        office.books.issue(1, day(0));
        office.morning(1).await;
        office.decide(1, 1, Decision::Decline).await.unwrap();
        office.morning(2).await;
        for n in 3..8 {
            office.books.asked();
            let before = office.store.calls();
            let report = office.run(n).await;
            assert_eq!(report.skipped_counts[&ReasonCode::AlreadyACase], 1);
            assert_eq!((report.read, report.skipped_total()), (1, 1));
            let log = office.books.asked();
            // The batch waits for its silence, which the run of day 5 acts on.
            let extra = if n == 5 { 4 } else { 0 };
            assert_eq!((office.store.calls() - before - extra, log.reads.len()), (2, 0), "day {n}");
        }
        assert_eq!(office.mailbox.count(), 1);
    }
}

#[tokio::test]
async fn a_declined_invoice_that_is_paid_later_is_no_news() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.decide(1, 1, Decision::Decline).await.unwrap();
    office.books.pay_all(1);
    office.morning(2).await;
    assert!(!office.case(1).await.is_followed());
    office.books.pay(1, -100_000);
    for n in 3..6 {
        let report = office.morning(n).await;
        assert_eq!(report.skipped_counts[&ReasonCode::AlreadyACase], 1, "day {n}");
    }
    assert_eq!(office.mailbox.count(), 1);
    assert_eq!(office.status(1).await.close_reason(), Some(CloseReason::DeclinedByCreditor));
}

#[tokio::test]
async fn a_closed_case_that_is_owed_again_asks_again() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = Office::settled(shape).await;
        office.books.issue(1, day(0));
        office.morning(1).await;
        office.books.pay_all(1);
        office.morning(2).await;
        office.books.pay(1, -30_000);
        let report = office.morning(3).await;
        assert_eq!((report.new, report.changed), (1, 1), "it waits in the batch that tells of it");
        let case = office.case(1).await;
        assert_eq!(
            (case.status, case.batch, case.outstanding),
            (CaseStatus::AwaitingApproval, BatchNumber(3), dkk(30_000))
        );
        assert_eq!((office.batch(3).await.cases, office.batch(3).await.totals), (1, vec![dkk(30_000)]));
        assert_eq!(office.mailbox.count(), 3);
        office.fire(morning(5)).await;
        assert_eq!(office.status(1).await, CaseStatus::AwaitingApproval, "the old window does not count");
        office.fire(morning(7)).await;
        assert_eq!(office.status(1).await, CaseStatus::Scheduled);
    }
}

#[tokio::test]
async fn a_moved_due_date_that_passes_without_payment_asks_anew() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.books.move_due_date(1, day(5));
    for n in 2..=5 {
        office.morning(n).await;
        assert!(matches!(office.status(1).await, CaseStatus::Paused { .. }), "day {n}");
    }
    office.morning(6).await;
    let case = office.case(1).await;
    assert_eq!((case.status, case.batch), (CaseStatus::AwaitingApproval, BatchNumber(3)));
}
