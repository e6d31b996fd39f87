//! An operator adds a tenant, or changes one.

use accounting::{AccountingError, Credentials};
use domain::country::Language;
use domain::ids::{BatchNumber, SystemName, TenantId};
use domain::tenant::{AskFirst, ConnectionState, FeePolicy, Fetching};
use domain::{EmailAddress, Moment, RegistrationNumber, Tenant};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::ports::{Accounts, CommitError, Store, StoreError, Vault, VaultError, Write};

const TRIES: usize = 5;

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
    pub decision_days: u16,
    pub min_days_overdue: u16,
    pub look_back_days: u16,
    pub start_date: Option<Date>,
    pub fetching: Fetching,
    pub fee_policy: FeePolicy,
}

/// Settings to change; `None` leaves one as it is.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub name: Option<String>,
    pub language: Option<Language>,
    pub mail_addresses: Option<Vec<EmailAddress>>,
    pub credentials: Option<Credentials>,
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
    /// The credentials cannot be right, or the system is not known; names the field.
    #[error("{0}")]
    Refused(String),
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

/// Adds a tenant. Its first run asks before anything starts (invariant 11).
///
/// # Errors
/// Names what cannot be taken; nothing is stored then.
pub async fn add_tenant(
    store: &dyn Store,
    vault: &dyn Vault,
    accounts: &dyn Accounts,
    new: NewTenant,
    now: Timestamp,
) -> Result<Tenant, RegisterError> {
    connectable(accounts, &new.system, &new.credentials).await?;
    let sealed = vault.seal(&new.id, &new.system, &new.credentials).await?;
    let tenant = Tenant {
        connected_on: Moment::new(now, new.number.country()).today,
        id: new.id,
        number: new.number,
        name: new.name,
        language: new.language,
        mail_addresses: new.mail_addresses,
        system: new.system,
        decision_days: new.decision_days,
        min_days_overdue: new.min_days_overdue,
        look_back_days: new.look_back_days,
        start_date: new.start_date,
        fetching: new.fetching,
        fee_policy: new.fee_policy,
        added_at: now,
        connection: ConnectionState::Working,
        open_batch: BatchNumber::FIRST,
        ask_first: Some(AskFirst::FirstRun),
        last_success: None,
        suppressed: Vec::new(),
        version: 1,
    };
    let write = Write::AddTenant { tenant: Box::new(tenant.clone()), sealed };
    store.commit(vec![write].into()).await?;
    Ok(tenant)
}

/// Changes a tenant's settings. New credentials make a broken connection count as working until a run says otherwise.
///
/// # Errors
/// As [`add_tenant`].
pub async fn change_tenant(
    store: &dyn Store,
    vault: &dyn Vault,
    accounts: &dyn Accounts,
    id: &TenantId,
    changes: &Changes,
) -> Result<Tenant, RegisterError> {
    for _ in 0..TRIES {
        let Some((mut tenant, _)) = store.tenant(id).await? else {
            return Err(RegisterError::NoSuchTenant(id.clone()));
        };
        let sealed = match &changes.credentials {
            None => None,
            Some(credentials) => {
                connectable(accounts, &tenant.system, credentials).await?;
                tenant.connection = ConnectionState::Working;
                Some(vault.seal(id, &tenant.system, credentials).await?)
            }
        };
        apply(&mut tenant, changes);
        tenant.version += 1;
        let write = Write::PutTenant { tenant: Box::new(tenant.clone()), sealed };
        match store.commit(vec![write].into()).await {
            Ok(()) => return Ok(tenant),
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(RegisterError::Commit(CommitError::Conflict(vec![])))
}

fn apply(tenant: &mut Tenant, changes: &Changes) {
    fn set<T: Clone>(field: &mut T, change: Option<&T>) {
        if let Some(value) = change {
            field.clone_from(value);
        }
    }
    set(&mut tenant.name, changes.name.as_ref());
    set(&mut tenant.language, changes.language.as_ref());
    set(&mut tenant.decision_days, changes.decision_days.as_ref());
    set(&mut tenant.min_days_overdue, changes.min_days_overdue.as_ref());
    set(&mut tenant.look_back_days, changes.look_back_days.as_ref());
    set(&mut tenant.fee_policy, changes.fee_policy.as_ref());
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
}

async fn connectable(
    accounts: &dyn Accounts,
    system: &SystemName,
    credentials: &Credentials,
) -> Result<(), RegisterError> {
    match accounts.connect(system, credentials).await {
        Ok(_) => Ok(()),
        Err(error) => Err(RegisterError::Refused(error.to_string())),
    }
}

/// What the accounting system says of a tenant's credentials right now: whose they are, or what is wrong with them.
///
/// # Errors
/// When the credentials cannot be opened or the apps' own cannot be fetched.
pub async fn check_connection(
    store: &dyn Store,
    vault: &dyn Vault,
    accounts: &dyn Accounts,
    id: &TenantId,
) -> Result<Result<accounting::Company, AccountingError>, RegisterError> {
    let Some((tenant, sealed)) = store.tenant(id).await? else {
        return Err(RegisterError::NoSuchTenant(id.clone()));
    };
    let credentials = vault.open(id, &tenant.system, &sealed).await?;
    match accounts.connect(&tenant.system, &credentials).await {
        Ok(source) => Ok(source.check().await),
        Err(error) => Err(RegisterError::Refused(error.to_string())),
    }
}
