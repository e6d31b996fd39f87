//! A tenant and its cases, for the tests of what is shown of them.

use domain::case::{CaseEvent, advance, open};
use domain::ids::{BatchNumber, InvoiceId, SystemName, TenantId};
use domain::moment::time_zone;
use domain::source_invoice::{Amounts, DocumentKind, InvoiceState};
use domain::tenant::{ConnectionState, FeePolicy, Fetching};
use domain::{
    ChangeMark, CollectionCase, Country, Currency, Debtor, DebtorKind, Decision, Language, Moment, Money,
    RegistrationNumber, SourceInvoice, Tenant,
};
use jiff::civil::{Date, date};

/// 07:00 in Copenhagen on Tuesday 1 December 2026.
pub fn morning() -> Moment {
    Moment::new("2026-12-01T06:00:00Z".parse().unwrap(), Country::Denmark)
}

pub fn tenant() -> Tenant {
    Tenant {
        id: TenantId::from_random([5; 8]),
        number: RegistrationNumber::parse(Country::Denmark, "24256790").unwrap(),
        name: "Nordlys ApS".into(),
        language: Language::Danish,
        mail_addresses: vec!["post@nordlys.example".parse().unwrap()],
        system: SystemName::known("billy"),
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
        connected_on: morning().today,
        connection: ConnectionState::Working,
        booking_off: None,
        open_batch: BatchNumber::FIRST,
        ask_first: None,
        last_success: None,
        suppressed: vec![],
        version: 1,
    }
}

fn kroner(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

/// 10,000.00 DKK, due on Monday 23 November 2026, awaiting approval.
pub fn case(number: u32, debtor: &str) -> CollectionCase {
    let owed = kroner(1_000_000);
    let invoice = SourceInvoice {
        id: InvoiceId::parse(&format!("inv-{number}")).unwrap(),
        number: number.to_string(),
        kind: DocumentKind::Invoice,
        state: InvoiceState::Approved,
        issue_date: None,
        due_date: Some(date(2026, 11, 23)),
        amounts: Ok(Amounts {
            gross: owed,
            outstanding: owed,
            fees_elsewhere: vec![],
            credited: Some(kroner(0)),
        }),
        debtor: Debtor {
            external_id: None,
            name: debtor.to_owned(),
            email: Some(format!("{}@debtor.example", debtor.len()).parse().unwrap()),
            kind: DebtorKind::Company,
            registration_number: None,
            address: None,
        },
        payment_reference: None,
        in_collection_elsewhere: false,
        hold: None,
        mark: ChangeMark::from_bits(1),
    };
    let tenant = tenant();
    let opened =
        open(&tenant.id, &tenant.system, &invoice, &tenant.requirements(), BatchNumber::FIRST, morning());
    opened.unwrap().case
}

/// Noon of a day, in Copenhagen.
pub fn noon(day: Date) -> Moment {
    let noon = day.at(12, 0, 0, 0).to_zoned(time_zone(Country::Denmark)).unwrap();
    Moment::new(noon.timestamp(), Country::Denmark)
}

pub fn approved(case: CollectionCase) -> CollectionCase {
    advance(&case, &CaseEvent::Decided(Decision::Approve), morning()).unwrap().unwrap().case
}
