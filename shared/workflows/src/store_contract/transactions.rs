//! All or nothing, and nothing over a version that was not read.

use domain::ids::{BatchNumber, ConnectionId, TenantId};
use domain::{CaseStatus, CollectionCase, Outcome, Tenant};

use super::fixtures::*;
use crate::ports::{CommitError, MAX_WRITES, SecretKind, Store, Transaction, Write};

async fn refusal(store: &dyn Store, writes: Vec<Write>) -> CommitError {
    store.commit(Transaction::from(writes)).await.unwrap_err()
}

fn check(tenant: &Tenant, batch: BatchNumber) -> Write {
    Write::CheckOpenBatch { tenant: tenant.id.clone(), batch }
}

fn next(case: &CollectionCase) -> CollectionCase {
    CollectionCase { status: CaseStatus::Scheduled, version: case.version + 1, ..case.clone() }
}

pub async fn an_empty_transaction_does_nothing(store: &dyn Store) {
    assert_eq!(store.commit(Transaction::default()).await, Ok(()));
}

pub async fn a_registration_number_has_one_tenant(store: &dyn Store) {
    let first = added(store, 0).await;
    let second = Tenant { number: first.number.clone(), ..tenant(1) };
    let taken = refusal(store, vec![add(&second)]).await;
    assert_eq!(taken, CommitError::NumberTaken(first.number.clone()));
    assert_eq!(store.tenant(&second.id).await, Ok(None));
    assert_eq!(store.tenant_by_number(&first.number).await, Ok(Some(first.id.clone())));
    assert_eq!(store.tenant(&first.id).await, Ok(Some((first, secrets("first")))));
}

pub async fn a_changed_tenant_keeps_its_sealed_credentials_unless_new_ones_come(store: &dyn Store) {
    let first = added(store, 0).await;
    let renamed = Tenant { name: "Sydlys A/S".into(), ..changed(&first) };
    write(store, [put(&renamed)]).await;
    assert_eq!(store.tenant(&first.id).await, Ok(Some((renamed.clone(), secrets("first")))));
    let rekeyed = changed(&renamed);
    let tenant = Box::new(rekeyed.clone());
    let credentials = vec![(SecretKind::Credentials, sealed("second"))];
    write(store, [Write::PutTenant { tenant, secrets: credentials }]).await;
    assert_eq!(store.tenant(&first.id).await, Ok(Some((rekeyed, secrets("second")))));
}

pub async fn a_session_is_kept_without_touching_the_tenant(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let session = |text| Write::PutSecret {
        tenant: tenant.id.clone(),
        kind: SecretKind::Session,
        sealed: sealed(text),
    };
    write(store, [session("old")]).await;
    write(store, [session("new")]).await;
    let kept = secrets("first").with(SecretKind::Session, sealed("new"));
    assert_eq!(store.tenant(&tenant.id).await, Ok(Some((tenant.clone(), kept.clone()))));
    let hook = vec![(SecretKind::Webhook, sealed("hook"))];
    write(store, [Write::PutTenant { tenant: Box::new(changed(&tenant)), secrets: hook }]).await;
    let both = kept.with(SecretKind::Webhook, sealed("hook"));
    assert_eq!(store.tenant(&tenant.id).await, Ok(Some((changed(&tenant), both))));
    let nobody = TenantId::from_random([9; 8]);
    let lost = Write::PutSecret { tenant: nobody, kind: SecretKind::Session, sealed: sealed("lost") };
    assert_eq!(refusal(store, vec![lost]).await, CommitError::Conflict(vec![0]));
}

pub async fn a_connection_leads_to_its_tenant_and_to_nobody_else(store: &dyn Store) {
    let (mine, other) = (ConnectionId::from_random([7; 16]), ConnectionId::from_random([8; 16]));
    let tenant = Tenant { connection_id: Some(mine.clone()), ..tenant(0) };
    write(store, [add(&tenant)]).await;
    assert_eq!(store.tenant_by_connection(&mine).await, Ok(Some(tenant.id)));
    assert_eq!(store.tenant_by_connection(&other).await, Ok(None));
}

pub async fn a_connection_can_be_added_to_a_tenant_and_is_nobody_elses(store: &dyn Store) {
    let (first, second) = (added(store, 0).await, added(store, 1).await);
    let leads = |tenant: &Tenant| Write::AddConnection {
        tenant: tenant.id.clone(),
        connection: ConnectionId::from_random([7; 16]),
    };
    let named = Tenant { agency_connection: Some(ConnectionId::from_random([7; 16])), ..changed(&first) };
    write(store, [put(&named), leads(&first)]).await;
    assert_eq!(
        refusal(store, vec![put(&changed(&second)), leads(&second)]).await,
        CommitError::Conflict(vec![1])
    );
    let found = store.tenant_by_connection(&ConnectionId::from_random([7; 16])).await;
    assert_eq!(found, Ok(Some(first.id)));
}

pub async fn each_agencys_credentials_are_kept_beside_the_systems(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let given =
        [(SecretKind::Agency(1), sealed("first agency")), (SecretKind::Agency(12), sealed("another"))];
    write(store, [Write::PutTenant { tenant: Box::new(changed(&tenant)), secrets: given.to_vec() }]).await;
    let kept = given.into_iter().fold(secrets("first"), |kept, (kind, sealed)| kept.with(kind, sealed));
    assert_eq!(store.tenant(&tenant.id).await, Ok(Some((changed(&tenant), kept))));
}

pub async fn what_stands_at_another_version_is_not_overwritten(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let (case, batch, effect) = (case(&tenant, 1), batch(&tenant, 1), effect(&tenant, 1));
    let all = [put_case(&case), Write::PutBatch(batch.clone()), put_effect(&effect)];
    write(store, all.clone()).await;
    let later_case = CollectionCase { version: 3, ..case.clone() };
    let later_batch = domain::Batch { version: 3, ..batch.clone() };
    let later_effect = domain::effect::QueuedEffect { version: 3, ..effect.clone() };
    let later_tenant = Tenant { version: 3, ..tenant.clone() };
    let later = [put_case(&later_case), Write::PutBatch(later_batch), put_effect(&later_effect)];
    let absent = CollectionCase { version: 2, ..super::fixtures::case(&tenant, 2) };
    for wrong in all.into_iter().chain(later).chain([put(&tenant), put(&later_tenant), put_case(&absent)]) {
        assert_eq!(refusal(store, vec![wrong.clone()]).await, CommitError::Conflict(vec![0]), "{wrong:?}");
    }
    assert_eq!(store.cases(&[case.id.clone(), absent.id]).await, Ok(vec![case]));
    assert_eq!(store.batch(&tenant.id, batch.number).await, Ok(Some(batch)));
    assert_eq!(store.effect(&effect.id).await, Ok(Some(effect)));
}

pub async fn one_conflict_stops_the_whole_transaction_and_is_named(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let (stands, fresh) = (case(&tenant, 1), case(&tenant, 2));
    write(store, [put_case(&stands)]).await;
    let writes = vec![
        put_case(&fresh),
        Write::AddTimeline(entry(&fresh, 1)),
        put_case(&stands),
        Write::AddNews(news(&fresh, 1, 1)),
    ];
    assert_eq!(refusal(store, writes).await, CommitError::Conflict(vec![2]));
    assert_eq!(store.cases(std::slice::from_ref(&fresh.id)).await, Ok(vec![]));
    assert_eq!(store.timeline(&fresh.id).await, Ok(vec![]));
    assert_eq!(store.news(&tenant.id, BatchNumber(1)).await, Ok(vec![]));
}

pub async fn a_conflict_is_counted_by_writes_and_not_by_items(store: &dyn Store) {
    let first = added(store, 0).await;
    let stands = case(&first, 1);
    write(store, [put_case(&stands)]).await;
    let second = tenant(1);
    let refused = refusal(store, vec![add(&second), put_case(&stands)]).await;
    assert_eq!(refused, CommitError::Conflict(vec![1]));
    assert_eq!(store.tenant_by_number(&second.number).await, Ok(None));
}

pub async fn of_two_writers_one_wins(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let case = case(&tenant, 1);
    write(store, [put_case(&case)]).await;
    let writer = |n: u16| {
        let mine = CollectionCase { letters_sent: n, ..next(&case) };
        store.commit(Transaction::from(vec![put_case(&mine), Write::AddTimeline(entry(&mine, 2))]))
    };
    let (one, two, three) = tokio::join!(writer(1), writer(2), writer(3));
    let outcomes = [one, two, three];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    let winner = outcomes.iter().zip(1..).find(|(outcome, _)| outcome.is_ok()).map(|(_, n)| n).unwrap();
    assert_eq!(store.cases(&[case.id]).await.unwrap()[0].letters_sent, winner);
}

pub async fn no_case_enters_a_batch_that_has_been_told(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let (early, late) = (case(&tenant, 1), case(&tenant, 2));
    write(store, [check(&tenant, BatchNumber(1)), put_case(&early)]).await;
    let told = Tenant { open_batch: BatchNumber(2), ..changed(&tenant) };
    write(store, [put(&told), Write::PutBatch(batch(&tenant, 1))]).await;
    let refused = refusal(store, vec![put_case(&late), check(&tenant, BatchNumber(1))]).await;
    assert_eq!(refused, CommitError::Conflict(vec![1]));
    assert_eq!(store.cases(&[late.id]).await, Ok(vec![]));
    let nobody = super::fixtures::tenant(1);
    assert_eq!(refusal(store, vec![check(&nobody, BatchNumber(1))]).await, CommitError::Conflict(vec![0]));
}

pub async fn a_check_goes_with_a_change_of_the_same_tenant(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let told = Tenant { open_batch: BatchNumber(2), ..changed(&tenant) };
    let (one, two) = (check(&tenant, BatchNumber(1)), check(&tenant, BatchNumber(1)));
    write(store, [one, put_case(&case(&tenant, 1)), two, put(&told)]).await;
    assert_eq!(store.tenant(&tenant.id).await.unwrap().unwrap().0, told);
    let stale = [check(&told, BatchNumber(1)), put(&changed(&told))];
    let refused = refusal(store, stale.to_vec()).await;
    assert!(matches!(&refused, CommitError::Conflict(writes) if writes.contains(&0)), "{refused:?}");
    assert_eq!(store.tenant(&tenant.id).await.unwrap().unwrap().0, told);
}

pub async fn a_report_is_replaced_until_one_is_ok(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let ok = report(&tenant, "2026-11-18");
    for outcome in [Outcome::Unreachable, Outcome::BrokenConnection, Outcome::NotUnderstood] {
        let failed = ok.clone().broken_off(outcome, "timeout".into());
        write(store, [put_report(&failed)]).await;
        assert_eq!(store.report(&tenant.id, &ok.run).await, Ok(Some(failed)));
    }
    write(store, [put_report(&ok)]).await;
    let failed = ok.clone().broken_off(Outcome::Unreachable, "timeout".into());
    for late in [failed, ok.clone()] {
        assert_eq!(refusal(store, vec![put_report(&late)]).await, CommitError::Conflict(vec![0]));
    }
    assert_eq!(store.report(&tenant.id, &ok.run).await, Ok(Some(ok)));
}

pub async fn the_largest_transaction_fits(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let count = u32::try_from(MAX_WRITES).unwrap();
    write(store, (0..count).map(|n| put_case(&case(&tenant, n)))).await;
    let ids: Vec<_> = (0..count).map(|n| case(&tenant, n).id).collect();
    assert_eq!(store.cases(&ids).await.unwrap().len(), MAX_WRITES);
}

pub async fn a_transaction_beyond_the_largest_is_refused_whole(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let count = u32::try_from(MAX_WRITES).unwrap() - 2;
    let mut writes: Vec<Write> = (0..count).map(|n| put_case(&case(&tenant, n))).collect();
    let second =
        Tenant { connection_id: Some(ConnectionId::from_random([7; 16])), ..super::fixtures::tenant(1) };
    // One write, three items.
    writes.push(add(&second));
    let refused = refusal(store, writes).await;
    assert!(matches!(&refused, CommitError::Unavailable(why) if why.contains("101 items")), "{refused:?}");
    assert_eq!(store.cases(&[case(&tenant, 0).id]).await, Ok(vec![]));
    assert_eq!(store.tenant(&second.id).await, Ok(None));
}
