//! What the books must know about the system they stand in for.

use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An accounting system that has a double here.
pub trait System: Send + Sync + Sized + 'static {
    /// Everything about the double's behaviour that can be switched, by company.
    type Switches: Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// Its name, as people say it.
    const NAME: &'static str;
    /// Whether an approved invoice can be voided. If not, it can only be credited.
    const VOIDS: bool;
    /// Whether its user sends invoices to a collection service.
    const PUSHES: bool = false;
    /// What invoices are in where nothing else is said, ISO 4217.
    const CURRENCY: &'static str = "DKK";
    /// A credit without an amount takes the whole invoice back, also what was paid of it.
    const CREDITS_THE_WHOLE: bool = false;

    /// A fresh id of a record.
    fn record_id() -> String;

    /// A fresh id of an invoice or credit note that has this number.
    fn invoice_id(_number: u64) -> String {
        Self::record_id()
    }

    /// The organization id of the `nth` company (0-based), when none is given.
    fn organization_id(nth: usize) -> String;

    /// Why `id` cannot be an organization id here, if so.
    fn organization_id_fault(id: &str) -> Option<&'static str>;

    /// Whether a settlement moves the time of the invoice's last change.
    fn settling_counts_as_change(switches: &Self::Switches) -> bool;

    /// The answer to a caller above its limit, without `Retry-After`.
    fn throttled() -> Response;

    /// The answer when the system itself fails.
    fn server_error() -> Response;

    /// A refusal in the system's own shape, with the error code of a fault when it has one.
    fn refused(status: u16, code: Option<u32>) -> Response;
}
