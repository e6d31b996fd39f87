//! An invoice is handed over: one case, however often and however fast the button is pressed.

use domain::Moment;
use domain::case::{CaseEvent, Step, advance, open_pushed};
use domain::claim::{
    Change, ClaimDraft, ClaimRecord, ClaimRules, ClaimsStanding, Fault, FaultCode, ReceivedClaim,
    RegisterClaim, Terms, judge,
};
use domain::effect::{Effect, QueuedEffect};
use domain::ids::CaseId;

use super::{AtHand, Decided, NotReceived, hint};
use crate::ports::{Transaction, Write};

pub(super) fn register(at_hand: &AtHand<'_>, draft: &ClaimDraft) -> Result<Decided, NotReceived> {
    let whole = draft.clone().complete().filter(|_| at_hand.incoming.faults.is_empty());
    if let Some(claim) = &whole
        && let Some(known) = before(at_hand, claim)?
    {
        return Ok(known);
    }
    let standing = standing(at_hand);
    let now = Moment::new(at_hand.now, at_hand.tenant.country());
    let rules = ClaimRules {
        service: at_hand.service,
        standing: &standing,
        country: at_hand.tenant.country(),
        today: now.today,
        sent_at: at_hand.incoming.occurred_at,
    };
    let claim =
        judge(draft.clone(), at_hand.incoming.faults.clone(), &rules).map_err(NotReceived::Invalid)?;
    let record = at_hand.file.record.clone();
    let id = CaseId::of(&at_hand.tenant.id, &at_hand.tenant.system, &claim.invoice);
    let mut record = record.unwrap_or_else(|| ClaimRecord::new(id));
    let step = open(at_hand, &claim, &record, now)?;
    let agreement = after_agreement(at_hand, standing, &claim);
    record.claim = Some(received(at_hand, &claim, agreement.as_ref()));
    record.version += 1;
    let mail = Effect::ClaimReceivedMail { tenant: at_hand.tenant.id.clone(), case: record.case.clone() };
    let mut writes = vec![
        at_hand.event(Some(&record.case), &claim),
        Write::PutClaimRecord(Box::new(record)),
        Write::PutEffect(Box::new(QueuedEffect::new(mail, at_hand.now))),
    ];
    if let Some(Step { case, entry, .. }) = step {
        writes.extend([Write::PutCase(Box::new(case)), Write::AddTimeline(entry)]);
    }
    writes.extend(agreement.map(|standing| Write::PutClaimsStanding(Box::new(standing))));
    Ok(Decided::Write(Transaction::from(writes)))
}

/// What is known of the event or of its invoice already. What was taken once is never judged again.
fn before(at_hand: &AtHand<'_>, claim: &RegisterClaim) -> Result<Option<Decided>, NotReceived> {
    if at_hand.is_known(claim)? {
        return Ok(Some(Decided::Duplicate));
    }
    let Some(case) = &at_hand.file.case else { return Ok(None) };
    if !case.is_open() {
        return Err(NotReceived::CaseClosed);
    }
    let received = at_hand.file.record.as_ref().and_then(|record| record.claim.as_ref());
    if received.is_some_and(|received| received.service != at_hand.service.name) {
        let fault = Fault::new("invoice.external_id", FaultCode::AlreadyAtOtherAgency);
        return Err(NotReceived::Invalid(vec![fault]));
    }
    // After a part payment the same click sends what is left.
    let same = claim.principal == case.outstanding
        || received.is_some_and(|received| received.principal == claim.principal);
    match (same, received) {
        (false, _) => Err(NotReceived::OtherPrincipal),
        (true, Some(_)) => Ok(Some(Decided::Duplicate)),
        // Fetched before, and handed over now.
        (true, None) => Ok(None),
    }
}

fn standing(at_hand: &AtHand<'_>) -> ClaimsStanding {
    let known = at_hand.file.standing.clone();
    known.unwrap_or_else(|| ClaimsStanding::new(at_hand.tenant.id.clone()))
}

/// The case's first step, or its approval where it was fetched before; `None` where it is approved already.
fn open(
    at_hand: &AtHand<'_>,
    claim: &RegisterClaim,
    record: &ClaimRecord,
    now: Moment,
) -> Result<Option<Step>, NotReceived> {
    let tenant = at_hand.tenant;
    let Some(case) = &at_hand.file.case else {
        let told = record.reported.iter().map(|told| told.change);
        let told: Vec<Change> = told.filter(|change| hint::counts(tenant, *change)).collect();
        return Ok(Some(open_pushed(&tenant.id, &tenant.system, claim, &told, now)));
    };
    let event = CaseEvent::HandedOver(Box::new(claim.clone()));
    advance(case, &event, now).map_err(|_| NotReceived::CaseClosed)
}

/// How the connection stands after this claim, if that changes: terms that came with it, or the agreement that it makes.
fn after_agreement(
    at_hand: &AtHand<'_>,
    mut standing: ClaimsStanding,
    claim: &RegisterClaim,
) -> Option<ClaimsStanding> {
    let makes = at_hand.service.terms == Terms::AgreedByFirstPush && standing.agreed_at.is_none();
    let brings = standing.terms.is_none() && claim.terms.is_some();
    if !makes && !brings {
        return None;
    }
    if makes {
        standing.agreed_at = Some(at_hand.now);
    }
    if brings {
        standing.terms.clone_from(&claim.terms);
    }
    standing.version += 1;
    Some(standing)
}

fn received(
    at_hand: &AtHand<'_>,
    claim: &RegisterClaim,
    agreement: Option<&ClaimsStanding>,
) -> ReceivedClaim {
    ReceivedClaim {
        event: at_hand.incoming.event.clone(),
        service: at_hand.service.name.to_owned(),
        principal: claim.principal,
        charges: claim.charges.clone(),
        documents: claim.documents.clone(),
        description: claim.description.clone(),
        made_agreement: agreement.is_some_and(|standing| standing.agreed_at == Some(at_hand.now)),
        at: at_hand.now,
    }
}
