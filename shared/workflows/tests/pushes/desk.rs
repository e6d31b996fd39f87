//! One tenant that pushes, and everything that becomes of it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use async_trait::async_trait;
use domain::case::is_conserved;
use domain::claim::{
    Change, Charge, ChargeKind, ClaimDocument, ClaimDraft, Command, ContentType, DocumentRole, FaultCode,
    ReminderElsewhere, ReminderKind, Report, Switch, TermsAccepted,
};
use domain::ids::{BatchNumber, CaseId, ConnectionId, InvoiceId, SystemName, TenantId};
use domain::tenant::{AskFirst, ConnectionState, FeePolicy, Fetching};
use domain::{
    CollectionCase, Country, Currency, Debtor, DebtorKind, Effect, Language, Money, RegistrationNumber,
    Tenant,
};
use jiff::Timestamp;
use jiff::civil::date;
use workflows::memory::{MemoryDocuments, MemoryStore};
use workflows::ports::{FetchJob, JobError, Jobs, Sealed, Secrets, ShardPage, Store, Write};
use workflows::receive_claim::{
    Attached, ClaimPorts, Incoming, NotReceived, Received, SERVICE, receive_claim,
};

pub struct Desk {
    pub store: MemoryStore,
    pub documents: MemoryDocuments,
    pub tenant: Tenant,
    pub queue: Queue,
    events: AtomicU32,
}

/// Remembers of which invoices a fresh reading was asked for.
#[derive(Default)]
pub struct Queue {
    down: AtomicBool,
    asked: Mutex<Vec<Vec<InvoiceId>>>,
}

impl Queue {
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    /// What was asked for since this was last called.
    pub fn asked(&self) -> Vec<Vec<InvoiceId>> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

#[async_trait]
impl Jobs for Queue {
    async fn fetch(&self, system: &SystemName, jobs: &[FetchJob], _: u16) -> Result<(), JobError> {
        if self.down.load(Ordering::Relaxed) {
            return Err(JobError::Unavailable("down".into()));
        }
        assert_eq!(system.as_str(), "minuba");
        self.asked.lock().unwrap().extend(jobs.iter().filter_map(|job| job.only.clone()));
        Ok(())
    }

    async fn fan_out(&self, _: &ShardPage) -> Result<(), JobError> {
        panic!("not asked for")
    }

    async fn effect(&self, _: &domain::EffectId, _: u16) -> Result<(), JobError> {
        panic!("not asked for")
    }
}

pub fn now() -> Timestamp {
    "2026-09-15T06:30:05Z".parse().unwrap()
}

pub fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

pub fn paid(minor: i64) -> Change {
    Change::Paid { amount: dkk(minor) }
}

pub fn credited(minor: i64) -> Change {
    Change::Credited { amount: dkk(minor) }
}

pub fn terms() -> TermsAccepted {
    let accepted_at = "2026-03-02T09:15:00Z".parse().unwrap();
    TermsAccepted { version: "2026-02".into(), accepted_at, user: "Mia Jensen".into() }
}

/// 15,500.00 DKK, two weeks past due, with one reminder and its fee.
pub fn draft() -> ClaimDraft {
    let sent_on = date(2026, 9, 11);
    ClaimDraft {
        invoice: Some(InvoiceId::parse("inv-1").unwrap()),
        number: Some("10412".into()),
        issue_date: Some(date(2026, 8, 17)),
        due_date: Some(date(2026, 8, 31)),
        gross: Some(dkk(1_550_000)),
        principal: Some(dkk(1_550_000)),
        debtor: Some(Debtor {
            external_id: Some("2207".into()),
            name: "Fjordgaarden Ejendomme ApS".into(),
            email: None,
            kind: DebtorKind::Company,
            registration_number: None,
            address: None,
        }),
        charges: vec![Charge { kind: ChargeKind::ReminderFee, amount: dkk(10_000), date: sent_on }],
        reminders: vec![ReminderElsewhere {
            kind: ReminderKind::Reminder,
            number: Some(1),
            sent_on,
            deadline: Some(date(2026, 9, 21)),
            fee: Some(dkk(10_000)),
            channel: Some("email".into()),
        }],
        documents: vec![ClaimDocument {
            role: DocumentRole::Invoice,
            file_name: "faktura-10412.pdf".into(),
            content_type: ContentType::Pdf,
            sha256: "ab".repeat(32),
            is_kept: true,
        }],
        terms: Some(terms()),
        ..ClaimDraft::default()
    }
}

/// Without the reminders that not every service takes.
pub fn bare() -> ClaimDraft {
    ClaimDraft { charges: vec![], reminders: vec![], ..draft() }
}

pub fn register(draft: ClaimDraft) -> Command {
    Command::Register(Box::new(draft))
}

pub fn report(change: Change, id: &str) -> Command {
    Command::Report(Report { invoice: InvoiceId::parse("inv-1").unwrap(), change, id: id.into() })
}

pub fn activated(terms: Option<TermsAccepted>) -> Command {
    Command::Switch(Switch::Activated { terms })
}

fn type_of(command: &Command) -> &'static str {
    match command {
        Command::Register(_) => "invoice.sent_to_collection",
        Command::Report(report) => match report.change {
            Change::Paid { .. } => "invoice.payment_registered",
            Change::Credited { .. } => "invoice.credited",
            Change::Withdrawn => "invoice.collection_withdrawn",
        },
        Command::Switch(Switch::Activated { .. }) => "connection.activated",
        Command::Switch(Switch::Deactivated) => "connection.deactivated",
        Command::Ping => "ping",
    }
}

impl Desk {
    /// A tenant of the service that takes reminders.
    pub async fn new() -> Self {
        Self::of_service("advokaternes").await
    }

    pub async fn of_service(service: &str) -> Self {
        let tenant = Tenant {
            id: TenantId::from_random([5; 8]),
            number: RegistrationNumber::parse(Country::Denmark, "24256790").unwrap(),
            name: "Rør & Rist VVS ApS".into(),
            language: Language::Danish,
            mail_addresses: vec!["kontor@roerogrist.example".parse().unwrap()],
            system: SystemName::known("minuba"),
            settings: [(SERVICE.to_owned(), service.to_owned())].into(),
            connection_id: Some(ConnectionId::from_random([7; 16])),
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
            connected_on: date(2026, 9, 1),
            connection: ConnectionState::Working,
            open_batch: BatchNumber::FIRST,
            ask_first: Some(AskFirst::FirstRun),
            booking_off: None,
            last_success: None,
            suppressed: vec![],
            version: 1,
        };
        let secrets = Secrets::of(Sealed { key: "1".into(), text: "x".into() });
        let store = MemoryStore::default();
        let add = Write::AddTenant { tenant: Box::new(tenant.clone()), secrets };
        store.commit(vec![add].into()).await.unwrap();
        let (documents, queue) = (MemoryDocuments::default(), Queue::default());
        Self { store, documents, tenant, queue, events: AtomicU32::new(0) }
    }

    pub fn ports(&self) -> ClaimPorts<'_> {
        ClaimPorts { store: &self.store, documents: &self.documents, jobs: &self.queue }
    }

    /// Another setting for the tenant from now on.
    pub async fn set(&mut self, name: &str, value: &str) {
        self.tenant.settings.insert(name.into(), value.into());
        self.tenant.version += 1;
        let put = Write::PutTenant { tenant: Box::new(self.tenant.clone()), secrets: vec![] };
        self.store.commit(vec![put].into()).await.unwrap();
    }

    /// A case that stands there already.
    pub async fn put(&self, case: CollectionCase) {
        self.store.commit(vec![Write::PutCase(Box::new(case))].into()).await.unwrap();
    }

    pub fn incoming(&self, event: &str, command: Command) -> Incoming {
        let documents = match &command {
            Command::Register(_) => vec![Attached {
                content_type: ContentType::Pdf,
                sha256: "ab".repeat(32),
                bytes: b"%PDF-1.4".to_vec(),
            }],
            _ => vec![],
        };
        Incoming {
            event: event.parse().unwrap(),
            event_type: type_of(&command),
            occurred_at: "2026-09-15T06:30:00Z".parse().unwrap(),
            command,
            faults: vec![],
            documents,
            raw: format!("body of {event}").into_bytes(),
        }
    }

    /// Pushes under an event id of its own.
    pub async fn push(&self, command: Command) -> Result<Received, NotReceived> {
        let number = self.events.fetch_add(1, Ordering::Relaxed);
        self.push_as(&format!("event-{number}"), command).await
    }

    pub async fn push_as(&self, event: &str, command: Command) -> Result<Received, NotReceived> {
        receive_claim(self.ports(), &self.tenant, self.incoming(event, command), now()).await
    }

    pub fn case_id(&self) -> CaseId {
        CaseId::of(&self.tenant.id, &self.tenant.system, &InvoiceId::parse("inv-1").unwrap())
    }

    pub async fn cases(&self) -> Vec<CollectionCase> {
        let cases = self.store.cases_of(&self.tenant.id, None).await.unwrap().cases;
        assert!(cases.iter().all(|case| is_conserved(case) && case.outstanding.minor >= 0), "{cases:?}");
        cases
    }

    /// The one case that there must be.
    pub async fn case(&self) -> CollectionCase {
        let mut cases = self.cases().await;
        assert_eq!(cases.len(), 1);
        cases.remove(0)
    }

    pub async fn mails(&self) -> Vec<Effect> {
        self.store.undone_effects().await.unwrap().into_iter().map(|queued| queued.effect).collect()
    }
}

/// Taken now, for the first time.
pub fn taken(desk: &Desk) -> Result<Received, NotReceived> {
    Ok(Received::Taken { case: Some(desk.case_id()), duplicate: false })
}

/// Taken before.
pub fn known(desk: &Desk) -> Result<Received, NotReceived> {
    Ok(Received::Taken { case: Some(desk.case_id()), duplicate: true })
}

/// The codes of what stands in the way.
pub fn codes(answer: Result<Received, NotReceived>) -> Vec<FaultCode> {
    match answer {
        Err(NotReceived::Invalid(faults)) => faults.into_iter().map(|fault| fault.code).collect(),
        other => panic!("{other:?}"),
    }
}
