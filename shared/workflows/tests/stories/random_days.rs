//! Random days at random books, with faults anywhere: what must hold, holds after every one of them.

use domain::Outcome;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use workflows::ports::FetchJob;
use workflows::run_tenant::{RunEnd, run_tenant};

use crate::books::Shape;
use crate::connection::{key_refused, not_understood, throttled, unreachable};
use crate::deeds::{Deed, deed};
use crate::laws;
use crate::letters::AT_TEN;
use crate::office::{KEY, Office, minutes_after, morning};
use crate::shaky_store::Fault;

#[derive(Debug, Clone)]
enum Trouble {
    None,
    Table { call: u32, fault: Fault },
    Source { call: u32, kind: usize },
    KeyRefused,
}

#[derive(Debug, Clone)]
struct Day {
    deeds: Vec<Deed>,
    trouble: Trouble,
    /// The queue delivers the job again on the same day.
    retried: bool,
    /// The outbox is carried out in the morning.
    delivered: bool,
}

fn trouble() -> impl Strategy<Value = Trouble> {
    let fault = prop_oneof![Just(Fault::Before), Just(Fault::After)];
    prop_oneof![
        5 => Just(Trouble::None),
        3 => (1..9u32, fault).prop_map(|(call, fault)| Trouble::Table { call, fault }),
        3 => (1..6u32, 0..4usize).prop_map(|(call, kind)| Trouble::Source { call, kind }),
        1 => Just(Trouble::KeyRefused),
    ]
}

fn a_day() -> impl Strategy<Value = Day> {
    (prop::collection::vec(deed(), 0..5), trouble(), any::<bool>(), prop::bool::weighted(0.8))
        .prop_map(|(deeds, trouble, retried, delivered)| Day { deeds, trouble, retried, delivered })
}

fn set(office: &Office, trouble: &Trouble) {
    match *trouble {
        Trouble::None => {}
        Trouble::Table { call, fault } => office.store.fail(call, fault),
        Trouble::Source { call, kind } => {
            let kinds = [unreachable(), throttled(), not_understood(), key_refused()];
            office.books.fail(call, kinds[kind].clone());
        }
        Trouble::KeyRefused => office.keys.revoke(KEY),
    }
}

fn recover(office: &Office) {
    office.store.recover();
    office.books.ledger().faults.clear();
    office.keys.grant(KEY, &office.books);
}

/// One day, and what must hold at its end.
async fn live(office: &Office, n: i32, today: &Day) -> TestCaseResult {
    for deed in &today.deeds {
        office.act(n, deed).await;
    }
    office.fire(morning(n)).await;
    let before = office.cases().await;
    let fresh = !today.retried && !office.has_left_overs().await;
    set(office, &today.trouble);
    let job: FetchJob = office.job(n);
    let mut end = run_tenant(office.run_ports(), &job, morning(n), 10).await;
    if today.retried {
        recover(office);
        office.books.asked();
        end = run_tenant(office.run_ports(), &job, morning(n), 10).await;
    }
    if today.delivered {
        recover(office);
        office.deliver(minutes_after(morning(n), 1)).await;
        office.deliver(minutes_after(morning(n), AT_TEN)).await;
    }
    recover(office);
    let log = office.books.asked();
    laws::of_every_case(office).await?;
    match end {
        Ok(RunEnd::Finished(report)) if report.outcome == Outcome::Ok => {
            laws::of_a_whole_run(office, n, &report, &log, fresh).await
        }
        Ok(RunEnd::Finished(_)) if !today.retried => {
            laws::nothing_was_closed_unread(&before, office, &log).await
        }
        _ => Ok(()),
    }
}

/// All that is still owed to the tenant is told in the end.
async fn quiet_end(office: &Office, from: i32) -> TestCaseResult {
    for n in from..from + 3 {
        recover(office);
        office.fire(morning(n)).await;
        office.run(n).await;
        office.deliver(minutes_after(morning(n), 5)).await;
        office.deliver(minutes_after(morning(n), AT_TEN)).await;
    }
    laws::of_every_case(office).await?;
    laws::everything_was_told(office).await?;
    let mails = office.mailbox.count();
    office.run(from + 3).await;
    prop_assert_eq!(office.mailbox.count(), mails);
    Ok(())
}

fn lives(shape: Shape, days: &[Day]) -> TestCaseResult {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let office = Office::open(shape).await;
        office.books.ledger().page_size = 2;
        for (n, today) in (0..).zip(days) {
            live(&office, n, today).await?;
        }
        quiet_end(&office, i32::try_from(days.len()).unwrap()).await
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_random_days_where_lists_tell_all(days in prop::collection::vec(a_day(), 1..12)) {
        lives(Shape::Whole, &days)?;
    }

    #[test]
    fn the_laws_hold_on_random_days_where_lists_tell_little(days in prop::collection::vec(a_day(), 1..12)) {
        lives(Shape::Outline, &days)?;
    }
}
