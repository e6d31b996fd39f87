use jiff::civil::date;

use super::*;
use crate::dunning::LetterKind;
use crate::dunning::letter::{Addressee, Creditor};
use crate::samples::{at, billy, dkk, invoice, tenant_id};
use crate::{Country, Currency, DebtorKind, Language, RegistrationNumber};

const EVERY: [MailFate; 5] =
    [MailFate::Accepted, MailFate::Delivered, MailFate::Bounced, MailFate::Complained, MailFate::Rejected];

fn event(what: MailFate) -> LetterEvent {
    LetterEvent { what, at: at("2026-11-23T08:00:00Z").instant }
}

fn file(state: LetterState) -> LetterFile {
    let (tenant, on) = (tenant_id(), date(2026, 11, 23));
    let id = LetterId::of(&tenant, &["kunde@smedjen.dk", "2026-11-23"]);
    let number = RegistrationNumber::parse(Country::Denmark, "24256790").unwrap();
    let creditor = Creditor {
        name: "Nordlys Træ & Tag ApS".into(),
        number,
        address: None,
        reply_to: "kontor@nordlys.example".parse().unwrap(),
        phone: None,
        account: None,
    };
    let debtor = Addressee {
        name: "Smedjen".into(),
        kind: DebtorKind::Company,
        number: None,
        address: None,
        email: "bogholder@smedjen.dk".parse().unwrap(),
    };
    let letter = Letter {
        id: id.clone(),
        tenant: tenant.clone(),
        kind: LetterKind::Reminder,
        number: Some(1),
        also_notice: false,
        country: Country::Denmark,
        language: Language::Danish,
        sent_on: on,
        pay_by: date(2026, 12, 3),
        creditor,
        debtor,
        claims: vec![],
        currency: Currency::DKK,
        fee: dkk(10_000),
        total: dkk(110_000),
        because: vec![],
    };
    let cases = vec![CaseId::of(&tenant, &billy(), &invoice().id)];
    let (message_id, events) = (None, vec![]);
    LetterFile {
        id,
        tenant,
        cases,
        on,
        letter,
        sha256: "ab".repeat(32),
        state,
        message_id,
        events,
        version: 1,
    }
}

fn sending() -> LetterFile {
    file(LetterState::Sending { since: at("2026-11-23T07:59:00Z").instant })
}

/// The letter after these events, told in this order.
fn after(start: LetterFile, told: &[MailFate]) -> LetterFile {
    told.iter().fold(start, |file, what| file.told(event(*what)).unwrap_or(file))
}

#[test]
fn any_proof_that_it_left_settles_a_letter_in_doubt() {
    for proof in [MailFate::Accepted, MailFate::Delivered, MailFate::Complained] {
        let settled = sending().told(event(proof)).unwrap();
        assert_eq!(settled.state, LetterState::Sent { at: event(proof).at });
        assert_eq!((settled.version, settled.events), (2, vec![event(proof)]));
        let not_taken = file(LetterState::NotTaken { at: event(proof).at });
        assert!(matches!(not_taken.told(event(proof)).unwrap().state, LetterState::Sent { .. }));
    }
}

#[test]
fn an_event_that_is_told_twice_changes_nothing_the_second_time() {
    for what in EVERY {
        let once = sending().told(event(what)).unwrap();
        assert_eq!(once.told(event(what)), None, "{what:?}");
    }
}

#[test]
fn a_letter_that_came_back_stays_so_whatever_else_is_told() {
    for other in EVERY {
        for told in [[MailFate::Bounced, other], [other, MailFate::Bounced]] {
            assert!(matches!(after(sending(), &told).state, LetterState::Bounced { .. }), "{told:?}");
        }
    }
}

#[test]
fn a_letter_that_was_accepted_and_then_rejected_never_left() {
    for told in [[MailFate::Accepted, MailFate::Rejected], [MailFate::Rejected, MailFate::Accepted]] {
        let end = after(sending(), &told);
        assert!(matches!(end.state, LetterState::NotTaken { .. }), "{told:?}");
        assert_eq!(end.events.len(), 2);
    }
}

#[test]
fn a_letter_file_comes_back_from_json_as_it_was() {
    let told = LetterFile { message_id: Some("0110018f".into()), ..after(sending(), &EVERY) };
    let json = serde_json::to_string(&told).unwrap();
    assert_eq!(serde_json::from_str::<LetterFile>(&json).unwrap(), told);
}
