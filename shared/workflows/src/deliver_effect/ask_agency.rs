//! Asks the agency how a case stands there. What an event said is not believed: only what the agency answers counts.

use domain::case::{CaseEvent, HandoverStanding};
use domain::handover::AgencyStatus;
use domain::ids::CaseId;
use jiff::SignedDuration;

use super::agency_desk::AgencyDesk;
use super::{After, Failure};

/// What an occasion of our own begins with: it is asked again until the agency has decided.
pub(super) const POLL: &str = "poll.";

/// Between one question and the next while the agency decides; it calls back when it knows.
const POLLS_EVERY: SignedDuration = SignedDuration::from_hours(12);
/// Until the hand-over itself has been written down.
const WHILE_SUBMITTING: SignedDuration = SignedDuration::from_mins(10);

pub(super) async fn ask(desk: AgencyDesk<'_>, case: &CaseId, event: &str) -> Result<After, Failure> {
    let case = desk.case(case).await?;
    let Some(handover) = case.handover.clone().filter(|_| case.is_open()) else { return Ok(vec![]) };
    match handover.standing {
        HandoverStanding::Accepted => {}
        // An agency that calls back quickly is quicker than our own mark.
        HandoverStanding::Submitting => {
            let why = "the hand-over is not written down yet".to_owned();
            return Err(Failure::NotYet { at: desk.later(WHILE_SUBMITTING), why });
        }
        HandoverStanding::Ordered | HandoverStanding::Rejected => return Ok(vec![]),
    }
    let Some(agency_ref) = &handover.agency_ref else { return Ok(vec![]) };
    let agency = desk.agency_of(&handover).await?;
    if !agency.row().capabilities.tells_status {
        return Ok(vec![]);
    }
    let told = agency.get_case(agency_ref).await.map_err(|error| desk.unanswered(agency.row(), &error))?;
    if told.agency_ref != *agency_ref || told.case.as_ref().is_some_and(|theirs| *theirs != case.id) {
        return Err(Failure::Lasting("the agency answered with another case".into()));
    }
    let decides = event.starts_with(POLL) && is_undecided(&told.status);
    let open_batch = desk.tenant.open_batch;
    let event = CaseEvent::AgencyTold { told: Box::new(told), open_batch };
    if !decides {
        return Ok(desk.step(&case, &event));
    }
    desk.advanced(case, &event).await?;
    Err(Failure::NotYet { at: desk.later(POLLS_EVERY), why: "the agency has not decided yet".to_owned() })
}

fn is_undecided(status: &AgencyStatus) -> bool {
    use AgencyStatus::{AwaitingApproval, InformationNeeded, Submitted};
    matches!(status, AwaitingApproval | Submitted | InformationNeeded)
}
