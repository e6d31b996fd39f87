//! A payment that came to the service instead of to the tenant, and how far it has come into the tenant's books.
//!
//! Booked exactly once: what is `planned` is sent once and is `sending` before it leaves. When nobody can say what became
//! of it, it is `unknown` until the books have been read often enough, and `review` when they do not tell.

mod trace;

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use trace::READS_BEFORE_AGAIN;
pub use trace::{AfterReading, Trace, confirmed, looked_for, lost_sight};

use crate::ids::{CaseId, PaymentId, TenantId};
use crate::money::Money;

/// A reference as the bank or the operator gives it, of this many characters at most.
pub const LONGEST_REFERENCE: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedPayment {
    pub id: PaymentId,
    pub tenant: TenantId,
    pub case: CaseId,
    pub amount: Money,
    /// What of it was owed when it came: this is booked. The rest is the debtor's to get back.
    pub counted: Money,
    /// When the debtor paid.
    pub date: Date,
    /// Unique within the tenant.
    pub reference: String,
    pub recorded_at: Timestamp,
    pub booking: BookingState,
    /// How often it was planned: raised when an operator plans it again.
    pub round: u32,
    /// Raised by one with every write.
    pub version: u64,
}

/// How far a payment has come into the tenant's books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum BookingState {
    /// Nothing is booked by itself.
    NotWanted {
        reason: NotWanted,
    },
    Planned,
    /// It was sent, or is about to be. `before`: the invoice's postings until then.
    Sending {
        before: Vec<String>,
        since: Timestamp,
    },
    Booked {
        /// `None` where an operator said so.
        posting: Option<String>,
        voucher: Option<String>,
    },
    /// It was sent, and nobody knows what became of it. `reads`: how often the books have shown no trace of it since.
    Unknown {
        before: Vec<String>,
        since: Timestamp,
        reads: u8,
    },
    /// Only an operator can tell how it goes on.
    Review {
        reason: Review,
    },
}

impl BookingState {
    pub const WORDS: [&'static str; 6] = ["not_wanted", "planned", "sending", "booked", "unknown", "review"];

    /// The word on the wire.
    pub fn word(&self) -> &'static str {
        match self {
            BookingState::NotWanted { .. } => "not_wanted",
            BookingState::Planned => "planned",
            BookingState::Sending { .. } => "sending",
            BookingState::Booked { .. } => "booked",
            BookingState::Unknown { .. } => "unknown",
            BookingState::Review { .. } => "review",
        }
    }

    /// Why it stands where it stands, for the operator.
    pub fn reason(&self) -> Option<String> {
        match self {
            BookingState::NotWanted { reason } => Some(reason.to_string()),
            BookingState::Review { reason } => Some(reason.to_string()),
            BookingState::Unknown { reads, .. } => Some(format!(
                "the books did not answer clearly; read {reads} of {READS_BEFORE_AGAIN} times since, without a trace of it"
            )),
            _ => None,
        }
    }
}

/// Why a payment is not booked by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum NotWanted {
    /// The accounting system takes no payments.
    NoBooks,
    /// The tenant has not chosen what the booking needs.
    NotSetUp {
        problem: String,
    },
    /// The key may not see postings: nobody could tell what became of a booking.
    PostingsHidden,
    /// The invoice was credited: the whole payment is the debtor's to get back.
    CaseCredited,
    Disconnected,
    /// An operator decided so.
    Dropped,
}

impl fmt::Display for NotWanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotWanted::NoBooks => "the accounting system takes no payments",
            NotWanted::NotSetUp { problem } => problem,
            NotWanted::PostingsHidden => "the key cannot see postings, so nothing can be booked safely",
            NotWanted::CaseCredited => "the invoice was credited; the payment is the debtor's to get back",
            NotWanted::Disconnected => "the tenant is disconnected",
            NotWanted::Dropped => "an operator decided that it is not booked",
        })
    }
}

/// What an operator must look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Review {
    /// More came than was owed.
    Overpaid {
        surplus: Money,
    },
    /// The books show less as owed than is to be booked.
    LessIsOwed {
        outstanding: Money,
    },
    InvoiceCredited,
    /// The books have no such invoice.
    InvoiceGone,
    OtherCurrency,
    /// The books did not take it.
    Refused {
        field: String,
        problem: String,
    },
    /// What is new in the books is not this one payment: it may be among it or not.
    NotClear {
        new: usize,
    },
}

impl fmt::Display for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Review::Overpaid { surplus } => {
                write!(f, "{surplus} more came than was owed; it is the debtor's to get back")
            }
            Review::LessIsOwed { outstanding } => write!(f, "the books show only {outstanding} as owed"),
            Review::InvoiceCredited => f.write_str("the invoice is credited in the books"),
            Review::InvoiceGone => f.write_str("the books have no such invoice"),
            Review::OtherCurrency => f.write_str("the books have the invoice in another currency"),
            Review::Refused { field, problem } => write!(f, "the books did not take it: {field}: {problem}"),
            Review::NotClear { new } => {
                write!(f, "it may be booked or not: {new} new postings, and not just this payment")
            }
        }
    }
}

impl ReceivedPayment {
    /// The payment one version on, in another state.
    #[must_use]
    pub fn at(&self, booking: BookingState) -> Self {
        Self { booking, version: self.version + 1, ..self.clone() }
    }

    /// Planned once more.
    #[must_use]
    pub fn planned_again(&self) -> Self {
        Self { round: self.round + 1, ..self.at(BookingState::Planned) }
    }

    /// What came beyond what was owed.
    pub fn surplus(&self) -> Money {
        self.amount.with_minor(self.amount.minor - self.counted.minor)
    }
}

#[cfg(test)]
mod tests;
