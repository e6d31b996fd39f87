//! What an event of a letter means for the cases whose claims stand in it.

use domain::case::{AddressLoss, CaseEvent, LetterStanding, Step, advance};
use domain::dunning::{LetterFile, LetterState, MailFate};
use domain::tenant::{SuppressedAddress, Suppression};
use domain::{Moment, Tenant};
use jiff::Timestamp;

use crate::ports::{Store, StoreError};

/// What a change of a letter brings about.
#[derive(Default)]
pub(super) struct Follows {
    /// Of its cases, each with its trail and its news.
    pub steps: Vec<Step>,
    /// The tenant, where it has lost an address.
    pub tenant: Option<Tenant>,
}

/// What follows when the letter went from `before` to `after`.
///
/// A letter that came back takes its fee and its deadline with it, and its tenant is asked for another address. A complaint
/// stops mail to the address. Proof that it left settles what was in doubt.
///
/// # Errors
/// When the cases cannot be read.
pub(super) async fn follows(
    store: &dyn Store,
    before: &LetterFile,
    after: &LetterFile,
    now: Timestamp,
) -> Result<Follows, StoreError> {
    let Some((tenant, _)) = store.tenant(&after.tenant).await? else { return Ok(Follows::default()) };
    let Some(event) = event_of(before, after, &tenant) else { return Ok(Follows::default()) };
    let now = Moment::new(now, tenant.country());
    let cases = store.cases(&after.cases).await?;
    let steps = cases.iter().filter_map(|case| advance(case, &event, now).ok().flatten()).collect();
    let tenant = match &event {
        CaseEvent::AddressLost { loss, .. } => without_address(&tenant, after, loss.is_bounce, now.instant),
        _ => None,
    };
    Ok(Follows { steps, tenant })
}

fn event_of(before: &LetterFile, after: &LetterFile, tenant: &Tenant) -> Option<CaseEvent> {
    let letter = after.id.clone();
    let open_batch = tenant.open_batch;
    let lost = |bounced, is_bounce| {
        Some(CaseEvent::AddressLost { loss: AddressLoss { bounced, is_bounce }, open_batch })
    };
    let complained = |file: &LetterFile| file.events.iter().any(|event| event.what == MailFate::Complained);
    if complained(after) && !complained(before) {
        return lost(None, false);
    }
    if before.state == after.state {
        return None;
    }
    match after.state {
        LetterState::Sending { .. } => None,
        LetterState::Sent { .. } => Some(CaseEvent::LetterSettled { letter, standing: LetterStanding::Sent }),
        LetterState::NotTaken { .. } => {
            Some(CaseEvent::LetterSettled { letter, standing: LetterStanding::NotTaken })
        }
        LetterState::Bounced { .. } => lost(Some(letter), true),
    }
}

/// The tenant with the debtor's address among those that no mail goes to; `None` where it is there already.
fn without_address(tenant: &Tenant, letter: &LetterFile, is_bounce: bool, at: Timestamp) -> Option<Tenant> {
    let address = letter.letter.debtor.email.clone();
    if tenant.is_suppressed(&address) {
        return None;
    }
    let why = if is_bounce { Suppression::Bounced } else { Suppression::Complained };
    let mut tenant = tenant.clone();
    tenant.suppressed.push(SuppressedAddress { address, why, at });
    tenant.version += 1;
    Some(tenant)
}
