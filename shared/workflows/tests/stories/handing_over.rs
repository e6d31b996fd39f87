//! A claim goes to the tenant's agency: after one more look, once, and what happens later is told there.

use domain::case::{HandoverStanding, PauseReason};
use domain::dunning::Clientele;
use domain::effect::EffectStatus;
use domain::handover::{AgencyCloseReason, AgencyRef, AgencyStatus, ClaimFile, ClaimLineKind, Paper};
use domain::retry_plan::CLAIM_SECONDS;
use domain::{CaseStatus, CloseReason, Decision, Effect};
use jiff::{SignedDuration, Timestamp};
use workflows::case_evidence::{FlawKind, case_evidence, prove};
use workflows::choose_plan::choose_plan;
use workflows::decide_case::Chosen;
use workflows::deliver_effect::{Delivery, deliver_effect};
use workflows::hear_from_agency::hear_from_agency;
use workflows::memory::{AgencyTrouble, MemoryAgency, Told};
use workflows::ports::{CaseHint, DocumentKey, Documents, Store};

use crate::books::dkk;
use crate::choosing_an_agency::by_mail;
use crate::letters::chased;
use crate::office::{Office, minutes_after, morning};
use crate::shaky_store::Fault;

/// The rates of the next year are not known yet.
const LAST_DAY: i32 = 43;

/// Short enough to end this year.
const PLAN: &str = r#"{"grace_bank_days": 2, "steps": [
    {"kind": "reminder", "after_days": 1, "deadline_days": 10, "fee": true, "compensation": true},
    {"kind": "collection_notice", "gap_days": 11, "deadline_days": 11, "fee": true},
    {"kind": "handover"}]}"#;

/// The letters are out, their deadlines are over, and the tenant is asked. Answers the day.
pub async fn asked_by(agency: MemoryAgency) -> (Office, i32) {
    let mut office = chased().await;
    office.agency = agency;
    office.choose(by_mail()).await.unwrap();
    let plan = serde_json::from_str(PLAN).unwrap();
    choose_plan(&office.store, &office.tenant, Clientele::Business, Some(&plan)).await.unwrap();
    for n in 2..LAST_DAY {
        office.whole_day(n).await;
        if office.case(1).await.can_be_handed_over() {
            return (office, n);
        }
    }
    panic!("the plan has no end: {:?}", office.case(1).await.status);
}

impl Office {
    pub async fn hand_over(&self, at: Timestamp) {
        let (id, batch) = (self.case_id(1), self.case(1).await.batch.0);
        let pressed = self.press(batch, Chosen::One(&id), Decision::HandOver, at).await.unwrap();
        assert_eq!(pressed.changed, 1, "{pressed:?}");
    }

    /// The claim as it was frozen.
    pub async fn frozen(&self) -> ClaimFile {
        let sha256 = self.case(1).await.handover.unwrap().file.unwrap();
        let key = self.documents.keys().into_iter().find(|key| key.as_str().contains(&sha256)).unwrap();
        serde_json::from_slice(&self.documents.read(&key).await.unwrap().unwrap()).unwrap()
    }

    pub async fn standing(&self) -> HandoverStanding {
        self.case(1).await.handover.unwrap().standing
    }
}

/// The tenant has said yes at `.1`, and nothing has left.
pub async fn ordered_by(agency: MemoryAgency) -> (Office, Timestamp) {
    let (office, n) = asked_by(agency).await;
    let at = minutes_after(morning(n), 240);
    office.hand_over(at).await;
    (office, at)
}

pub async fn ordered() -> (Office, Timestamp) {
    ordered_by(MemoryAgency::default()).await
}

pub fn hours(at: Timestamp, hours: i64) -> Timestamp {
    minutes_after(at, 60 * hours)
}

#[tokio::test]
async fn silence_hands_nothing_over() {
    let (office, n) = asked_by(MemoryAgency::default()).await;
    let asks = CaseStatus::Paused { reason: PauseReason::HandoverDue, until: None };
    for later in n + 1..n + 10 {
        office.whole_day(later).await;
    }
    assert_eq!((office.status(1).await, office.agency.cases().len()), (asks, 0));
}

#[tokio::test]
async fn the_agency_gets_every_figure_by_itself_and_every_paper_and_the_proof() {
    let (office, at) = ordered_by(MemoryAgency::by_mail()).await;
    office.deliver(at).await;
    assert_eq!(office.agency.cases(), [office.case_id(1)]);
    assert_eq!(
        (office.status(1).await, office.standing().await),
        (CaseStatus::InCollection, HandoverStanding::Accepted)
    );
    let file = office.frozen().await;
    assert_eq!((file.invoice.original, file.invoice.principal), (dkk(100_000), dkk(100_000)));
    let kinds: Vec<_> = file.lines.iter().map(|line| (line.kind, line.open.minor)).collect();
    let interest = file.open(ClaimLineKind::Interest).minor;
    assert!(interest > 0);
    let expected = [
        (ClaimLineKind::Principal, 100_000),
        (ClaimLineKind::ReminderFee, 10_000),
        (ClaimLineKind::ReminderFee, 10_000),
        (ClaimLineKind::Compensation, 31_000),
        (ClaimLineKind::HandoverFee, 10_000),
        (ClaimLineKind::Interest, interest),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(file.letters.len(), 2);
    assert!(file.letters.iter().all(|letter| letter.delivery.message_id.is_some()));
    assert_eq!(file.papers(|paper| matches!(paper, Paper::Letter { .. })).count(), 2);
    assert_eq!(file.papers(|paper| *paper == Paper::Invoice).count(), 1);
    assert_eq!(file.notice.sent_on, file.letters[1].sent_on);
}

#[tokio::test]
async fn nothing_is_sent_to_the_debtor_after_the_hand_over() {
    let (office, n) = asked_by(MemoryAgency::by_mail()).await;
    office.hand_over(minutes_after(morning(n), 240)).await;
    office.deliver(minutes_after(morning(n), 240)).await;
    let letters = office.letters().len();
    for later in n + 1..n + 30 {
        office.whole_day(later).await;
    }
    assert_eq!((office.letters().len(), office.agency.submissions().len()), (letters, 1));
}

#[tokio::test]
async fn a_payment_that_is_found_just_before_hands_nothing_over() {
    let (office, at) = ordered().await;
    office.books.pay_all(1);
    office.deliver(at).await;
    assert_eq!((office.agency.cases().len(), office.agency.submissions().len()), (0, 0));
    assert_eq!(office.case(1).await.outstanding, dkk(0));
    assert!(!office.case(1).await.is_with_agency());
}

#[tokio::test]
async fn a_part_payment_that_is_found_just_before_lowers_the_claim() {
    let (office, at) = ordered().await;
    office.books.pay(1, 40_000);
    office.deliver(at).await;
    let file = office.frozen().await;
    assert_eq!((file.invoice.original, file.invoice.principal), (dkk(100_000), dkk(60_000)));
    assert_eq!(file.deductions.len(), 1);
}

#[tokio::test]
async fn an_accounting_system_that_is_down_holds_the_claim_back() {
    let (office, at) = ordered().await;
    office.books.down(Some(crate::connection::unreachable()));
    office.deliver(at).await;
    assert_eq!((office.agency.submissions().len(), office.status(1).await), (0, CaseStatus::Submitted));
    office.books.down(None);
    office.deliver(hours(at, 1)).await;
    assert_eq!(office.agency.cases().len(), 1);
}

#[tokio::test]
async fn a_rejection_is_told_to_the_tenant_who_can_say_so_again_under_another_id() {
    let (office, n) = asked_by(MemoryAgency::default()).await;
    let at = minutes_after(morning(n), 240);
    office.hand_over(at).await;
    office.agency.order(AgencyTrouble::Rejects);
    office.deliver(at).await;
    assert_eq!(
        (office.status(1).await, office.standing().await),
        (CaseStatus::Rejected, HandoverStanding::Rejected)
    );
    let open = office.profile().await.open_batch;
    let news = office.news(open.0).await;
    assert!(format!("{news:?}").contains("It was told to reject."), "{news:?}");
    office.deliver(hours(at, 20)).await;
    assert_eq!(office.agency.cases().len(), 0, "nothing is tried again by itself");
    office.morning(n + 1).await;
    let again = minutes_after(morning(n + 1), 240);
    office.hand_over(again).await;
    office.deliver(again).await;
    let submissions = office.agency.submissions();
    assert_eq!((office.agency.cases().len(), submissions.len()), (1, 2));
    assert_ne!(submissions[0], submissions[1]);
}

#[tokio::test]
async fn a_refused_key_is_the_tenants_to_mend() {
    let (office, at) = ordered().await;
    office.agency.order(AgencyTrouble::KeyRefused);
    office.deliver(at).await;
    assert_eq!((office.status(1).await, office.agency.cases().len()), (CaseStatus::Rejected, 0));
}

#[tokio::test]
async fn an_agency_that_decides_later_is_asked_until_it_has() {
    let (office, at) = ordered().await;
    office.agency.order(AgencyTrouble::DecidesLater);
    office.deliver(at).await;
    assert_eq!(office.status(1).await, CaseStatus::Submitted);
    office.deliver(hours(at, 12)).await;
    assert_eq!(office.status(1).await, CaseStatus::Submitted);
    office.agency.set(&office.case_id(1), AgencyStatus::InCollection, None);
    office.deliver(hours(at, 13)).await;
    assert_eq!(office.status(1).await, CaseStatus::Submitted, "it is asked twice a day");
    office.deliver(hours(at, 24)).await;
    assert_eq!(office.status(1).await, CaseStatus::InCollection);
    office.agency.set(&office.case_id(1), AgencyStatus::Legal, None);
    office.deliver(hours(at, 48)).await;
    assert_eq!(office.status(1).await, CaseStatus::InCollection, "once it has decided, it calls");
}

#[tokio::test]
async fn an_agency_that_is_down_or_loses_its_answer_has_the_claim_once_under_one_id() {
    for trouble in [AgencyTrouble::Down, AgencyTrouble::LostAnswer] {
        let (office, at) = ordered().await;
        office.agency.order(trouble);
        office.deliver(at).await;
        assert_eq!(office.standing().await, HandoverStanding::Submitting, "{trouble:?}");
        office.deliver(hours(at, 6)).await;
        assert_eq!(office.agency.cases().len(), 1, "{trouble:?}");
        let mut ids = office.agency.submissions();
        ids.dedup();
        assert_eq!(ids.len(), 1, "{trouble:?}: {ids:?}");
        assert_eq!(office.standing().await, HandoverStanding::Accepted, "{trouble:?}");
    }
}

#[tokio::test]
async fn a_mail_that_may_have_left_is_held_for_the_operator() {
    let (office, at) = ordered_by(MemoryAgency::by_mail()).await;
    office.agency.order(AgencyTrouble::LostAnswer);
    let ends = office.deliver(at).await;
    assert!(ends.iter().any(|end| matches!(end, Delivery::Dead { kind: "hand_over", .. })), "{ends:?}");
    office.deliver(hours(at, 48)).await;
    assert_eq!(
        (office.agency.submissions().len(), office.standing().await),
        (1, HandoverStanding::Submitting)
    );
}

/// Delivers what waits until nothing does, a claim's length later each time.
async fn deliver_all(office: &Office, mut now: Timestamp) -> u32 {
    let before = office.store.calls();
    for _ in 0..12 {
        for effect in office.store.memory.undone_effects().await.unwrap() {
            drop(deliver_effect(office.effect_ports(), &effect.id, now).await);
        }
        now += SignedDuration::from_secs(CLAIM_SECONDS);
    }
    office.store.calls() - before
}

#[tokio::test]
async fn a_worker_that_dies_at_any_call_has_handed_over_once() {
    let (clean, at) = ordered_by(MemoryAgency::by_mail()).await;
    let calls = deliver_all(&clean, at).await;
    assert_eq!(clean.agency.cases().len(), 1);
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let story = format!("call {call} of the table fails ({fault:?})");
            let (office, at) = ordered_by(MemoryAgency::by_mail()).await;
            office.store.fail(call, fault);
            deliver_all(&office, at).await;
            assert_eq!(office.agency.cases(), [office.case_id(1)], "{story}");
            let mut ids = office.agency.submissions();
            ids.dedup();
            assert_eq!(ids.len(), 1, "{story}");
            assert_eq!(office.status(1).await, CaseStatus::InCollection, "{story}");
            assert_eq!(office.store.memory.undone_effects().await.unwrap(), [], "{story}");
        }
    }
}

/// With the agency, on day `.1`.
pub async fn with_agency() -> (Office, i32) {
    let (office, n) = asked_by(MemoryAgency::by_mail()).await;
    office.hand_over(minutes_after(morning(n), 240)).await;
    office.deliver(minutes_after(morning(n), 240)).await;
    assert!(office.case(1).await.is_with_agency());
    (office, n)
}

#[tokio::test]
async fn what_is_paid_or_credited_later_is_told_to_the_agency_once() {
    let (office, n) = with_agency().await;
    office.books.pay(1, 40_000);
    office.books.credit(1, 10_000);
    for later in n + 1..n + 4 {
        office.whole_day(later).await;
    }
    let told = office.agency.told();
    let amounts: Vec<i64> = told
        .iter()
        .map(|(_, told)| match told {
            Told::Payment(payment) => payment.amount.minor,
            Told::Credit(credit) => -credit.amount.minor,
            Told::Withdrawal => 0,
        })
        .collect();
    assert_eq!(amounts, [40_000, -10_000]);
    assert!(office.case(1).await.is_with_agency());
}

#[tokio::test]
async fn a_lost_answer_to_what_is_told_is_told_again_and_heard_once() {
    let (mut office, n) = with_agency().await;
    office.agency = MemoryAgency::default();
    office.agency.order(AgencyTrouble::LostAnswer);
    office.books.pay(1, 40_000);
    for later in n + 1..n + 4 {
        office.whole_day(later).await;
    }
    assert_eq!(office.agency.told().len(), 1);
}

#[tokio::test]
async fn a_claim_that_is_taken_back_is_taken_back_at_the_agency() {
    let (office, n) = with_agency().await;
    office.books.void(1);
    for later in n + 1..n + 4 {
        office.whole_day(later).await;
    }
    let reason = CloseReason::WithdrawnByCreditor;
    assert!(matches!(office.status(1).await, CaseStatus::Closed { reason: closed, .. } if closed == reason));
    assert_eq!(office.agency.told(), [(office.case_id(1), Told::Withdrawal)]);
}

#[tokio::test]
async fn a_call_back_has_the_case_read_afresh_and_what_it_says_is_not_believed() {
    let (office, at) = ordered().await;
    office.deliver(at).await;
    let case = office.case_id(1);
    let agency_ref = AgencyRef::parse(case.as_str()).unwrap();
    let hint = |event: &str| CaseHint {
        event_id: event.to_owned(),
        agency_ref: AgencyRef::parse("another").unwrap(),
        case: Some(case.clone()),
    };
    let tenant = office.profile().await;
    let heard = async |event: &str, now| {
        hear_from_agency(&office.store, &tenant, hint(event), now).await.unwrap();
        office.deliver(now).await;
    };
    heard("ev1", hours(at, 1)).await;
    assert_eq!(office.status(1).await, CaseStatus::Submitted, "nothing has changed over there");
    office.agency.set(&case, AgencyStatus::Closed, Some(AgencyCloseReason::PaidInFull));
    heard("ev1", hours(at, 2)).await;
    assert_eq!(office.status(1).await, CaseStatus::Submitted, "the same event is asked after once");
    heard("ev2", hours(at, 3)).await;
    let closed = office.status(1).await;
    assert!(matches!(closed, CaseStatus::Closed { reason: CloseReason::PaidInFull, .. }), "{closed:?}");
    assert_eq!(office.case(1).await.handover.unwrap().agency_ref, Some(agency_ref));
    let is_ask = |effect: &Effect| matches!(effect, Effect::AskAgency { .. });
    let undone = office.store.memory.undone_effects().await.unwrap();
    assert!(undone.iter().all(|queued| !is_ask(&queued.effect) || queued.status != EffectStatus::Dead));
}

#[tokio::test]
async fn the_evidence_of_a_case_holds_the_claim_as_it_was_handed_over_and_says_when_it_is_not() {
    let (office, n) = with_agency().await;
    let id = office.case_id(1);
    let gathered = || case_evidence(&office.store, &office.documents, &id, morning(n + 1));
    let whole = gathered().await.unwrap();
    assert_eq!(
        serde_json::from_slice::<ClaimFile>(&whole.files["handover.json"]).unwrap(),
        office.frozen().await
    );
    assert!(whole.manifest.flaws.is_empty() && prove(&whole.files).unwrap().differences.is_empty());
    let sha256 = office.case(1).await.handover.unwrap().file.unwrap();
    let key = DocumentKey::claim(&office.tenant, &sha256);
    office.documents.keep(&key, "application/json", b"{}".to_vec()).await.unwrap();
    let exchanged = gathered().await.unwrap();
    assert_eq!(exchanged.manifest.flaws[0].what, FlawKind::ClaimNotAsFrozen);
    let differences = prove(&exchanged.files).unwrap().differences;
    assert_eq!(differences[0].file, "handover.json");
}
