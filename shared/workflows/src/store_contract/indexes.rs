//! What is open for a tenant, and how tenants are found for the morning.

use std::collections::BTreeMap;

use domain::batch::SilenceRule;
use domain::case::{Approval, ApprovalKind, CaseStatus, CloseReason, PauseReason, ServiceMoney};
use domain::ids::{BatchNumber, TenantId};
use domain::tenant::ConnectionState;
use domain::{Batch, CollectionCase, News, Tenant};
use jiff::civil::date;

use super::fixtures::*;
use crate::ports::{FanRow, Known, KnownState, SHARDS, Standing, Store, StoreError, Write};

async fn standing(store: &dyn Store, tenant: &TenantId) -> Vec<Standing> {
    let mut page = store.standing(tenant, None).await.unwrap();
    let mut items = std::mem::take(&mut page.items);
    while let Some(next) = page.next {
        page = store.standing(tenant, Some(next)).await.unwrap();
        items.append(&mut page.items);
    }
    items
}

fn known(case: &CollectionCase, state: KnownState) -> Standing {
    Standing::Case(Known {
        debtor: None,
        credits: None,
        booking_in_flight: false,
        unclear: case.unclear,
        invoice: case.invoice_id.clone(),
        batch: case.batch,
        state,
        mark: case.mark,
        facts: case.facts,
        rests_until: None,
        charged: None,
    })
}

pub async fn the_tenant_comes_first_of_what_is_open(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let case = case(&tenant, 1);
    let news = news(&case, 1, 1);
    write(store, [Write::AddNews(news.clone()), put_case(&case), Write::PutBatch(batch(&tenant, 1))]).await;
    write(store, [Write::AddTimeline(entry(&case, 1)), put_report(&report(&tenant, "2026-11-18"))]).await;
    let open = standing(store, &tenant.id).await;
    assert_eq!(open[0], Standing::Tenant(Box::new(tenant.clone()), secrets("first")));
    for item in [Standing::Batch(batch(&tenant, 1)), Standing::News(news), known(&case, KnownState::Awaiting)]
    {
        assert!(open.contains(&item), "{item:?} is missing");
    }
    assert_eq!(open.len(), 4);
}

pub async fn what_is_over_leaves_the_index(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let (case, batch) = (case(&tenant, 1), batch(&tenant, 1));
    write(store, [put_case(&case), Write::PutBatch(batch.clone())]).await;
    let paid = CaseStatus::Closed { reason: CloseReason::PaidInFull, at: now() };
    let closed = CollectionCase { status: paid, owed_at_source: false, version: 2, ..case.clone() };
    write(store, [put_case(&closed), Write::PutBatch(batch.settled(now(), 1))]).await;
    assert_eq!(standing(store, &tenant.id).await.len(), 1, "only the tenant is left");
    let again = CollectionCase { version: 3, ..case };
    write(store, [put_case(&again)]).await;
    assert!(standing(store, &tenant.id).await.contains(&known(&again, KnownState::Awaiting)));
}

pub async fn a_batch_is_open_only_while_silence_may_start_it(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let asks = Batch { silence: SilenceRule::FirstRun, mailed_at: Some(now()), ..batch(&tenant, 1) };
    let waits = batch(&tenant, 2);
    write(store, [Write::PutBatch(asks), Write::PutBatch(waits.clone())]).await;
    let open = standing(store, &tenant.id).await;
    assert_eq!((open.len(), &open[1]), (2, &Standing::Batch(waits.clone())));
    write(store, [Write::PutBatch(waits.bounced().unwrap())]).await;
    assert_eq!(standing(store, &tenant.id).await.len(), 1, "its mail came back");
}

pub async fn a_followed_case_is_known_by_what_a_listed_row_means_for_it(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let until = date(2026, 12, 24);
    let closed = |reason| CaseStatus::Closed { reason, at: now() };
    let states = [
        (CaseStatus::AwaitingApproval, KnownState::Awaiting),
        (CaseStatus::Scheduled, KnownState::Active),
        (CaseStatus::Paused { reason: PauseReason::DueDateMoved, until: Some(until) }, KnownState::Paused),
        (CaseStatus::Disputed, KnownState::Paused),
        (closed(CloseReason::Credited), KnownState::Closed),
    ];
    for (n, (status, state)) in (1..).zip(states) {
        let case = CollectionCase { status, batch: BatchNumber(n), ..case(&tenant, n) };
        write(store, [put_case(&case)]).await;
        let open = standing(store, &tenant.id).await;
        assert!(open.contains(&known(&case, state)), "{state:?} in {open:?}");
    }
    for (n, reason) in (20..).zip([CloseReason::DeclinedByCreditor, CloseReason::Disputed]) {
        let approval = Some(Approval { kind: ApprovalKind::Declined, at: now(), approved_before: None });
        let case = CollectionCase { status: closed(reason), approval, ..case(&tenant, n) };
        write(store, [put_case(&case)]).await;
        let open = standing(store, &tenant.id).await;
        assert!(open.contains(&known(&case, KnownState::Declined)), "{reason:?} in {open:?}");
    }
    let unclear = CollectionCase { unclear: true, ..case(&tenant, 8) };
    write(store, [put_case(&unclear)]).await;
    let open = standing(store, &tenant.id).await;
    assert!(open.contains(&known(&unclear, KnownState::Awaiting)), "its last reading was unclear: {open:?}");
    let service = ServiceMoney { in_flight: Some(payment(&case(&tenant, 9), "1").id), ..Default::default() };
    let booked = CollectionCase { service, ..case(&tenant, 9) };
    write(store, [put_case(&booked)]).await;
    let mut charged = case(&tenant, 10);
    charged.dunning.fees_of_debtor = vec![date(2026, 11, 18)];
    write(store, [put_case(&charged)]).await;
    let open = standing(store, &tenant.id).await;
    for case in [booked, charged] {
        assert!(open.contains(&Standing::Case(Known::of(&case))), "{} as it is", case.id);
    }
}

/// More than DynamoDB puts on a page: 1 MB.
pub async fn every_page_together_is_everything_once(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let cases: Vec<CollectionCase> = (0..130).map(|n| case(&tenant, n)).collect();
    for some in cases.chunks(100) {
        write(store, some.iter().map(put_case)).await;
    }
    for version in 1..=8 {
        let long = News { debtor_name: "æ".repeat(100_000), ..news(&cases[0], 1, version) };
        write(store, [Write::AddNews(long)]).await;
    }
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut page = store.standing(&tenant.id, None).await.unwrap();
    assert!(matches!(page.items[0], Standing::Tenant(..)));
    let mut pages = 1;
    loop {
        for item in &page.items {
            let name = match item {
                Standing::Tenant(tenant, _) => tenant.id.to_string(),
                Standing::Batch(batch) => format!("batch {}", batch.number),
                Standing::News(news) => format!("news {}", news.version),
                Standing::Case(known) => known.invoice.to_string(),
            };
            *seen.entry(name).or_default() += 1;
        }
        let Some(next) = page.next else { break };
        page = store.standing(&tenant.id, Some(next)).await.unwrap();
        pages += 1;
    }
    assert_eq!(seen.len(), 1 + 130 + 8);
    assert!(seen.values().all(|count| *count == 1));
    assert!(pages > 1, "this is more than a page");
}

pub async fn a_page_that_nobody_gave_is_unreadable(store: &dyn Store) {
    let tenant = added(store, 0).await;
    for made_up in ["", "x", "!", "e30"] {
        let page = store.standing(&tenant.id, Some(made_up.to_owned())).await;
        assert!(matches!(page, Err(StoreError::Unreadable { .. })), "{made_up:?}: {page:?}");
    }
}

pub async fn every_tenant_is_in_exactly_one_shard(store: &dyn Store) {
    let mut tenants = Vec::new();
    for n in 0..4 {
        tenants.push(added(store, n).await);
    }
    let connection = ConnectionState::Disconnected { since: now() };
    let ran = Tenant { last_success: Some(now()), connection, ..changed(&tenants[0]) };
    write(store, [put(&ran)]).await;
    tenants[0] = ran;
    let mut rows = Vec::new();
    for shard in 0..SHARDS {
        let page = store.shard(shard, None).await.unwrap();
        assert_eq!(page.next, None);
        rows.extend(page.rows);
    }
    let row = |tenant: &Tenant| FanRow {
        tenant: tenant.id.clone(),
        system: tenant.system.clone(),
        added: tenant.added_at,
        last_success: tenant.last_success,
        disconnected: tenant.is_disconnected(),
    };
    rows.sort_by(|one, other| one.tenant.cmp(&other.tenant));
    tenants.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(rows, tenants.iter().map(row).collect::<Vec<_>>());
}
