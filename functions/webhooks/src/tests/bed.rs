//! A tenant of each kind, its secrets, and what it would be asked.

use std::sync::{Arc, Mutex};

use ::claims::signature::Secret;
use accounting::Credentials;
use accounting::systems::Inbound;
use agencies::{Agencies, Endpoints};
use async_trait::async_trait;
use domain::ids::{BatchNumber, ConnectionId, EffectId, SystemName, TenantId};
use domain::tenant::{ConnectionState, FeePolicy, Fetching};
use domain::{Country, Language, RegistrationNumber, Tenant};
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};
use workflows::memory::{MemoryDocuments, MemoryStore};
use workflows::ports::{
    FetchJob, JobError, Jobs, Sealed, SecretKind, Secrets, ShardPage, Store, Vault, VaultError, Write,
};

use crate::answer::Answer;
use crate::desk::Desk;
use crate::request::{self, Asked, HttpEvent, Push};

/// Seals by writing it down: what is sealed is another test's business.
pub struct OpenVault;

#[async_trait]
impl Vault for OpenVault {
    async fn seal(
        &self,
        _: &TenantId,
        _: &SystemName,
        credentials: &Credentials,
    ) -> Result<Sealed, VaultError> {
        let pairs: Vec<(&str, &str)> = credentials.pairs().collect();
        Ok(Sealed { key: "1".into(), text: serde_json::to_string(&pairs).unwrap() })
    }

    async fn open(&self, _: &TenantId, _: &SystemName, sealed: &Sealed) -> Result<Credentials, VaultError> {
        let pairs: Vec<(String, String)> = serde_json::from_str(&sealed.text).unwrap();
        Ok(Credentials::new(pairs))
    }
}

/// Remembers what was queued.
#[derive(Default)]
pub struct Queue(pub Mutex<Vec<(SystemName, FetchJob)>>);

#[async_trait]
impl Jobs for Queue {
    async fn fetch(&self, system: &SystemName, jobs: &[FetchJob], _: u16) -> Result<(), JobError> {
        self.0.lock().unwrap().extend(jobs.iter().map(|job| (system.clone(), job.clone())));
        Ok(())
    }

    async fn fan_out(&self, _: &ShardPage) -> Result<(), JobError> {
        panic!("not asked for")
    }

    async fn effect(&self, _: &EffectId, _: u16) -> Result<(), JobError> {
        panic!("not asked for")
    }
}

pub struct Bed {
    pub store: Arc<MemoryStore>,
    pub documents: Arc<MemoryDocuments>,
    pub queue: Arc<Queue>,
    pub tenant: Tenant,
    pub secret: Secret,
    desk: Desk,
}

/// The instant that the sample was signed at.
pub fn now() -> Timestamp {
    "2026-09-15T06:30:00Z".parse().unwrap()
}

/// Of the samples in `events/`.
pub fn sample_secret() -> Secret {
    Secret::from_random(*b"a secret of the sample events!!!")
}

fn tenant(system: &str) -> Tenant {
    Tenant {
        id: TenantId::from_random([5; 8]),
        number: RegistrationNumber::parse(Country::Denmark, "24256790").unwrap(),
        name: "Rør & Rist VVS ApS".into(),
        language: Language::Danish,
        mail_addresses: vec!["kontor@roerogrist.example".parse().unwrap()],
        system: serde_json::from_value(json!(system)).unwrap(),
        settings: [("service".to_owned(), "advokaternes".to_owned())].into(),
        connection_id: Some(format!("w{}", "a".repeat(26)).parse::<ConnectionId>().unwrap()),
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
        ask_first: None,
        booking_off: None,
        last_success: None,
        suppressed: vec![],
        version: 1,
    }
}

impl Bed {
    pub async fn new() -> Self {
        Self::of("minuba").await
    }

    pub async fn of(system: &str) -> Self {
        let (store, documents) = (Arc::new(MemoryStore::default()), Arc::new(MemoryDocuments::default()));
        let (queue, secret) = (Arc::new(Queue::default()), sample_secret());
        let desk = Desk {
            store: store.clone(),
            vault: Arc::new(OpenVault),
            documents: documents.clone(),
            jobs: queue.clone(),
            agencies: Arc::new(Agencies::without_mail(Endpoints::from_settings(|_| None).unwrap())),
        };
        let tenant = tenant(system);
        let bed = Self { store, documents, queue, tenant, secret, desk };
        let secrets = Secrets::of(bed.sealed(&[]).await)
            .with(SecretKind::Webhook, bed.sealed(&[("current", &bed.secret)]).await);
        bed.write(Write::AddTenant { tenant: Box::new(bed.tenant.clone()), secrets }).await;
        bed
    }

    async fn sealed(&self, secrets: &[(&str, &Secret)]) -> Sealed {
        let pairs = secrets.iter().map(|(name, secret)| ((*name).to_owned(), secret.expose().to_string()));
        OpenVault.seal(&self.tenant.id, &self.tenant.system, &Credentials::new(pairs)).await.unwrap()
    }

    pub async fn write(&self, write: Write) {
        self.store.commit(vec![write].into()).await.unwrap();
    }

    /// What the tenant's webhooks may be signed with from now on.
    pub async fn set_secrets(&self, secrets: &[(&str, &Secret)]) {
        let sealed = self.sealed(secrets).await;
        self.write(Write::PutSecret { tenant: self.tenant.id.clone(), kind: SecretKind::Webhook, sealed })
            .await;
    }

    /// A secret that is no Standard Webhooks one.
    pub async fn set_secret_text(&self, text: &str) {
        let secret = Credentials::new([("current".to_owned(), text.to_owned())]);
        let sealed = OpenVault.seal(&self.tenant.id, &self.tenant.system, &secret).await.unwrap();
        self.write(Write::PutSecret { tenant: self.tenant.id.clone(), kind: SecretKind::Webhook, sealed })
            .await;
    }

    /// An event of Minuba, signed now with the tenant's secret.
    pub fn signed(&self, body: &Value) -> Push {
        self.signed_with(
            &self.secret,
            now(),
            body.to_string().into_bytes(),
            body["event_id"].as_str().unwrap_or("1"),
        )
    }

    pub fn signed_with(&self, secret: &Secret, at: Timestamp, body: Vec<u8>, id: &str) -> Push {
        let headers = [
            ("content-type", "application/json".to_owned()),
            ("webhook-id", id.to_owned()),
            ("webhook-timestamp", at.as_second().to_string()),
            ("webhook-signature", secret.sign(id, at.as_second(), &body)),
        ];
        Push {
            system: self.tenant.system.to_string(),
            connection: self.tenant.connection_id.as_ref().unwrap().to_string(),
            headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            body,
        }
    }

    pub async fn push(&self, body: &Value) -> (u16, Value) {
        self.take(self.signed(body)).await
    }

    pub async fn take(&self, push: Push) -> (u16, Value) {
        taken_apart(&self.desk.take_by(&Inbound::Claims, push, now()).await)
    }

    pub async fn take_by(&self, inbound: &Inbound, push: Push) -> (u16, Value) {
        taken_apart(&self.desk.take_by(inbound, push, now()).await)
    }

    /// Through the table of systems, as the function does.
    pub async fn take_by_name(&self, push: Push) -> (u16, Value) {
        taken_apart(&self.desk.take(push, now()).await)
    }

    pub async fn cases(&self) -> Vec<domain::CollectionCase> {
        self.store.cases_of(&self.tenant.id, None).await.unwrap().cases
    }
}

/// Status and body; the body is null where there is none.
fn taken_apart(answer: &Answer) -> (u16, Value) {
    let answer = serde_json::to_value(answer).unwrap();
    let body = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap_or_default();
    (u16::try_from(answer["statusCode"].as_u64().unwrap()).unwrap(), body)
}

/// The push in one of the samples of `events/`.
pub fn sample_event(text: &str) -> Push {
    let event: HttpEvent = serde_json::from_str(text).unwrap();
    match request::parse(event) {
        Asked::Push(push) => push,
        other => panic!("{other:?}"),
    }
}

/// The sample of a type of event, with some values changed.
pub fn body(event_type: &str, changes: &[(&str, Value)]) -> Value {
    let mut body: Value = serde_json::from_str(::claims::samples::sample(event_type).unwrap()).unwrap();
    for (pointer, value) in changes {
        *body.pointer_mut(pointer).unwrap() = value.clone();
    }
    body
}
