//! What comes by push: an event once, a record for each invoice, a standing for each tenant.

use domain::claim::{Change, ClaimRecord, ClaimsStanding, EventId, InboundEvent, Reported};
use domain::{Currency, Money, Tenant};

use super::fixtures::*;
use crate::ports::{ClaimFile, CommitError, Store, Transaction, Write};

fn id(text: &str) -> EventId {
    text.parse().unwrap()
}

fn event(tenant: &Tenant, text: &str) -> InboundEvent {
    let digest = "0f".repeat(16);
    InboundEvent { tenant: tenant.id.clone(), id: id(text), case: None, digest, at: now() }
}

fn record(tenant: &Tenant, n: u32, version: u64) -> ClaimRecord {
    let change = Change::Paid { amount: Money::new(100, Currency::DKK) };
    let reported = Reported { change, id: "p-1".into(), event: id("e-1"), occurred_at: now(), at: now() };
    ClaimRecord { reported: vec![reported], version, ..ClaimRecord::new(case(tenant, n).id) }
}

fn standing(tenant: &Tenant, version: u64) -> ClaimsStanding {
    ClaimsStanding { active: false, said_at: Some(now()), version, ..ClaimsStanding::new(tenant.id.clone()) }
}

fn add_event(event: &InboundEvent) -> Write {
    Write::AddInboundEvent(Box::new(event.clone()))
}

fn put_record(record: &ClaimRecord) -> Write {
    Write::PutClaimRecord(Box::new(record.clone()))
}

fn put_standing(standing: &ClaimsStanding) -> Write {
    Write::PutClaimsStanding(Box::new(standing.clone()))
}

pub async fn a_claim_file_holds_what_there_is(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let case = case(&tenant, 1);
    let asked = |text: &'static str, with_case: bool| {
        let (tenant, case) = (tenant.id.clone(), case.id.clone());
        async move { store.claim_file(&tenant, &id(text), with_case.then_some(&case)).await.unwrap() }
    };
    assert_eq!(asked("e-1", true).await, ClaimFile::default());
    let (event, record, standing) = (event(&tenant, "e-1"), record(&tenant, 1, 1), standing(&tenant, 1));
    write(store, [add_event(&event), put_record(&record), put_standing(&standing), put_case(&case)]).await;
    let whole = ClaimFile {
        event: Some(event),
        standing: Some(standing.clone()),
        record: Some(record.clone()),
        case: Some(case.clone()),
    };
    assert_eq!(asked("e-1", true).await, whole);
    assert_eq!(asked("e-2", true).await, ClaimFile { event: None, ..whole });
    assert_eq!(asked("e-2", false).await, ClaimFile { standing: Some(standing), ..ClaimFile::default() });
    assert_eq!(store.claim_record(&case.id).await, Ok(Some(record)));
    let nobody = super::fixtures::case(&tenant, 2);
    assert_eq!(store.claim_record(&nobody.id).await, Ok(None));
}

pub async fn an_event_is_taken_once_for_each_tenant(store: &dyn Store) {
    let (mine, other) = (added(store, 0).await, added(store, 1).await);
    write(store, [add_event(&event(&mine, "e-1"))]).await;
    let again = store.commit(Transaction::from(vec![add_event(&event(&mine, "e-1"))])).await;
    assert_eq!(again, Err(CommitError::Conflict(vec![0])));
    write(store, [add_event(&event(&other, "e-1")), add_event(&event(&mine, "e-2"))]).await;
}

pub async fn records_and_standings_are_not_overwritten_at_another_version(store: &dyn Store) {
    let tenant = added(store, 0).await;
    write(store, [put_record(&record(&tenant, 1, 1)), put_standing(&standing(&tenant, 1))]).await;
    for version in [1, 3] {
        for wrong in [put_record(&record(&tenant, 1, version)), put_standing(&standing(&tenant, version))] {
            let refused = store.commit(Transaction::from(vec![wrong])).await;
            assert_eq!(refused, Err(CommitError::Conflict(vec![0])));
        }
    }
    write(store, [put_record(&record(&tenant, 1, 2)), put_standing(&standing(&tenant, 2))]).await;
    assert_eq!(store.claim_record(&case(&tenant, 1).id).await.unwrap().map(|record| record.version), Some(2));
}

pub async fn what_came_by_push_is_not_among_the_cases(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let writes = [
        add_event(&event(&tenant, "e-1")),
        put_record(&record(&tenant, 1, 1)),
        put_standing(&standing(&tenant, 1)),
    ];
    write(store, writes).await;
    assert_eq!(store.cases_of(&tenant.id, None).await.unwrap().cases, vec![]);
    assert_eq!(store.standing(&tenant.id, None).await.unwrap().items.len(), 1);
}
