//! The invoices of a letter, read once more before it leaves (invariant 3).

use accounting::{AccountingSystem, Reading};
use domain::CollectionCase;
use domain::case::{AddressLoss, CaseEvent, advance};
use domain::ids::{CaseId, InvoiceId};

use super::super::take;
use super::{Desk, Failure};
use crate::reading::event_of;

/// The cases as their invoices stand now, in the order of `ids`. What changed is written; a case whose invoice is not found,
/// or cannot be read, is not among them.
pub(super) async fn read_again(
    desk: &Desk<'_>,
    source: &dyn AccountingSystem,
    ids: &[CaseId],
) -> Result<Vec<CollectionCase>, Failure> {
    let mut found = desk.ports.store.cases(ids).await?;
    found.retain(CollectionCase::runs);
    found.sort_by_key(|case| ids.iter().position(|id| *id == case.id));
    let mut fresh = Vec::new();
    for some in found.chunks(source.reads_at_once().max(1)) {
        let invoices: Vec<InvoiceId> = some.iter().map(|case| case.invoice_id.clone()).collect();
        let readings = source.read_together(&invoices).await.map_err(|problem| desk.held(problem))?;
        for (case, reading) in some.iter().zip(readings) {
            fresh.extend(as_read(desk, case, reading).await?);
        }
    }
    Ok(fresh)
}

async fn as_read(
    desk: &Desk<'_>,
    case: &CollectionCase,
    reading: Reading,
) -> Result<Option<CollectionCase>, Failure> {
    let seen = matches!(reading, Reading::Found(_));
    let event = event_of(reading, desk.tenant, Some(case.mark));
    let case = match advance(case, &event, desk.now) {
        Ok(Some(step)) => take(desk.ports.store, step).await?,
        _ => case.clone(),
    };
    // While a booking of ours is under way, or has just been made, a reading tells nothing about money.
    let tells = seen && !case.service.hides_from(desk.now.instant);
    let owed = case.outstanding.is_positive() || case.chases_charges();
    Ok((tells && case.runs() && owed).then_some(case))
}

/// The cases whose invoices cannot be read, and of which the tenant has said since their last letter that they are unpaid.
pub(super) async fn confirmed(desk: &Desk<'_>, ids: &[CaseId]) -> Result<Vec<CollectionCase>, Failure> {
    let mut found = desk.ports.store.cases(ids).await?;
    found.retain(|case| case.runs() && case.is_confirmed(desk.now.today));
    found.sort_by_key(|case| ids.iter().position(|id| *id == case.id));
    Ok(found)
}

/// Nothing can be sent to the debtor: the case rests until the accounting system shows an address that takes mail.
pub(super) async fn rest_without_address(desk: &Desk<'_>, case: &CollectionCase) -> Result<(), Failure> {
    let loss = AddressLoss { bounced: None, is_bounce: true };
    let event = CaseEvent::AddressLost { loss, open_batch: desk.tenant.open_batch };
    if let Ok(Some(step)) = advance(case, &event, desk.now) {
        take(desk.ports.store, step).await?;
    }
    Ok(())
}
