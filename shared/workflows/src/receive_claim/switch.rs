//! The service is chosen or deselected over there. The newest word counts, in whatever order words come.

use domain::claim::{ClaimsStanding, Switch, TermsAccepted};
use serde::Serialize;

use super::{AtHand, Decided, NotReceived};
use crate::ports::{Transaction, Write};

#[derive(Serialize)]
struct Said<'a> {
    active: bool,
    terms: Option<&'a TermsAccepted>,
}

pub(super) fn turn(at_hand: &AtHand<'_>, switch: &Switch) -> Result<Decided, NotReceived> {
    let (active, terms) = match switch {
        Switch::Activated { terms } => (true, terms.as_ref()),
        Switch::Deactivated => (false, None),
    };
    let said = Said { active, terms };
    if at_hand.is_known(&said)? {
        return Ok(Decided::Duplicate);
    }
    let known = at_hand.file.standing.clone();
    let mut standing = known.unwrap_or_else(|| ClaimsStanding::new(at_hand.tenant.id.clone()));
    let said_at = at_hand.incoming.occurred_at;
    let is_newest = standing.said_at.is_none_or(|newest| newest <= said_at);
    if is_newest {
        standing.active = active;
        standing.said_at = Some(said_at);
    }
    // Terms that were accepted stay accepted, also when the word of it comes late.
    if standing.terms.is_none() || (is_newest && terms.is_some()) {
        standing.terms = terms.cloned();
    }
    standing.version += 1;
    let writes = vec![at_hand.event(None, &said), Write::PutClaimsStanding(Box::new(standing))];
    Ok(Decided::Write(Transaction::from(writes)))
}
