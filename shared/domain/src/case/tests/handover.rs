use super::charges::reminded;
use crate::case::{
    CaseStatus, CloseReason, DebtorWords, HandoverStanding, NotTaken, PaidClaim, PauseReason, Refusal, Step,
    advance,
};
use crate::dunning::letter::DeductionKind;
use crate::dunning::{ClaimDeed, CreditEffect};
use crate::effect::{AgencyReport, Effect};
use crate::handover::{AgencyCase, AgencyCloseReason, AgencyRef, AgencyStatus, Balances};
use crate::moment::days_between;
use crate::news::Tiding;
use crate::samples::*;
use crate::{CaseEvent, CollectionCase, Country, Decision};

fn order() -> CaseEvent {
    CaseEvent::HandoverOrdered { agency: "mail".into(), number: 1 }
}

fn asked() -> CollectionCase {
    step(&reminded(), CaseEvent::HandoverDue { open_batch: SECOND }, days_later(30)).case
}

fn ordered() -> CollectionCase {
    step(&asked(), order(), days_later(31)).case
}

fn submitting() -> CollectionCase {
    step(&ordered(), CaseEvent::HandoverSubmitting { file: "f".repeat(64) }, days_later(31)).case
}

fn with_agency() -> CollectionCase {
    let agency_ref = AgencyRef::parse("a-1").ok();
    let event = CaseEvent::HandoverAccepted { agency_ref, began: true, open_batch: SECOND };
    step(&submitting(), event, days_later(31)).case
}

fn told(
    case: &CollectionCase,
    status: AgencyStatus,
    close_reason: Option<AgencyCloseReason>,
) -> Option<Step> {
    let told = AgencyCase {
        agency_ref: AgencyRef::parse("a-1").unwrap(),
        reference: None,
        case: None,
        status,
        close_reason,
        closed_at: None,
        is_disputed: false,
        balances: Balances::default(),
    };
    advance(case, &CaseEvent::AgencyTold { told: Box::new(told), open_batch: SECOND }, days_later(40))
        .unwrap()
}

fn reports(step: &Step) -> Vec<AgencyReport> {
    let report = |effect: &Effect| match effect {
        Effect::TellAgency { report, .. } => report.clone(),
        other => panic!("{other:?}"),
    };
    step.effects.iter().map(report).collect()
}

#[test]
fn a_plan_at_its_end_asks_the_tenant_and_silence_hands_nothing_over() {
    let case = asked();
    assert_eq!(case.status, CaseStatus::Paused { reason: PauseReason::HandoverDue, until: None });
    assert!(case.can_be_handed_over() && !case.runs());
    for batch in [FIRST, SECOND] {
        assert_eq!(advance(&case, &CaseEvent::SilenceAnswered { batch }, days_later(90)), Ok(None));
    }
    // A yes to something else is no yes to this.
    assert_eq!(advance(&case, &CaseEvent::Decided(Decision::Approve), days_later(31)), Ok(None));
}

#[test]
fn the_tenants_word_hands_over_once_and_twice_the_same_changes_nothing() {
    let step = step(&asked(), order(), days_later(31));
    assert_eq!(step.case.status, CaseStatus::Submitted);
    let (tenant, case) = (step.case.tenant.clone(), step.case.id.clone());
    assert_eq!(step.effects, [Effect::HandOver { tenant, case, round: 1 }]);
    assert_eq!(advance(&step.case, &order(), days_later(31)), Ok(None));
}

#[test]
fn a_case_whose_plan_is_not_at_its_end_is_not_handed_over() {
    assert_eq!(advance(&reminded(), &order(), days_later(3)), Err(Refusal::NotAtItsEnd));
    let paid = step(&asked(), read(owed(0, 0)), days_later(31)).case;
    assert!(!paid.can_be_handed_over());
}

#[test]
fn what_is_paid_before_it_leaves_does_not_leave() {
    let paid = step(&ordered(), read(owed(0, 0)), days_later(31)).case;
    let submit = CaseEvent::HandoverSubmitting { file: "f".repeat(64) };
    assert_eq!(advance(&paid, &submit, days_later(31)), Ok(None));
}

#[test]
fn what_cannot_be_understood_or_may_be_paid_meanwhile_does_not_leave() {
    let submit = CaseEvent::HandoverSubmitting { file: "f".repeat(64) };
    let unclear = step(&ordered(), CaseEvent::SourceUnclear { mark: None }, days_later(31)).case;
    assert_eq!(advance(&unclear, &submit, days_later(31)), Ok(None));
    let clear = step(&unclear, read(invoice()), days_later(32)).case;
    assert!(advance(&clear, &submit, days_later(32)).unwrap().is_some());
    let said = PaidClaim {
        paid_on: days_later(30).today,
        note: DebtorWords::default(),
        country: Country::Denmark,
        open_batch: SECOND,
    };
    let said = step(&ordered(), CaseEvent::SaidPaid(Box::new(said)), days_later(31)).case;
    let until = said.dunning.holds_until.unwrap();
    let first = 31 + i64::from(days_between(days_later(31).today, until));
    assert_eq!(advance(&said, &submit, days_later(first - 1)), Ok(None));
    assert!(advance(&said, &submit, days_later(first)).unwrap().is_some());
}

#[test]
fn nothing_is_sent_after_the_hand_over_and_the_law_knows_its_day() {
    let case = with_agency();
    assert_eq!((&case.status, case.runs()), (&CaseStatus::InCollection, false));
    let handed = |event: &crate::dunning::ClaimEvent| event.what == ClaimDeed::Handover;
    let history = case.history(Country::Denmark);
    assert_eq!(history.events.iter().find(|event| handed(event)).unwrap().on, days_later(31).today);
    // Neither does an answer of the tenant's to an older question, or a due date that moves.
    let moved = crate::SourceInvoice { due_date: Some(days_later(60).today), ..invoice() };
    let moved = step(&case, read(moved), days_later(32)).case;
    assert_eq!(moved.status, CaseStatus::InCollection);
}

#[test]
fn payments_and_credits_after_the_hand_over_are_told_to_the_agency_and_the_tenant() {
    let step = step(&with_agency(), read(owed(60_000, 10_000)), days_later(35));
    let deducted = |kind, minor| {
        let on = days_later(34).today;
        AgencyReport::Deducted(crate::dunning::letter::Deduction { kind, on, amount: dkk(minor) })
    };
    let told = [deducted(DeductionKind::Payment, 30_000), deducted(DeductionKind::CreditNote, 10_000)];
    assert_eq!(reports(&step), told);
    assert_eq!(step.news.unwrap().tidings.len(), 2);
    assert_eq!(step.case.status, CaseStatus::InCollection);
}

#[test]
fn what_is_told_names_the_hand_over_that_it_is_about() {
    let step = step(&with_agency(), read(owed(60_000, 0)), days_later(35));
    assert!(matches!(step.effects[..], [Effect::TellAgency { round: Some(1), .. }]), "{:?}", step.effects);
}

#[test]
fn a_claim_that_the_tenant_stops_is_taken_back_from_the_agency() {
    let step = step(&with_agency(), CaseEvent::Decided(Decision::Decline), days_later(35));
    assert_eq!(reports(&step), [AgencyReport::Withdrawn]);
    assert_eq!(step.case.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
}

#[test]
fn an_agency_that_refuses_lets_the_tenant_decide_and_try_anew() {
    let why = NotTaken::Rejected { reasons: vec!["MissingPowerOfAttorney".into()] };
    let refused =
        step(&submitting(), CaseEvent::HandoverNotTaken { why, open_batch: SECOND }, days_later(31));
    assert_eq!(refused.case.status, CaseStatus::Rejected);
    assert!(matches!(refused.news.unwrap().tidings[..], [Tiding::HandoverRejected { .. }]));
    let again = step(&refused.case, order(), days_later(33));
    assert!(matches!(again.effects[..], [Effect::HandOver { round: 2, .. }]));
}

#[test]
fn a_claim_that_never_arrived_is_called_off_and_an_open_one_is_put_together_anew() {
    let off = |case: &CollectionCase| advance(case, &CaseEvent::HandoverCalledOff, days_later(32)).unwrap();
    let part_paid = step(&submitting(), read(owed(60_000, 0)), days_later(32)).case;
    let anew = off(&part_paid).unwrap();
    assert!(matches!(anew.effects[..], [Effect::HandOver { round: 2, .. }]), "{:?}", anew.effects);
    let handover = anew.case.handover.unwrap();
    assert_eq!((handover.standing, handover.file, handover.on), (HandoverStanding::Ordered, None, None));
    let paid = step(&submitting(), read(owed(0, 0)), days_later(32)).case;
    let over = off(&paid).unwrap();
    assert_eq!((over.effects, over.news, &over.case.status), (vec![], None, &paid.status));
    assert!(!over.case.handover.unwrap().has_left());
    assert_eq!((off(&ordered()), off(&with_agency())), (None, None), "only what may be on its way");
}

#[test]
fn the_agencys_word_moves_the_case_and_ends_it_once() {
    let case = with_agency();
    let legal = told(&case, AgencyStatus::Legal, None).unwrap();
    assert_eq!(legal.case.status, CaseStatus::Legal);
    assert_eq!(told(&legal.case, AgencyStatus::Legal, None), None);
    let closed =
        told(&legal.case, AgencyStatus::Closed, Some(AgencyCloseReason::WithdrawnByCreditor)).unwrap();
    assert_eq!(closed.case.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
    assert!(closed.effects.is_empty(), "the agency is not told what it told");
}

#[test]
fn a_word_of_an_agency_that_never_got_the_claim_changes_nothing() {
    assert_eq!(told(&asked(), AgencyStatus::Closed, None), None);
    assert_eq!(told(&ordered(), AgencyStatus::Closed, None), None);
}

#[test]
fn what_the_agency_has_closed_is_not_chased_again_whatever_the_books_show() {
    let closed =
        told(&with_agency(), AgencyStatus::Closed, Some(AgencyCloseReason::Uneconomical)).unwrap().case;
    let still_owed = crate::SourceInvoice { mark: crate::ChangeMark::from_bits(9), ..invoice() };
    let read = step(&closed, read(still_owed), days_later(50)).case;
    assert_eq!(read.status.close_reason(), Some(CloseReason::Uneconomical));
}

#[test]
fn a_credit_note_counts_from_the_start_until_the_tenant_says_otherwise() {
    let credited = step(&reminded(), read(owed(60_000, 40_000)), days_later(2)).case;
    let effect_of = |case: &CollectionCase| {
        let history = case.history(Country::Denmark);
        history.events.iter().find_map(|event| match event.what {
            ClaimDeed::Credit { effect, .. } => Some(effect),
            _ => None,
        })
    };
    assert_eq!(effect_of(&credited), Some(CreditEffect::FromStart));
    let event = CaseEvent::CreditsExplained { effect: CreditEffect::FromDate };
    let explained = step(&credited, event.clone(), days_later(3)).case;
    assert_eq!(effect_of(&explained), Some(CreditEffect::FromDate));
    assert_eq!(advance(&explained, &event, days_later(3)), Ok(None));
}

#[test]
fn a_small_rest_rests_until_the_tenant_wants_it_chased() {
    let event = CaseEvent::RestIsSmall { open_batch: SECOND };
    let asked = step(&reminded(), event.clone(), days_later(3)).case;
    assert!(asked.asks_the_tenant());
    let goes_on = step(&asked, CaseEvent::Decided(Decision::Approve), days_later(3)).case;
    assert!(goes_on.runs() && goes_on.dunning.chases_small_rest);
}

#[test]
fn an_invoice_that_cannot_be_read_is_confirmed_by_the_tenant() {
    let asked = step(&reminded(), CaseEvent::ConfirmationDue { open_batch: SECOND }, days_later(3)).case;
    assert!(!asked.runs());
    let confirmed = step(&asked, CaseEvent::Decided(Decision::Approve), days_later(4)).case;
    assert_eq!(confirmed.dunning.confirmed_on, Some(days_later(4).today));
}

#[test]
fn each_time_that_the_tenant_says_so_is_another_round() {
    assert_eq!(ordered().handover.map(|handover| handover.standing), Some(HandoverStanding::Ordered));
    assert_eq!(submitting().handover.map(|handover| handover.round), Some(1));
}
