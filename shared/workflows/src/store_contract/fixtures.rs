//! Things to store, complete and plain.

use domain::batch::SilenceRule;
use domain::case::{CaseStatus, CollectionCase, Happening, TimelineEntry};
use domain::effect::{Effect, QueuedEffect};
use domain::ids::{BatchNumber, CaseId, InvoiceId, PaymentId, RunId, SystemName, TenantId};
use domain::received_payment::{BookingState, ReceivedPayment};
use domain::tenant::{ConnectionState, FeePolicy, Fetching};
use domain::{
    Batch, ChangeMark, Country, Currency, Debtor, DebtorKind, Language, Money, News, RegistrationNumber,
    RunReport, Tenant, Tiding,
};
use jiff::Timestamp;
use jiff::civil::date;

use crate::ports::{Sealed, Secrets, Store, Transaction, Write};

/// Numbers that pass the check of their register, as many as a test needs tenants.
const NUMBERS: [&str; 4] = ["24256790", "10150817", "61056416", "36213728"];

pub fn now() -> Timestamp {
    "2026-11-18T08:00:00Z".parse().unwrap()
}

pub fn tenant(n: u8) -> Tenant {
    Tenant {
        id: TenantId::from_random([n + 1; 8]),
        number: RegistrationNumber::parse(Country::Denmark, NUMBERS[usize::from(n)]).unwrap(),
        name: "Nordlys Træ & Tag ApS".into(),
        language: Language::Danish,
        mail_addresses: vec!["kontor@nordlys.example".parse().unwrap()],
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
        added_at: now(),
        connected_on: date(2026, 11, 18),
        connection: ConnectionState::Working,
        booking_off: None,
        open_batch: BatchNumber::FIRST,
        ask_first: None,
        last_success: None,
        suppressed: vec![],
        version: 1,
    }
}

/// The same tenant, one version on.
pub fn changed(tenant: &Tenant) -> Tenant {
    Tenant { version: tenant.version + 1, ..tenant.clone() }
}

pub fn sealed(text: &str) -> Sealed {
    Sealed { key: "1".into(), text: text.into() }
}

/// Credentials and nothing else.
pub fn secrets(text: &str) -> Secrets {
    Secrets::of(sealed(text))
}

pub fn add(tenant: &Tenant) -> Write {
    Write::AddTenant { tenant: Box::new(tenant.clone()), secrets: secrets("first") }
}

pub fn put(tenant: &Tenant) -> Write {
    Write::PutTenant { tenant: Box::new(tenant.clone()), secrets: vec![] }
}

/// A tenant that stands in the store.
pub async fn added(store: &dyn Store, n: u8) -> Tenant {
    let tenant = tenant(n);
    write(store, [add(&tenant)]).await;
    tenant
}

pub async fn write(store: &dyn Store, writes: impl IntoIterator<Item = Write>) {
    store.commit(Transaction::from(writes.into_iter().collect::<Vec<_>>())).await.unwrap();
}

pub fn case(tenant: &Tenant, n: u32) -> CollectionCase {
    let invoice = InvoiceId::parse(&format!("invoice-{n}")).unwrap();
    let dkk = |minor| Money::new(minor, Currency::DKK);
    CollectionCase {
        id: CaseId::of(&tenant.id, &tenant.system, &invoice),
        tenant: tenant.id.clone(),
        system: tenant.system.clone(),
        invoice_id: invoice,
        invoice_number: n.to_string(),
        status: CaseStatus::AwaitingApproval,
        approval: None,
        batch: BatchNumber::FIRST,
        opened_on: date(2026, 11, 18),
        issue_date: None,
        due_date: date(2026, 11, 10),
        principal: dkk(125_000),
        outstanding: dkk(125_000),
        paid: dkk(0),
        credited: dkk(0),
        owed_more: dkk(0),
        credited_at_source: dkk(0),
        fees_elsewhere: vec![],
        reminders_elsewhere: vec![],
        debtor: Debtor {
            external_id: None,
            name: "Åse Ærø 🧾 מרים".into(),
            email: None,
            kind: DebtorKind::Company,
            registration_number: None,
            address: None,
        },
        payment_reference: None,
        letters_sent: 0,
        // More than a float can hold: numbers must come back to the last digit.
        mark: ChangeMark::from_bits(u64::MAX - u64::from(n)),
        facts: ChangeMark::from_bits(u64::from(n)),
        owed_at_source: true,
        unclear: false,
        credits_asked: vec![],
        credits_seen: None,
        service: Default::default(),
        dunning: Default::default(),
        overpaid: 0,
        counts_from: None,
        charges: None,
        handover: None,
        answers: Default::default(),
        version: 1,
    }
}

pub fn put_case(case: &CollectionCase) -> Write {
    Write::PutCase(Box::new(case.clone()))
}

pub fn batch(tenant: &Tenant, number: u32) -> Batch {
    Batch {
        tenant: tenant.id.clone(),
        number: BatchNumber(number),
        run: run("2026-11-18"),
        cases: 1,
        totals: vec![Money::new(125_000, Currency::DKK)],
        silence: SilenceRule::Starts,
        decision_days: 3,
        mailed_at: None,
        decide_by: None,
        settled_at: None,
        started: 0,
        version: 1,
    }
}

pub fn news(case: &CollectionCase, batch: u32, version: u64) -> News {
    News {
        case: case.id.clone(),
        batch: BatchNumber(batch),
        version,
        invoice_number: case.invoice_number.clone(),
        debtor_name: case.debtor.name.clone(),
        outstanding: case.outstanding,
        closed: false,
        tidings: vec![Tiding::PartPaid { amount: Money::new(100, Currency::DKK) }],
    }
}

pub fn entry(case: &CollectionCase, version: u64) -> TimelineEntry {
    TimelineEntry {
        case: case.id.clone(),
        version,
        at: now(),
        status: "awaiting_approval".into(),
        outstanding: case.outstanding,
        batch: case.batch,
        happening: Happening::Opened { principal: case.principal },
    }
}

pub fn run(id: &str) -> RunId {
    id.parse().unwrap()
}

pub fn report(tenant: &Tenant, id: &str) -> RunReport {
    let run = run(id);
    let date = run.date().unwrap();
    let at = date.at(8, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    RunReport::new(tenant.id.clone(), tenant.system.clone(), run, date, at)
}

pub fn put_report(report: &RunReport) -> Write {
    Write::PutReport(Box::new(report.clone()))
}

pub fn effect(tenant: &Tenant, batch: u32) -> QueuedEffect {
    QueuedEffect::new(Effect::SilentStartMail { tenant: tenant.id.clone(), batch: BatchNumber(batch) }, now())
}

pub fn put_effect(effect: &QueuedEffect) -> Write {
    Write::PutEffect(Box::new(effect.clone()))
}

pub fn payment(case: &CollectionCase, reference: &str) -> ReceivedPayment {
    let amount = Money::new(125_000, Currency::DKK);
    ReceivedPayment {
        id: PaymentId::of(&case.tenant, &[reference]),
        tenant: case.tenant.clone(),
        case: case.id.clone(),
        amount,
        counted: amount,
        date: date(2026, 11, 17),
        reference: reference.into(),
        recorded_at: now(),
        booking: BookingState::Planned,
        round: 1,
        version: 1,
    }
}

pub fn put_payment(payment: &ReceivedPayment) -> Write {
    Write::PutPayment(Box::new(payment.clone()))
}
