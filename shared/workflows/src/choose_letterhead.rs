//! What stands on a tenant's letters to debtors beside its name and number.

use domain::bank_account::{self, BadAccount};
use domain::ids::TenantId;
use domain::tenant::Letterhead;
use domain::{EmailAddress, Tenant};

use crate::ports::{CommitError, Store, StoreError};
use crate::tenant_writes::{Beside, NoSuchTenant, rewrite};

/// A line of a letter.
const LONGEST_LINE: usize = 100;

/// What is named is set; an empty text takes it away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterheadChanges {
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub phone: Option<String>,
    pub account: Option<String>,
    pub reply_to: Option<EmailAddress>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterheadError {
    #[error("{0}")]
    NoSuchTenant(#[from] NoSuchTenant),
    #[error("{0}")]
    Account(#[from] BadAccount),
    #[error("{field}: is one line of at most {LONGEST_LINE} characters")]
    Line { field: &'static str },
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(#[from] CommitError),
}

/// Changes what the next letters carry; letters that were sent stay as they are.
///
/// # Errors
/// When a value cannot stand on a letter, there is no such tenant, or the table cannot be reached.
pub async fn choose_letterhead(
    store: &dyn Store,
    id: &TenantId,
    changes: &LetterheadChanges,
) -> Result<Tenant, LetterheadError> {
    rewrite(store, id, |tenant, _| {
        tenant.letterhead = changed(tenant, changes)?;
        Ok(Beside::default())
    })
    .await
}

fn changed(tenant: &Tenant, changes: &LetterheadChanges) -> Result<Letterhead, LetterheadError> {
    let mut letterhead = tenant.letterhead.clone();
    let mut address = letterhead.address.take().unwrap_or_default();
    let country = tenant.country();
    for (field, line, given) in [
        ("street", &mut address.street, &changes.street),
        ("postal-code", &mut address.postal_code, &changes.postal_code),
        ("city", &mut address.city, &changes.city),
    ] {
        if let Some(given) = given {
            *line = one_line(field, given)?;
        }
    }
    if [&address.street, &address.postal_code, &address.city].iter().any(|line| !line.is_empty()) {
        address.country = Some(country.code().to_ascii_uppercase());
        letterhead.address = Some(address);
    }
    if let Some(phone) = &changes.phone {
        letterhead.phone = Some(one_line("phone", phone)?).filter(|phone| !phone.is_empty());
    }
    match changes.account.as_deref() {
        None => {}
        Some("") => letterhead.account = None,
        Some(account) => letterhead.account = Some(bank_account::parse(country, account)?),
    }
    if let Some(reply_to) = &changes.reply_to {
        letterhead.reply_to = Some(reply_to.clone());
    }
    Ok(letterhead)
}

fn one_line(field: &'static str, text: &str) -> Result<String, LetterheadError> {
    let line = text.trim();
    match line.chars().any(char::is_control) || line.chars().count() > LONGEST_LINE {
        true => Err(LetterheadError::Line { field }),
        false => Ok(line.to_owned()),
    }
}
