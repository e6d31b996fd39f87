//! The last transaction of a run: its report, the tenant's standing, and the batch with the mail that tells of it.

use domain::effect::QueuedEffect;
use domain::ids::CaseId;
use domain::{Batch, CollectionCase, Effect, Tenant};

use super::tally::Tally;
use super::{Run, RunEnd, RunError, Stop, reload};
use crate::ports::{CommitError, Sealed, SecretKind, Store, StoreError, Transaction, Write};

/// How often the tenant is read again because somebody changed its settings meanwhile.
const TRIES: usize = 5;

/// Cases read at a time when they are counted.
const COUNTED_AT_A_TIME: usize = 100;

pub(super) async fn close(
    run: &Run<'_>,
    mut tenant: Tenant,
    session: Option<Sealed>,
    mut tally: Tally,
) -> Result<RunEnd, Stop> {
    let number = tenant.open_batch;
    // What was gathered was gathered under these rules, whatever an operator has set since.
    let gathered_under = tenant.clone();
    count_others(run.ports.store, &tenant, &mut tally).await?;
    if tally.recount {
        count_news(run.ports.store, &tenant, &mut tally).await?;
    }
    tally.report.new = tally.opened + tally.resting;
    for _ in 0..TRIES {
        let transaction = last_transaction(run, &gathered_under, &tenant, session.clone(), &tally);
        match run.ports.store.commit(transaction).await {
            Ok(()) => return Ok(RunEnd::Finished(Box::new(tally.report))),
            Err(CommitError::Conflict(refused)) if refused.contains(&REPORT) => {
                return Ok(RunEnd::FinishedBefore);
            }
            Err(CommitError::Conflict(_)) => tenant = reload(run.ports.store, &tenant.id, number).await?,
            Err(other) => return Err(other.into()),
        }
    }
    Err(RunError::Contended.into())
}

/// Where the report stands among the writes.
const REPORT: usize = 0;

fn last_transaction(
    run: &Run<'_>,
    gathered_under: &Tenant,
    tenant: &Tenant,
    session: Option<Sealed>,
    tally: &Tally,
) -> Transaction {
    let secrets = session.map(|sealed| (SecretKind::Session, sealed)).into_iter().collect();
    let tells = tally.opened > 0 || tally.news > 0;
    let mut after = tenant.clone();
    after.run_succeeded(gathered_under, run.now.instant, tells);
    after.version += 1;
    let mut transaction = Transaction::from(vec![
        Write::PutReport(Box::new(tally.report.clone())),
        Write::PutTenant { tenant: Box::new(after), secrets },
    ]);
    if tells {
        let batch = Batch {
            tenant: tenant.id.clone(),
            number: tenant.open_batch,
            run: run.run.clone(),
            cases: tally.opened,
            totals: tally.totals.values().copied().collect(),
            silence: gathered_under.asks_first(run.now).or(tenant.asks_first(run.now)).into(),
            decision_days: tenant.decision_days,
            mailed_at: None,
            decide_by: None,
            settled_at: (tally.opened == 0).then_some(run.now.instant),
            started: 0,
            version: 1,
        };
        let mail = Effect::RunMail { tenant: tenant.id.clone(), batch: batch.number, run: run.run.clone() };
        transaction.push(Write::PutBatch(batch));
        transaction.push(Write::PutEffect(Box::new(QueuedEffect::new(mail, run.now.instant))));
    }
    transaction
}

/// Adds what stands in the open batch beside the cases that this pass opened. Read by key: an index may lag behind.
async fn count_others(store: &dyn Store, tenant: &Tenant, tally: &mut Tally) -> Result<(), StoreError> {
    let others: Vec<CaseId> = tally.others.iter().cloned().collect();
    for some in others.chunks(COUNTED_AT_A_TIME) {
        let waits = |case: &CollectionCase| case.awaits_approval() && case.batch == tenant.open_batch;
        for case in store.cases(some).await?.into_iter().filter(waits) {
            tally.add_opened(case.outstanding);
        }
    }
    Ok(())
}

/// Counts the news of the open batch, whoever wrote it.
async fn count_news(store: &dyn Store, tenant: &Tenant, tally: &mut Tally) -> Result<(), StoreError> {
    let news = store.news(&tenant.id, tenant.open_batch).await?;
    let count = |closed: bool| u32::try_from(news.iter().filter(|item| item.closed == closed).count());
    tally.report.closed = count(true).unwrap_or(u32::MAX);
    tally.report.changed = count(false).unwrap_or(u32::MAX);
    tally.news = tally.report.closed.saturating_add(tally.report.changed);
    Ok(())
}
