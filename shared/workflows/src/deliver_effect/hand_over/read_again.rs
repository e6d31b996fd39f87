//! The invoice, read once more before its claim goes.

use std::fmt::Display;

use accounting::{AccountingSystem, Reading};
use domain::case::CollectionCase;
use domain::moment::days_between;
use domain::{CaseStatus, SourceInvoice};
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

/// The case as its invoice stands now, where nothing holds it back. What changed is written.
pub(super) async fn read_again(
    desk: &AgencyDesk<'_>,
    case: CollectionCase,
) -> Result<(CollectionCase, Read), Failure> {
    let (case, read) = as_it_stands(desk, case).await?;
    if case.status != CaseStatus::Submitted {
        return Ok((case, read));
    }
    if case.unclear {
        return Err(held(desk, "the invoice was read and could not be understood"));
    }
    if let Some(until) = case.holds_until(desk.now.today) {
        let days = u16::try_from(days_between(desk.now.today, until)).unwrap_or(u16::MAX);
        let at = desk.now.same_time_after(days, desk.tenant.country());
        return Err(Failure::NotYet { at, why: format!("held: a payment may show until {until}") });
    }
    Ok((case, read))
}

fn held(desk: &AgencyDesk<'_>, why: impl Display) -> Failure {
    Failure::NotYet { at: desk.later(HELD_FOR), why: format!("held: {why}") }
}

async fn as_it_stands(
    desk: &AgencyDesk<'_>,
    case: CollectionCase,
) -> Result<(CollectionCase, Read), Failure> {
    let signed_in = desk.ports.connection().signed_in(desk.tenant, desk.secrets, desk.now.instant).await;
    let source = signed_in.map_err(|error| match error {
        ConnectError::Operator(_) => Failure::Lasting(error.to_string()),
        _ => held(desk, error),
    })?;
    if !source.can_read() {
        return Ok((case, Read { source: None, invoice: None }));
    }
    let reading = source.read(&case.invoice_id).await.map_err(|problem| held(desk, problem))?;
    if case.service.hides_from(desk.now.instant) {
        return Err(held(desk, "a booking of ours is under way, and a reading tells nothing about money"));
    }
    let invoice = match &reading {
        Reading::Found(invoice) => Some(invoice.clone()),
        Reading::Gone(_) | Reading::Missing(_) | Reading::Unreadable(_) => None,
    };
    let is_lost = matches!(reading, Reading::Gone(_) | Reading::Missing(_));
    let case = desk.advanced(case.clone(), &event_of(reading, desk.tenant, Some(case.mark))).await?;
    if is_lost && case.status == CaseStatus::Submitted {
        return Err(held(desk, "the invoice is not found"));
    }
    Ok((case, Read { source: Some(source), invoice }))
}
