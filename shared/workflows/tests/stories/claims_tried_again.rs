//! A claim whose hand-over was begun and not ended: nothing is claimed at the agency that is not owed any more.

use domain::case::HandoverStanding;
use domain::dunning::letter::{Deduction, DeductionKind};
use domain::effect::{AgencyReport, EffectStatus, QueuedEffect};
use domain::{CaseStatus, Decision, Effect};
use jiff::Timestamp;
use workflows::decide_case::Chosen;
use workflows::deliver_effect::Delivery;
use workflows::memory::{AgencyTrouble, Told};
use workflows::ports::{Store, Write};

use crate::books::dkk;
use crate::handing_over::{hours, ordered, with_agency};
use crate::office::{Office, day, minutes_after, morning};

/// The claim is frozen, and the first try ended so.
async fn tried(trouble: AgencyTrouble) -> (Office, Timestamp) {
    let (office, at) = ordered().await;
    office.agency.order(trouble);
    office.deliver(at).await;
    assert_eq!(office.standing().await, HandoverStanding::Submitting);
    (office, at)
}

async fn stopped(office: &Office, at: Timestamp) {
    let (id, batch) = (office.case_id(1), office.case(1).await.batch.0);
    let pressed = office.press(batch, Chosen::One(&id), Decision::Decline, at).await.unwrap();
    assert_eq!(pressed.changed, 1, "{pressed:?}");
}

/// What is no news any more by then: everything that waits was carried out.
async fn nothing_waits(office: &Office) {
    let undone = office.store.memory.undone_effects().await.unwrap();
    assert!(undone.iter().all(|queued| queued.effect.kind() != "tell_agency"), "{undone:?}");
    assert!(undone.iter().all(|queued| queued.effect.kind() != "hand_over"), "{undone:?}");
}

#[tokio::test]
async fn a_claim_that_never_arrived_and_is_not_owed_any_more_is_called_off() {
    for deed in ["paid", "voided", "stopped"] {
        let (office, at) = tried(AgencyTrouble::Down).await;
        match deed {
            "paid" => office.books.pay_all(1),
            "voided" => office.books.void(1),
            _ => stopped(&office, at).await,
        }
        office.deliver(hours(at, 6)).await;
        assert_eq!(office.agency.cases(), [], "{deed}");
        assert_eq!((office.agency.submissions().len(), office.agency.told()), (1, vec![]), "{deed}");
        assert!(!office.case(1).await.is_open(), "{deed}");
        assert_eq!(office.standing().await, HandoverStanding::Rejected, "{deed}");
        nothing_waits(&office).await;
    }
}

#[tokio::test]
async fn a_claim_that_arrived_and_is_taken_back_meanwhile_is_taken_back_there() {
    let (office, at) = tried(AgencyTrouble::LostAnswer).await;
    stopped(&office, at).await;
    office.deliver(hours(at, 6)).await;
    assert_eq!(office.standing().await, HandoverStanding::Accepted);
    assert_eq!(office.agency.told(), [(office.case_id(1), Told::Withdrawal)]);
    assert!(!office.case(1).await.is_open());
    nothing_waits(&office).await;
}

#[tokio::test]
async fn a_part_payment_before_another_try_lowers_the_claim_and_is_told_in_it_alone() {
    let (office, at) = tried(AgencyTrouble::Down).await;
    office.books.pay(1, 40_000);
    office.deliver(hours(at, 6)).await;
    let file = office.frozen().await;
    assert_eq!((file.invoice.principal, file.deductions.len()), (dkk(60_000), 1));
    office.deliver(hours(at, 30)).await;
    assert_eq!((office.agency.cases().len(), office.agency.told()), (1, vec![]));
    let ids = office.agency.submissions();
    assert!(ids.len() == 2 && ids[0] != ids[1], "another claim is another command: {ids:?}");
    nothing_waits(&office).await;
}

#[tokio::test]
async fn a_claim_that_never_arrived_goes_to_no_agency_that_the_tenant_has_left() {
    let (office, at) = tried(AgencyTrouble::Down).await;
    office.choose(crate::choosing_an_agency::by_mail_to("other@b.example")).await.unwrap();
    office.deliver(hours(at, 6)).await;
    assert_eq!((office.agency.cases().len(), office.status(1).await), (0, CaseStatus::Rejected));
}

#[tokio::test]
async fn a_key_that_is_refused_at_another_try_is_no_word_that_the_claim_is_not_there() {
    let (office, at) = tried(AgencyTrouble::LostAnswer).await;
    office.agency.order(AgencyTrouble::KeyRefused);
    let ends = office.deliver(hours(at, 6)).await;
    assert!(ends.iter().any(|end| matches!(end, Delivery::Dead { kind: "hand_over", .. })), "{ends:?}");
    assert_eq!(
        (office.status(1).await, office.standing().await),
        (CaseStatus::Submitted, HandoverStanding::Submitting)
    );
    let undone = office.store.memory.undone_effects().await.unwrap();
    let dead = undone.iter().find(|queued| queued.status == EffectStatus::Dead).unwrap();
    let redriven = Write::PutEffect(Box::new(dead.redriven().unwrap()));
    office.store.memory.commit(vec![redriven].into()).await.unwrap();
    office.deliver(hours(at, 7)).await;
    assert_eq!(office.standing().await, HandoverStanding::Accepted);
    assert_eq!(office.agency.cases().len(), 1);
}

#[tokio::test]
async fn a_report_of_an_earlier_hand_over_is_not_told_to_a_later_one() {
    let (office, n) = with_agency().await;
    let round = office.case(1).await.handover.unwrap().round;
    let amount = dkk(40_000);
    let report = AgencyReport::Deducted(Deduction { kind: DeductionKind::Payment, on: day(n), amount });
    let told_of = |number, round| Effect::TellAgency {
        tenant: office.tenant.clone(),
        case: office.case_id(1),
        version: 1,
        number,
        round,
        report: report.clone(),
    };
    let at = minutes_after(morning(n), 300);
    for (number, told_of_round, heard) in [(0, Some(round - 1), 0), (1, Some(round), 1), (2, None, 2)] {
        let effect = QueuedEffect::new(told_of(number, told_of_round), at);
        office.store.memory.commit(vec![Write::PutEffect(Box::new(effect))].into()).await.unwrap();
        office.deliver(at).await;
        assert_eq!(office.agency.told().len(), heard, "{told_of_round:?}");
    }
    nothing_waits(&office).await;
}
