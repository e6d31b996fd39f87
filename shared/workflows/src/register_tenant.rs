//! An operator adds a tenant, or changes one.

mod key;
mod profile;

use accounting::{Connection, Credentials, NewSession, Settings};
use domain::country::Language;
use domain::effect::QueuedEffect;
use domain::eligibility::Requirements;
use domain::ids::{BatchNumber, ConnectionId, SystemName, TenantId};
use domain::tenant::{AskFirst, ConnectionState, FeePolicy, Fetching};
use domain::{Effect, EmailAddress, Moment, RegistrationNumber, Tenant};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::connect::{ConnectError, ConnectPorts};
use crate::deliver_effect::has_events;
use crate::ports::{CommitError, Sealed, SecretKind, Secrets, StoreError, VaultError, Write};
use crate::tenant_writes::NoSuchTenant;

pub use key::{KeyDoubt, OtherCompany, check_connection};

const TRIES: usize = 5;

/// One mail goes to all of a tenant's addresses (Amazon SES quotas, recipients per message).
pub const MOST_ADDRESSES: usize = 50;

/// Everything that a new tenant is made of, parsed.
#[derive(Debug, Clone)]
pub struct NewTenant {
    pub id: TenantId,
    pub number: RegistrationNumber,
    pub name: String,
    pub language: Language,
    pub mail_addresses: Vec<EmailAddress>,
    pub system: SystemName,
    pub credentials: Credentials,
    pub settings: Settings,
    /// Where its system's webhooks arrive and what they are signed with, for a system that has any.
    pub webhook: Option<NewWebhook>,
    pub decision_days: u16,
    /// What its system's profile says, unless the tenant says otherwise.
    pub min_days_overdue: Option<u16>,
    pub look_back_days: u16,
    pub start_date: Option<Date>,
    pub fetching: Fetching,
    pub fee_policy: FeePolicy,
}

/// Drawn at random, by the caller.
#[derive(Debug, Clone)]
pub struct NewWebhook {
    pub id: ConnectionId,
    /// Under the name [`CURRENT_SECRET`].
    pub secrets: Credentials,
}

/// The secret that webhooks are signed with now, by its name among the sealed ones.
pub const CURRENT_SECRET: &str = "current";

/// Settings to change; `None` leaves one as it is.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub name: Option<String>,
    pub language: Option<Language>,
    pub mail_addresses: Option<Vec<EmailAddress>>,
    pub credentials: Option<Credentials>,
    /// Those of the system's own settings that change; an empty text takes one away.
    pub settings: Settings,
    pub decision_days: Option<u16>,
    pub min_days_overdue: Option<u16>,
    pub look_back_days: Option<u16>,
    pub start_date: Option<Date>,
    pub fetching: Option<Fetching>,
    pub fee_policy: Option<FeePolicy>,
}

#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    #[error("number: {0} is registered already; there is one tenant per registration number")]
    NumberTaken(RegistrationNumber),
    #[error("tenant: {0} does not exist")]
    NoSuchTenant(TenantId),
    #[error("name: must be a name on one line")]
    BadName,
    #[error("email: {0} addresses; a tenant has at least 1 and at most {MOST_ADDRESSES}")]
    Addresses(usize),
    /// The credentials or settings cannot be right, or the system is not known; names the field.
    #[error("{0}")]
    Refused(String),
    #[error("{0}")]
    Connect(#[from] ConnectError),
    #[error("{0}")]
    Vault(#[from] VaultError),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
}

impl From<CommitError> for RegisterError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::NumberTaken(number) => RegisterError::NumberTaken(number),
            other => RegisterError::Commit(other),
        }
    }
}

impl From<NoSuchTenant> for RegisterError {
    fn from(NoSuchTenant(id): NoSuchTenant) -> Self {
        RegisterError::NoSuchTenant(id)
    }
}

/// A tenant as it is stored now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub tenant: Tenant,
    /// What its accounting system had against the credentials, where new ones were given.
    pub doubt: Option<KeyDoubt>,
}

/// Adds a tenant. Its first run asks before anything starts (invariant 11).
///
/// Once it is stored, its accounting system is asked whose the key is: a system that is down stops nobody from signing up.
///
/// # Errors
/// Names what cannot be taken; nothing is stored then.
pub async fn add_tenant(
    ports: ConnectPorts<'_>,
    new: NewTenant,
    now: Timestamp,
) -> Result<Registered, RegisterError> {
    let name = one_line(&new.name)?;
    count(&new.mail_addresses)?;
    let min_days_overdue = profile::check(&new)?;
    let connection =
        Connection { credentials: &new.credentials, settings: &new.settings, session: None, now };
    let source = key::connect(ports.accounts, &new.system, &connection).await?;
    let mut secrets = Secrets::of(ports.vault.seal(&new.id, &new.system, &new.credentials).await?);
    if let Some(webhook) = &new.webhook {
        let sealed = ports.vault.seal(&new.id, &new.system, &webhook.secrets).await?;
        secrets = secrets.with(SecretKind::Webhook, sealed);
    }
    let tenant = Tenant {
        connected_on: Moment::new(now, new.number.country()).today,
        id: new.id,
        number: new.number,
        name,
        language: new.language,
        mail_addresses: new.mail_addresses,
        system: new.system,
        settings: new.settings,
        connection_id: new.webhook.map(|webhook| webhook.id),
        decision_days: new.decision_days,
        min_days_overdue,
        look_back_days: new.look_back_days,
        start_date: new.start_date,
        fetching: new.fetching,
        fee_policy: new.fee_policy,
        letterhead: Default::default(),
        plans: Default::default(),
        agency: None,
        former_agencies: vec![],
        agency_connection: None,
        added_at: now,
        connection: ConnectionState::Working,
        booking_off: None,
        open_batch: BatchNumber::FIRST,
        ask_first: Some(AskFirst::FirstRun),
        last_success: None,
        suppressed: Vec::new(),
        version: 1,
    };
    let mut writes = vec![Write::AddTenant { tenant: Box::new(tenant.clone()), secrets }];
    writes.extend(subscription(&tenant, now));
    ports.store.commit(writes.into()).await?;
    let (company, session) = key::ask(source.as_ref()).await;
    let session = sealed_session(ports, &tenant, session).await?;
    ports.keep(&tenant, session).await?;
    let doubt = key::doubt(&tenant.number, company);
    Ok(Registered { tenant, doubt })
}

/// Changes a tenant's settings. New credentials make a broken connection count as working until a run says otherwise.
///
/// # Errors
/// As [`add_tenant`].
pub async fn change_tenant(
    ports: ConnectPorts<'_>,
    id: &TenantId,
    changes: &Changes,
    now: Timestamp,
) -> Result<Registered, RegisterError> {
    let name = changes.name.as_deref().map(one_line).transpose()?;
    changes.mail_addresses.as_deref().map(count).transpose()?;
    let changes = Changes { name, ..changes.clone() };
    let (doubt, session) = check_before(ports, id, &changes, now).await?;
    for _ in 0..TRIES {
        let Some((mut tenant, _)) = ports.store.tenant(id).await? else {
            return Err(RegisterError::NoSuchTenant(id.clone()));
        };
        profile::check_days(&tenant.system, changes.min_days_overdue)?;
        let mut secrets = Vec::new();
        if let Some(credentials) = &changes.credentials {
            tenant.connected_anew();
            if matches!(doubt, Some(KeyDoubt::OtherCompany(_))) {
                // Other books are a new connection: nothing of them starts by silence.
                tenant.ask_first = Some(AskFirst::FirstRun);
            }
            let sealed = ports.vault.seal(id, &tenant.system, credentials).await?;
            secrets.push((SecretKind::Credentials, sealed));
        }
        secrets.extend(session.clone().map(|sealed| (SecretKind::Session, sealed)));
        let resumes = tenant.fetching == Fetching::Paused && changes.fetching == Some(Fetching::Automatic);
        apply(&mut tenant, &changes);
        tenant.version += 1;
        let mut writes = vec![Write::PutTenant { tenant: Box::new(tenant.clone()), secrets }];
        if changes.credentials.is_some() || resumes {
            writes.extend(subscription(&tenant, now));
        }
        match ports.store.commit(writes.into()).await {
            Ok(()) => return Ok(Registered { tenant, doubt }),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RegisterError::Commit(CommitError::Conflict(vec![])))
}

/// Has the tenant's system send its events, where it has any: subscribing is part of connecting.
fn subscription(tenant: &Tenant, now: Timestamp) -> Option<Write> {
    let effect = Effect::Subscribe { tenant: tenant.id.clone(), at: now };
    has_events(tenant).then(|| Write::PutEffect(Box::new(QueuedEffect::new(effect, now))))
}

/// Proves new credentials and settings before they take the old ones' place: whether they can be right at all, and whose
/// books a new key opens. The session that this makes is the new key's.
async fn check_before(
    ports: ConnectPorts<'_>,
    id: &TenantId,
    changes: &Changes,
    now: Timestamp,
) -> Result<(Option<KeyDoubt>, Option<Sealed>), RegisterError> {
    if changes.credentials.is_none() && changes.settings.is_empty() {
        return Ok((None, None));
    }
    let Some((tenant, secrets)) = ports.store.tenant(id).await? else {
        return Err(RegisterError::NoSuchTenant(id.clone()));
    };
    let credentials = match &changes.credentials {
        Some(credentials) => credentials.clone(),
        None => ports.vault.open(id, &tenant.system, &secrets.credentials).await?,
    };
    let settings = merged(&tenant.settings, &changes.settings);
    let connection = Connection { credentials: &credentials, settings: &settings, session: None, now };
    let source = key::connect(ports.accounts, &tenant.system, &connection).await?;
    if changes.credentials.is_none() {
        return Ok((None, None));
    }
    let (company, session) = key::ask(source.as_ref()).await;
    // A session of the old key would go on opening the old key's books.
    let session = session.unwrap_or(NewSession { secrets: Credentials::default(), keep_at_once: true });
    Ok((key::doubt(&tenant.number, company), sealed_session(ports, &tenant, Some(session)).await?))
}

async fn sealed_session(
    ports: ConnectPorts<'_>,
    tenant: &Tenant,
    session: Option<NewSession>,
) -> Result<Option<Sealed>, RegisterError> {
    let Some(session) = session else { return Ok(None) };
    Ok(Some(ports.vault.seal(&tenant.id, &tenant.system, &session.secrets).await?))
}

/// The tenant's choices with the changed ones in their place.
fn merged(before: &Settings, changes: &Settings) -> Settings {
    let mut after = before.clone();
    after.extend(changes.clone());
    after.retain(|_, value| !value.is_empty());
    after
}

fn one_line(name: &str) -> Result<String, RegisterError> {
    let name = name.trim();
    match name.is_empty() || name.chars().any(char::is_control) {
        true => Err(RegisterError::BadName),
        false => Ok(name.to_owned()),
    }
}

fn count(addresses: &[EmailAddress]) -> Result<(), RegisterError> {
    match addresses.len() {
        1..=MOST_ADDRESSES => Ok(()),
        other => Err(RegisterError::Addresses(other)),
    }
}

fn apply(tenant: &mut Tenant, changes: &Changes) {
    fn set<T: Clone>(field: &mut T, change: Option<&T>) {
        if let Some(value) = change {
            field.clone_from(value);
        }
    }
    let before = tenant.requirements();
    set(&mut tenant.name, changes.name.as_ref());
    set(&mut tenant.language, changes.language.as_ref());
    set(&mut tenant.decision_days, changes.decision_days.as_ref());
    set(&mut tenant.min_days_overdue, changes.min_days_overdue.as_ref());
    set(&mut tenant.look_back_days, changes.look_back_days.as_ref());
    set(&mut tenant.fee_policy, changes.fee_policy.as_ref());
    if !changes.settings.is_empty() {
        tenant.settings = merged(&tenant.settings, &changes.settings);
        // What stood against booking may be mended.
        tenant.booking_off = None;
    }
    if changes.start_date.is_some() {
        tenant.start_date = changes.start_date;
    }
    if let Some(addresses) = &changes.mail_addresses {
        tenant.mail_addresses.clone_from(addresses);
        // An address that is entered anew gets another chance.
        tenant.suppressed.retain(|gone| !addresses.contains(&gone.address));
    }
    if let Some(fetching) = changes.fetching {
        tenant.set_fetching(fetching);
    }
    if reaches_further(&before, &tenant.requirements()) {
        // Invoices that were left alone for months come all at once, as from a new connection: they are asked about in
        // the same way, and never start by silence (invariant 11).
        tenant.ask_first = tenant.ask_first.or(Some(AskFirst::FirstRun));
    }
}

/// Whether invoices that were skipped before become cases now. No start date is the earliest of all.
fn reaches_further(before: &Requirements, after: &Requirements) -> bool {
    after.reaches_back_to < before.reaches_back_to
        || after.start_date < before.start_date
        || after.min_days_overdue < before.min_days_overdue
}
