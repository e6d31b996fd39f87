//! Tells the agency what happened to a claim that it has: money that came past it, or that the tenant takes it back.

use domain::case::{CaseHandover, HandoverStanding};
use domain::dunning::letter::DeductionKind;
use domain::effect::AgencyReport;
use domain::ids::{CaseId, EffectId};
use jiff::SignedDuration;

use super::agency_desk::AgencyDesk;
use super::{After, Failure};
use crate::ports::{HandedOver, Outcome};

/// Until it is known whether the agency has the claim at all.
const WHILE_SUBMITTING: SignedDuration = SignedDuration::from_mins(10);

pub(super) async fn tell(
    desk: AgencyDesk<'_>,
    id: &EffectId,
    case: &CaseId,
    round: Option<u16>,
    report: &AgencyReport,
) -> Result<After, Failure> {
    let case = desk.case(case).await?;
    // What happened before the case was handed over anew stands in the later claim.
    let is_of_it = |handover: &&CaseHandover| round.is_none_or(|round| round == handover.round);
    let Some(handover) = case.handover.as_ref().filter(is_of_it) else { return Ok(vec![]) };
    match handover.standing {
        HandoverStanding::Accepted => {}
        HandoverStanding::Submitting => {
            let why = "the agency may not have the claim yet".to_owned();
            return Err(Failure::NotYet { at: desk.later(WHILE_SUBMITTING), why });
        }
        HandoverStanding::Ordered | HandoverStanding::Rejected => return Ok(vec![]),
    }
    let agency = desk.agency_of(handover).await?;
    let file = handover.file.as_deref();
    let file = file.ok_or_else(|| Failure::Lasting("the case names no frozen claim".into()))?;
    let file = desk.frozen(file).await?;
    let claim = HandedOver { file: &file, agency_ref: handover.agency_ref.as_ref() };
    let answer = match report {
        AgencyReport::Withdrawn => agency.withdraw_claim(id, claim).await,
        AgencyReport::Deducted(deduction) => match deduction.kind {
            DeductionKind::Payment => agency.report_direct_payment(id, claim, deduction).await,
            DeductionKind::CreditNote => agency.report_credit(id, claim, deduction).await,
        },
    };
    match answer.map_err(|error| desk.unanswered(agency.row(), &error))? {
        Outcome::Accepted { .. } | Outcome::Pending { .. } => Ok(vec![]),
        Outcome::Rejected { reasons } => {
            // Codes only: its words may name people.
            let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
            Err(Failure::Lasting(format!("the agency does not take it: {}", codes.join(", "))))
        }
    }
}
