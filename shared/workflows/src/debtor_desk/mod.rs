//! The debtor looks and answers, through the link in a letter: it objects, or says that it has paid.
//!
//! Looking changes nothing. An answer is written at once, for all cases of the letter; the tenant's next mail tells it.

mod answer;
mod view;

use domain::case::DebtorWords;
use domain::dunning::LetterFile;
use domain::{CollectionCase, Tenant};
use jiff::civil::Date;

use crate::ports::{CommitError, LetterLinkClaims, Store, StoreError};

pub use answer::answer;
pub use view::{DebtorView, view_letter};

/// What the debtor answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DebtorAnswer {
    /// With its reason.
    Objects(DebtorWords),
    /// With the day, and a note that may be empty.
    SaysPaid(Date, DebtorWords),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DebtorError {
    /// The link speaks for nothing that is kept.
    #[error("not found")]
    NotFound,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Commit(CommitError),
}

/// What a letter is about, as it stands.
struct Found {
    tenant: Tenant,
    file: LetterFile,
    /// Those whose claims stand in it.
    cases: Vec<CollectionCase>,
}

async fn find(store: &dyn Store, claims: &LetterLinkClaims) -> Result<Found, DebtorError> {
    let file = store.letter(&claims.letter).await?.ok_or(DebtorError::NotFound)?;
    let (tenant, _) = store.tenant(&claims.letter.tenant()).await?.ok_or(DebtorError::NotFound)?;
    let mut cases = store.cases(&file.cases).await?;
    cases.retain(|case| case.tenant == tenant.id);
    cases.sort_by(|one, other| {
        (one.due_date, &one.invoice_number).cmp(&(other.due_date, &other.invoice_number))
    });
    match file.tenant == tenant.id && !cases.is_empty() {
        true => Ok(Found { tenant, file, cases }),
        false => Err(DebtorError::NotFound),
    }
}
