//! Whether a tenant's key works, and whose it is.

use accounting::{AccountingError, AccountingSystem, Company, Connection, NewSession};
use domain::RegistrationNumber;
use domain::ids::{SystemName, TenantId};
use jiff::Timestamp;

use super::RegisterError;
use crate::connect::ConnectPorts;
use crate::ports::Accounts;

/// What an operator should know of a key that was entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyDoubt {
    /// Nobody knows yet whether it is right: it was refused, or the system gave no answer.
    #[error("{0}")]
    NotProven(AccountingError),
    #[error("{0}")]
    OtherCompany(OtherCompany),
}

/// Both registration numbers are known, and they differ.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the key belongs to {company}, registration number {theirs}, and the tenant's is {ours}")]
pub struct OtherCompany {
    pub company: String,
    /// Its digits alone.
    pub theirs: String,
    pub ours: RegistrationNumber,
}

/// What speaks against a key, by what its system answered. A system that tells no number speaks against nothing.
pub(super) fn doubt(ours: &RegistrationNumber, answer: Result<Company, AccountingError>) -> Option<KeyDoubt> {
    let company = match answer {
        Ok(company) => company,
        Err(error) => return Some(KeyDoubt::NotProven(error)),
    };
    // People write `DK 24 25 67 90` and `923 609 016 MVA`: only the digits tell companies apart.
    let number = company.registration_number.unwrap_or_default();
    let theirs: String = number.chars().filter(char::is_ascii_digit).collect();
    let differs = !theirs.is_empty() && theirs != ours.digits();
    differs
        .then(|| KeyDoubt::OtherCompany(OtherCompany { company: company.name, theirs, ours: ours.clone() }))
}

/// Makes a connection with credentials that are not stored yet.
pub(super) async fn connect(
    accounts: &dyn Accounts,
    system: &SystemName,
    connection: &Connection<'_>,
) -> Result<Box<dyn AccountingSystem>, RegisterError> {
    accounts.connect(system, connection).await.map_err(|error| RegisterError::Refused(error.to_string()))
}

/// Signs in and asks whose the books are. The session that this makes is handed back, to be kept.
pub(super) async fn ask(
    source: &dyn AccountingSystem,
) -> (Result<Company, AccountingError>, Option<NewSession>) {
    let company = match source.sign_in().await {
        Ok(()) => source.check().await,
        Err(error) => Err(error),
    };
    (company, source.new_session())
}

/// What the accounting system says of a tenant's credentials right now: whose they are, or what is wrong with them.
///
/// # Errors
/// When the credentials cannot be opened or the apps' own cannot be fetched.
pub async fn check_connection(
    ports: ConnectPorts<'_>,
    id: &TenantId,
    now: Timestamp,
) -> Result<Result<Company, AccountingError>, RegisterError> {
    let Some((tenant, secrets)) = ports.store.tenant(id).await? else {
        return Err(RegisterError::NoSuchTenant(id.clone()));
    };
    let source = ports.connect(&tenant, &secrets, now).await?;
    let (company, session) = ask(source.as_ref()).await;
    if let Some(session) = session {
        let sealed = ports.vault.seal(id, &tenant.system, &session.secrets).await?;
        ports.keep(&tenant, Some(sealed)).await?;
    }
    Ok(company)
}
