//! Two deliveries of one job, and a run beside a tenant's decision, interleaved in many ways.

use std::sync::atomic::Ordering;

use domain::{CaseStatus, Decision, RunId};
use workflows::ports::{FetchJob, Store};
use workflows::run_tenant::{RunEnd, run_tenant};

use crate::books::Shape;
use crate::office::{Office, day, minutes_after, morning};

async fn before(shape: Shape) -> Office {
    let office = Office::settled(shape).await;
    office.books.ledger().page_size = 30;
    (1..=6).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    office.books.pay_all(1);
    office.books.pay(2, 500);
    office.books.void(3);
    (101..=160).for_each(|number| office.books.issue(number, day(1)));
    office
}

async fn deliver_job(office: &Office, job: &FetchJob) -> bool {
    for _ in 0..10 {
        match run_tenant(office.run_ports(), job, morning(2), 10).await {
            Ok(RunEnd::Finished(_)) => return true,
            Ok(RunEnd::FinishedBefore) => return false,
            Ok(other) => panic!("{other:?}"),
            // The queue delivers it again.
            Err(_) => {}
        }
    }
    panic!("it never finishes")
}

#[tokio::test]
async fn a_job_that_is_delivered_twice_at_once_ends_as_one() {
    for shape in [Shape::Whole, Shape::Outline] {
        let clean = before(shape).await;
        clean.run(2).await;
        clean.deliver(minutes_after(morning(2), 1)).await;
        for seed in 1..40 {
            let office = before(shape).await;
            office.store.restless.store(seed, Ordering::SeqCst);
            let job = office.job(2);
            let (one, other) = tokio::join!(deliver_job(&office, &job), deliver_job(&office, &job));
            assert!(one != other, "seed {seed}: one finishes, and the other finds it finished");
            office.deliver(minutes_after(morning(2), 1)).await;
            office.ends_like(&clean, &format!("{shape:?}, seed {seed}")).await;
        }
    }
}

/// What the two runs of day 2 have made between them, in one batch or in two: every new case and every change stands in
/// exactly one, was there when that batch was closed, and was mailed. Answers how many changes were told.
async fn all_was_told_once(office: &Office, story: &str) -> usize {
    office.deliver(minutes_after(morning(2), 1)).await;
    let open = office.profile().await.open_batch.0;
    let (mut cases, mut news) = (0, 0);
    for number in 2..open {
        let (batch, told) = (office.batch(number).await, office.news(number).await);
        assert!(batch.mailed_at.is_some(), "{story}");
        let report = office.store.report(&office.tenant, &batch.run).await.unwrap().unwrap();
        assert_eq!((report.changed + report.closed) as usize, told.len(), "{story}: late for its batch");
        let waiting = office.cases().await.iter().filter(|case| case.batch == batch.number).count();
        assert_eq!(batch.cases as usize, waiting, "{story}: late for its batch");
        cases += waiting;
        news += told.len();
    }
    assert_eq!((cases, office.cases().await.len()), (60, 66), "{story}");
    assert_eq!(office.news(open).await, []);
    news
}

async fn calls_of_a_clean_run(office: &Office) -> u32 {
    let before = office.store.calls();
    office.run(2).await;
    office.store.calls() - before
}

fn asked_for(office: &Office) -> FetchJob {
    FetchJob::new(office.tenant.clone(), RunId::asked_for(day(2), morning(2)))
}

#[tokio::test]
async fn a_run_that_an_operator_asked_for_beside_the_mornings_tells_everything_once() {
    for seed in 1..40 {
        let office = before(Shape::Whole).await;
        office.store.restless.store(seed, Ordering::SeqCst);
        let (job, other) = (office.job(2), asked_for(&office));
        assert_eq!(tokio::join!(deliver_job(&office, &job), deliver_job(&office, &other)), (true, true));
        assert_eq!(all_was_told_once(&office, &format!("seed {seed}")).await, 3);
    }
}

#[tokio::test]
async fn a_run_that_is_held_up_at_any_call_while_another_runs_adds_nothing_to_a_batch_that_is_closed() {
    for shape in [Shape::Whole, Shape::Outline] {
        let clean = before(shape).await;
        let calls = calls_of_a_clean_run(&clean).await;
        clean.deliver(minutes_after(morning(2), 1)).await;
        for call in 1..=calls {
            let story = format!("{shape:?}, held up at call {call}");
            let office = before(shape).await;
            let (job, other) = (office.job(2), asked_for(&office));
            let meanwhile = office.store.while_held_up(call, deliver_job(&office, &other));
            assert_eq!(tokio::join!(meanwhile, deliver_job(&office, &job)), (true, true), "{story}");
            assert_eq!(all_was_told_once(&office, &story).await, 3, "{story}");

            let office = before(shape).await;
            let meanwhile = office.store.while_held_up(call, deliver_job(&office, &job));
            assert_eq!(tokio::join!(meanwhile, deliver_job(&office, &job)), (true, false), "{story}");
            office.deliver(minutes_after(morning(2), 1)).await;
            office.ends_like(&clean, &story).await;
        }
    }
}

#[tokio::test]
async fn what_a_held_up_run_has_read_is_not_written_into_a_batch_that_was_closed_meanwhile() {
    let calls = calls_of_a_clean_run(&before(Shape::Whole).await).await;
    for call in 1..=calls {
        let office = before(Shape::Whole).await;
        let (job, other) = (office.job(2), asked_for(&office));
        let meanwhile = office.store.while_held_up(call, async {
            // The payment that the first may have read already is taken back before the second looks.
            office.books.pay(2, -500);
            deliver_job(&office, &other).await
        });
        assert_eq!(tokio::join!(meanwhile, deliver_job(&office, &job)), (true, true));
        let told = all_was_told_once(&office, &format!("held up at call {call}")).await;
        let steps = office.case(2).await.version - 1;
        assert!([(2, 0), (4, 2), (3, 1)].contains(&(told, steps)), "call {call}: {told} {steps}");
        assert_eq!(office.case(2).await.outstanding.minor, 100_000);
    }
}

#[tokio::test]
async fn a_decision_beside_a_run_is_kept_and_so_is_what_the_run_read() {
    for seed in 1..40 {
        let office = before(Shape::Whole).await;
        office.store.restless.store(seed, Ordering::SeqCst);
        let job = office.job(2);
        let (_, decided) = tokio::join!(deliver_job(&office, &job), office.decide(1, 2, Decision::Approve));
        assert_eq!(decided.unwrap().changed, 1, "seed {seed}");
        let case = office.case(2).await;
        assert_eq!((case.status, case.paid.minor), (CaseStatus::Scheduled, 500), "seed {seed}");
        assert_eq!(office.report(2).await.unwrap().changed, 1, "seed {seed}");
    }
}
