//! Handing a case over to the tenant's collection agency, and what is heard of it from there.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::CollectionCase;
use super::dunning::MovedMoney;
use super::status::{CaseStatus, CloseReason, PauseReason};
use super::timeline::Happening;
use super::transition::{Refusal, Step, finish, news_of};
use crate::dunning::letter::{Deduction, DeductionKind};
use crate::effect::{AgencyReport, Effect};
use crate::handover::choice::first;
use crate::handover::{AgencyCase, AgencyRef, AgencyStatus};
use crate::ids::BatchNumber;
use crate::moment::Moment;
use crate::news::{HandoverHold, Tiding};

/// The last time that the tenant has said that the claim goes to its agency, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHandover {
    /// The agency's name in its table, as the tenant had chosen it when it said so.
    pub agency: String,
    /// Which of the tenant's agencies it was.
    #[serde(default = "first")]
    pub agency_number: u16,
    /// How often the tenant has said so, from 1: each time is another command at the agency.
    pub round: u16,
    pub standing: HandoverStanding,
    /// The claim as it was frozen: SHA-256 of what is kept of it, lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The day on which it was frozen, which is the day of the hand-over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// The agency's own id of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_ref: Option<AgencyRef>,
    /// What the agency told when it was last asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_told: Option<AgencyStatus>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverStanding {
    /// The tenant has said so, and nothing has left.
    Ordered,
    /// The claim is frozen, and may have reached the agency.
    Submitting,
    /// The agency has it.
    Accepted,
    /// The agency has not taken it.
    Rejected,
}

impl CaseHandover {
    /// The agency has the claim, or may have it.
    pub fn has_left(&self) -> bool {
        matches!(self.standing, HandoverStanding::Submitting | HandoverStanding::Accepted)
    }
}

/// Why a claim is not with the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// The agency's own words, for the tenant.
    Rejected { reasons: Vec<String> },
    /// It does not let us in with the tenant's key.
    KeyRefused,
    /// The law, or the state of the claim, stands against it. The word on the wire.
    Held { code: &'static str },
}

impl CollectionCase {
    /// The agency has the claim, or may have it: nothing more is sent from here.
    pub fn is_with_agency(&self) -> bool {
        self.is_open() && self.has_left()
    }

    /// The claim went to the agency, or may have, whether the case is open or not.
    pub(super) fn has_left(&self) -> bool {
        self.handover.as_ref().is_some_and(CaseHandover::has_left)
    }

    /// The day before which neither a letter nor the claim goes, where that is still to come.
    pub fn holds_until(&self, today: Date) -> Option<Date> {
        self.dunning.holds_until.filter(|until| *until > today)
    }

    /// The tenant may say that it goes to its agency.
    pub fn can_be_handed_over(&self) -> bool {
        matches!(
            self.status,
            CaseStatus::Paused { reason: PauseReason::HandoverDue, .. } | CaseStatus::Rejected
        )
    }
}

/// The tenant says that it goes to `agency`.
pub(super) fn ordered(
    case: &CollectionCase,
    (agency, agency_number): (&str, u16),
    now: Moment,
) -> Result<Option<Step>, Refusal> {
    match &case.status {
        CaseStatus::Closed { .. } => return Err(Refusal::Closed),
        CaseStatus::Submitted => return Ok(None),
        _ if case.is_with_agency() => return Ok(None),
        _ if !case.can_be_handed_over() => return Err(Refusal::NotAtItsEnd),
        _ => {}
    }
    let round = case.handover.as_ref().map_or(1, |before| before.round + 1);
    let mut next = CollectionCase { version: case.version + 1, ..case.clone() };
    next.status = CaseStatus::Submitted;
    next.handover = Some(CaseHandover {
        agency: agency.to_owned(),
        agency_number,
        round,
        standing: HandoverStanding::Ordered,
        file: None,
        on: None,
        agency_ref: None,
        last_told: None,
    });
    let effect = Effect::HandOver { tenant: case.tenant.clone(), case: case.id.clone(), round };
    let step = finish(next, Happening::HandoverOrdered { agency: agency.to_owned() }, None, now);
    Ok(Some(Step { effects: vec![effect], ..step }))
}

/// The claim is frozen, and about to be given to the agency.
pub(super) fn submitting(case: &CollectionCase, file: &str, now: Moment) -> Option<Step> {
    let is_ordered =
        case.status == CaseStatus::Submitted && standing(case) == Some(HandoverStanding::Ordered);
    // As with a letter: what is owed must be known, and nobody may wait for a payment to show.
    let may_go = !case.unclear && case.holds_until(now.today).is_none();
    (is_ordered && may_go).then(|| {
        changed(case, Happening::HandoverSubmitted { file: file.to_owned() }, None, now, |next| {
            if let Some(handover) = &mut next.handover {
                handover.standing = HandoverStanding::Submitting;
                handover.file = Some(file.to_owned());
                handover.on = Some(now.today);
            }
        })
    })
}

/// The agency has it, under its own id where it gives one. `began`: it is at work; otherwise it decides later.
pub(super) fn accepted(
    case: &CollectionCase,
    agency_ref: Option<&AgencyRef>,
    began: bool,
    open_batch: BatchNumber,
    now: Moment,
) -> Option<Step> {
    if standing(case) != Some(HandoverStanding::Submitting) {
        return None;
    }
    let agency_ref = agency_ref.cloned();
    let happening = Happening::HandoverAccepted { agency_ref: agency_ref.clone() };
    let news = began.then_some((open_batch, vec![Tiding::HandedOver]));
    Some(changed(case, happening, news, now, |next| {
        if let Some(handover) = &mut next.handover {
            handover.standing = HandoverStanding::Accepted;
            handover.agency_ref = agency_ref;
        }
        if next.is_open() && began {
            next.status = CaseStatus::InCollection;
        }
    }))
}

/// It is not with the agency: the tenant is told, and decides what comes next.
pub(super) fn not_taken(
    case: &CollectionCase,
    why: &NotTaken,
    open_batch: BatchNumber,
    now: Moment,
) -> Option<Step> {
    let waits = matches!(standing(case), Some(HandoverStanding::Ordered | HandoverStanding::Submitting));
    if !waits {
        return None;
    }
    let (code, reasons, tiding) = match why {
        NotTaken::Rejected { reasons } => {
            ("rejected", reasons.clone(), Tiding::HandoverRejected { reasons: reasons.clone() })
        }
        NotTaken::KeyRefused => ("key_refused", vec![], Tiding::AgencyKeyRefused),
        NotTaken::Held { code } => (*code, vec![], Tiding::HandoverHeld { why: HandoverHold::of(code) }),
    };
    let happening = Happening::HandoverNotTaken { code: code.to_owned(), reasons };
    let news = Some((open_batch, vec![tiding]));
    Some(changed(case, happening, news, now, |next| {
        if let Some(handover) = &mut next.handover {
            handover.standing = HandoverStanding::Rejected;
        }
        if next.is_open() {
            next.status = CaseStatus::Rejected;
            // The mail that asks links to the page of its own batch.
            next.batch = open_batch;
        }
    }))
}

/// What was frozen never reached the agency, and the claim is another by now. The tenant's word still stands for an open case:
/// it is put together anew, as another round, so that what was reported of the one before is told to nobody.
pub(super) fn called_off(case: &CollectionCase, now: Moment) -> Option<Step> {
    let before = case.handover.as_ref().filter(|before| before.standing == HandoverStanding::Submitting)?;
    let (standing, round) = match case.status {
        CaseStatus::Submitted => (HandoverStanding::Ordered, before.round + 1),
        _ => (HandoverStanding::Rejected, before.round),
    };
    let happening = Happening::HandoverNotTaken { code: "called_off".to_owned(), reasons: Vec::new() };
    let step = changed(case, happening, None, now, |next| {
        next.handover = Some(CaseHandover { standing, round, file: None, on: None, ..before.clone() });
    });
    let (tenant, id) = (case.tenant.clone(), case.id.clone());
    let anew =
        (standing == HandoverStanding::Ordered).then_some(Effect::HandOver { tenant, case: id, round });
    Some(Step { effects: anew.into_iter().collect(), ..step })
}

/// What the agency answered when it was asked how the case stands.
pub(super) fn told(
    case: &CollectionCase,
    told: &AgencyCase,
    open_batch: BatchNumber,
    now: Moment,
) -> Option<Step> {
    let handover = case.handover.as_ref().filter(|handover| handover.has_left())?;
    let known = handover.last_told.as_ref() == Some(&told.status)
        && handover.agency_ref.as_ref() == Some(&told.agency_ref);
    if !case.is_open() || known {
        return None;
    }
    let happening = Happening::AgencyTold { status: told.status.clone(), reason: told.close_reason.clone() };
    let closed = matches!(told.status, AgencyStatus::Closed);
    let tiding = match closed {
        true => Tiding::ClosedByAgency,
        false => Tiding::AgencyStatus { status: told.status.clone() },
    };
    Some(changed(case, happening, Some((open_batch, vec![tiding])), now, |next| {
        if let Some(handover) = &mut next.handover {
            handover.standing = match told.status {
                AgencyStatus::Rejected => HandoverStanding::Rejected,
                _ => HandoverStanding::Accepted,
            };
            handover.agency_ref = Some(told.agency_ref.clone());
            handover.last_told = Some(told.status.clone());
        }
        match status_of(&told.status) {
            _ if closed => {
                let reason = told.close_reason.as_ref().map_or(CloseReason::Other, CloseReason::from);
                next.status = CaseStatus::Closed { reason, at: now.instant };
            }
            Some(CaseStatus::Rejected) => {
                next.status = CaseStatus::Rejected;
                next.batch = open_batch;
            }
            Some(status) => next.status = status,
            None => {}
        }
    }))
}

/// Where the case stands by the agency's word; nothing is concluded from a word that no table has.
fn status_of(told: &AgencyStatus) -> Option<CaseStatus> {
    match told {
        AgencyStatus::AwaitingApproval | AgencyStatus::Submitted => Some(CaseStatus::Submitted),
        AgencyStatus::InformationNeeded => Some(CaseStatus::InformationNeeded),
        AgencyStatus::Rejected => Some(CaseStatus::Rejected),
        AgencyStatus::InCollection | AgencyStatus::Paused | AgencyStatus::Disputed => {
            Some(CaseStatus::InCollection)
        }
        AgencyStatus::Legal => Some(CaseStatus::Legal),
        AgencyStatus::Surveillance => Some(CaseStatus::Surveillance),
        AgencyStatus::Closed | AgencyStatus::Other(_) => None,
    }
}

/// What the agency must hear of a step: money that came past it, and that the claim is taken back.
pub(super) fn reports(before: &CollectionCase, after: &CollectionCase) -> Vec<Effect> {
    if !before.is_with_agency() {
        return Vec::new();
    }
    let moves = after.dunning.moves.iter().skip(before.dunning.moves.len());
    let mut reports: Vec<AgencyReport> = moves
        .filter_map(|moved| {
            let amount = before.principal.with_minor(moved.minor);
            let kind = match moved.what {
                MovedMoney::Paid | MovedMoney::Received => DeductionKind::Payment,
                MovedMoney::Credited | MovedMoney::CreditedFromDate => DeductionKind::CreditNote,
                MovedMoney::OwedMore => return None,
            };
            Some(AgencyReport::Deducted(Deduction { kind, on: moved.on, amount }))
        })
        .collect();
    if matches!(after.status, CaseStatus::Closed { reason, .. } if reason.is_withdrawal()) {
        reports.push(AgencyReport::Withdrawn);
    }
    let round = before.handover.as_ref().map(|handover| handover.round);
    let numbered = (0u16..).zip(reports);
    numbered
        .map(|(number, report)| Effect::TellAgency {
            tenant: after.tenant.clone(),
            case: after.id.clone(),
            version: after.version,
            number,
            round,
            report,
        })
        .collect()
}

fn standing(case: &CollectionCase) -> Option<HandoverStanding> {
    case.handover.as_ref().map(|handover| handover.standing)
}

fn changed(
    case: &CollectionCase,
    happening: Happening,
    told: Option<(BatchNumber, Vec<Tiding>)>,
    now: Moment,
    change: impl FnOnce(&mut CollectionCase),
) -> Step {
    let mut next = CollectionCase { version: case.version + 1, ..case.clone() };
    change(&mut next);
    // What a closed case's agency says is no news.
    let news = told.filter(|_| case.is_open()).map(|(batch, tidings)| news_of(&next, batch, tidings));
    finish(next, happening, news, now)
}

impl CollectionCase {
    /// The day on which the agency got the claim, or may have.
    pub(super) fn handed_over_on(&self) -> Option<Date> {
        self.handover.as_ref().filter(|handover| handover.has_left()).and_then(|handover| handover.on)
    }
}
