//! The debtor answers: it objects, or says that it has paid.

use jiff::civil::date;

use crate::case::{
    CaseEvent, CaseLetter, CaseStatus, CloseReason, DebtorWords, Happening, LetterStanding, PaidClaim,
    PauseReason, Refusal, advance,
};
use crate::dunning::{Asked, LetterKind, NextStep, Rules, next_step};
use crate::ids::LetterId;
use crate::news::Tiding;
use crate::samples::*;
use crate::source_invoice::InvoiceState;
use crate::statutes::Statutes;
use crate::{CollectionCase, Country, Decision, SourceInvoice};

const APPROVE: CaseEvent = CaseEvent::Decided(Decision::Approve);
const DECLINE: CaseEvent = CaseEvent::Decided(Decision::Decline);

fn reason() -> DebtorWords {
    DebtorWords::new("The goods never came.")
}

fn objects() -> CaseEvent {
    CaseEvent::Objected { reason: reason(), open_batch: SECOND }
}

fn says_paid() -> CaseEvent {
    let note = DebtorWords::new("by bank transfer");
    CaseEvent::SaidPaid(Box::new(PaidClaim {
        paid_on: today(),
        note,
        country: Country::Denmark,
        open_batch: SECOND,
    }))
}

fn letter(number: u8) -> CaseLetter {
    CaseLetter {
        id: LetterId::of(&tenant_id(), &[&number.to_string()]),
        kind: LetterKind::Reminder,
        step: 0,
        on: days_later(i64::from(number)).today,
        pay_by: days_later(i64::from(number) + 10).today,
        asked: Asked { fee: true, compensation: false },
        fee_elsewhere: false,
        standing: LetterStanding::Sending,
    }
}

fn reminded() -> CollectionCase {
    step(&approved(), CaseEvent::LetterClaimed(Box::new(letter(1))), days_later(1)).case
}

fn disputed() -> CollectionCase {
    step(&reminded(), objects(), days_later(2)).case
}

fn next_of(case: &CollectionCase, day: i64) -> NextStep {
    let tenant = tenant();
    let plan = tenant.plan(case.debtor.kind);
    let statutes = Statutes::built_in();
    let rules = Rules { country: Country::Denmark, plan, statutes };
    next_step(case, &rules, days_later(day).today)
}

#[test]
fn an_objection_stops_the_procedure_at_once_and_asks_the_tenant() {
    for case in [waiting(), approved(), reminded()] {
        let objected = step(&case, objects(), days_later(2));
        assert_eq!(objected.case.status, CaseStatus::Disputed);
        assert!(objected.case.asks_the_tenant() && !objected.case.runs());
        assert_eq!(objected.case.batch, SECOND, "the mail that asks links to it");
        assert_eq!(next_of(&objected.case, 60), NextStep::Nothing);
        assert_eq!(objected.entry.happening, Happening::Objected { reason: reason() });
        let news = objected.news.unwrap();
        assert_eq!(news.tidings, [Tiding::Objection { reason: reason() }]);
        assert!(news.tidings[0].asks());
    }
}

#[test]
fn objecting_twice_changes_nothing() {
    assert_eq!(advance(&disputed(), &objects(), days_later(3)), Ok(None));
}

#[test]
fn neither_readings_nor_silence_nor_a_push_nor_a_letter_end_an_objection() {
    let moved = SourceInvoice { due_date: Some(days_later(20).today), ..invoice() };
    let events = [
        read(invoice()),
        read(moved),
        read(owed(60_000, 10_000)),
        CaseEvent::SourceMissing { open_batch: SECOND },
        CaseEvent::SilenceAnswered { batch: SECOND },
        CaseEvent::LetterClaimed(Box::new(letter(2))),
        CaseEvent::LetterSettled { letter: letter(1).id, standing: LetterStanding::Sent },
        says_paid(),
    ];
    for event in events {
        let after = advance(&disputed(), &event, days_later(5)).unwrap();
        assert!(after.is_none_or(|step| step.case.status == CaseStatus::Disputed), "{event:?}");
    }
}

#[test]
fn what_is_paid_credited_or_voided_while_it_is_disputed_is_closed() {
    let voided = SourceInvoice { state: InvoiceState::Voided, ..invoice() };
    let ends = [
        (read(owed(0, 0)), CloseReason::PaidInFull),
        (read(owed(0, 100_000)), CloseReason::Credited),
        (read(voided), CloseReason::WithdrawnByCreditor),
    ];
    for (event, reason) in ends {
        assert_eq!(step(&disputed(), event, days_later(5)).case.status.close_reason(), Some(reason));
    }
}

#[test]
fn a_payment_taken_back_finds_the_objection_where_it_was() {
    let paid = step(&disputed(), read(owed(0, 0)), days_later(5)).case;
    let back = step(&paid, read(invoice()), days_later(6));
    assert_eq!(back.case.status, CaseStatus::Disputed, "the tenant has not decided");
    assert!(back.news.unwrap().tidings.iter().any(Tiding::asks));
}

#[test]
fn a_lifted_objection_lets_the_procedure_go_on_where_it_was() {
    let lifted = step(&disputed(), APPROVE, days_later(6));
    assert_eq!(lifted.case.status, CaseStatus::Reminding);
    assert_eq!(lifted.entry.happening, Happening::ResumedByLink);
    let objection = lifted.case.answers.objection.clone().unwrap();
    assert_eq!((objection.reason, objection.is_open), (reason(), false));
    assert_eq!(advance(&lifted.case, &APPROVE, days_later(7)), Ok(None), "twice is once");
    assert_ne!(next_of(&lifted.case, 40), NextStep::Nothing);
    let again = step(&lifted.case, objects(), days_later(8)).case;
    assert_eq!(again.status, CaseStatus::Disputed, "it may object again");
}

#[test]
fn a_tenant_that_does_not_go_on_closes_what_is_disputed() {
    let closed = step(&disputed(), DECLINE, days_later(6)).case;
    assert_eq!(closed.status.close_reason(), Some(CloseReason::Disputed));
    assert!(closed.was_declined());
    assert_eq!(advance(&closed, &DECLINE, days_later(7)), Ok(None));
    assert_eq!(advance(&closed, &APPROVE, days_later(7)), Err(Refusal::Declined));
    assert_eq!(advance(&closed, &objects(), days_later(7)), Ok(None), "it is over");
    assert!(advance(&closed, &read(invoice()), days_later(7)).unwrap().is_none_or(|s| !s.case.is_open()));
}

#[test]
fn a_credit_note_without_an_invoice_does_not_end_an_objection() {
    let case = disputed();
    let debtor = crate::Debtor { external_id: Some("2207".into()), ..case.debtor.clone() };
    let credit = crate::source_invoice::UnlinkedCredit {
        id: crate::InvoiceId::parse("k1").unwrap(),
        number: "K1".into(),
        debtor: "2207".into(),
        issue_date: None,
        amount: None,
    };
    let event = CaseEvent::CreditsUnlinked { credits: vec![credit], open_batch: SECOND };
    let told = step(&CollectionCase { debtor, ..case }, event, days_later(3));
    assert_eq!(told.case.status, CaseStatus::Disputed);
    assert!(told.news.is_some());
}

#[test]
fn who_says_that_it_has_paid_gets_no_letter_for_five_bank_days() {
    // Saturday; the bank days are the 23rd to the 27th, so the first day with a letter is Monday the 30th.
    let case = approved();
    assert_eq!(today(), date(2026, 11, 21));
    let said = step(&case, says_paid(), morning());
    assert_eq!(said.case.status, CaseStatus::Scheduled, "nothing else changes");
    assert_eq!(said.case.dunning.holds_until, Some(date(2026, 11, 28)));
    let NextStep::Letter(letter) = next_of(&said.case, 0) else { panic!("a letter is to come") };
    assert_eq!(letter.on, date(2026, 11, 30));
    let NextStep::Letter(without) = next_of(&case, 0) else { panic!("a letter is to come") };
    assert!(without.on < letter.on);
    let tiding = Tiding::SaidPaid { on: today(), note: DebtorWords::new("by bank transfer") };
    assert_eq!(said.news.unwrap().tidings, [tiding]);
}

#[test]
fn a_letter_on_its_way_out_does_not_leave_when_the_debtor_says_that_it_has_paid() {
    let said = step(&approved(), says_paid(), morning()).case;
    let claimed = CaseEvent::LetterClaimed(Box::new(letter(2)));
    assert_eq!(advance(&said, &claimed, days_later(2)), Ok(None));
}

#[test]
fn each_letter_can_be_answered_once_by_saying_that_it_was_paid() {
    let said = step(&reminded(), says_paid(), days_later(2)).case;
    assert_eq!(advance(&said, &says_paid(), days_later(2)), Ok(None), "twice is once");
    assert_eq!(advance(&said, &says_paid(), days_later(20)), Ok(None), "no letter is put off for ever");
    let next = step(&said, CaseEvent::LetterClaimed(Box::new(letter(12))), days_later(12)).case;
    assert!(advance(&next, &says_paid(), days_later(13)).unwrap().is_some());
}

#[test]
fn a_case_that_is_over_takes_no_answer() {
    let paid = step(&reminded(), read(owed(0, 0)), days_later(2)).case;
    for event in [objects(), says_paid()] {
        assert_eq!(advance(&paid, &event, days_later(3)), Ok(None));
        assert_eq!(advance(&declined(), &event, days_later(3)), Ok(None));
    }
}

#[test]
fn an_objection_outlives_a_rest_of_another_kind() {
    let hold = Some(crate::source_invoice::Hold::Repayment);
    let resting = step(&reminded(), read(SourceInvoice { hold, ..invoice() }), days_later(2)).case;
    assert!(matches!(resting.status, CaseStatus::Paused { reason: PauseReason::Repayment, .. }));
    let objected = step(&resting, objects(), days_later(3)).case;
    let read_again = advance(&objected, &read(invoice()), days_later(4)).unwrap();
    assert!(read_again.is_none_or(|step| step.case.status == CaseStatus::Disputed));
}

#[test]
fn a_debtors_words_are_trimmed_cut_and_free_of_control_characters() {
    let words = |text: &str| DebtorWords::new(text).as_str().to_owned();
    assert_eq!(words(" \t\r\n a\u{0}b\u{1b}[2Jc\r\nd \n"), "ab[2Jc\nd");
    assert_eq!(words(&"ø".repeat(2_500)).chars().count(), DebtorWords::LONGEST);
    assert!(DebtorWords::new("\u{7} \n").is_empty());
}

#[test]
fn a_debtors_words_stand_in_no_log() {
    let said = format!("{:?}", step(&reminded(), objects(), days_later(2)));
    assert!(!said.contains("goods") && said.contains("DebtorWords(21 characters)"));
}
