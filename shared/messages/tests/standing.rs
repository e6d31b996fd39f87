//! A case of the domain, and the standing that the page shows for it.
#![allow(clippy::unwrap_used)]

use domain::case::{DebtorWords, Step, Terms, advance, open};
use domain::eligibility::Requirements;
use domain::source_invoice::{Amounts, DocumentKind, InvoiceState};
use domain::tenant::FeePolicy;
use domain::{BatchNumber, CaseEvent, ChangeMark, CollectionCase, Country, Currency, Debtor, DebtorKind};
use domain::{Decision, InvoiceId, Moment, Money, SourceInvoice, SystemName, TenantId};
use jiff::civil::date;
use messages::decision_page::{Answer, CaseStanding, Ending, Rest, Started, StartedBy};

const FIRST: BatchNumber = BatchNumber::FIRST;

fn at(day: i8) -> Moment {
    Moment::new(format!("2026-11-{day:02}T08:00:00Z").parse().unwrap(), Country::Denmark)
}

fn invoice(owed: i64) -> SourceInvoice {
    let dkk = |minor| Money::new(minor, Currency::DKK);
    SourceInvoice {
        id: InvoiceId::parse("inv-1").unwrap(),
        number: "1042".to_owned(),
        kind: DocumentKind::Invoice,
        state: InvoiceState::Approved,
        issue_date: None,
        due_date: Some(date(2026, 11, 10)),
        amounts: Ok(Amounts {
            gross: dkk(100_000),
            outstanding: dkk(owed),
            fees_elsewhere: vec![],
            credited: None,
        }),
        debtor: Debtor {
            external_id: None,
            name: "Jensen".to_owned(),
            email: Some("jensen@example.com".parse().unwrap()),
            kind: DebtorKind::Company,
            registration_number: None,
            address: None,
        },
        payment_reference: None,
        in_collection_elsewhere: false,
        hold: None,
        mark: ChangeMark::of(&[&owed.to_string()]),
    }
}

fn opened() -> CollectionCase {
    let rules = Requirements {
        min_days_overdue: 1,
        start_date: None,
        reaches_back_to: date(2026, 8, 1),
        fetching_paused: false,
    };
    let tenant = TenantId::from_random([1; 8]);
    open(&tenant, &SystemName::known("billy"), &invoice(100_000), &rules, FIRST, at(18)).unwrap().case
}

fn after(case: &CollectionCase, event: CaseEvent, day: i8) -> CollectionCase {
    let step: Option<Step> = advance(case, &event, at(day)).unwrap();
    step.unwrap().case
}

fn read(case: &CollectionCase, invoice: SourceInvoice, day: i8) -> CollectionCase {
    after(case, CaseEvent::SourceRead { invoice: Box::new(invoice), terms: TERMS }, day)
}

const TERMS: Terms =
    Terms { open_batch: BatchNumber(2), country: Country::Denmark, fee_policy: FeePolicy::PursueDebtor };
const APPROVE: CaseEvent = CaseEvent::Decided(Decision::Approve);
const DECLINE: CaseEvent = CaseEvent::Decided(Decision::Decline);
const SILENCE: CaseEvent = CaseEvent::SilenceAnswered { batch: FIRST };

fn started(by: StartedBy, day: i8) -> Started {
    Started { by, at: at(day).instant }
}

#[test]
fn a_new_case_waits() {
    assert_eq!(CaseStanding::of(&opened()), CaseStanding::Waiting);
}

#[test]
fn an_approval_says_whether_a_person_or_silence_gave_it() {
    let approved = after(&opened(), APPROVE, 19);
    assert_eq!(CaseStanding::of(&approved), CaseStanding::Started(started(StartedBy::Link, 19)));
    let by_itself = after(&opened(), SILENCE, 21);
    assert_eq!(CaseStanding::of(&by_itself), CaseStanding::Started(started(StartedBy::Silence, 21)));
}

#[test]
fn a_stopped_case_says_that_it_had_been_started() {
    let declined = after(&opened(), DECLINE, 19);
    let at_once = CaseStanding::Declined { at: at(19).instant, started_before: None };
    assert_eq!(CaseStanding::of(&declined), at_once);
    let stopped = after(&after(&opened(), SILENCE, 21), DECLINE, 22);
    let later = CaseStanding::Declined { at: at(22).instant, started_before: Some(at(21).instant) };
    assert_eq!(CaseStanding::of(&stopped), later);
}

#[test]
fn after_a_letter_a_case_can_still_be_stopped() {
    let written = CollectionCase { letters_sent: 1, ..after(&opened(), APPROVE, 19) };
    let standing = CaseStanding::of(&written);
    assert_eq!(standing, CaseStanding::LetterSent(started(StartedBy::Link, 19)));
    assert!([standing, CaseStanding::of(&written)].iter().all(|case| case.answers(false) == [Answer::Stop]));
    let stopped = after(&written, DECLINE, 25);
    let declined = CaseStanding::Declined { at: at(25).instant, started_before: Some(at(19).instant) };
    assert_eq!(CaseStanding::of(&stopped), declined);
}

#[test]
fn an_objection_is_answered_either_way() {
    let started_at = started(StartedBy::Link, 19);
    let case = CollectionCase { letters_sent: 1, ..after(&opened(), APPROVE, 19) };
    let objects = CaseEvent::Objected { reason: DebtorWords::new("No."), open_batch: FIRST.next() };
    let disputed = after(&case, objects, 20);
    let standing = CaseStanding::of(&disputed);
    assert_eq!(standing, CaseStanding::Paused { rest: Rest::Objection, started: Some(started_at) });
    assert!(standing.answers(false) == [Answer::CarryOn, Answer::Stop]);
    let lifted = CaseStanding::of(&after(&disputed, APPROVE, 21));
    assert_eq!(lifted, CaseStanding::LetterSent(started_at));
    let closed = CaseStanding::of(&after(&disputed, DECLINE, 21));
    assert!(matches!(closed, CaseStanding::Declined { started_before: Some(_), .. }));
}

#[test]
fn a_paid_case_keeps_what_was_decided() {
    let paid = read(&after(&opened(), APPROVE, 19), invoice(0), 20);
    let ended = CaseStanding::Ended {
        ending: Ending::Paid,
        at: at(20).instant,
        started: Some(started(StartedBy::Link, 19)),
    };
    assert_eq!(CaseStanding::of(&paid), ended);
}

#[test]
fn a_later_due_date_pauses_and_only_a_started_case_can_then_be_stopped() {
    let until = date(2026, 12, 24);
    let moved = || SourceInvoice { due_date: Some(until), ..invoice(100_000) };
    let unanswered = CaseStanding::of(&read(&opened(), moved(), 19));
    assert_eq!(unanswered, CaseStanding::Paused { rest: Rest::DueDate(until), started: None });
    let approved = CaseStanding::of(&read(&after(&opened(), APPROVE, 19), moved(), 20));
    assert_eq!(
        approved,
        CaseStanding::Paused { rest: Rest::DueDate(until), started: Some(started(StartedBy::Link, 19)) }
    );
    assert!(unanswered.answers(false).is_empty() && approved.answers(false) == [Answer::Stop]);
}

#[test]
fn a_voided_invoice_is_withdrawn() {
    let voided = read(&opened(), SourceInvoice { state: InvoiceState::Voided, ..invoice(100_000) }, 20);
    let ended = CaseStanding::Ended { ending: Ending::Withdrawn, at: at(20).instant, started: None };
    assert_eq!(CaseStanding::of(&voided), ended);
}
