//! Letters to debtors: on their day, after one more look, at most once.

use domain::case::{LetterStanding, PauseReason};
use domain::dunning::{LetterEvent, LetterKind, LetterState, MailFate};
use domain::effect::EffectStatus;
use domain::{CaseStatus, CloseReason, CollectionCase, Decision};
use workflows::choose_letterhead::{LetterheadChanges, choose_letterhead};
use workflows::deliver_effect::deliver_effect;
use workflows::ports::{OutgoingMail, Store};
use workflows::record_letter_event::record_letter_event;
use workflows::settle_letter::settle_letter;

use crate::books::{Shape, dkk};
use crate::connection::unreachable;
use crate::office::{Office, day, minutes_after, morning};
use crate::shaky_store::Fault;

/// Into the working hours of a day.
pub const AT_TEN: i64 = 180;

impl Office {
    /// A whole day: the morning, then the hours in which letters leave.
    pub async fn whole_day(&self, n: i32) {
        self.morning(n).await;
        self.working_hours(n).await;
    }

    pub async fn working_hours(&self, n: i32) {
        self.deliver(minutes_after(morning(n), AT_TEN)).await;
    }

    /// What was sent to debtors, and nothing that was sent to the tenant.
    pub fn letters(&self) -> Vec<OutgoingMail> {
        let mails = self.mailbox.mails.lock().unwrap();
        mails.iter().filter(|mail| mail.tags.iter().any(|tag| tag.name == "letter")).cloned().collect()
    }
}

/// One approved case, due on day 0: its first letter may go on Monday, day 5.
pub async fn chased() -> Office {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.decide(1, 1, Decision::Approve).await.unwrap();
    office
}

pub const FIRST: i32 = 5;

/// The same on the morning of the first letter, which is queued and waits for working hours.
pub async fn on_the_letters_day() -> Office {
    let office = chased().await;
    office.morning(FIRST).await;
    assert_eq!(office.letters().len(), 0, "it is seven in the morning");
    office
}

pub fn letters_of(case: &CollectionCase) -> Vec<(LetterKind, i32, LetterStanding)> {
    let since = |on| domain::moment::days_between(day(0), on);
    case.dunning.letters.iter().map(|letter| (letter.kind, since(letter.on), letter.standing)).collect()
}

#[tokio::test]
async fn a_business_is_chased_by_its_plan_with_the_laws_amounts() {
    let office = chased().await;
    for n in 2..=30 {
        office.whole_day(n).await;
    }
    let case = office.case(1).await;
    let expected = [
        (LetterKind::Reminder, 5, LetterStanding::Sent),
        (LetterKind::Reminder, 16, LetterStanding::Sent),
        (LetterKind::CollectionNotice, 27, LetterStanding::Sent),
    ];
    assert_eq!(letters_of(&case), expected);
    assert_eq!((case.status.word(), case.letters_sent), ("notice_sent", 3));
    let totals = ["1.411,37", "1.514,38", "1.617,40"];
    for (mail, total) in office.letters().iter().zip(totals) {
        assert!(mail.text.contains(total), "{total} in {}", mail.text);
        assert_eq!(mail.to[0].as_str(), "kunde1@debtor.example");
        assert_eq!(mail.from_name.as_deref(), Some("Nordlys ApS"));
        assert_eq!(mail.reply_to.as_ref().unwrap().as_str(), "post1@nordlys.example");
        assert_eq!(mail.attachments.len(), 2, "the letter and its invoice");
        assert!(mail.attachments.iter().all(|file| file.bytes.starts_with(b"%PDF")));
    }
    assert_eq!(office.letters().len(), 3);
}

#[tokio::test]
async fn what_was_sent_is_kept_with_its_hash_and_the_figures_of_its_day() {
    let office = on_the_letters_day().await;
    office.working_hours(FIRST).await;
    let id = office.case(1).await.dunning.letters[0].id.clone();
    let file = office.store.memory.letter(&id).await.unwrap().unwrap();
    assert!(matches!(file.state, LetterState::Sent { .. }) && file.message_id.is_some());
    let claim = &file.letter.claims[0];
    assert_eq!((claim.open_principal, claim.open_interest), (dkk(100_000), dkk(137)));
    assert_eq!(
        (file.letter.fee, claim.compensation, file.letter.total),
        (dkk(10_000), dkk(31_000), dkk(141_137))
    );
    let key = &office.documents.keys()[0];
    assert!(key.as_str().contains(&file.sha256), "{key}");
}

#[tokio::test]
async fn a_payment_after_the_morning_stops_the_letter_of_that_day() {
    for (n, sent) in [(5, 0), (16, 1), (27, 2)] {
        let office = chased().await;
        for earlier in 2..n {
            office.whole_day(earlier).await;
        }
        office.morning(n).await;
        office.books.pay_all(1);
        office.working_hours(n).await;
        assert_eq!(office.letters().len(), sent, "day {n}");
        // What the letters before have asked for beside the invoice is left.
        let case = office.case(1).await;
        assert_eq!((case.outstanding.minor, case.chases_charges()), (0, sent > 0), "day {n}");
        assert_eq!(case.is_open(), sent > 0);
    }
}

#[tokio::test]
async fn a_part_payment_after_the_morning_stands_in_the_letter_of_that_day() {
    let office = on_the_letters_day().await;
    office.books.pay(1, 40_000);
    office.working_hours(FIRST).await;
    let [letter] = &office.letters()[..] else { panic!("one letter") };
    assert!(letter.text.contains("600,00"), "{}", letter.text);
}

#[tokio::test]
async fn a_letter_is_held_while_its_invoice_cannot_be_read_and_sent_later_that_day() {
    let office = on_the_letters_day().await;
    office.books.down(Some(unreachable()));
    office.working_hours(FIRST).await;
    assert_eq!(office.letters().len(), 0);
    let held = office.store.memory.undone_effects().await.unwrap();
    assert!(held[0].last_error.as_deref().is_some_and(|why| why.starts_with("held: ")), "{held:?}");
    assert_eq!(held[0].status, EffectStatus::Queued);
    office.books.down(None);
    office.deliver(minutes_after(morning(FIRST), AT_TEN + 30)).await;
    assert_eq!(office.letters().len(), 1);
}

#[tokio::test]
async fn a_letter_that_was_held_all_day_is_planned_anew() {
    let office = on_the_letters_day().await;
    office.books.down(Some(unreachable()));
    office.working_hours(FIRST).await;
    office.books.down(None);
    office.whole_day(FIRST + 1).await;
    assert_eq!(letters_of(&office.case(1).await), [(LetterKind::Reminder, 6, LetterStanding::Sent)]);
    assert_eq!(office.letters().len(), 1);
    assert_eq!(office.store.memory.undone_effects().await.unwrap(), []);
}

#[tokio::test]
async fn a_week_without_runs_is_caught_up_one_step_a_day() {
    let office = chased().await;
    office.whole_day(FIRST + 14).await;
    assert_eq!(letters_of(&office.case(1).await), [(LetterKind::Reminder, 19, LetterStanding::Sent)]);
    office.whole_day(FIRST + 15).await;
    assert_eq!(office.letters().len(), 1, "the next one waits for its own gap");
}

#[tokio::test]
async fn no_letter_leaves_on_a_closed_day_or_outside_working_hours() {
    let office = chased().await;
    // Saturday and Sunday are days 3 and 4.
    for n in 2..FIRST {
        office.whole_day(n).await;
    }
    office.morning(FIRST).await;
    office.deliver(minutes_after(morning(FIRST), 59)).await;
    assert_eq!(office.letters().len(), 0);
    // Four in the afternoon.
    office.deliver(minutes_after(morning(FIRST), 9 * 60)).await;
    assert_eq!(office.letters().len(), 0);
    office.whole_day(FIRST + 1).await;
    assert_eq!(office.letters().len(), 1);
}

#[tokio::test]
async fn invoices_of_one_debtor_share_a_letter_with_one_fee() {
    let office = Office::settled(Shape::Whole).await;
    for number in [1, 2] {
        office.books.issue(number, day(0));
        office.books.edit(number, |invoice| {
            invoice.debtor.name = "Fælles ApS".into();
            invoice.debtor.email = Some("faelles@debtor.example".parse().unwrap());
        });
    }
    office.morning(1).await;
    office.decide_all(1, Decision::Approve).await;
    for n in 2..=16 {
        office.whole_day(n).await;
    }
    assert_eq!(office.letters().len(), 2, "one on day 5, one on day 16");
    let first = &office.letters()[0];
    // Two invoices, their interest, two compensations and one fee.
    assert!(first.text.contains("2.722,74"), "{}", first.text);
    let ids: Vec<_> = [office.case(1).await, office.case(2).await]
        .map(|case| case.dunning.letters[0].id.clone())
        .into_iter()
        .collect();
    assert_eq!(ids[0], ids[1]);
    let letter = office.store.memory.letter(&ids[0]).await.unwrap().unwrap().letter;
    let bearers: Vec<bool> = letter.claims.iter().map(|claim| claim.bears_fee).collect();
    assert_eq!(bearers.iter().filter(|bears| **bears).count(), 1, "{bearers:?}");
}

#[tokio::test]
async fn of_a_letter_in_doubt_an_operator_says_whether_it_left_and_only_what_did_not_is_planned_anew() {
    for (left, letters) in [(true, 1), (false, 2)] {
        let office = on_the_letters_day().await;
        let call = *office.mailbox.calls.lock().unwrap() + 1;
        office.mailbox.lost_answers.lock().unwrap().insert(call);
        office.working_hours(FIRST).await;
        let id = office.case(1).await.dunning.letters[0].id.clone();
        let now = minutes_after(morning(FIRST), AT_TEN + 60);
        assert_eq!(settle_letter(&office.store, &id, left, None, now).await, Ok(true));
        assert_eq!(settle_letter(&office.store, &id, !left, None, now).await, Ok(false), "it is known now");
        office.whole_day(FIRST + 1).await;
        assert_eq!(office.letters().len(), letters);
    }
}

#[tokio::test]
async fn a_letter_whose_answer_is_lost_is_not_sent_again_and_the_mail_services_event_settles_it() {
    let office = on_the_letters_day().await;
    let call = *office.mailbox.calls.lock().unwrap() + 1;
    office.mailbox.lost_answers.lock().unwrap().insert(call);
    office.working_hours(FIRST).await;
    office.deliver(minutes_after(morning(FIRST), AT_TEN + 10)).await;
    let case = office.case(1).await;
    assert_eq!(letters_of(&case), [(LetterKind::Reminder, FIRST, LetterStanding::Sending)]);
    let id = case.dunning.letters[0].id.clone();
    let accepted = LetterEvent { what: MailFate::Accepted, at: morning(FIRST) };
    record_letter_event(&office.store, &id, accepted, None, morning(FIRST)).await.unwrap();
    assert_eq!(letters_of(&office.case(1).await), [(LetterKind::Reminder, FIRST, LetterStanding::Sent)]);
    office.deliver(minutes_after(morning(FIRST), AT_TEN + 60)).await;
    assert_eq!(office.letters().len(), 1);
    assert_eq!(office.store.memory.undone_effects().await.unwrap(), []);
}

#[tokio::test]
async fn a_letter_that_nobody_can_tell_of_waits_for_an_operator_and_is_never_sent_again() {
    let office = on_the_letters_day().await;
    let call = *office.mailbox.calls.lock().unwrap() + 1;
    office.mailbox.lost_answers.lock().unwrap().insert(call);
    for minutes in [0, 31, 62] {
        office.deliver(minutes_after(morning(FIRST), AT_TEN + minutes)).await;
    }
    let undone = office.store.memory.undone_effects().await.unwrap();
    assert_eq!(undone.iter().map(|effect| effect.status).collect::<Vec<_>>(), [EffectStatus::Dead]);
    for n in FIRST + 1..=15 {
        office.whole_day(n).await;
    }
    assert_eq!(office.letters().len(), 1);
}

#[tokio::test]
async fn a_letter_that_came_back_costs_nothing_and_is_written_again_to_another_address() {
    let office = on_the_letters_day().await;
    office.working_hours(FIRST).await;
    let id = office.case(1).await.dunning.letters[0].id.clone();
    let bounced = LetterEvent { what: MailFate::Bounced, at: morning(FIRST) };
    record_letter_event(&office.store, &id, bounced, None, morning(FIRST)).await.unwrap();
    let case = office.case(1).await;
    let rests = CaseStatus::Paused { reason: PauseReason::AddressLost, until: None };
    assert_eq!((case.status, case.letters_sent), (rests.clone(), 0));
    office.whole_day(FIRST + 1).await;
    assert!(office.mailbox.last().text.contains("the letter came back"), "{}", office.mailbox.last().text);
    assert_eq!(office.status(1).await, rests, "the same address takes no mail");
    office.books.edit(1, |invoice| {
        invoice.debtor.email = Some("ny@debtor.example".parse().unwrap());
    });
    office.whole_day(FIRST + 2).await;
    office.whole_day(FIRST + 3).await;
    let letters = office.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[1].to[0].as_str(), "ny@debtor.example");
    // Eight days of interest at most, the compensation, and one fee: the first letter's is void.
    assert!(
        letters[1].text.contains("1.411,92") || letters[1].text.contains("1.412,19"),
        "{}",
        letters[1].text
    );
}

#[tokio::test]
async fn a_complaint_stops_mail_to_the_address_and_leaves_the_letter_as_it_was() {
    let office = on_the_letters_day().await;
    office.working_hours(FIRST).await;
    let id = office.case(1).await.dunning.letters[0].id.clone();
    let complained = LetterEvent { what: MailFate::Complained, at: morning(FIRST) };
    record_letter_event(&office.store, &id, complained, None, morning(FIRST)).await.unwrap();
    for n in FIRST + 1..=17 {
        office.whole_day(n).await;
    }
    assert_eq!(office.letters().len(), 1);
    let case = office.case(1).await;
    assert_eq!(letters_of(&case), [(LetterKind::Reminder, FIRST, LetterStanding::Sent)]);
    assert!(matches!(case.status, CaseStatus::Paused { reason: PauseReason::AddressLost, .. }));
}

/// Everything that waits, tried every ten minutes of a working day, and again the next days.
pub async fn persist(office: &Office) {
    for n in FIRST..FIRST + 3 {
        drop(office.try_run(n).await);
        for minutes in (AT_TEN..AT_TEN + 120).step_by(10) {
            for effect in office.store.memory.undone_effects().await.unwrap() {
                let now = minutes_after(morning(n), minutes);
                drop(deliver_effect(office.effect_ports(), &effect.id, now).await);
            }
        }
    }
}

#[tokio::test]
async fn a_worker_that_dies_at_any_call_of_a_letters_way_never_sends_two() {
    let clean = on_the_letters_day().await;
    let before = clean.store.calls();
    clean.working_hours(FIRST).await;
    let calls = clean.store.calls() - before;
    assert!(calls > 8, "{calls} calls of the table");
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let office = on_the_letters_day().await;
            office.store.fail(call, fault);
            persist(&office).await;
            let story = format!("call {call} of {calls} fails ({fault:?})");
            let case = office.case(1).await;
            let sent = office.letters().len();
            assert!(sent <= 1, "{story}: {sent} letters");
            let [letter] = &case.dunning.letters[..] else { panic!("{story}: {:?}", case.dunning.letters) };
            // Sent and known to be sent, or perhaps sent and waiting for a word of it. Never lost without a trace.
            match letter.standing {
                LetterStanding::Sent => assert_eq!(sent, 1, "{story}"),
                LetterStanding::Sending => {
                    let undone = office.store.memory.undone_effects().await.unwrap();
                    assert_eq!(undone.len(), 1, "{story}: an operator sees it");
                }
                other => panic!("{story}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn an_invoice_that_cannot_be_read_at_any_call_sends_nothing_unread() {
    let clean = on_the_letters_day().await;
    let before = clean.books.ledger().calls;
    clean.working_hours(FIRST).await;
    let calls = clean.books.ledger().calls - before;
    assert!(calls >= 1);
    for call in 1..=calls {
        let office = on_the_letters_day().await;
        office.books.pay_all(1);
        office.books.fail(call, unreachable());
        persist(&office).await;
        assert_eq!(office.letters().len(), 0, "call {call}");
        assert_eq!(office.status(1).await.close_reason(), Some(CloseReason::PaidInFull));
    }
}

#[tokio::test]
async fn the_letterhead_stands_on_the_letter_and_what_cannot_is_refused_by_its_field() {
    let office = on_the_letters_day().await;
    let head = LetterheadChanges {
        street: Some("Havnegade 14".into()),
        postal_code: Some("8000".into()),
        city: Some("Aarhus C".into()),
        account: Some("1234-12345678".into()),
        ..LetterheadChanges::default()
    };
    choose_letterhead(&office.store, &office.tenant, &head).await.unwrap();
    let wrong = [
        (LetterheadChanges { account: Some("12".into()), ..LetterheadChanges::default() }, "account:"),
        (LetterheadChanges { phone: Some("70\n10".into()), ..LetterheadChanges::default() }, "phone:"),
    ];
    for (changes, field) in wrong {
        let refused = choose_letterhead(&office.store, &office.tenant, &changes).await.unwrap_err();
        assert!(refused.to_string().starts_with(field), "{refused}");
    }
    office.working_hours(FIRST).await;
    let text = &office.letters()[0].text;
    assert!(text.contains("Havnegade 14") && text.contains("1234 0012345678"), "{text}");
}
