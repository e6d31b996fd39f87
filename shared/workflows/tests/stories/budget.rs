//! What a quiet tenant-day may cost (design: 2 calls of the table, the list's pages, and nothing per case).

use domain::Decision;
use domain::dunning::{DunningPlan, DunningStep, StepKind};
use workflows::ports::{Store, Write};

use crate::books::{Log, Shape};
use crate::office::{Office, day, minutes_after, morning};

async fn costs(office: &Office, n: i32) -> (u32, Log) {
    office.books.asked();
    let before = office.store.calls();
    office.run(n).await;
    let Log { listed, mut reads, walks, pages } = office.books.asked();
    reads.sort();
    assert!(!listed.is_empty());
    (office.store.calls() - before, Log { listed: vec![], reads, walks, pages })
}

/// Its tenant reminds after a month: until then approved cases have nothing to do.
async fn unhurried() -> Office {
    let office = Office::open(Shape::Whole).await;
    let (mut tenant, _) = office.store.memory.tenant(&office.tenant).await.unwrap().unwrap();
    let step = DunningStep {
        kind: StepKind::FriendlyReminder,
        after_days: 30,
        gap_days: 0,
        deadline_days: 10,
        fee: false,
        compensation: false,
    };
    tenant.plans.business = Some(DunningPlan { steps: vec![step], grace_bank_days: 0, floor: 0 });
    tenant.version += 1;
    let changed = Write::PutTenant { tenant: Box::new(tenant), secrets: vec![] };
    office.store.memory.commit(vec![changed].into()).await.unwrap();
    office
}

#[tokio::test]
async fn a_quiet_day_is_two_calls_of_the_table_and_one_walk() {
    let office = unhurried().await;
    (1..=40).for_each(|number| office.books.issue(number, day(-5)));
    office.books.edit(40, |invoice| invoice.debtor.email = None);
    office.morning(0).await;
    for number in 1..=10 {
        office.decide(1, number, Decision::Decline).await.unwrap();
        office.decide(1, number + 10, Decision::Approve).await.unwrap();
    }
    let (mails, one_walk) = (office.mailbox.count(), Log { walks: 1, pages: 1, ..Log::default() });
    // The first look plans the approved ones.
    office.run(1).await;
    for n in 2..=14 {
        assert_eq!(costs(&office, n).await, (2, one_walk.clone()), "day {n}");
        assert_eq!(office.deliver(morning(n)).await, []);
    }
    assert_eq!(office.mailbox.count(), mails);
}

#[tokio::test]
async fn a_batch_whose_window_runs_costs_nothing() {
    let office = unhurried().await;
    office.morning(0).await;
    (1..=3).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    for n in 2..=4 {
        assert_eq!(costs(&office, n).await.0, 2, "day {n}");
    }
    office.fire(minutes_after(morning(4), 1)).await;
    office.deliver(minutes_after(morning(4), 1)).await;
    office.run(5).await;
    for n in 6..=8 {
        assert_eq!(costs(&office, n).await.0, 2, "day {n}");
    }
}

#[tokio::test]
async fn a_closed_case_costs_nothing() {
    let office = unhurried().await;
    office.morning(0).await;
    (1..=3).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    office.books.pay_all(1);
    office.books.void(2);
    office.morning(2).await;
    office.decide(1, 3, Decision::Approve).await.unwrap();
    // The first look plans what was approved.
    office.run(3).await;
    for n in 4..=8 {
        office.fire(morning(n)).await;
        let (calls, log) = costs(&office, n).await;
        assert_eq!((calls, log.reads.len()), (2, 0), "day {n}");
    }
}

#[tokio::test]
async fn an_outline_that_does_not_tell_of_payments_costs_one_read_for_each_open_case_and_no_more_calls() {
    let office = Office::open(Shape::Outline).await;
    (1..=5).for_each(|number| office.books.issue(number, day(-5)));
    office.morning(0).await;
    office.decide(1, 5, Decision::Decline).await.unwrap();
    let (calls, log) = costs(&office, 1).await;
    assert_eq!((calls, log.reads.len(), log.walks), (2, 4, 1));
}

#[tokio::test]
async fn new_invoices_cost_one_transaction_for_many() {
    let office = Office::settled(Shape::Whole).await;
    (1..=49).for_each(|number| office.books.issue(number, day(0)));
    assert_eq!(costs(&office, 1).await.0, 3);
}
