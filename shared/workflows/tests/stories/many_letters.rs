//! Letters by the hundred, and letters about very many invoices.

use domain::case::{LetterStanding, PauseReason};
use domain::dunning::{LetterEvent, LetterState, MailFate};
use domain::effect::{Effect, QueuedEffect};
use domain::ids::{CaseId, LetterId};
use domain::{CaseStatus, CollectionCase, Decision};
use workflows::ports::{Store, Write};
use workflows::record_letter_event::{LetterRecorded, record_letter_event};

use crate::books::Shape;
use crate::letters::{AT_TEN, FIRST};
use crate::office::{Office, day, minutes_after, morning};
use crate::shaky_store::Fault;

/// So many approved cases, whose first letters may go on day 5; of one debtor, or each of its own.
async fn chased(invoices: u32, one_debtor: bool) -> Office {
    let office = Office::settled(Shape::Whole).await;
    for number in 1..=invoices {
        office.books.issue(number, day(0));
        if one_debtor {
            office.books.edit(number, |invoice| {
                invoice.debtor.name = "Fælles ApS".into();
                invoice.debtor.email = Some("faelles@debtor.example".parse().unwrap());
            });
        }
    }
    office.morning(1).await;
    office.decide_all(1, Decision::Approve).await;
    office
}

async fn letters_that_wait(office: &Office) -> Vec<(QueuedEffect, Vec<CaseId>)> {
    let undone = office.store.memory.undone_effects().await.unwrap();
    let cases = |effect: QueuedEffect| match effect.effect.clone() {
        Effect::SendLetter { cases, .. } => Some((effect, cases)),
        _ => None,
    };
    undone.into_iter().filter_map(cases).collect()
}

const DEBTORS: u32 = 130;

#[tokio::test]
async fn a_crowd_of_letters_is_queued_in_few_writes_and_what_stands_is_not_queued_again() {
    let clean = chased(DEBTORS, false).await;
    let before = clean.store.calls();
    clean.run(FIRST).await;
    let calls = clean.store.calls() - before;
    assert!(calls <= 20, "{calls} calls of the table");
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let office = chased(DEBTORS, false).await;
            office.store.fail(call, fault);
            drop(office.try_run(FIRST).await);
            drop(office.try_run(FIRST).await);
            let letters = letters_that_wait(&office).await;
            let cases: Vec<CaseId> = letters.iter().flat_map(|(_, cases)| cases.clone()).collect();
            assert_eq!(cases.len(), DEBTORS as usize, "call {call} of {calls} fails ({fault:?})");
        }
    }
}

async fn bounce(office: &Office, letter: &LetterId) -> Option<LetterRecorded> {
    let bounced = LetterEvent { what: MailFate::Bounced, at: morning(FIRST) };
    record_letter_event(&office.store, letter, bounced, None, morning(FIRST)).await.ok()
}

fn came_back(case: &CollectionCase, letter: &LetterId) -> bool {
    let bounced =
        |known: &&domain::case::CaseLetter| known.id == *letter && known.standing == LetterStanding::Bounced;
    case.dunning.letters.iter().any(|known| bounced(&known))
        && case.status == CaseStatus::Paused { reason: PauseReason::AddressLost, until: None }
}

#[tokio::test]
async fn a_letter_that_came_back_is_recorded_with_as_many_claims_as_it_may_have() {
    let office = chased(40, true).await;
    office.whole_day(FIRST).await;
    let [letter] = &office.store.memory.letters_of_tenant(&office.tenant, None).await.unwrap().letters[..]
    else {
        panic!("one letter")
    };
    assert_eq!(letter.cases.len(), 30, "the others come another day");
    let stands = LetterRecorded::Stands(LetterState::Bounced { at: morning(FIRST) });
    assert_eq!(bounce(&office, &letter.id).await, Some(stands));
    let cases = office.cases().await;
    assert_eq!(cases.iter().filter(|case| came_back(case, &letter.id)).count(), 30);
}

/// The letter of a day when forty claims went into one.
async fn a_letter_of_forty() -> (Office, LetterId) {
    let office = chased(40, true).await;
    office.run(FIRST).await;
    let [(queued, _)] = &letters_that_wait(&office).await[..] else { panic!("one letter waits") };
    let mut long = queued.clone();
    let Effect::SendLetter { letter, cases, .. } = &mut long.effect else { panic!("it is a letter") };
    let letter = letter.clone();
    *cases = office.cases().await.into_iter().map(|case| case.id).collect();
    long.version += 1;
    office.store.commit(vec![Write::PutEffect(Box::new(long))].into()).await.unwrap();
    office.deliver(minutes_after(morning(FIRST), AT_TEN)).await;
    assert_eq!(office.letters().len(), 1);
    assert_eq!(office.store.letter(&letter).await.unwrap().unwrap().cases.len(), 40);
    (office, letter)
}

#[tokio::test]
async fn a_letter_of_more_claims_than_one_write_takes_comes_back_all_the_same() {
    let (office, letter) = a_letter_of_forty().await;
    let before = office.store.calls();
    bounce(&office, &letter).await.unwrap();
    let calls = office.store.calls() - before;
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let (office, letter) = a_letter_of_forty().await;
            office.store.fail(call, fault);
            assert_eq!(bounce(&office, &letter).await, None);
            bounce(&office, &letter).await.unwrap();
            let story = format!("call {call} of {calls} fails ({fault:?})");
            let file = office.store.memory.letter(&letter).await.unwrap().unwrap();
            assert_eq!(file.state, LetterState::Bounced { at: morning(FIRST) }, "{story}");
            assert!(office.cases().await.iter().all(|case| came_back(case, &letter)), "{story}");
            let tenant = office.profile().await;
            assert_eq!(tenant.suppressed.len(), 1, "{story}");
            let news = office.store.memory.news(&office.tenant, tenant.open_batch).await.unwrap();
            assert_eq!(news.len(), 40, "{story}: each told once");
        }
    }
}
