//! One invoice, one tenant and one morning that the tests of this crate start from.

use jiff::civil::{Date, date};

use crate::case::{CaseEvent, Step, Terms, advance, open};
use crate::eligibility::Requirements;
use crate::ids::{BatchNumber, InvoiceId, SystemName, TenantId};
use crate::registration_number::RegistrationNumber;
use crate::source_invoice::{Amounts, DocumentKind, FeeElsewhere, InvoiceState};
use crate::tenant::{AskFirst, ConnectionState, FeePolicy, Fetching};
use crate::{
    ChangeMark, CollectionCase, Country, Currency, Debtor, DebtorKind, Decision, Language, Moment, Money,
    SourceInvoice, Tenant,
};

pub const FIRST: BatchNumber = BatchNumber(1);
pub const SECOND: BatchNumber = BatchNumber(2);
/// Of a Danish tenant that has its debtors pursued for charges, while the second batch gathers.
pub const TERMS: Terms =
    Terms { open_batch: SECOND, country: Country::Denmark, fee_policy: FeePolicy::PursueDebtor };

pub fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

/// In Denmark.
pub fn at(instant: &str) -> Moment {
    Moment::new(instant.parse().unwrap(), Country::Denmark)
}

/// 07:00 in Copenhagen, Saturday 21 November 2026.
pub fn morning() -> Moment {
    at("2026-11-21T06:00:00Z")
}

/// The same time of day on a later (or earlier) day.
pub fn days_later(days: i64) -> Moment {
    let instant = morning().instant + jiff::SignedDuration::from_hours(days * 24);
    Moment::new(instant, Country::Denmark)
}

pub fn today() -> Date {
    date(2026, 11, 21)
}

pub fn tenant_id() -> TenantId {
    TenantId::from_random([5; 8])
}

pub fn billy() -> SystemName {
    SystemName::known("billy")
}

/// 1,000.00 DKK, ten days past due on [`morning`].
pub fn invoice() -> SourceInvoice {
    SourceInvoice {
        id: InvoiceId::parse("iv3Kc0TzQ8mWn1aPp5Yx2A").unwrap(),
        number: "1042".into(),
        kind: DocumentKind::Invoice,
        state: InvoiceState::Approved,
        issue_date: Some(date(2026, 10, 28)),
        due_date: Some(date(2026, 11, 11)),
        amounts: Ok(amounts(100_000)),
        debtor: Debtor {
            external_id: None,
            name: "Blåbær & Søn ApS".into(),
            email: Some("faktura@blaabaer.example".parse().unwrap()),
            kind: DebtorKind::Company,
            registration_number: Some(RegistrationNumber::parse(Country::Denmark, "24256790").unwrap()),
            address: None,
        },
        payment_reference: Some("+71<000000000001042+12345678<".into()),
        in_collection_elsewhere: false,
        hold: None,
        mark: ChangeMark::from_bits(1),
    }
}

/// Of an invoice of 1,000.00 DKK without credit notes.
pub fn amounts(outstanding: i64) -> Amounts {
    Amounts {
        gross: dkk(100_000),
        outstanding: dkk(outstanding),
        fees_elsewhere: vec![],
        credited: Some(dkk(0)),
    }
}

pub fn fee(minor: i64) -> FeeElsewhere {
    FeeElsewhere { amount: dkk(minor), charged_on: None }
}

/// The sample invoice when so much of it is owed, of which so much less by credit notes.
pub fn owed(outstanding: i64, credited: i64) -> SourceInvoice {
    SourceInvoice {
        amounts: Ok(Amounts { credited: Some(dkk(credited)), ..amounts(outstanding) }),
        ..invoice()
    }
}

pub fn rules() -> Requirements {
    Requirements {
        min_days_overdue: 1,
        start_date: None,
        reaches_back_to: date(2026, 8, 1),
        fetching_paused: false,
    }
}

/// The sample invoice's case, waiting in the first batch.
pub fn waiting() -> CollectionCase {
    open(&tenant_id(), &billy(), &invoice(), &rules(), FIRST, morning()).unwrap().case
}

pub fn read(invoice: SourceInvoice) -> CaseEvent {
    CaseEvent::SourceRead { invoice: Box::new(invoice), terms: TERMS }
}

/// The step that must follow.
pub fn step(case: &CollectionCase, event: CaseEvent, now: Moment) -> Step {
    advance(case, &event, now).unwrap().expect("the event changes the case")
}

pub fn approved() -> CollectionCase {
    step(&waiting(), CaseEvent::Decided(Decision::Approve), morning()).case
}

pub fn declined() -> CollectionCase {
    step(&waiting(), CaseEvent::Decided(Decision::Decline), morning()).case
}

/// Connected this morning, nothing run yet.
pub fn tenant() -> Tenant {
    Tenant {
        id: tenant_id(),
        number: RegistrationNumber::parse(Country::Denmark, "24256790").unwrap(),
        name: "Tømrer Hansen".into(),
        language: Language::Danish,
        mail_addresses: vec!["hansen@toemrer.example".parse().unwrap()],
        system: billy(),
        settings: Default::default(),
        connection_id: None,
        decision_days: 3,
        min_days_overdue: 1,
        look_back_days: 90,
        start_date: None,
        fetching: Fetching::Automatic,
        fee_policy: FeePolicy::PursueDebtor,
        letterhead: Default::default(),
        plans: Default::default(),
        agency: None,
        former_agencies: vec![],
        agency_connection: None,
        added_at: morning().instant,
        connected_on: today(),
        connection: ConnectionState::Working,
        booking_off: None,
        open_batch: FIRST,
        ask_first: Some(AskFirst::FirstRun),
        last_success: None,
        suppressed: vec![],
        version: 1,
    }
}
