//! The run's mail. Its decision window starts when it leaves.

mod outlook;

use std::collections::BTreeMap;

use domain::effect::{Effect, QueuedEffect};
use domain::ids::{BatchNumber, RunId};
use domain::moment::days_between;
use domain::{Batch, CollectionCase, Moment, ReasonCode, RunReport, Tenant, Tiding};
use messages::NewCase;
use messages::agency_words::called;
use messages::run_mail::RunMail;

use super::{After, EffectPorts, Failure, send_to, title_of};
use crate::links::claims_for;
use crate::ports::{MailTag, Write};

/// A mail stays readable: this many new cases and this many changes; the page behind the link has them all.
pub(super) const LISTED: usize = 50;
/// Invoice numbers given for each reason of skipping.
const NUMBERS_PER_REASON: usize = 5;

pub(super) async fn send(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    number: BatchNumber,
    run: &RunId,
    now: Moment,
) -> Result<After, Failure> {
    let Some(batch) = ports.store.batch(&tenant.id, number).await? else {
        return Err(Failure::Lasting("the batch does not exist".into()));
    };
    if batch.mailed_at.is_some() {
        return Ok(vec![]);
    }
    let mailed = batch.mailed(now, tenant.country());
    let view = view(ports, tenant, &mailed, run, now).await?;
    let tag = MailTag { name: "batch", value: number.to_string() };
    send_to(ports, tenant, view.render(), vec![tag]).await?;
    Ok(after(mailed, now))
}

/// The batch has been told; where silence may start it, its schedule is the next effect.
fn after(mailed: Batch, now: Moment) -> After {
    let mut writes = Vec::new();
    if let Some(at) = mailed.starts_at() {
        let schedule = Effect::SilentStart { tenant: mailed.tenant.clone(), batch: mailed.number, at };
        writes.push(Write::PutEffect(Box::new(QueuedEffect::new(schedule, now.instant))));
    }
    writes.push(Write::PutBatch(mailed));
    writes
}

async fn view(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    batch: &Batch,
    run: &RunId,
    now: Moment,
) -> Result<RunMail, Failure> {
    let mut listed = ports.store.batch_cases(&tenant.id, batch.number, None, LISTED).await?.cases;
    listed.sort_by(|one, other| {
        (one.due_date, &one.invoice_number).cmp(&(other.due_date, &other.invoice_number))
    });
    let mut news = ports.store.news(&tenant.id, batch.number).await?;
    let news_total = u32::try_from(news.len()).unwrap_or(u32::MAX);
    // What asks is told, however much else has happened.
    news.sort_by_key(|news| !news.tidings.iter().any(Tiding::asks));
    let asks = news.iter().any(|news| news.tidings.iter().any(Tiding::can_be_answered));
    news.truncate(LISTED);
    let report = ports.store.report(&tenant.id, run).await?;
    let link = match batch.cases > 0 || asks {
        false => None,
        true => Some(ports.links.address(&claims_for(batch, now.instant)).await?),
    };
    Ok(RunMail {
        language: tenant.language,
        tenant_name: tenant.name.clone(),
        system_title: title_of(tenant),
        run_date: run.date().unwrap_or(now.today),
        zone: tenant.country(),
        new_cases: listed.iter().filter(|case| case.awaits_approval()).map(|case| line(case, now)).collect(),
        new_total: batch.cases,
        totals: batch.totals.clone(),
        silence: batch.silence,
        decide_by: batch.starts_at(),
        decision_days: batch.decision_days,
        outlook: outlook::of(tenant, batch, &listed, now),
        link,
        news,
        news_total,
        fee_policy: tenant.fee_policy,
        agency: called(tenant),
        skipped: report.as_ref().map(reasons).unwrap_or_default(),
    })
}

/// A case as a mail lists it.
pub(super) fn line(case: &CollectionCase, now: Moment) -> NewCase {
    NewCase {
        invoice_number: case.invoice_number.clone(),
        debtor_name: case.debtor.name.clone(),
        due_date: case.due_date,
        days_over: days_between(case.due_date, now.today),
        outstanding: case.outstanding,
    }
}

/// What is no news to a tenant: invoices that come by themselves when it is time, and what it has decided about already.
const NOT_WORTH_A_LINE: [ReasonCode; 3] =
    [ReasonCode::NotOverdue, ReasonCode::BelowMinimumDays, ReasonCode::AlreadyACase];

fn reasons(report: &RunReport) -> Vec<(ReasonCode, u32, Vec<String>)> {
    let mut numbers: BTreeMap<ReasonCode, Vec<String>> = BTreeMap::new();
    for skipped in &report.skipped {
        let listed = numbers.entry(skipped.code).or_default();
        if listed.len() < NUMBERS_PER_REASON && !skipped.invoice_number.is_empty() {
            listed.push(skipped.invoice_number.clone());
        }
    }
    let with_numbers =
        |(code, count): (&ReasonCode, &u32)| (*code, *count, numbers.get(code).cloned().unwrap_or_default());
    let tells = |(code, _): &(&ReasonCode, &u32)| !NOT_WORTH_A_LINE.contains(code);
    report.skipped_counts.iter().filter(tells).map(with_numbers).collect()
}
