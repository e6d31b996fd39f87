//! Whether a tenant's key works, and whose it is.

use accounting::{AccountingError, AccountingSystem, Company, Credentials};
use domain::RegistrationNumber;
use domain::ids::{SystemName, TenantId};

use super::RegisterError;
use crate::ports::{Accounts, Store, Vault};

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

pub(super) async fn connect(
    accounts: &dyn Accounts,
    system: &SystemName,
    credentials: &Credentials,
) -> Result<Box<dyn AccountingSystem>, RegisterError> {
    accounts.connect(system, credentials).await.map_err(|error| RegisterError::Refused(error.to_string()))
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
) -> Result<Result<Company, AccountingError>, RegisterError> {
    let Some((tenant, sealed)) = store.tenant(id).await? else {
        return Err(RegisterError::NoSuchTenant(id.clone()));
    };
    let credentials = vault.open(id, &tenant.system, &sealed).await?;
    Ok(connect(accounts, &tenant.system, &credentials).await?.check().await)
}
