//! The boundary that every accounting system fits behind, one that pushes its invoices to us too.

use async_trait::async_trait;
use domain::ids::InvoiceId;
use domain::source_invoice::{InvoiceOutline, SourceInvoice, UnlinkedCredit};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::booking::Books;
use crate::credentials::Credentials;
use crate::error::AccountingError;
use crate::events::Events;

/// Who a key belongs to, as the system says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    pub name: String,
    /// The registration number as the system has it, unchecked.
    pub registration_number: Option<String>,
}

/// A row that could not be understood; the rest of the list goes on without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub id: Option<InvoiceId>,
    /// As far as it could be read.
    pub number: String,
    /// The field that was wrong, and how: never its value, which may be personal.
    pub field: String,
    pub problem: String,
}

/// One row of the list of overdue invoices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// The list tells everything that a case needs.
    Whole(Box<SourceInvoice>),
    /// The list does not tell what is still owed: [`AccountingSystem::read`] does.
    Outline(InvoiceOutline),
    /// A credit note that names no invoice: it may lower any of its debtor's.
    Credit(UnlinkedCredit),
    Unreadable(Unreadable),
}

/// Which invoices a walk is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The tenant's civil date: what is due before it is overdue.
    pub today: Date,
    /// Due dates before this are not wanted. A system that can list without a lower bound leaves it to the caller, who
    /// counts what it leaves out; one that must be asked for a range of dates asks for no more than this.
    pub since: Date,
}

/// The longest term of payment that is reckoned with: an invoice that is due on a day was written so long before at most.
const LONGEST_TERM_DAYS: i64 = 120;

impl Window {
    /// What was written before this is of no invoice that is wanted, and neither is a credit note.
    pub(crate) fn written_since(self) -> Date {
        self.since.checked_sub(LONGEST_TERM_DAYS.days()).unwrap_or(Date::MIN)
    }
}

/// What a single invoice turned out to be when it was asked for by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    Found(Box<SourceInvoice>),
    /// The system answered, and has no such invoice: it was deleted there.
    Gone(InvoiceId),
    /// The system answered, and does not find it, which may have other reasons than that it was deleted: the tenant is asked.
    Missing(InvoiceId),
    Unreadable(Unreadable),
}

/// What a connection wants to have kept for the next call, sealed like the credentials that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    pub secrets: Credentials,
    /// The one before is worth nothing any more: this one is kept before anything else is done.
    pub keep_at_once: bool,
}

/// One accounting system, as one tenant's key sees it.
///
/// An implementation describes requests and reads answers; it keeps nothing but its session (a token, a pace).
#[async_trait]
pub trait AccountingSystem: Send + Sync {
    /// Proves that the key works, and says whose it is.
    async fn check(&self) -> Result<Company, AccountingError>;

    /// Makes sure of a session, where the system wants one: the one that was kept, or a new one.
    async fn sign_in(&self) -> Result<(), AccountingError> {
        Ok(())
    }

    /// A session that was made on this connection, once: the caller keeps it.
    fn new_session(&self) -> Option<NewSession> {
        None
    }

    /// Whether invoices can be read at all. A system that only pushes to us answers nothing.
    fn can_read(&self) -> bool {
        true
    }

    /// Starts a walk over the invoices that are overdue. No request is made yet.
    fn overdue(&self, window: Window) -> Box<dyn Walk + '_>;

    /// Reads one invoice by id, whole: payments, credit notes and fees included.
    ///
    /// An error says nothing about the invoice; only [`Reading::Gone`] says that it is no more. An answer that this one
    /// invoice can bring about and that cannot be read is [`Reading::Unreadable`], so that the others go on.
    async fn read(&self, id: &InvoiceId) -> Result<Reading, AccountingError>;

    /// Reads invoices by id, in their order, [`Self::reads_at_once`] of them at most.
    async fn read_together(&self, ids: &[InvoiceId]) -> Result<Vec<Reading>, AccountingError> {
        let mut readings = Vec::with_capacity(ids.len());
        for id in ids {
            readings.push(self.read(id).await?);
        }
        Ok(readings)
    }

    /// How many invoices one request reads.
    fn reads_at_once(&self) -> usize {
        1
    }

    /// The invoice as its debtor got it: a PDF of at most 10 MB.
    async fn document(&self, id: &InvoiceId) -> Result<Vec<u8>, AccountingError>;

    /// How many single reads a minute the system bears, beside its lists: the caller plans its work by it.
    fn reads_per_minute(&self) -> u32;

    /// Whether a payment always changes the mark of its row. Where it does not, an unchanged mark proves nothing about
    /// money: the caller reads its open cases again all the same, as far as [`Self::reads_per_minute`] allows.
    fn marks_tell_payments(&self) -> bool {
        true
    }

    /// Takes payments into its books, where it can.
    fn books(&self) -> Option<&dyn Books> {
        None
    }

    /// Tells us of changes, where it can.
    fn events(&self) -> Option<&dyn Events> {
        None
    }
}

/// A walk over a list, page by page, so that a hundred thousand rows never stand in memory at once.
#[async_trait]
pub trait Walk: Send {
    /// The next page, or `None` after the last one. Rows seen before in this walk are left out.
    ///
    /// The end is certain: every row that the system counted has been handed out. When the list shifted on the way,
    /// the walk starts over by itself a few times and hands out only what is new, then gives [`AccountingError::Unsteady`].
    /// A row that was handed out was really in the list, also when the walk fails later.
    async fn next_page(&mut self) -> Result<Option<Vec<Listed>>, AccountingError>;
}
