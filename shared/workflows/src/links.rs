//! How long a link decides.

use domain::Batch;
use jiff::{SignedDuration, Timestamp};

use crate::ports::LinkClaims;

/// Long enough for a tenant on a long holiday; after that the page says where to turn.
pub const LINK_DAYS: i64 = 60;

/// What a link to this batch speaks for, when it is made now.
pub fn claims_for(batch: &Batch, now: Timestamp) -> LinkClaims {
    let expires = now.checked_add(SignedDuration::from_hours(24 * LINK_DAYS)).unwrap_or(Timestamp::MAX);
    LinkClaims { tenant: batch.tenant.clone(), batch: batch.number, expires }
}
