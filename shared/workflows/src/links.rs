//! How long a link decides.

use domain::Batch;
use domain::ids::LetterId;
use jiff::{SignedDuration, Timestamp};

use crate::ports::{LetterLinkClaims, LinkClaims};

/// Long enough for a tenant on a long holiday; after that the page says where to turn.
pub const LINK_DAYS: i64 = 60;

/// What a link to this batch speaks for, when it is made now.
pub fn claims_for(batch: &Batch, now: Timestamp) -> LinkClaims {
    LinkClaims { tenant: batch.tenant.clone(), batch: batch.number, expires: after_days(now, LINK_DAYS) }
}

/// Longer than any procedure, with its deadlines and its pauses: whoever finds the letter late can still object.
pub const LETTER_LINK_DAYS: i64 = 400;

/// What the link in this letter speaks for, when it is made now.
pub fn letter_claims_for(letter: &LetterId, now: Timestamp) -> LetterLinkClaims {
    LetterLinkClaims { letter: letter.clone(), expires: after_days(now, LETTER_LINK_DAYS) }
}

fn after_days(now: Timestamp, days: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MAX)
}
