//! Connections to collection agencies.

use accounting::Credentials;
use domain::handover::AgencyChoice;

use super::Agency;

/// The tenant's credentials or settings cannot be right, or its agency is not known any more: names the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AgencyRefused(pub String);

/// Makes the agency of one tenant. Nothing is asked over the network yet.
pub trait Agencies: Send + Sync {
    fn connect(
        &self,
        choice: &AgencyChoice,
        credentials: &Credentials,
    ) -> Result<Box<dyn Agency>, AgencyRefused>;
}
