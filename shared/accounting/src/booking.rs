//! Payments that came to the service, booked in the tenant's books.

use async_trait::async_trait;
use domain::ids::InvoiceId;
use domain::money::Money;
use jiff::civil::Date;

use crate::error::AccountingError;

/// A kind of incoming payment that the tenant's books know, such as a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentType {
    pub id: String,
    pub name: String,
}

/// One line on the debtor's account that belongs to an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    pub id: String,
    /// Positive for the invoice itself, negative for a payment or a credit.
    pub amount: Money,
    pub date: Date,
    /// The voucher that it stands on.
    pub voucher: Option<String>,
}

/// An invoice as the tenant's ledger has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLedger {
    /// Negative when overpaid.
    pub outstanding: Money,
    /// Credited as a whole.
    pub is_credited: bool,
    /// `None` when the key may not see them: nothing can be booked then, for nobody could tell what became of it.
    pub postings: Option<Vec<Posting>>,
}

/// A payment to book on an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    pub invoice: InvoiceId,
    pub amount: Money,
    pub date: Date,
}

/// Why a booking did not come back as done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookingError {
    /// The books did not take it, and would not the next time: nothing was booked.
    #[error("{system} did not take the payment: {field}: {problem}")]
    Refused { system: &'static str, field: String, problem: String },
    /// Nothing was booked, and a later try may go through: throttled, or the key does not open any more.
    #[error("{0}")]
    NotNow(AccountingError),
    /// It may have been booked or not: only the ledger tells.
    #[error("{system} did not say whether it booked the payment ({detail})")]
    Unknown { system: &'static str, detail: String },
}

/// Books of a system that takes payments.
#[async_trait]
pub trait Books: Send + Sync {
    /// The kinds of payment that a tenant may choose from.
    async fn payment_types(&self) -> Result<Vec<PaymentType>, AccountingError>;

    /// Why nothing can be booked with these settings: no kind of payment was chosen.
    fn obstacle(&self) -> Option<&'static str>;

    /// The invoice's ledger, freshly read; `None` when there is no such invoice.
    async fn ledger(&self, invoice: &InvoiceId) -> Result<Option<InvoiceLedger>, AccountingError>;

    /// Books once. Never sent a second time by itself.
    async fn book(&self, booking: &Booking) -> Result<(), BookingError>;
}
