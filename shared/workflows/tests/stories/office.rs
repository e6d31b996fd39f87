//! A whole Rykker around one tenant: mornings are run, mails delivered, schedules fired.

use accounting::Settings;
use domain::ids::{RunId, SystemName, TenantId};
use domain::moment::plus_days;
use domain::tenant::{FeePolicy, Fetching};
use domain::{Country, Language, RegistrationNumber, RunReport};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use workflows::auto_activate::{SilentStart, auto_activate};
use workflows::deliver_effect::{Delivery, EffectPorts, deliver_effect};
use workflows::memory::{MemoryAgency, MemoryDocuments, MemoryTime};
use workflows::ports::{FetchJob, Store};
use workflows::register_tenant::{NewTenant, add_tenant};
use workflows::run_tenant::{RunEnd, RunError, RunPorts, run_tenant};

use crate::books::{Books, Shape};
use crate::connection::{Keys, SYSTEM, credentials};
use crate::outside::{Calendar, Mailbox, OpenVault, PlainLinks};
use crate::shaky_store::ShakyStore;

/// The key of the first tenant.
pub const KEY: &str = "nordlys-key";

pub struct Office {
    pub store: ShakyStore,
    pub books: Books,
    pub keys: Keys,
    pub mailbox: Mailbox,
    pub calendar: Calendar,
    pub documents: MemoryDocuments,
    pub agency: MemoryAgency,
    pub time: MemoryTime,
    pub tenant: TenantId,
}

/// The civil date of day `n`; day 0 is Wednesday 18 November 2026.
pub fn day(n: i32) -> Date {
    plus_days(date(2026, 11, 18), n)
}

/// Seven in the morning of day `n`, in Copenhagen.
pub fn morning(n: i32) -> Timestamp {
    "2026-11-18T06:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(24 * i64::from(n))
}

pub fn minutes_after(start: Timestamp, minutes: i64) -> Timestamp {
    start + SignedDuration::from_mins(minutes)
}

pub fn new_tenant(seed: u8, number: &str, key: &str) -> NewTenant {
    NewTenant {
        id: TenantId::from_random([seed; 8]),
        number: RegistrationNumber::parse(Country::Denmark, number).unwrap(),
        name: "Nordlys ApS".into(),
        language: Language::English,
        mail_addresses: vec![format!("post{seed}@nordlys.example").parse().unwrap()],
        system: SystemName::known(SYSTEM),
        credentials: credentials(key),
        settings: Settings::new(),
        webhook: None,
        decision_days: 3,
        min_days_overdue: None,
        look_back_days: 90,
        start_date: None,
        fetching: Fetching::Automatic,
        fee_policy: FeePolicy::PursueDebtor,
    }
}

impl Office {
    /// Opened the day before day 0, with empty books.
    pub async fn open(shape: Shape) -> Office {
        Office::open_before(shape, 0).await
    }

    /// The same the day before day `n`.
    async fn open_before(shape: Shape, n: i32) -> Office {
        let office = Office {
            store: ShakyStore::default(),
            books: Books::with(shape),
            keys: Keys::default(),
            mailbox: Mailbox::default(),
            calendar: Calendar::default(),
            documents: MemoryDocuments::default(),
            agency: MemoryAgency::default(),
            time: MemoryTime::default(),
            tenant: TenantId::from_random([1; 8]),
        };
        office.keys.grant(KEY, &office.books);
        let new = new_tenant(1, "24256790", KEY);
        add_tenant(office.run_ports(), new, morning(n - 1)).await.unwrap();
        office
    }

    /// As [`Office::open`], and the first run is over: what comes next may start by silence.
    pub async fn settled(shape: Shape) -> Office {
        Office::settled_on(shape, 0).await
    }

    /// The same with its first run on day `n`.
    pub async fn settled_on(shape: Shape, n: i32) -> Office {
        let office = Office::open_before(shape, n).await;
        office.morning(n).await;
        assert_eq!(office.mailbox.count(), 0);
        office
    }

    pub fn run_ports(&self) -> RunPorts<'_> {
        RunPorts { store: &self.store, vault: &OpenVault, accounts: &self.keys }
    }

    pub fn effect_ports(&self) -> EffectPorts<'_> {
        let (mailer, schedules) = (&self.mailbox, &self.calendar);
        EffectPorts {
            store: &self.store,
            mailer,
            schedules,
            links: &PlainLinks,
            vault: &OpenVault,
            accounts: &self.keys,
            documents: &self.documents,
            agencies: &self.agency,
            limit: &self.time,
            public_url: "https://rykker.example",
        }
    }

    pub fn job(&self, n: i32) -> FetchJob {
        FetchJob::new(self.tenant.clone(), RunId::morning(day(n)))
    }

    pub async fn try_run(&self, n: i32) -> Result<RunEnd, RunError> {
        run_tenant(self.run_ports(), &self.job(n), morning(n), 10).await
    }

    /// The same for another tenant.
    pub async fn run_of(&self, tenant: &TenantId, n: i32) -> RunEnd {
        let job = FetchJob::new(tenant.clone(), RunId::morning(day(n)));
        run_tenant(self.run_ports(), &job, morning(n), 10).await.unwrap()
    }

    /// The run of day `n`, which must finish.
    pub async fn run(&self, n: i32) -> RunReport {
        match self.try_run(n).await {
            Ok(RunEnd::Finished(report)) => *report,
            other => panic!("the run of day {n} ended with {other:?}"),
        }
    }

    /// Carries out whatever waits in the outbox and may be taken at `now`, and what follows from it.
    pub async fn deliver(&self, now: Timestamp) -> Vec<Delivery> {
        let mut all = Vec::new();
        loop {
            let waiting = self.store.undone_effects().await.unwrap();
            let mut moved = false;
            for effect in waiting {
                let end = deliver_effect(self.effect_ports(), &effect.id, now).await.unwrap();
                moved |= matches!(end, Delivery::Done { .. });
                if !matches!(end, Delivery::Nothing) {
                    all.push(end);
                }
            }
            if !moved {
                return all;
            }
        }
    }

    /// Lets the schedules fire that have come due.
    pub async fn fire(&self, now: Timestamp) -> Vec<SilentStart> {
        let mut ends = Vec::new();
        for call in self.calendar.due(now) {
            ends.push(auto_activate(&self.store, &call, now).await.unwrap());
        }
        ends
    }

    /// A whole morning: what is due fires, the run is made, and the mails leave a minute later.
    pub async fn morning(&self, n: i32) -> RunReport {
        self.fire(morning(n)).await;
        let report = self.run(n).await;
        self.deliver(minutes_after(morning(n), 1)).await;
        report
    }
}
