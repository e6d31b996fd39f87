//! What was written is read, whole and in order, and by its owner alone.

use domain::case::{CaseStatus, CloseReason};
use domain::effect::{EffectStatus, QueuedEffect};
use domain::ids::{BatchNumber, CaseId};
use domain::received_payment::BookingState;
use domain::{CollectionCase, ReasonCode};

use super::fixtures::*;
use crate::ports::{CommitError, Standing, Store, Write};

fn sorted(mut cases: Vec<CollectionCase>) -> Vec<CollectionCase> {
    cases.sort_by(|one, other| one.id.cmp(&other.id));
    cases
}

pub async fn what_is_not_there_is_not_found(store: &dyn Store) {
    let nobody = tenant(0);
    let case = case(&nobody, 1);
    assert_eq!(store.tenant(&nobody.id).await, Ok(None));
    assert_eq!(store.tenant_by_number(&nobody.number).await, Ok(None));
    assert_eq!(store.cases(&[]).await, Ok(vec![]));
    assert_eq!(store.cases(std::slice::from_ref(&case.id)).await, Ok(vec![]));
    assert_eq!(store.batch(&nobody.id, BatchNumber(1)).await, Ok(None));
    assert_eq!(store.report(&nobody.id, &run("2026-11-18")).await, Ok(None));
    assert_eq!(store.effect(&effect(&nobody, 1).id).await, Ok(None));
    assert_eq!(store.standing(&nobody.id, None).await.unwrap().items, vec![]);
    assert_eq!(store.cases_of(&nobody.id, None).await.unwrap().cases, vec![]);
    assert_eq!(store.batch_cases(&nobody.id, BatchNumber(1), None, 10).await.unwrap().cases, vec![]);
    assert_eq!(store.timeline(&case.id).await, Ok(vec![]));
}

pub async fn cases_are_found_by_id_however_many(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let cases: Vec<CollectionCase> = (0..230).map(|n| case(&tenant, n)).collect();
    for some in cases.chunks(100) {
        write(store, some.iter().map(put_case)).await;
    }
    let mut ids: Vec<CaseId> = cases.iter().map(|case| case.id.clone()).collect();
    ids.push(case(&tenant, 999).id);
    assert_eq!(sorted(store.cases(&ids).await.unwrap()), sorted(cases));
}

pub async fn all_cases_of_a_tenant_are_listed_closed_ones_too(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let withdrawn = CaseStatus::Closed { reason: CloseReason::WithdrawnByCreditor, at: now() };
    let closed = CollectionCase { status: withdrawn, owed_at_source: false, ..case(&tenant, 1) };
    let open = case(&tenant, 2);
    write(store, [put_case(&closed), put_case(&open), Write::AddTimeline(entry(&open, 1))]).await;
    let page = store.cases_of(&tenant.id, None).await.unwrap();
    assert_eq!((sorted(page.cases), page.next), (sorted(vec![closed, open]), None));
}

pub async fn a_batchs_cases_come_in_pages_by_id(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let cases: Vec<CollectionCase> = (0..25).map(|n| case(&tenant, n)).collect();
    let other = CollectionCase { batch: BatchNumber(2), ..case(&tenant, 99) };
    write(store, cases.iter().chain([&other]).map(put_case)).await;
    let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = store.batch_cases(&tenant.id, BatchNumber(1), after.as_ref(), 10).await.unwrap();
        assert!(page.cases.len() <= 10);
        seen.extend(page.cases);
        pages += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, sorted(cases));
    assert_eq!(pages, 3);
}

pub async fn a_case_that_moved_is_in_its_new_batch_alone(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let case = case(&tenant, 1);
    write(store, [put_case(&case)]).await;
    let moved = CollectionCase { batch: BatchNumber(2), version: 2, ..case };
    write(store, [put_case(&moved)]).await;
    assert_eq!(store.batch_cases(&tenant.id, BatchNumber(1), None, 10).await.unwrap().cases, vec![]);
    assert_eq!(store.batch_cases(&tenant.id, BatchNumber(2), None, 10).await.unwrap().cases, vec![moved]);
}

pub async fn news_are_kept_by_batch(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let case = case(&tenant, 1);
    let [first, second, later] = [news(&case, 1, 2), news(&case, 1, 10), news(&case, 2, 3)];
    write(store, [&second, &later, &first].map(|news| Write::AddNews(news.clone()))).await;
    assert_eq!(store.news(&tenant.id, BatchNumber(1)).await, Ok(vec![first, second]));
    assert_eq!(store.news(&tenant.id, BatchNumber(2)).await, Ok(vec![later]));
    assert_eq!(store.news(&tenant.id, BatchNumber(12)).await, Ok(vec![]));
}

pub async fn the_newest_reports_come_first(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let days = ["2026-11-18", "2026-11-20", "2026-11-19"].map(|day| report(&tenant, day));
    write(store, days.iter().map(put_report)).await;
    let [first, last, middle] = days;
    assert_eq!(store.reports(&tenant.id, 2).await, Ok(vec![last.clone(), middle.clone()]));
    assert_eq!(store.reports(&tenant.id, 10).await, Ok(vec![last, middle, first]));
}

pub async fn a_report_of_the_greatest_length_is_kept_whole(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let mut report = report(&tenant, "2026-11-18");
    let invoice = case(&tenant, 1).invoice_id;
    for n in 0..10_000 {
        report.skip(Some(&invoice), &n.to_string(), ReasonCode::NoDebtorContact);
    }
    write(store, [put_report(&report)]).await;
    assert_eq!(store.report(&tenant.id, &report.run).await, Ok(Some(report)));
}

pub async fn a_trail_comes_in_its_order(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let (case, other) = (case(&tenant, 1), case(&tenant, 2));
    let entries: Vec<_> = (1..=12).map(|version| entry(&case, version)).collect();
    let written = entries.iter().rev().cloned().chain([entry(&other, 1)]).map(Write::AddTimeline);
    write(store, written).await;
    assert_eq!(store.timeline(&case.id).await, Ok(entries));
}

pub async fn an_effect_is_undone_until_it_is_done(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let effects: Vec<QueuedEffect> = (1..=20).map(|n| effect(&tenant, n)).collect();
    write(store, effects.iter().map(put_effect)).await;
    let mut undone = store.undone_effects().await.unwrap();
    undone.sort_by_key(|effect| effects.iter().position(|one| one.id == effect.id));
    assert_eq!(undone, effects);
    let dead = QueuedEffect { status: EffectStatus::Dead, version: 2, ..effects[0].clone() };
    write(store, effects[1..].iter().map(|effect| put_effect(&effect.done())).chain([put_effect(&dead)]))
        .await;
    assert_eq!(store.undone_effects().await, Ok(vec![dead]));
    assert_eq!(store.effect(&effects[1].id).await, Ok(Some(effects[1].done())));
}

pub async fn a_payment_is_found_by_its_id_and_listed_with_its_tenant(store: &dyn Store) {
    let (tenant, other) = (added(store, 0).await, added(store, 1).await);
    let case = case(&tenant, 1);
    let first = payment(&case, "bank 17 / Åse");
    let second = payment(&case, "bank 18");
    let others = payment(&super::fixtures::case(&other, 1), "bank 17 / Åse");
    write(store, [&first, &second, &others].map(put_payment)).await;
    let twice = store.commit(vec![put_payment(&first)].into()).await;
    assert_eq!(twice, Err(CommitError::Conflict(vec![0])), "one payment for each reference");
    let before = vec!["3850001042".into()];
    let sending = first.at(BookingState::Sending { before, since: now() });
    write(store, [put_payment(&sending)]).await;
    assert_eq!(store.payment(&first.id).await, Ok(Some(sending.clone())));
    let page = store.payments_of(&tenant.id, None).await.unwrap();
    let mut listed = page.payments;
    listed.sort_by_key(|payment| payment.reference.clone());
    assert_eq!((listed, page.next), (vec![sending, second], None));
    assert_eq!(store.payment(&payment(&case, "bank 19").id).await, Ok(None));
    assert_eq!(store.standing(&tenant.id, None).await.unwrap().items.len(), 1, "no daily run meets it");
}

pub async fn tenants_never_see_each_other(store: &dyn Store) {
    let (mine, other) = (added(store, 0).await, added(store, 1).await);
    let case = case(&other, 1);
    let report = report(&other, "2026-11-18");
    let news = Write::AddNews(news(&case, 1, 1));
    write(store, [put_case(&case), news, Write::PutBatch(batch(&other, 1)), put_report(&report)]).await;
    let open = store.standing(&mine.id, None).await.unwrap().items;
    assert_eq!(open, vec![Standing::Tenant(Box::new(mine.clone()), secrets("first"))]);
    assert_eq!(store.cases_of(&mine.id, None).await.unwrap().cases, vec![]);
    assert_eq!(store.batch(&mine.id, BatchNumber(1)).await, Ok(None));
    assert_eq!(store.batch_cases(&mine.id, BatchNumber(1), None, 10).await.unwrap().cases, vec![]);
    assert_eq!(store.news(&mine.id, BatchNumber(1)).await, Ok(vec![]));
    assert_eq!(store.reports(&mine.id, 10).await, Ok(vec![]));
}
