//! A hand-over that was begun and not ended: what became of it is found out before anything is submitted again.

use domain::CaseStatus;
use domain::case::{CaseEvent, CollectionCase};
use domain::ids::EffectId;

use super::super::agency_desk::AgencyDesk;
use super::super::{After, Failure};
use super::read_again::read_again;
use super::{go_on, settled, submission};
use crate::ports::Agency;

/// The tries go on for a day, and after an operator's word longer: money may have come since, or the tenant may have taken the
/// claim back. What the agency has is accepted, and hears of that; what never reached it is submitted only as it still stands.
pub(super) async fn resume(
    desk: &AgencyDesk<'_>,
    id: &EffectId,
    case: CollectionCase,
    agency: &dyn Agency,
) -> Result<After, Failure> {
    let submission = submission(desk, &case).await?;
    match agency.resume_claim(id, &submission).await {
        Ok(Some(outcome)) => return Ok(settled(desk, &case, agency, outcome)),
        Ok(None) => {}
        // Also a key that is refused tells nothing about what an earlier try left there: an operator looks.
        Err(error) => return Err(desk.unanswered(agency.row(), &error)),
    }
    let (case, _) = read_again(desk, case).await?;
    let stands = case.status == CaseStatus::Submitted && submission.file().is_still_owed(&case);
    match stands && case.handover.as_ref().is_some_and(|handover| desk.is_chosen(handover)) {
        true => go_on(desk, id, case, agency).await,
        false => Ok(desk.step(&case, &CaseEvent::HandoverCalledOff)),
    }
}
