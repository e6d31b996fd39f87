//! What an event of a letter means for the cases whose claims stand in it.

use domain::case::{AddressLoss, CaseEvent, LetterStanding, advance};
use domain::dunning::{LetterFile, LetterState, MailFate};
use domain::tenant::{SuppressedAddress, Suppression};
use domain::{Moment, Tenant};
use jiff::Timestamp;

use crate::ports::{Store, StoreError, Transaction, Write};
use crate::step_writes::add_step;

/// The steps that the letter's cases take because it went from `before` to `after`, to be written with it, all or nothing:
/// the cases with their trail and their news.
///
/// A letter that came back takes its fee and its deadline with it, and its tenant is asked for another address. A complaint
/// stops mail to the address. Proof that it left settles what was in doubt.
///
/// # Errors
/// When the cases cannot be read.
pub(super) async fn case_writes(
    store: &dyn Store,
    before: &LetterFile,
    after: &LetterFile,
    now: Timestamp,
) -> Result<Vec<Write>, StoreError> {
    let Some((tenant, _)) = store.tenant(&after.tenant).await? else { return Ok(vec![]) };
    let Some(event) = event_of(before, after, &tenant) else { return Ok(vec![]) };
    let now = Moment::new(now, tenant.country());
    let mut transaction = Transaction::default();
    for case in store.cases(&after.cases).await? {
        if let Ok(Some(step)) = advance(&case, &event, now) {
            add_step(&mut transaction, step);
        }
    }
    if let CaseEvent::AddressLost { loss, .. } = &event
        && let Some(tenant) = without_address(&tenant, after, loss.is_bounce, now.instant)
    {
        transaction.push(Write::PutTenant { tenant: Box::new(tenant), secrets: vec![] });
    }
    Ok(transaction.writes)
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
