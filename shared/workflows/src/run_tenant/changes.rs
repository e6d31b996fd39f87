//! Invoices read one by one: changed ones, missing ones, and new ones that the list tells only in outline.

use accounting::{AccountingSystem, Reading, Unreadable};
use domain::case::{CaseEvent, Step, advance, open};
use domain::ids::{BatchNumber, CaseId, InvoiceId, TenantId};
use domain::{ChangeMark, ReasonCode};

use super::followed::{Entry, Followed};
use super::newcomers::Newcomers;
use super::tally::Tally;
use super::walk::Wanted;
use super::{Run, RunError, Stop, reload, still_open};
use crate::ports::{CommitError, Known, Transaction};
use crate::reading::event_of;
use crate::step_writes::add_step;

/// How often one case is decided anew because it changed under the run.
const TRIES: usize = 5;

/// Reads what the list left open, as far as this call may. Answers how many are left for the next call.
pub(super) async fn read_one_by_one(
    run: &Run<'_>,
    source: &dyn AccountingSystem,
    followed: &Followed,
    mut wanted: Wanted,
    tally: &mut Tally,
) -> Result<usize, Stop> {
    let mut reads = run.reads;
    let (resting, missing): (Vec<_>, Vec<_>) =
        followed.cases.values().filter(|entry| is_unseen(entry)).partition(|entry| may_be_missing(entry));
    // A run that had to read all of these could never end where there are more than one call may read.
    wanted.unsure.extend(resting.into_iter().map(|entry| entry.known.invoice.clone()));
    wanted.unsure.sort();
    let missing = missing.into_iter().map(|entry| (entry.known.invoice.clone(), None));
    let changed = wanted.changed.iter().map(|(id, mark)| (id.clone(), Some(*mark)));
    let due: Vec<Wish> = changed.chain(missing).collect();
    let mut left = read_listed(run, source, followed, &due, &mut reads, tally).await?;
    left += open_outlined(run, source, followed, &wanted.newcomers, &mut reads, tally).await?;
    let spare = reads.saturating_mul(source.reads_at_once());
    let seen = |id: &InvoiceId| followed.cases.get(id).filter(|entry| entry.seen);
    let share: Vec<Wish> = todays_share(&wanted.unsure, spare, run)
        .map(|id| (id.clone(), seen(id).map(|entry| entry.known.mark)))
        .collect();
    read_listed(run, source, followed, &share, &mut reads, tally).await?;
    Ok(left)
}

/// An invoice to read, with the mark that the list shows, if it is listed.
pub(super) type Wish = (InvoiceId, Option<ChangeMark>);

/// Reads as many as `reads` requests do, and follows them up. Answers how many are left.
pub(super) async fn read_listed(
    run: &Run<'_>,
    source: &dyn AccountingSystem,
    followed: &Followed,
    wishes: &[Wish],
    reads: &mut usize,
    tally: &mut Tally,
) -> Result<usize, Stop> {
    let mut left = wishes.len();
    for some in wishes.chunks(source.reads_at_once().max(1)) {
        let Some(rest) = reads.checked_sub(1) else { break };
        *reads = rest;
        let ids: Vec<InvoiceId> = some.iter().map(|(id, _)| id.clone()).collect();
        let readings = source.read_together(&ids).await.map_err(Stop::Source)?;
        for ((id, listed), reading) in some.iter().zip(readings) {
            follow(run, followed, id, *listed, reading, tally).await?;
        }
        left -= some.len();
    }
    Ok(left)
}

/// Whether it is to be read by itself, for the list did not show it.
fn is_unseen(entry: &Entry) -> bool {
    !entry.seen && !entry.known.booking_in_flight
}

/// Whether a list of what is overdue may leave the case out day after day: its due date has not come yet.
fn may_be_missing(entry: &Entry) -> bool {
    !entry.known.state.rests_on_its_mark()
}

/// Which unchanged cases are read all the same, because the list does not tell what is owed of them. All of them where
/// the system bears it; otherwise another share each day, so that none is left out for long.
fn todays_share<'a>(
    unsure: &'a [InvoiceId],
    reads: usize,
    run: &Run<'_>,
) -> impl Iterator<Item = &'a InvoiceId> {
    let share = reads.min(unsure.len());
    let start = if unsure.is_empty() { 0 } else { (days_since_the_beginning(run) * share) % unsure.len() };
    unsure.iter().cycle().skip(start).take(share)
}

/// Any fixed day will do: what counts is that the next day's number is another.
fn days_since_the_beginning(run: &Run<'_>) -> usize {
    domain::moment::days_between(jiff::civil::date(2026, 1, 1), run.now.today).unsigned_abs() as usize
}

async fn follow(
    run: &Run<'_>,
    followed: &Followed,
    id: &InvoiceId,
    listed: Option<ChangeMark>,
    reading: Reading,
    tally: &mut Tally,
) -> Result<(), Stop> {
    let tenant = &followed.tenant;
    let batch = tenant.open_batch;
    // What is listed was counted as read with its row.
    tally.report.read += u32::from(listed.is_none());
    if let Reading::Unreadable(row) = &reading {
        cannot_be_read(run, followed, id, row);
        tally.report.skip(Some(id), &row.number, ReasonCode::Unreadable);
    }
    let event = event_of(reading, tenant, listed);
    if nothing_new(followed, id, &event) {
        return Ok(());
    }
    let case_id = CaseId::of(&tenant.id, &tenant.system, id);
    let Some(case) = run.ports.store.cases(std::slice::from_ref(&case_id)).await?.pop() else {
        return Ok(());
    };
    // Another run may have been quicker with this case, so that its news stands in the batch without having been counted.
    let as_it_was = followed.cases.get(id).is_some_and(|entry| entry.known == Known::of(&case));
    if !as_it_was {
        tally.recount = true;
        tally.others.insert(case.id.clone());
    }
    if let Ok(Some(step)) = advance(&case, &event, run.now) {
        write_change(run, &tenant.id, batch, step, &event, tally).await?;
    }
    Ok(())
}

/// The reading is the last one over again, of a case that waits for nothing else: the table need not be asked.
fn nothing_new(followed: &Followed, id: &InvoiceId, event: &CaseEvent) -> bool {
    let CaseEvent::SourceRead { invoice, .. } = event else { return false };
    followed.cases.get(id).is_some_and(|entry| {
        let settled = entry.known.state.rests_on_its_mark() && !entry.known.unclear;
        settled && entry.known.mark == invoice.mark && entry.known.facts == invoice.facts()
    })
}

/// Writes one step of a case; when the case changed meanwhile, decides anew on what it is now.
pub(super) async fn write_change(
    run: &Run<'_>,
    tenant: &TenantId,
    batch: BatchNumber,
    mut step: Step,
    event: &CaseEvent,
    tally: &mut Tally,
) -> Result<(), Stop> {
    for _ in 0..TRIES {
        let mut transaction = Transaction::from(vec![still_open(tenant, batch)]);
        add_step(&mut transaction, step.clone());
        match run.ports.store.commit(transaction).await {
            Ok(()) => {
                tally.add_changed(&step);
                return Ok(());
            }
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(other.into()),
        }
        tally.recount = true;
        reload(run.ports.store, tenant, batch).await?;
        let Some(case) = run.ports.store.cases(std::slice::from_ref(&step.case.id)).await?.pop() else {
            return Ok(());
        };
        match advance(&case, event, run.now) {
            Ok(Some(anew)) => step = anew,
            _ => return Ok(()),
        }
    }
    Err(RunError::Contended.into())
}

fn cannot_be_read(run: &Run<'_>, followed: &Followed, id: &InvoiceId, row: &Unreadable) {
    tracing::warn!(
        tenant = %followed.tenant.id, run = %run.run, invoice = %id, field = %row.field, problem = %row.problem,
        "an invoice cannot be read"
    );
}

async fn open_outlined(
    run: &Run<'_>,
    source: &dyn AccountingSystem,
    followed: &Followed,
    outlined: &[(InvoiceId, ChangeMark)],
    reads: &mut usize,
    tally: &mut Tally,
) -> Result<usize, Stop> {
    let tenant = &followed.tenant;
    let rules = tenant.requirements();
    let mut newcomers = Newcomers::new(tenant);
    let mut left = 0;
    // Another place to begin each day, so that a crowd that is skipped every day hides nobody for long.
    let first = match outlined.len() {
        0 => 0,
        crowd => days_since_the_beginning(run) * (*reads).max(1) % crowd,
    };
    for (id, mark) in outlined.iter().cycle().skip(first).take(outlined.len()) {
        if let Some(judged) = run.judged.iter().find(|judged| judged.invoice_id == id.as_str()) {
            tally.report.skip(Some(id), &judged.invoice_number, judged.code);
            continue;
        }
        match reads.checked_sub(1) {
            Some(rest) => *reads = rest,
            None => {
                left += 1;
                continue;
            }
        }
        match source.read(id).await.map_err(Stop::Source)? {
            Reading::Found(mut invoice) => {
                invoice.mark = *mark;
                match open(&tenant.id, &tenant.system, &invoice, &rules, tenant.open_batch, run.now) {
                    Ok(step) => newcomers.add(step, *invoice),
                    Err(code) => tally.skip_read(id, &invoice.number, code),
                }
            }
            // Listed a moment ago, withdrawn since.
            Reading::Gone(_) | Reading::Missing(_) => tally.skip_read(id, "", ReasonCode::Voided),
            Reading::Unreadable(row) => {
                cannot_be_read(run, followed, id, &row);
                tally.skip_read(id, &row.number, ReasonCode::Unreadable);
            }
        }
        newcomers.write_full(run, tally).await?;
    }
    newcomers.write_rest(run, tally).await?;
    Ok(left)
}
