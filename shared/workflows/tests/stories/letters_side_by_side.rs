//! What happens between a letter's figures and its leaving, and while its invoices are read.

use domain::case::LetterStanding;
use domain::dunning::LetterKind;
use domain::effect::EffectStatus;
use domain::ids::RunId;
use workflows::deliver_effect::{Delivery, deliver_effect};
use workflows::ports::{FetchJob, Store};
use workflows::run_tenant::run_tenant;

use crate::letters::{AT_TEN, FIRST, letters_of, on_the_letters_day, persist};
use crate::office::{day, minutes_after, morning};

/// Calls of the table from a letter's effect to its claim.
const CLAIM: u32 = 6;

#[tokio::test]
async fn a_part_payment_before_the_claim_stands_in_the_letter() {
    for call in 1..=CLAIM {
        let office = on_the_letters_day().await;
        let effect = office.store.memory.undone_effects().await.unwrap()[0].id.clone();
        let at = minutes_after(morning(FIRST), AT_TEN);
        let paid = async {
            office.books.pay(1, 40_000);
            office.hint(FIRST, &[1]).await.unwrap();
        };
        let meanwhile = office.store.while_held_up(call, paid);
        let ((), first) = tokio::join!(meanwhile, deliver_effect(office.effect_ports(), &effect, at));
        first.unwrap();
        office.deliver(minutes_after(at, 5)).await;
        let [letter] = &office.letters()[..] else { panic!("one letter, held up at call {call}") };
        assert!(letter.text.contains("600,00"), "held up at call {call}: {}", letter.text);
    }
}

#[tokio::test]
async fn of_two_letters_about_one_case_one_leaves() {
    for call in 1..=CLAIM {
        let office = on_the_letters_day().await;
        // Another debtor by the second run of the day: another letter.
        office.books.edit(1, |invoice| invoice.debtor.name = "Kunde 1 A/S".into());
        let again = minutes_after(morning(FIRST), 30);
        let job = FetchJob::new(office.tenant.clone(), RunId::asked_for(day(FIRST), again));
        run_tenant(office.run_ports(), &job, again, 10).await.unwrap();
        let at = minutes_after(morning(FIRST), AT_TEN);
        let effects = office.store.memory.undone_effects().await.unwrap();
        let letters: Vec<_> = effects.iter().filter(|effect| effect.effect.kind() == "send_letter").collect();
        let [one, other] = &letters[..] else { panic!("two letters wait: {effects:?}") };
        let other = deliver_effect(office.effect_ports(), &other.id, at);
        let meanwhile = office.store.while_held_up(call, other);
        let ends = tokio::join!(meanwhile, deliver_effect(office.effect_ports(), &one.id, at));
        ends.0.unwrap();
        ends.1.unwrap();
        office.deliver(minutes_after(at, 5)).await;
        assert_eq!(office.letters().len(), 1, "held up at call {call}");
        assert_eq!(
            letters_of(&office.case(1).await),
            [(LetterKind::Reminder, FIRST, LetterStanding::Sent)],
            "held up at call {call}"
        );
        let undone = office.store.memory.undone_effects().await.unwrap();
        assert!(undone.iter().all(|effect| effect.effect.kind() != "send_letter"), "{undone:?}");
    }
}

#[tokio::test]
async fn a_reading_that_takes_too_long_is_a_failed_attempt_and_the_letter_leaves_with_the_next() {
    let office = on_the_letters_day().await;
    let at = minutes_after(morning(FIRST), AT_TEN);
    office.books.ledger().hangs = true;
    office.time.end();
    office.deliver(at).await;
    let waits = office.store.memory.undone_effects().await.unwrap();
    assert_eq!((office.letters().len(), waits[0].status, waits[0].attempts), (0, EffectStatus::Queued, 1));
    office.books.ledger().hangs = false;
    office.deliver(minutes_after(at, 1)).await;
    assert_eq!(office.letters().len(), 1);
}

#[tokio::test]
async fn a_letter_that_is_claimed_leaves_however_long_the_reading_took() {
    let office = on_the_letters_day().await;
    let effect = office.store.memory.undone_effects().await.unwrap()[0].id.clone();
    let at = minutes_after(morning(FIRST), AT_TEN);
    let over = async { office.time.end() };
    let meanwhile = office.store.while_held_up(CLAIM, over);
    let ((), end) = tokio::join!(meanwhile, deliver_effect(office.effect_ports(), &effect, at));
    assert!(matches!(end, Ok(Delivery::Done { .. })), "{end:?}");
    assert_eq!(office.letters().len(), 1);
}

#[tokio::test]
async fn of_two_workers_at_once_one_sends() {
    for call in 1..=8 {
        let office = on_the_letters_day().await;
        let effect = office.store.memory.undone_effects().await.unwrap()[0].id.clone();
        let at = minutes_after(morning(FIRST), AT_TEN);
        let other = deliver_effect(office.effect_ports(), &effect, at);
        let meanwhile = office.store.while_held_up(call, other);
        let ends = tokio::join!(meanwhile, deliver_effect(office.effect_ports(), &effect, at));
        drop(ends);
        persist(&office).await;
        assert_eq!(office.letters().len(), 1, "held up at call {call}");
    }
}
