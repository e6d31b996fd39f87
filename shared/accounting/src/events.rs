//! What an accounting system tells us of by itself. An event is a hint, never the truth.

use async_trait::async_trait;
use domain::ids::InvoiceId;
use url::Url;

use crate::error::AccountingError;

/// One delivery as it came in.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// Names in lower case.
    pub headers: &'a [(String, String)],
    /// The raw bytes, before anything is read out of them.
    pub body: &'a [u8],
}

impl Delivery<'_> {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// These invoices may have changed.
    Invoices(Vec<InvoiceId>),
    /// Something changed, and only reading everything that is followed tells what.
    Something,
    /// Nothing that matters here.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// Not signed with the connection's secret.
    #[error("the signature is missing or wrong")]
    Forged,
    /// Signed, and not what the system's pages say.
    #[error("{field} is missing or wrong")]
    Malformed { field: &'static str },
}

/// Checks the signature over the raw bytes, then reads the hint.
pub type ReadEvent = fn(Delivery<'_>, secret: &str) -> Result<Hint, DeliveryError>;

/// The events of one connection.
#[async_trait]
pub trait Events: Send + Sync {
    /// Has events sent to `target`, signed with `secret`. Done twice, it changes nothing; what was switched off over there
    /// is switched on again.
    async fn subscribe(&self, target: &Url, secret: &str) -> Result<(), AccountingError>;

    /// Ends what was subscribed for `target`.
    async fn unsubscribe(&self, target: &Url) -> Result<(), AccountingError>;
}
