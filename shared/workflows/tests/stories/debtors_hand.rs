//! The debtor answers through the link in a letter.

use domain::case::{DebtorWords, Happening};
use domain::ids::LetterId;
use domain::{CaseStatus, CloseReason, Decision};
use jiff::Timestamp;
use messages::debtor_page::{Answered, DebtorStanding};
use workflows::debtor_desk::{DebtorAnswer, DebtorError, DebtorView, answer, view_letter};
use workflows::decide_case::Chosen;
use workflows::ports::{LetterLinkClaims, Store};

use crate::books::dkk;
use crate::letters::{FIRST, chased};
use crate::office::{Office, day, minutes_after, morning};
use crate::shaky_store::Fault;

const REASON: &str = "The goods never came.";

fn objects() -> DebtorAnswer {
    DebtorAnswer::Objects(DebtorWords::new(REASON))
}

fn says_paid(n: i32) -> DebtorAnswer {
    DebtorAnswer::SaysPaid(day(n), DebtorWords::default())
}

fn at_noon(n: i32) -> Timestamp {
    minutes_after(morning(n), 300)
}

impl Office {
    /// The link in the last letter about invoice 1.
    async fn letters_link(&self) -> LetterLinkClaims {
        let letter = self.case(1).await.dunning.letters.last().unwrap().id.clone();
        LetterLinkClaims { letter, expires: Timestamp::MAX }
    }

    async fn answer(&self, given: &DebtorAnswer, n: i32) -> Result<Answered, DebtorError> {
        answer(&self.store, &self.letters_link().await, given, at_noon(n)).await
    }

    async fn look(&self, n: i32) -> DebtorView {
        view_letter(&self.store, &self.letters_link().await, at_noon(n)).await.unwrap()
    }

    async fn days(&self, days: std::ops::RangeInclusive<i32>) {
        for n in days {
            self.whole_day(n).await;
        }
    }

    /// Presses a button on the page that asks about invoice 1, on day `n`.
    async fn tenant_decides(&self, decision: Decision, n: i32) {
        let case = self.case(1).await;
        let decided = self.press(case.batch.0, Chosen::One(&case.id), decision, at_noon(n)).await.unwrap();
        assert_eq!((decided.changed, decided.refused), (1, None));
    }

    async fn told_of(&self, told: fn(&Happening) -> bool) -> usize {
        let timeline = self.store.memory.timeline(&self.case_id(1)).await.unwrap();
        timeline.iter().filter(|entry| told(&entry.happening)).count()
    }
}

/// The first letter left on day 5; the second one would on day 16.
async fn reminded() -> Office {
    let office = chased().await;
    office.days(2..=FIRST).await;
    assert_eq!(office.letters().len(), 1);
    office
}

#[tokio::test]
async fn what_is_owed_is_shown_with_todays_figures_and_the_letters_so_far() {
    let office = reminded().await;
    let before = office.case(1).await;
    let view = office.look(6).await;
    assert_eq!(view.standing, DebtorStanding::Open);
    assert_eq!((view.letters.len(), view.letters[0].total), (1, dkk(141_137)));
    let claim = &view.figures.claims[0];
    // A day's interest more than in the letter; its fee and compensation stand with the claim.
    assert_eq!((claim.open_principal, claim.open_interest), (dkk(100_000), dkk(164)));
    assert_eq!((claim.earlier_fees, claim.compensation), (dkk(10_000), dkk(31_000)));
    assert_eq!((view.figures.fee, view.figures.total), (dkk(0), dkk(141_164)));
    assert_eq!((view.figures.sent_on, view.figures.pay_by), (day(6), before.dunning.letters[0].pay_by));
    assert_eq!(office.case(1).await, before, "to look changes nothing");
}

#[tokio::test]
async fn an_objection_stops_everything_until_the_tenant_lifts_it() {
    let office = reminded().await;
    assert_eq!(office.answer(&objects(), 6).await, Ok(Answered::Objected));
    assert_eq!(office.case(1).await.status, CaseStatus::Disputed);
    assert_eq!(office.look(6).await.standing, DebtorStanding::ObjectedOn(day(6)));
    let mails = office.mailbox.count();
    office.days(7..=40).await;
    assert_eq!(office.letters().len(), 1, "nothing goes on by itself");
    assert_eq!(office.mailbox.count(), mails + 1, "asked once");
    let asked = office.mailbox.mails.lock().unwrap().last().unwrap().text.clone();
    assert!(asked.contains(REASON) && asked.contains("/a/"), "{asked}");
    office.tenant_decides(Decision::Approve, 40).await;
    assert_eq!(office.case(1).await.status, CaseStatus::Reminding);
    assert_eq!(office.look(40).await.standing, DebtorStanding::Open);
    office.days(41..=45).await;
    assert_eq!(office.letters().len(), 2, "the procedure goes on");
}

#[tokio::test]
async fn a_tenant_that_agrees_with_the_objection_closes_the_case_for_good() {
    let office = reminded().await;
    office.answer(&objects(), 6).await.unwrap();
    office.days(7..=8).await;
    office.tenant_decides(Decision::Decline, 8).await;
    office.days(9..=40).await;
    assert_eq!(office.case(1).await.status.close_reason(), Some(CloseReason::Disputed));
    assert_eq!(office.letters().len(), 1);
    assert_eq!(office.look(40).await.standing, DebtorStanding::Closed);
    assert_eq!(office.answer(&objects(), 40).await, Ok(Answered::TooLate));
    assert_eq!(office.answer(&says_paid(40), 40).await, Ok(Answered::TooLate));
}

#[tokio::test]
async fn what_is_paid_while_it_is_disputed_is_closed() {
    let office = reminded().await;
    office.answer(&objects(), 6).await.unwrap();
    office.books.pay_all(1);
    office.days(7..=8).await;
    assert_eq!(office.case(1).await.status.close_reason(), Some(CloseReason::PaidInFull));
}

#[tokio::test]
async fn an_objection_on_the_letters_day_stops_that_letter() {
    let office = reminded().await;
    office.days(6..=15).await;
    office.morning(16).await;
    office.answer(&objects(), 16).await.unwrap();
    office.working_hours(16).await;
    assert_eq!(office.letters().len(), 1);
}

#[tokio::test]
async fn who_says_that_it_has_paid_gets_no_letter_for_five_bank_days() {
    let office = reminded().await;
    office.days(6..=14).await;
    // Wednesday 2 December: the 3rd, 4th, 7th, 8th and 9th are its five bank days.
    assert_eq!(office.answer(&says_paid(13), 14).await, Ok(Answered::SaidPaid));
    assert_eq!(office.look(14).await.standing, DebtorStanding::SaidPaidOn(day(13)));
    office.days(15..=21).await;
    assert_eq!(office.letters().len(), 1, "the second letter would have left on day 16");
    let told = office
        .mailbox
        .mails
        .lock()
        .unwrap()
        .iter()
        .filter(|mail| mail.text.contains("says that it paid"))
        .count();
    assert_eq!(told, 1);
    office.days(22..=22).await;
    assert_eq!(office.letters().len(), 2);
    assert_eq!(office.look(22).await.standing, DebtorStanding::Open, "the new letter asks anew");
}

#[tokio::test]
async fn answering_twice_is_answering_once() {
    let office = reminded().await;
    for given in [says_paid(6), objects()] {
        let first = office.answer(&given, 6).await;
        let after = office.case(1).await;
        assert_eq!(office.answer(&given, 6).await, first);
        assert_eq!(office.case(1).await, after);
    }
    assert_eq!(office.told_of(|happening| matches!(happening, Happening::Objected { .. })).await, 1);
    assert_eq!(office.told_of(|happening| matches!(happening, Happening::SaidPaid { .. })).await, 1);
}

#[tokio::test]
async fn nothing_is_taken_without_a_reason_or_from_the_future() {
    let office = reminded().await;
    let before = office.case(1).await;
    let empty = DebtorAnswer::Objects(DebtorWords::new(" \n"));
    assert_eq!(office.answer(&empty, 6).await, Ok(Answered::ReasonMissing));
    assert_eq!(office.answer(&says_paid(7), 6).await, Ok(Answered::DateUnfit));
    assert_eq!(office.case(1).await, before);
}

#[tokio::test]
async fn a_letter_that_was_never_written_is_not_found() {
    let office = reminded().await;
    let other = domain::ids::TenantId::from_random([2; 8]);
    for tenant in [&office.tenant, &other] {
        let letter = LetterId::of(tenant, &["another"]);
        let claims = LetterLinkClaims { letter, expires: Timestamp::MAX };
        let seen = view_letter(&office.store, &claims, at_noon(6)).await;
        assert_eq!(seen.unwrap_err(), DebtorError::NotFound);
        let answered = answer(&office.store, &claims, &objects(), at_noon(6)).await;
        assert_eq!(answered, Err(DebtorError::NotFound));
    }
}

#[tokio::test]
async fn an_answer_that_broke_off_is_taken_when_it_comes_again() {
    // The letter, its tenant and its cases are read, then all is written.
    for call in 1..=4 {
        for fault in [Fault::Before, Fault::After] {
            let office = reminded().await;
            let claims = office.letters_link().await;
            office.store.fail(call, fault);
            assert!(answer(&office.store, &claims, &objects(), at_noon(6)).await.is_err(), "call {call}");
            assert_eq!(answer(&office.store, &claims, &objects(), at_noon(6)).await, Ok(Answered::Objected));
            assert_eq!(office.case(1).await.status, CaseStatus::Disputed);
            let told = |happening: &Happening| matches!(happening, Happening::Objected { .. });
            assert_eq!(office.told_of(told).await, 1, "{fault:?} at call {call}");
        }
    }
}

#[tokio::test]
async fn the_tenant_stops_a_case_after_each_of_its_letters() {
    for (n, sent) in [(FIRST, 1), (16, 2), (27, 3)] {
        let office = chased().await;
        office.days(2..=n).await;
        assert_eq!(office.letters().len(), sent);
        office.tenant_decides(Decision::Decline, n).await;
        office.days(n + 1..=n + 15).await;
        let case = office.case(1).await;
        assert_eq!(case.status.close_reason(), Some(CloseReason::WithdrawnByCreditor));
        assert_eq!(office.letters().len(), sent, "nothing after the stop");
    }
}

#[tokio::test]
async fn the_debtors_words_stay_in_the_trail() {
    let office = reminded().await;
    office.answer(&objects(), 6).await.unwrap();
    let timeline = office.store.memory.timeline(&office.case_id(1)).await.unwrap();
    let kept = Happening::Objected { reason: DebtorWords::new(REASON) };
    assert!(timeline.iter().any(|entry| entry.happening == kept));
}
