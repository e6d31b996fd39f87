//! How many cases a second the pure step decides: what happened to a case, and what comes next for it. No I/O, one thread.
//!
//! Prints one line of JSON: for each thing that can happen, and for a day's mix of them, the steps and the seconds they took.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench: what fails here fails it")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use domain::case::{
    CaseEvent, CaseLetter, DebtorWords, Decision, LetterStanding, MoneyMove, MovedMoney, Terms, advance, open,
};
use domain::dunning::{Asked, DunningPlan, LetterKind, Rules, next_step};
use domain::eligibility::Requirements;
use domain::ids::{BatchNumber, InvoiceId, LetterId, SystemName, TenantId};
use domain::source_invoice::{Amounts, DocumentKind, InvoiceState};
use domain::statutes::Statutes;
use domain::tenant::FeePolicy;
use domain::{
    ChangeMark, CollectionCase, Country, Currency, Debtor, DebtorKind, Moment, Money, SourceInvoice,
};
use jiff::civil::{Date, date};
use serde_json::json;

/// Cases that are decided in turn, so that no step finds all of its data in the nearest cache.
const CASES: u32 = 2_000;
/// Each row of the table runs at least so long.
const LEAST: Duration = Duration::from_secs(1);
const OWED: i64 = 1_000_000;

fn now() -> Moment {
    Moment::new("2026-11-24T06:00:00Z".parse().unwrap(), Country::Denmark)
}

fn kroner(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

fn invoice(number: u32, outstanding: i64, mark: u64) -> SourceInvoice {
    SourceInvoice {
        id: InvoiceId::parse(&format!("invoice-{number}")).unwrap(),
        number: number.to_string(),
        kind: DocumentKind::Invoice,
        state: InvoiceState::Approved,
        issue_date: Some(date(2026, 9, 1)),
        due_date: Some(domain::moment::plus_days(date(2026, 10, 1), i32::try_from(number % 28).unwrap())),
        amounts: Ok(Amounts {
            gross: kroner(OWED),
            outstanding: kroner(outstanding),
            fees_elsewhere: vec![],
            credited: Some(kroner(0)),
        }),
        debtor: Debtor {
            external_id: Some(format!("debtor-{}", number / 10)),
            name: format!("Debitor {} ApS", number / 10),
            email: Some(format!("post{}@debtor.example", number / 10).parse().unwrap()),
            kind: DebtorKind::Company,
            registration_number: None,
            address: None,
        },
        payment_reference: Some(format!("+71<{number:015}+12345678<")),
        in_collection_elsewhere: false,
        hold: None,
        mark: ChangeMark::from_bits(mark),
    }
}

fn waiting(number: u32) -> CollectionCase {
    let rules = Requirements {
        min_days_overdue: 1,
        start_date: None,
        reaches_back_to: date(2026, 8, 1),
        fetching_paused: false,
    };
    let (tenant, billy) = (TenantId::from_random([7; 8]), SystemName::known("billy"));
    let opened = open(&tenant, &billy, &invoice(number, OWED, 1), &rules, BatchNumber::FIRST, now());
    opened.unwrap().case
}

fn letter(case: &CollectionCase, step: u8, on: Date, pay_by: Date) -> CaseLetter {
    CaseLetter {
        id: LetterId::of(&case.tenant, &[case.id.digest(), &step.to_string()]),
        kind: LetterKind::Reminder,
        step,
        on,
        pay_by,
        asked: Asked { fee: true, compensation: step == 0 },
        fee_elsewhere: false,
        standing: LetterStanding::Sent,
    }
}

/// Approved, with a letter sent, a part paid, and another letter sent.
fn chased(number: u32) -> CollectionCase {
    let waits = waiting(number);
    let approved = advance(&waits, &CaseEvent::Decided(Decision::Approve), now()).unwrap().unwrap().case;
    let part = read(number, OWED * 3 / 5, 2);
    let mut case = advance(&approved, &part, now()).unwrap().unwrap().case;
    case.dunning.letters = vec![
        letter(&case, 0, date(2026, 10, 30), date(2026, 11, 9)),
        letter(&case, 1, date(2026, 11, 12), date(2026, 11, 23)),
    ];
    case.dunning.moves =
        vec![MoneyMove { on: date(2026, 11, 5), what: MovedMoney::Paid, minor: OWED * 2 / 5 }];
    case
}

/// A case and what happens to it.
type Work = (CollectionCase, Option<CaseEvent>);
/// The case of this number, and what happens to it.
type Make = fn(u32) -> Work;

fn read(number: u32, outstanding: i64, mark: u64) -> CaseEvent {
    let terms =
        Terms { open_batch: BatchNumber(2), country: Country::Denmark, fee_policy: FeePolicy::PursueDebtor };
    CaseEvent::SourceRead { invoice: Box::new(invoice(number, outstanding, mark)), terms }
}

/// What can happen to a case, by name.
const KINDS: [(&str, Make); 7] = [
    ("looked at, nothing happened", |n| (chased(n), None)),
    ("read, unchanged", |n| (chased(n), Some(read(n, OWED * 3 / 5, 2)))),
    ("read, a part paid", |n| (chased(n), Some(read(n, OWED / 5, 3)))),
    ("read, all paid", |n| (chased(n), Some(read(n, 0, 3)))),
    ("approved by silence", |n| (waiting(n), Some(CaseEvent::SilenceAnswered { batch: BatchNumber::FIRST }))),
    ("a letter leaves", |n| {
        let case = chased(n);
        let next = letter(&case, 2, date(2026, 11, 24), date(2026, 12, 4));
        (case, Some(CaseEvent::LetterClaimed(Box::new(next))))
    }),
    ("its debtor objects", |n| {
        let reason = DebtorWords::new("The goods never came, and I said so in October.");
        (chased(n), Some(CaseEvent::Objected { reason, open_batch: BatchNumber(2) }))
    }),
];

/// Of a hundred cases of a day: most are only looked at or read.
const MIX: [usize; 7] = [60, 20, 5, 5, 4, 5, 1];

fn mixed(number: u32) -> Work {
    let mut place = usize::try_from(number % 100).unwrap();
    let kind = MIX.iter().position(|share| {
        let here = place < *share;
        place = place.saturating_sub(*share);
        here
    });
    KINDS[kind.unwrap_or(0)].1(number)
}

/// Decides every case in turn until [`LEAST`] is over; answers how many, and the seconds.
fn measure(work: &[Work], plan: &DunningPlan) -> (u64, f64) {
    let rules = Rules { country: Country::Denmark, plan: plan.clone(), statutes: Statutes::built_in() };
    let (began, mut steps) = (Instant::now(), 0);
    while began.elapsed() < LEAST {
        for (case, event) in work {
            let step = event.as_ref().and_then(|event| advance(black_box(case), event, now()).unwrap());
            let stands = step.as_ref().map_or(case, |step| &step.case);
            black_box(next_step(black_box(stands), &rules, now().today));
        }
        steps += work.len() as u64;
    }
    (steps, began.elapsed().as_secs_f64())
}

fn main() {
    let plan =
        DunningPlan::standard(Country::Denmark, DebtorKind::Company.into(), &SystemName::known("billy"));
    let mut rows = Vec::new();
    let all = KINDS.iter().copied().chain([("a day's mix", mixed as Make)]);
    for (name, kind) in all {
        let work: Vec<Work> = (0..CASES).map(kind).collect();
        let (steps, seconds) = measure(&work, &plan);
        rows.push(json!({"what": name, "steps": steps, "seconds": seconds}));
    }
    println!("{}", json!(rows));
}
