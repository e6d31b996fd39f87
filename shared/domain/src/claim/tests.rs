//! Claims that come by push, held against the service's rules and the law.

use jiff::civil::{Date, date};

use super::*;
use crate::ids::InvoiceId;
use crate::money::{Currency, Money};
use crate::samples::{at, dkk, tenant_id};
use crate::source_invoice::InvoiceState;
use crate::{Country, Debtor, DebtorKind};

const TODAY: Date = date(2026, 9, 15);

fn company() -> Debtor {
    Debtor {
        external_id: Some("2207".into()),
        name: "Fjordgaarden".into(),
        email: None,
        kind: DebtorKind::Company,
        registration_number: None,
        address: None,
    }
}

/// 15,500.00 DKK, two weeks past due, with one reminder and its fee.
fn draft() -> ClaimDraft {
    ClaimDraft {
        invoice: Some(InvoiceId::parse("inv-1").unwrap()),
        number: Some("10412".into()),
        issue_date: Some(date(2026, 8, 17)),
        due_date: Some(date(2026, 8, 31)),
        gross: Some(dkk(1_550_000)),
        principal: Some(dkk(1_550_000)),
        debtor: Some(company()),
        charges: vec![fee(10_000, date(2026, 9, 11))],
        reminders: vec![reminder(Some(10_000), date(2026, 9, 11))],
        ..ClaimDraft::default()
    }
}

fn fee(minor: i64, day: Date) -> Charge {
    Charge { kind: ChargeKind::ReminderFee, amount: dkk(minor), date: day }
}

fn compensation(minor: i64) -> Charge {
    Charge { kind: ChargeKind::CompensationFee, amount: dkk(minor), date: date(2026, 9, 11) }
}

fn reminder(fee: Option<i64>, sent_on: Date) -> ReminderElsewhere {
    ReminderElsewhere {
        kind: ReminderKind::Reminder,
        number: Some(1),
        sent_on,
        deadline: None,
        fee: fee.map(dkk),
        channel: None,
    }
}

fn terms(accepted_at: &str) -> TermsAccepted {
    TermsAccepted { version: "1".into(), accepted_at: accepted_at.parse().unwrap(), user: "Mia".into() }
}

fn standing() -> ClaimsStanding {
    ClaimsStanding { terms: Some(terms("2026-03-02T09:15:00Z")), ..ClaimsStanding::new(tenant_id()) }
}

fn judged(draft: ClaimDraft, service: &str, standing: &ClaimsStanding) -> Vec<(String, FaultCode)> {
    let rules = ClaimRules {
        service: service_of(Some(service)).unwrap(),
        standing,
        country: Country::Denmark,
        today: TODAY,
        sent_at: at("2026-09-15T06:30:00Z").instant,
    };
    let faults = judge(draft, vec![], &rules).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.path, fault.code)).collect()
}

fn faults(draft: ClaimDraft) -> Vec<(String, FaultCode)> {
    judged(draft, "advokaternes", &standing())
}

fn one(path: &str, code: FaultCode) -> Vec<(String, FaultCode)> {
    vec![(path.to_owned(), code)]
}

#[test]
fn an_overdue_invoice_with_its_reminders_is_taken() {
    assert_eq!(faults(draft()), []);
}

#[test]
fn each_rule_is_told_at_its_own_field() {
    let owed = |minor| ClaimDraft { principal: Some(dkk(minor)), ..draft() };
    let due = |day| ClaimDraft { due_date: Some(day), issue_date: Some(date(2020, 1, 1)), ..draft() };
    let outstanding = "invoice.outstanding_amount";
    let table = [
        (due(TODAY), one("invoice.due_date", FaultCode::NotOverdue)),
        (due(date(2026, 9, 14)), vec![]),
        (due(date(2023, 9, 14)), one("invoice.due_date", FaultCode::TimeBarred)),
        (due(date(2023, 9, 15)), vec![]),
        (
            ClaimDraft { issue_date: Some(date(2026, 9, 1)), ..draft() },
            one("invoice.due_date", FaultCode::DueDateBeforeIssueDate),
        ),
        (
            ClaimDraft { state: Some(InvoiceState::Draft), ..draft() },
            one("invoice.state", FaultCode::DraftInvoice),
        ),
        (owed(0), one(outstanding, FaultCode::AmountNotPositive)),
        (owed(1_550_001), one(outstanding, FaultCode::OutstandingExceedsGross)),
        (owed(1), vec![]),
        (
            ClaimDraft { gross: Some(dkk(-50_000)), ..owed(-50_000) },
            vec![
                ("invoice.gross_amount".into(), FaultCode::CreditNote),
                (outstanding.into(), FaultCode::AmountNotPositive),
            ],
        ),
    ];
    for (draft, expected) in table {
        assert_eq!(faults(draft.clone()), expected, "{draft:?}");
    }
}

#[test]
fn what_could_not_be_read_is_told_with_what_breaks_a_rule() {
    let rules_of = standing();
    let rules = ClaimRules {
        service: service_of(Some("collectia")).unwrap(),
        standing: &rules_of,
        country: Country::Denmark,
        today: TODAY,
        sent_at: at("2026-09-15T06:30:00Z").instant,
    };
    let unread = ClaimDraft { due_date: None, charges: vec![], ..draft() };
    let found = judge(unread, vec![Fault::new("invoice.due_date", FaultCode::NotADate)], &rules).unwrap_err();
    let expected = [
        Fault::new("invoice.due_date", FaultCode::NotADate),
        Fault::new("reminders", FaultCode::RemindersPresent),
    ];
    assert_eq!(found, expected);
}

#[test]
fn one_service_takes_reminders_over_and_the_other_wants_none() {
    let bare = ClaimDraft { charges: vec![], reminders: vec![], ..draft() };
    assert_eq!(judged(bare.clone(), "collectia", &standing()), []);
    let fee_alone = ClaimDraft { charges: draft().charges, ..bare };
    assert_eq!(
        judged(fee_alone, "collectia", &standing()),
        one("charges[0].kind", FaultCode::RemindersPresent)
    );
    assert_eq!(judged(draft(), "advokaternes", &standing()), []);
}

#[test]
fn terms_must_have_been_accepted_by_the_instant_of_the_click() {
    let none = ClaimsStanding { terms: None, ..standing() };
    let missing = one("terms_accepted", FaultCode::TermsNotAccepted);
    assert_eq!(judged(draft(), "advokaternes", &none), missing);
    let with = |at| ClaimDraft { terms: Some(terms(at)), ..draft() };
    assert_eq!(judged(with("2026-09-15T06:30:00Z"), "advokaternes", &none), []);
    assert_eq!(judged(with("2026-09-15T06:30:01Z"), "advokaternes", &none), missing);
    let bare = ClaimDraft { charges: vec![], reminders: vec![], ..draft() };
    assert_eq!(judged(bare, "collectia", &none), []);
}

#[test]
fn a_connection_that_was_switched_off_takes_nothing() {
    let off = ClaimsStanding { active: false, ..standing() };
    assert_eq!(judged(draft(), "advokaternes", &off), one("creditor", FaultCode::ConnectionInactive));
}

#[test]
fn fees_above_the_law_of_their_day_are_not_taken_over() {
    let days = [date(2026, 9, 1), date(2026, 9, 11)];
    let with = |charges| ClaimDraft { charges, reminders: vec![], ..draft() };
    let above = |path| one(path, FaultCode::FeeAboveLegalCap);
    assert_eq!(faults(with(vec![fee(10_001, days[1])])), above("charges[0].amount"));
    assert_eq!(faults(with(vec![fee(10_000, days[0]); 3])), []);
    assert_eq!(faults(with(vec![fee(10_000, days[0]); 4])), above("charges"));
    assert_eq!(faults(with(vec![compensation(31_000)])), []);
    assert_eq!(faults(with(vec![compensation(31_001)])), above("charges[0].amount"));
    assert_eq!(faults(with(vec![compensation(31_000); 2])), above("charges"));
    let in_euro = Charge { amount: Money::new(100, Currency::EUR), ..fee(0, days[0]) };
    assert_eq!(faults(with(vec![in_euro])), above("charges[0].amount"));
    let letters = ClaimDraft { charges: vec![], reminders: vec![reminder(Some(12_000), days[0])], ..draft() };
    assert_eq!(faults(letters), above("reminders[0].fee"));
}

#[test]
fn nobody_but_a_business_pays_compensation() {
    for kind in [DebtorKind::Consumer, DebtorKind::Unknown] {
        let debtor = Debtor { kind, ..company() };
        let draft = ClaimDraft { charges: vec![compensation(100)], debtor: Some(debtor), ..draft() };
        assert_eq!(faults(draft), one("charges[0].amount", FaultCode::FeeAboveLegalCap));
    }
}

#[test]
fn a_fee_that_is_told_by_its_letter_and_as_a_charge_counts_once() {
    let (first, second) = (date(2026, 9, 1), date(2026, 9, 11));
    let letters = [first, second].map(|day| reminder(Some(10_000), day)).to_vec();
    let fees = |charges, reminders| ClaimDraft { charges, reminders, ..draft() }.fees().len();
    assert_eq!(fees(vec![fee(10_000, first), fee(10_000, second)], letters.clone()), 2);
    assert_eq!(fees(vec![fee(10_000, first)], letters.clone()), 2);
    assert_eq!(fees(vec![], letters), 2);
    assert_eq!(fees(vec![fee(10_000, first); 2], vec![reminder(Some(10_000), first)]), 2);
    assert_eq!(fees(vec![], vec![reminder(Some(0), first), reminder(None, second)]), 0);
}

#[test]
fn a_service_is_found_by_its_name_and_the_strict_one_holds_without_a_choice() {
    assert_eq!(service_of(Some("collectia")).map(|service| service.title), Some("Collectia"));
    assert_eq!(service_of(None).map(|service| service.terms), Some(Terms::AcceptedBefore));
    assert_eq!(service_of(Some("someone")), None);
}

#[test]
fn an_event_id_fits_a_key() {
    assert!("01JB3Q9W7Y2K8M4T5V6X7Z8A9B".parse::<EventId>().is_ok());
    for bad in ["", "a b", "æ", "a\n", &"x".repeat(201)] {
        assert!(bad.parse::<EventId>().is_err(), "{bad}");
    }
}
