use std::sync::Mutex;

use async_trait::async_trait;
use domain::ids::{BatchNumber, TenantId};
use domain::tenant::{ConnectionState, FeePolicy, Fetching};
use domain::{Country, EffectId, Language, RegistrationNumber};
use jiff::SignedDuration;
use jiff::civil::date;

use super::*;
use crate::memory::MemoryStore;
use crate::ports::{Sealed, Secrets, Transaction, Write};

/// Numbers that pass the check of their register.
const NUMBERS: [&str; 4] = ["24256790", "10150817", "61056416", "36213728"];

fn now() -> Timestamp {
    "2026-11-18T08:00:00Z".parse().unwrap()
}

fn tenant(n: u8, system: &'static str) -> Tenant {
    Tenant {
        id: TenantId::from_random([n + 1; 8]),
        number: RegistrationNumber::parse(Country::Denmark, NUMBERS[usize::from(n)]).unwrap(),
        name: "Nordlys Træ & Tag ApS".into(),
        language: Language::Danish,
        mail_addresses: vec!["kontor@nordlys.example".parse().unwrap()],
        system: SystemName::known(system),
        settings: Default::default(),
        connection_id: None,
        decision_days: 3,
        min_days_overdue: 1,
        look_back_days: 90,
        start_date: None,
        fetching: Fetching::Automatic,
        fee_policy: FeePolicy::PursueDebtor,
        letterhead: Default::default(),
        plans: Default::default(),
        agency: None,
        former_agencies: vec![],
        agency_connection: None,
        added_at: now(),
        connected_on: date(2026, 11, 18),
        connection: ConnectionState::Working,
        booking_off: None,
        open_batch: BatchNumber::FIRST,
        ask_first: None,
        last_success: None,
        suppressed: vec![],
        version: 1,
    }
}

/// Takes jobs of Billy; Dinero has no queue.
#[derive(Default)]
struct OnlyBilly(Mutex<Vec<TenantId>>);

#[async_trait]
impl Jobs for OnlyBilly {
    async fn fetch(&self, system: &SystemName, jobs: &[FetchJob], _: u16) -> Result<(), JobError> {
        if *system != SystemName::known("billy") {
            return Err(JobError::NoQueue(system.clone()));
        }
        self.0.lock().unwrap().extend(jobs.iter().map(|job| job.tenant.clone()));
        Ok(())
    }

    async fn fan_out(&self, _: &ShardPage) -> Result<(), JobError> {
        Ok(())
    }

    async fn effect(&self, _: &EffectId, _: u16) -> Result<(), JobError> {
        Ok(())
    }
}

/// Four tenants; those with the given numbers are Dinero's.
async fn four_tenants(store: &MemoryStore, dinero: &[u8]) {
    for n in 0..4 {
        let tenant = Box::new(tenant(n, if dinero.contains(&n) { "dinero" } else { "billy" }));
        let secrets = Secrets::of(Sealed { key: "1".into(), text: "sealed".into() });
        store.commit(Transaction::from(vec![Write::AddTenant { tenant, secrets }])).await.unwrap();
    }
}

fn run() -> RunId {
    "2026-11-18".parse().unwrap()
}

#[tokio::test]
async fn every_tenant_gets_a_job() {
    let (store, jobs) = (MemoryStore::default(), OnlyBilly::default());
    four_tenants(&store, &[]).await;
    let done = fan_out(&store, &jobs, &run(), now()).await.unwrap();
    assert_eq!(done, FannedOut { jobs: 4, gone_silent: 0, pages_handed_on: 0 });
    assert_eq!(jobs.0.lock().unwrap().len(), 4);
}

#[tokio::test]
async fn a_system_without_a_queue_keeps_no_other_from_its_jobs() {
    let (store, jobs) = (MemoryStore::default(), OnlyBilly::default());
    four_tenants(&store, &[0, 2]).await;
    let problem = fan_out(&store, &jobs, &run(), now()).await.unwrap_err();
    let FanOutError::Shards { done, first, .. } = problem else { panic!("{problem}") };
    assert_eq!((done.jobs, *first), (2, JobError::NoQueue(SystemName::known("dinero")).into()));
    assert_eq!(jobs.0.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_shard_that_cannot_be_read_keeps_no_other_from_its_jobs_and_is_tried_again() {
    for shard in 0..SHARDS {
        let (store, jobs) = (MemoryStore::default(), OnlyBilly::default());
        four_tenants(&store, &[]).await;
        let lost = store.shard(shard, None).await.unwrap().rows.len();
        store.fail_at(vec![store.calls() + 1 + u32::from(shard)]);
        let problem = fan_out(&store, &jobs, &run(), now()).await.unwrap_err();
        let FanOutError::Shards { failed, .. } = problem else { panic!("{problem}") };
        assert_eq!((failed, jobs.0.lock().unwrap().len()), (1, 4 - lost));
        assert_eq!(fan_out(&store, &jobs, &run(), now()).await.unwrap().jobs, 4);
    }
}

#[tokio::test]
async fn the_silent_are_counted_and_nothing_is_counted_where_a_shard_cannot_be_read() {
    let store = MemoryStore::default();
    four_tenants(&store, &[1]).await;
    assert_eq!(count_silent(&store, now() + SignedDuration::from_hours(35)).await, Ok(0));
    assert_eq!(count_silent(&store, now() + SignedDuration::from_hours(36)).await, Ok(4));
    store.fail_at(vec![store.calls() + u32::from(SHARDS)]);
    assert!(count_silent(&store, now() + SignedDuration::from_hours(36)).await.is_err());
}
