//! The invoice, read once more before its claim goes.

use accounting::{AccountingSystem, Reading};
use domain::SourceInvoice;
use domain::case::CollectionCase;
use jiff::SignedDuration;

use super::super::agency_desk::AgencyDesk;
use super::Failure;
use crate::connect::ConnectError;
use crate::reading::event_of;

/// Until a claim that cannot go now is tried again.
const HELD_FOR: SignedDuration = SignedDuration::from_mins(20);

pub(super) struct Read {
    /// `None` for books that cannot be read: the tenant's own word, given with the button, stands for them.
    pub source: Option<Box<dyn AccountingSystem>>,
    /// As it stands now, where it could be understood.
    pub invoice: Option<Box<SourceInvoice>>,
}

/// The case as its invoice stands now. What changed is written.
pub(super) async fn read_again(
    desk: &AgencyDesk<'_>,
    case: CollectionCase,
) -> Result<(CollectionCase, Read), Failure> {
    let held = |why: String| Failure::NotYet { at: desk.later(HELD_FOR), why: format!("held: {why}") };
    let signed_in = desk.ports.connection().signed_in(desk.tenant, desk.secrets, desk.now.instant).await;
    let source = signed_in.map_err(|error| match error {
        ConnectError::Operator(_) => Failure::Lasting(error.to_string()),
        _ => held(error.to_string()),
    })?;
    if !source.can_read() {
        return Ok((case, Read { source: None, invoice: None }));
    }
    let reading = source.read(&case.invoice_id).await.map_err(|problem| held(problem.to_string()))?;
    if case.service.hides_from(desk.now.instant) {
        return Err(held("a booking of ours is under way, and a reading tells nothing about money".into()));
    }
    let invoice = match &reading {
        Reading::Found(invoice) => Some(invoice.clone()),
        Reading::Gone(_) | Reading::Missing(_) | Reading::Unreadable(_) => None,
    };
    let is_lost = matches!(reading, Reading::Gone(_) | Reading::Missing(_));
    let case = desk.advanced(case.clone(), &event_of(reading, desk.tenant, Some(case.mark))).await?;
    if is_lost && case.status == domain::CaseStatus::Submitted {
        return Err(held("the invoice is not found".into()));
    }
    Ok((case, Read { source: Some(source), invoice }))
}
