//! What must hold on every day, whatever happened (the design's invariants, by number).

use std::collections::BTreeSet;

use domain::case::{Happening, is_conserved};
use domain::eligibility::judge;
use domain::ids::InvoiceId;
use domain::{BatchNumber, CaseStatus, CollectionCase, RunReport, SilenceRule};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use workflows::ports::Store;

use crate::books::Log;
use crate::office::{Office, day};

fn is_approval(happening: &Happening) -> bool {
    matches!(happening, Happening::ApprovedByLink | Happening::ApprovedBySilence)
}

fn is_decline(happening: &Happening) -> bool {
    matches!(happening, Happening::DeclinedByLink | Happening::StoppedByLink)
}

/// 2: approved at most once, and a decline is final. 6: conserved. 11: nothing of a first run starts by silence.
pub async fn of_every_case(office: &Office) -> TestCaseResult {
    for case in office.cases().await {
        prop_assert!(is_conserved(&case), "{case:?}");
        let timeline = office.store.memory.timeline(&case.id).await.unwrap();
        let versions: Vec<u64> = timeline.iter().map(|entry| entry.version).collect();
        prop_assert_eq!(versions, (1..=case.version).collect::<Vec<_>>(), "a step without its trail");
        let happenings: Vec<&Happening> = timeline.iter().map(|entry| &entry.happening).collect();
        prop_assert!(happenings.iter().filter(|what| is_approval(what)).count() <= 1, "{happenings:?}");
        if let Some(at) = happenings.iter().position(|what| is_decline(what)) {
            prop_assert!(!happenings[at..].iter().any(|what| is_approval(what)), "{happenings:?}");
            prop_assert!(!case.is_open());
        }
        // The case's own batch may be a later one by now: what asks anew stands in the batch whose mail says so.
        if let Some(started) = timeline.iter().find(|entry| entry.happening == Happening::ApprovedBySilence) {
            let batch = office.batch(started.batch.0).await;
            prop_assert_eq!(batch.silence, SilenceRule::Starts);
            prop_assert!(Some(started.at) >= batch.decide_by, "{batch:?}");
        }
        if case.status == CaseStatus::AwaitingApproval {
            prop_assert!(case.batch <= office.profile().await.open_batch);
        }
    }
    Ok(())
}

/// 1: what is eligible is a case, and every row is a case, a change, or counted under a code. A run that is `fresh` has
/// found nothing left by one that was broken off, so that its figures are of what it read itself.
pub async fn of_a_whole_run(
    office: &Office,
    n: i32,
    report: &RunReport,
    log: &Log,
    fresh: bool,
) -> TestCaseResult {
    let rules = office.profile().await.requirements();
    let cases = office.cases().await;
    let (invoices, garbled) = {
        let ledger = office.books.ledger();
        (ledger.invoices.clone(), ledger.garbled.clone())
    };
    for invoice in invoices.values().filter(|invoice| !garbled.contains(&invoice.id)) {
        let case = cases.iter().find(|case| case.invoice_id == invoice.id);
        if judge(invoice, &rules, day(n)).is_ok() {
            prop_assert!(case.is_some(), "{:?} is eligible and no case", invoice.id);
        }
        if let Some(case) = case.filter(|case| case.is_open()) {
            let owed = invoice.amounts.as_ref().unwrap().principal_outstanding();
            let surplus_is_no_claim = owed.with_minor(owed.minor.max(0));
            prop_assert_eq!(case.outstanding, surplus_is_no_claim, "an open case tells what is owed");
            prop_assert_eq!(Some(case.due_date), invoice.due_date);
        }
    }
    let skipped: BTreeSet<&str> = report.skipped.iter().map(|skipped| skipped.invoice_id.as_str()).collect();
    let read: BTreeSet<&InvoiceId> = log.listed.iter().chain(&log.reads).collect();
    for id in &read {
        let is_case = cases.iter().any(|case| case.invoice_id == **id);
        prop_assert!(is_case || skipped.contains(id.as_str()), "{id} was read and is not accounted for");
    }
    prop_assert_eq!(report.skipped.len(), skipped.len(), "nothing is counted twice");
    if fresh {
        prop_assert_eq!(report.read as usize, read.len());
        // What is overdue again counts as changed, and as new in the batch that asks about it.
        prop_assert!(report.new + report.skipped_total() <= report.read + report.changed, "{report:?}");
    }
    Ok(())
}

/// 9: a run that its source broke off has closed nothing but what was read one by one, and found to be settled.
pub async fn nothing_was_closed_unread(
    before: &[CollectionCase],
    office: &Office,
    log: &Log,
) -> TestCaseResult {
    let after = office.cases().await;
    for case in before.iter().filter(|case| case.is_open()) {
        let now = after.iter().find(|other| other.id == case.id).unwrap();
        prop_assert!(now.is_open() || log.reads.contains(&case.invoice_id), "{:?}", case.invoice_id);
    }
    Ok(())
}

/// Every batch that holds something was mailed, each change is told in one of them, and nothing is left in the outbox.
pub async fn everything_was_told(office: &Office) -> TestCaseResult {
    let store = &office.store.memory;
    let open = office.profile().await.open_batch;
    prop_assert_eq!(store.undone_effects().await.unwrap(), vec![]);
    prop_assert_eq!(store.news(&office.tenant, open).await.unwrap(), vec![]);
    for case in office.cases().await {
        prop_assert!(case.batch < open, "{:?} waits in a batch that nobody was asked about", case.id);
        let mut told = 0;
        for number in 1..open.0 {
            let batch = office.batch(number).await;
            prop_assert!(batch.mailed_at.is_some(), "{batch:?}");
            let news = store.news(&office.tenant, BatchNumber(number)).await.unwrap();
            told += news.iter().filter(|item| item.case == case.id).count();
        }
        let changes = office.store.memory.timeline(&case.id).await.unwrap();
        let changed = |what: &Happening| {
            // A surplus that came for charges changes no amount that is owed of the invoice.
            let of_charges = matches!(what, Happening::ChargesGivenUp { .. } | Happening::FactsUpdated);
            of_charges || matches!(what, Happening::SourceChanged { .. } | Happening::Asked { .. })
        };
        prop_assert!(told <= changes.iter().filter(|entry| changed(&entry.happening)).count());
    }
    Ok(())
}
