//! One creditor at the agency: its key, its cases, and what is ordered to go wrong.

use super::case::Case;
use super::idempotency::Remembered;
use super::rejections::Rejection;
use super::webhooks::{Delivery, Sending, Subscription};
use crate::books::Refused;
use crate::faults::FaultBoard;

/// A creditor and everything of it.
#[derive(Debug, Default)]
pub struct Creditor {
    /// Its id in the admin paths.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its requests carry in `XApiKey`.
    pub key: String,
    /// The key is not taken any more.
    pub revoked: bool,
    /// Oldest first.
    pub cases: Vec<Case>,
    /// What is ordered to go wrong with its requests.
    pub faults: FaultBoard,
    /// What is ordered to be refused by rules of business.
    pub rejections: Vec<Rejection>,
    /// Where its events go.
    pub subscriptions: Vec<Subscription>,
    /// Its events, each with its tries.
    pub deliveries: Vec<Delivery>,
    /// What is ordered to go wrong with its events.
    pub sending: Sending,
    pub(super) remembered: Remembered,
}

impl Creditor {
    pub(super) fn new(name: &str, key: Option<&str>) -> Self {
        let key = key.map_or_else(guid, str::to_owned);
        Self { id: guid(), name: name.to_owned(), key, ..Self::default() }
    }

    /// A case by its id or by the creditor's own reference.
    ///
    /// # Errors
    /// When there is none.
    pub fn case(&mut self, name: &str) -> Result<&mut Case, Refused> {
        let found = self.cases.iter_mut().find(|case| case.id == name || case.creditor_reference == name);
        found.ok_or_else(|| Refused::Unknown { what: "case", name: name.to_owned() })
    }
}

/// A random id in the shape of a GUID.
pub(super) fn guid() -> String {
    let digits = format!("{:032x}", fastrand::u128(..));
    let cut = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().to_owned();
    [cut(0, 8), cut(8, 12), cut(12, 16), cut(16, 20), cut(20, 32)].join("-")
}
