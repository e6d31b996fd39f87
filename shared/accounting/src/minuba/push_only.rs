//! A connection that only takes what is pushed: nothing is ever asked of Minuba.

use async_trait::async_trait;
use domain::ids::InvoiceId;

use super::NAME;
use crate::error::AccountingError;
use crate::system::{AccountingSystem, Company, Listed, Reading, Walk, Window};

pub(super) struct PushOnly;

/// Who asks all the same is told that nothing can be known, and never that an invoice is paid or gone.
fn is_off() -> AccountingError {
    AccountingError::NotUnderstood {
        system: NAME,
        field: "read-back".into(),
        problem: "is off for this connection: nothing can be read".into(),
    }
}

#[async_trait]
impl AccountingSystem for PushOnly {
    /// There is no key, so there is nothing to prove and nobody to name.
    async fn check(&self) -> Result<Company, AccountingError> {
        Ok(Company { name: String::new(), registration_number: None })
    }

    fn can_read(&self) -> bool {
        false
    }

    fn overdue(&self, _window: Window) -> Box<dyn Walk + '_> {
        Box::new(NothingToWalk)
    }

    async fn read(&self, _id: &InvoiceId) -> Result<Reading, AccountingError> {
        Err(is_off())
    }

    async fn document(&self, _id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        Err(is_off())
    }

    fn reads_per_minute(&self) -> u32 {
        0
    }

    fn marks_tell_payments(&self) -> bool {
        false
    }
}

/// A walk that ends where it begins.
pub(super) struct NothingToWalk;

#[async_trait]
impl Walk for NothingToWalk {
    async fn next_page(&mut self) -> Result<Option<Vec<Listed>>, AccountingError> {
        Ok(None)
    }
}
