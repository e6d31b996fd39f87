//! A tenant whose invoices can be read: what is told of payments and credit notes is read, and never counted.

use domain::claim::Change;
use domain::ids::InvoiceId;
use domain::{CaseStatus, CloseReason};
use workflows::ports::Store;
use workflows::receive_claim::{NotReceived, READ_BACK_SETTING};

use crate::desk::*;

async fn read_back() -> Desk {
    let mut desk = Desk::new().await;
    desk.set(READ_BACK_SETTING, "on").await;
    desk
}

fn invoice() -> InvoiceId {
    InvoiceId::parse("inv-1").unwrap()
}

#[tokio::test]
async fn a_payment_that_a_reading_has_shown_is_not_counted_again_when_it_is_told() {
    let desk = read_back().await;
    desk.push(register(draft())).await.unwrap();
    assert_eq!(desk.queue.asked(), [] as [Vec<InvoiceId>; 0], "a claim is no hint");
    // 9,000.00 of 15,500.00 were read.
    let mut case = desk.case().await;
    (case.outstanding, case.paid, case.version) = (dkk(650_000), dkk(900_000), case.version + 1);
    desk.put(case.clone()).await;
    for change in [paid(900_000), credited(900_000)] {
        assert_eq!(desk.push(report(change, "1")).await, taken(&desk));
        assert_eq!(desk.case().await, case, "{change:?}");
        assert_eq!(desk.queue.asked(), [vec![invoice()]]);
    }
    let record = desk.store.claim_record(&desk.case_id()).await.unwrap().unwrap();
    assert_eq!(record.reported.len(), 2, "kept all the same");
}

#[tokio::test]
async fn what_was_told_before_the_claim_is_left_to_the_reading_too() {
    let desk = read_back().await;
    desk.push(report(paid(500_000), "p-1")).await.unwrap();
    desk.push(register(draft())).await.unwrap();
    let case = desk.case().await;
    assert_eq!((case.outstanding, case.status), (dkk(1_550_000), CaseStatus::Scheduled));
}

#[tokio::test]
async fn that_an_invoice_is_taken_back_no_reading_tells_and_it_counts() {
    let desk = read_back().await;
    desk.push(register(draft())).await.unwrap();
    desk.push(report(Change::Withdrawn, "")).await.unwrap();
    assert_eq!(desk.case().await.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
    assert_eq!(desk.queue.asked().len(), 0);
}

#[tokio::test]
async fn a_reading_that_cannot_be_asked_for_is_asked_for_when_the_event_comes_again() {
    let desk = read_back().await;
    desk.push(register(draft())).await.unwrap();
    desk.queue.set_down(true);
    let failed = desk.push_as("a", report(paid(100), "p-1")).await;
    assert!(matches!(failed, Err(NotReceived::Jobs(_))), "{failed:?}");
    desk.queue.set_down(false);
    assert_eq!(desk.push_as("a", report(paid(100), "p-1")).await, known(&desk));
    assert_eq!(desk.queue.asked(), [vec![invoice()]]);
}

#[tokio::test]
async fn where_nothing_can_be_read_what_is_told_counts_and_nothing_is_asked_for() {
    for off in [None, Some("off")] {
        let mut desk = Desk::new().await;
        if let Some(off) = off {
            desk.set(READ_BACK_SETTING, off).await;
        }
        desk.push(register(draft())).await.unwrap();
        desk.push(report(paid(500_000), "p-1")).await.unwrap();
        assert_eq!((desk.case().await.paid, desk.queue.asked().len()), (dkk(500_000), 0));
    }
}
