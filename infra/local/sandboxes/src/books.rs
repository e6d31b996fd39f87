//! The books that live behind both doubles: companies, their debtors and invoices, and what can be
//! done to them. What is particular to Billy or Dinero is said by a [`System`].

mod acts;
mod company;
mod debtor;
mod identity;
mod invoice;
mod ledger;
mod new;
mod refused;
mod system;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use company::{Company, NewCompany};
pub use debtor::{Contact, ContactPerson, NewDebtor};
pub use identity::{guid, opaque_id, registration_number};
pub use invoice::{Fee, Invoice, Kind, Settlement, SettlementKind, State};
pub use ledger::Ledger;
pub use new::{Generate, NewInvoice};
pub use refused::Refused;
pub use system::System;

use crate::clock::Clock;
use crate::requests::RequestLog;

/// All companies of one double. Copies share the same state.
pub struct Books<S: System> {
    clock: Clock,
    ledgers: Arc<Mutex<Vec<Ledger<S>>>>,
    requests: Arc<Mutex<RequestLog>>,
    defaults: S::Switches,
}

impl<S: System> Clone for Books<S> {
    fn clone(&self) -> Self {
        Self {
            clock: self.clock.clone(),
            ledgers: self.ledgers.clone(),
            requests: self.requests.clone(),
            defaults: self.defaults.clone(),
        }
    }
}

impl<S: System> Books<S> {
    /// Empty books; companies opened later start with the switches `defaults`.
    #[must_use]
    pub fn new(clock: Clock, defaults: S::Switches) -> Self {
        Self { clock, ledgers: Arc::default(), requests: Arc::default(), defaults }
    }

    /// The clock of these books.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Opens a company with a key and organization of its own.
    ///
    /// # Errors
    /// As [`Books::open_as`].
    pub fn open(&self, name: &str) -> Result<Company<S>, Refused> {
        self.open_as(NewCompany::named(name))
    }

    /// Opens a company.
    ///
    /// # Errors
    /// When its key or organization is already in use, or cannot be one in this system.
    pub fn open_as(&self, new: NewCompany) -> Result<Company<S>, Refused> {
        let mut ledgers = self.ledgers();
        let ledger = Ledger::open(new, &ledgers, self.clock.clone(), self.defaults.clone())?;
        ledgers.push(ledger);
        Ok(Company::new(self.clone(), ledgers.len() - 1))
    }

    /// The company whose key or organization is `name`.
    #[must_use]
    pub fn company(&self, name: &str) -> Option<Company<S>> {
        let index = self.index_by(|ledger| ledger.key == name || ledger.organization == name)?;
        Some(Company::new(self.clone(), index))
    }

    /// All companies, in the order they were opened.
    #[must_use]
    pub fn companies(&self) -> Vec<Company<S>> {
        let count = self.ledgers().len();
        (0..count).map(|index| Company::new(self.clone(), index)).collect()
    }

    /// The log of requests, locked while the guard lives.
    pub fn requests(&self) -> MutexGuard<'_, RequestLog> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All ledgers, locked while the guard lives. A company's index never changes.
    pub(crate) fn ledgers(&self) -> MutexGuard<'_, Vec<Ledger<S>>> {
        self.ledgers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index of the first ledger that fits.
    pub(crate) fn index_by(&self, fits: impl Fn(&Ledger<S>) -> bool) -> Option<usize> {
        self.ledgers().iter().position(fits)
    }
}
