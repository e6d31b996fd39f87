//! Gives a claim to the tenant's agency: read again, put together, frozen, and submitted under one id.
//!
//! It is written down that the claim is about to leave before it leaves; whoever finds that written asks the agency first, and
//! submits the same frozen claim under the same id, by which the agency knows it again.

mod papers;
mod read_again;
mod resume;

use domain::case::{CaseEvent, CaseHandover, CollectionCase, HandoverStanding, NotTaken};
use domain::effect::QueuedEffect;
use domain::handover::{ClaimFile, HandoverOf, NotComposed, compose};
use domain::ids::{CaseId, EffectId};
use domain::{CaseStatus, Effect};

use self::papers::Papers;
use super::agency_desk::AgencyDesk;
use super::ask_agency::POLL;
use super::{After, Failure, in_time};
use crate::ports::{Agency, AgencyError, DocumentKey, Outcome, RejectionReason, Submission, Write, sha256};

pub(super) async fn hand_over(
    desk: AgencyDesk<'_>,
    id: &EffectId,
    case: &CaseId,
    round: u16,
) -> Result<After, Failure> {
    let case = desk.case(case).await?;
    let Some(handover) = case.handover.clone().filter(|handover| handover.round == round) else {
        // The tenant has said so again: that is another effect.
        return Ok(vec![]);
    };
    if handover.standing == HandoverStanding::Ordered && case.status != CaseStatus::Submitted {
        return Ok(vec![]);
    }
    match handover.standing {
        HandoverStanding::Accepted | HandoverStanding::Rejected => Ok(vec![]),
        HandoverStanding::Ordered => begin(&desk, id, case, &handover).await,
        HandoverStanding::Submitting => {
            let agency = desk.agency_of(&handover).await?;
            resume::resume(&desk, id, case, agency.as_ref()).await
        }
    }
}

async fn begin(
    desk: &AgencyDesk<'_>,
    id: &EffectId,
    case: CollectionCase,
    handover: &CaseHandover,
) -> Result<After, Failure> {
    if !desk.is_chosen(handover) {
        return Ok(not_taken(desk, &case, NotTaken::Held { code: "agency_changed" }));
    }
    let agency = desk.agency_of(handover).await?;
    let (case, read) = in_time(desk.ports, read_again::read_again(desk, case)).await?;
    if case.status != CaseStatus::Submitted || !case.outstanding.is_positive() {
        // What was read has closed it, or lets it rest: the tenant is told of that.
        return Ok(vec![]);
    }
    let letters = case.dunning.counted().map(|letter| letter.id.clone()).collect::<Vec<_>>();
    let letters = desk.ports.store.letters(&letters).await?;
    let papers = Papers::of(desk, &case, &letters, read.source.as_deref());
    let papers = in_time(desk.ports, papers).await?;
    let composed = compose(HandoverOf {
        tenant: desk.tenant,
        case: &case,
        letters: &letters,
        read: read.invoice.as_deref(),
        what: papers.what,
        documents: papers.documents,
        today: desk.now.today,
    });
    let file = match composed {
        Ok(file) => file,
        Err(NotComposed::Forbidden(law)) => {
            return Ok(not_taken(desk, &case, NotTaken::Held { code: law.code() }));
        }
        Err(ours) => return Err(Failure::Lasting(ours.to_string())),
    };
    let sha256 = freeze(desk, &file).await?;
    let case = desk.advanced(case, &CaseEvent::HandoverSubmitting { file: sha256 }).await?;
    match case.handover.as_ref().map(|handover| handover.standing) {
        Some(HandoverStanding::Submitting) => go_on(desk, id, case, agency.as_ref()).await,
        _ => Err(Failure::Passing("the case changed while its claim was put together".into())),
    }
}

/// Keeps the claim for good, by what is in it.
async fn freeze(desk: &AgencyDesk<'_>, file: &ClaimFile) -> Result<String, Failure> {
    let bytes =
        serde_json::to_vec(file).map_err(|_| Failure::Lasting("the claim cannot be written".into()))?;
    let sha256 = sha256(&bytes);
    let key = DocumentKey::claim(&desk.tenant.id, &sha256);
    let kept = desk.ports.documents.keep(&key, "application/json", bytes).await;
    kept.map_err(|problem| Failure::Passing(problem.to_string()))?;
    Ok(sha256)
}

/// Submits what is frozen. The same id again is the same command.
async fn go_on(
    desk: &AgencyDesk<'_>,
    id: &EffectId,
    case: CollectionCase,
    agency: &dyn Agency,
) -> Result<After, Failure> {
    let submission = submission(desk, &case).await?;
    match agency.submit_claim(id, &submission).await {
        Ok(outcome) => Ok(settled(desk, &case, agency, outcome)),
        // It was not let in, and so it is not there.
        Err(AgencyError::KeyRefused { .. }) => Ok(not_taken(desk, &case, NotTaken::KeyRefused)),
        Err(error) => Err(desk.unanswered(agency.row(), &error)),
    }
}

/// The frozen claim with its papers.
async fn submission(desk: &AgencyDesk<'_>, case: &CollectionCase) -> Result<Submission, Failure> {
    let file = case.handover.as_ref().and_then(|handover| handover.file.as_deref());
    let file = file.ok_or_else(|| Failure::Lasting("the case names no frozen claim".into()))?;
    let file = desk.frozen(file).await?;
    let mut contents = Vec::with_capacity(file.documents.len());
    for document in &file.documents {
        contents.push(desk.kept(&DocumentKey::filed(document)).await?);
    }
    Submission::new(file, contents).map_err(|bad| Failure::Lasting(bad.to_string()))
}

/// What the agency's answer makes of the case.
fn settled(desk: &AgencyDesk<'_>, case: &CollectionCase, agency: &dyn Agency, outcome: Outcome) -> After {
    let open_batch = desk.tenant.open_batch;
    let event = match outcome {
        Outcome::Accepted { agency_ref } => {
            // It has it. One that can be asked says itself whether it is at work.
            let began = !agency.row().capabilities.tells_status;
            CaseEvent::HandoverAccepted { agency_ref, began, open_batch }
        }
        Outcome::Pending { poll_ref } => {
            CaseEvent::HandoverAccepted { agency_ref: Some(poll_ref), began: false, open_batch }
        }
        Outcome::Rejected { reasons } => {
            let reasons = reasons.iter().map(told).collect();
            return not_taken(desk, case, NotTaken::Rejected { reasons });
        }
    };
    let mut after = desk.step(case, &event);
    if agency.row().capabilities.tells_status {
        after.push(asked(desk, case));
    }
    after
}

fn not_taken(desk: &AgencyDesk<'_>, case: &CollectionCase, why: NotTaken) -> After {
    desk.step(case, &CaseEvent::HandoverNotTaken { why, open_batch: desk.tenant.open_batch })
}

/// Asked how it stands, and again until it is decided.
fn asked(desk: &AgencyDesk<'_>, case: &CollectionCase) -> Write {
    let round = case.handover.as_ref().map_or(0, |handover| handover.round);
    let event = format!("{POLL}{round}");
    let ask = Effect::AskAgency { tenant: case.tenant.clone(), case: case.id.clone(), event };
    Write::PutEffect(Box::new(QueuedEffect::new(ask, desk.now.instant)))
}

/// For the tenant: what the agency says, and where it can be mended.
fn told(reason: &RejectionReason) -> String {
    match &reason.solution_url {
        Some(url) => format!("{} ({url})", reason.message),
        None => reason.message.clone(),
    }
}
