//! Brings a tenant's waiting cases to the middle of the procedure, step by step as they would come there, through the same
//! functions and the same table: approved, one letter sent, and resting until the next.
//!
//! `mid-procedure TENANT TODAY N`, with the table in the environment. Of its debtors, every Nth is due the next letter today,
//! and, unless all are, as many others are looked at today and rest on. Prints `{"cases", "due", "debtors_due", "looked_at"}`.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use anyhow::Context;
use cloud::settings::Environment;
use cloud::{Clients, DynamoStore};
use domain::case::{CaseEvent, CaseLetter, Decision, LetterStanding, Step, advance};
use domain::dunning::{NextStep, Rules, next_step};
use domain::ids::{CaseId, LetterId, TenantId};
use domain::moment::plus_days;
use domain::{CollectionCase, Moment, Tenant};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::json;
use workflows::ports::{Standing, Store, Transaction, Write};

/// Days since the first letter: the next may go, or not yet.
const LONG_AGO: i32 = 14;
const LATELY: i32 = 4;
/// Each step is two writes.
const AT_A_TIME: usize = 50;

/// What today is for a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Today {
    Due,
    LookedAt,
    Rests,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let tenant: TenantId = words.next().context("the tenant is missing")?.parse()?;
    let today: Date = words.next().context("the day is missing")?.parse()?;
    let every: usize = words.next().context("the share is missing")?.parse()?;
    let environment = Environment::of_process();
    let clients = Clients::of_function(&environment).await?;
    let store = DynamoStore::new(clients.dynamodb(), environment.text("TABLE")?);
    let (tenant, _) = store.tenant(&tenant).await?.context("there is no such tenant")?;
    let cases = cases(&store, &tenant).await?;
    let mut debtors: BTreeMap<String, Vec<CollectionCase>> = BTreeMap::new();
    for case in cases {
        debtors.entry(case.debtor.identity()).or_default().push(case);
    }
    let (mut all, mut due, mut debtors_due, mut looked_at) = (0, 0, 0, 0);
    let mut brought = Vec::new();
    for (place, cases) in debtors.into_values().enumerate() {
        let what = match place % every {
            0 => Today::Due,
            1 => Today::LookedAt,
            _ => Today::Rests,
        };
        all += cases.len();
        due += if what == Today::Due { cases.len() } else { 0 };
        debtors_due += usize::from(what == Today::Due);
        looked_at += if what == Today::LookedAt { cases.len() } else { 0 };
        brought.extend(cases.into_iter().map(|case| (case, what)));
    }
    for some in brought.chunks(AT_A_TIME) {
        bring(&store, &tenant, some, today).await?;
    }
    println!("{}", json!({"cases": all, "due": due, "debtors_due": debtors_due, "looked_at": looked_at}));
    Ok(())
}

/// All that it follows.
async fn cases(store: &DynamoStore, tenant: &Tenant) -> anyhow::Result<Vec<CollectionCase>> {
    let mut ids = Vec::new();
    let mut from = None;
    loop {
        let page = store.standing(&tenant.id, from).await?;
        ids.extend(page.items.iter().filter_map(|item| match item {
            Standing::Case(known) => Some(CaseId::of(&tenant.id, &tenant.system, &known.invoice)),
            _ => None,
        }));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    let mut cases = Vec::new();
    for some in ids.chunks(AT_A_TIME) {
        cases.extend(store.cases(some).await?);
    }
    Ok(cases)
}

/// Every case takes its steps; the same step of all of them is one transaction.
async fn bring(
    store: &DynamoStore,
    tenant: &Tenant,
    some: &[(CollectionCase, Today)],
    today: Date,
) -> anyhow::Result<()> {
    let mut columns: Vec<Transaction> = Vec::new();
    for (case, what) in some {
        for (column, step) in way(tenant, case, *what, today)?.into_iter().enumerate() {
            if columns.len() == column {
                columns.push(Transaction::default());
            }
            columns[column].push(Write::PutCase(Box::new(step.case)));
            columns[column].push(Write::AddTimeline(step.entry));
        }
    }
    for transaction in columns {
        store.commit(transaction).await?;
    }
    Ok(())
}

/// Approved, its letter claimed and sent, and then at rest.
fn way(tenant: &Tenant, case: &CollectionCase, what: Today, today: Date) -> anyhow::Result<Vec<Step>> {
    let rules = Rules::of(tenant, case);
    let on = plus_days(today, if what == Today::Due { -LONG_AGO } else { -LATELY });
    let then =
        Moment::new(on.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC)?.timestamp(), tenant.country());
    let first = rules.plan.steps.first().context("the plan has no step")?;
    let letter = CaseLetter {
        id: LetterId::of(&tenant.id, &[&case.debtor.identity(), &on.to_string()]),
        kind: first.kind.letter().context("the plan begins with no letter")?,
        step: 0,
        on,
        pay_by: plus_days(on, 10),
        asked: domain::dunning::Asked { fee: first.fee, compensation: first.compensation },
        fee_elsewhere: false,
        standing: LetterStanding::Sending,
    };
    let settled = CaseEvent::LetterSettled { letter: letter.id.clone(), standing: LetterStanding::Sent };
    let before = Moment { instant: then.instant - SignedDuration::from_hours(24), today: plus_days(on, -1) };
    let mut steps = Vec::new();
    let mut stands = case.clone();
    let mut take = |event: CaseEvent, now: Moment| -> anyhow::Result<CollectionCase> {
        let step = advance(&stands, &event, now)?.context("a step that changes nothing")?;
        stands = step.case.clone();
        steps.push(step);
        Ok(stands.clone())
    };
    take(CaseEvent::Decided(Decision::Approve), before)?;
    take(CaseEvent::LetterClaimed(Box::new(letter)), then)?;
    let sent = take(settled, then)?;
    let rests_until = match what {
        Today::Due | Today::LookedAt => today,
        Today::Rests => match next_step(&sent, &rules, plus_days(on, 1)) {
            NextStep::Letter(next) => next.on,
            other => anyhow::bail!("no letter comes next: {other:?}"),
        },
    };
    take(CaseEvent::Planned { on: rests_until }, then)?;
    Ok(steps)
}
