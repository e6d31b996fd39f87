//! Which letters are due today: found after everything was read, and queued. Nothing leaves from here.

use std::collections::{BTreeMap, BTreeSet};

use domain::case::{CaseEvent, Step, advance};
use domain::dunning::{Forbidden, NextStep, Rules, next_step};
use domain::effect::QueuedEffect;
use domain::ids::{CaseId, LetterId};
use domain::moment::plus_days;
use domain::{CollectionCase, Effect, Tenant};
use jiff::civil::Date;

use super::changes::write_change;
use super::fees_of_debtors::FeesOfDebtors;
use super::followed::Followed;
use super::tally::Tally;
use super::{Run, RunError, Stop};
use crate::ports::{CommitError, KnownState, MAX_WRITES, Store, Transaction, Write};
use crate::step_writes::writes_of;

/// Cases read at a time; each that rests is two writes.
const AT_A_TIME: usize = 50;

/// What holds a step may pass: a payment moves it at once, a new statute row within this many days.
const HELD_DAYS: i32 = 7;
/// A plan that has come to its end goes on only if its tenant extends it.
const AT_ITS_END_DAYS: i32 = 28;

/// Queues one letter for each debtor that is due one, asks the tenant what only it can say, and lets the other cases rest until
/// their day. `can_read`: the source shows whether an invoice is still unpaid.
pub(super) async fn plan(
    run: &Run<'_>,
    followed: &Followed,
    can_read: bool,
    tally: &mut Tally,
) -> Result<(), Stop> {
    let today = run.now.today;
    let mut due: BTreeMap<String, Vec<Due>> = BTreeMap::new();
    let mut fees = FeesOfDebtors::of(run, followed);
    for some in to_look_at(run, followed).chunks(AT_A_TIME) {
        let mut resting = Vec::new();
        for case in run.ports.store.cases(some).await? {
            let Some(case) = fees.told(case).await? else { continue };
            let next = match what_next(&followed.tenant, &case, can_read, today) {
                Next::Letter => {
                    due.entry(case.debtor.identity()).or_default().push(Due::of(&case));
                    continue;
                }
                Next::Ask(event) => {
                    ask(run, &followed.tenant, &case, event, tally).await?;
                    continue;
                }
                Next::Rest(until) => until,
                Next::Nothing => continue,
            };
            resting.extend(planned(run, &case, next));
        }
        let_rest(run.ports.store, resting).await?;
    }
    let letters = due.into_iter().map(|(debtor, cases)| letter(run, followed, &debtor, cases)).collect();
    queue(run.ports.store, letters).await
}

/// What a case is due today.
enum Next {
    Letter,
    /// Something that only the tenant can say, or must be told.
    Ask(CaseEvent),
    /// Nothing before this day.
    Rest(Date),
    Nothing,
}

fn what_next(tenant: &Tenant, case: &CollectionCase, can_read: bool, today: Date) -> Next {
    let open_batch = tenant.open_batch;
    match next_step(case, &Rules::of(tenant, case), today) {
        NextStep::Letter(letter) if letter.on > today => Next::Rest(letter.on),
        NextStep::Letter(_) if can_read || case.is_confirmed(today) => Next::Letter,
        NextStep::Letter(_) => Next::Ask(CaseEvent::ConfirmationDue { open_batch }),
        NextStep::Handover { on } | NextStep::GiveUpCharges { on } if on > today => Next::Rest(on),
        NextStep::Handover { .. } => Next::Ask(CaseEvent::HandoverDue { open_batch }),
        NextStep::GiveUpCharges { .. } => Next::Ask(CaseEvent::ChargesGivenUp { open_batch }),
        NextStep::Held(Forbidden::BelowFloor) => Next::Ask(CaseEvent::RestIsSmall { open_batch }),
        NextStep::Held(why) => {
            tracing::info!(tenant = %case.tenant, case = %case.id, code = why.code(), "the next step is held");
            Next::Rest(plus_days(today, HELD_DAYS))
        }
        NextStep::Nothing if is_at_its_end(case) => Next::Rest(plus_days(today, AT_ITS_END_DAYS)),
        NextStep::Nothing => Next::Nothing,
    }
}

async fn ask(
    run: &Run<'_>,
    tenant: &Tenant,
    case: &CollectionCase,
    event: CaseEvent,
    tally: &mut Tally,
) -> Result<(), Stop> {
    match advance(case, &event, run.now) {
        Ok(Some(step)) => write_change(run, &tenant.id, tenant.open_batch, step, &event, tally).await,
        _ => Ok(()),
    }
}

/// The case runs, and its plan has no step left for it.
fn is_at_its_end(case: &CollectionCase) -> bool {
    case.runs() && !case.unclear && case.service.in_flight.is_none()
}

/// A case that is due a letter, oldest first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    since: Date,
    case: CaseId,
}

impl Due {
    fn of(case: &CollectionCase) -> Self {
        Due { since: case.due_date, case: case.id.clone() }
    }
}

/// Cases that the procedure may have something to do for today.
fn to_look_at(run: &Run<'_>, followed: &Followed) -> Vec<CaseId> {
    let tenant = &followed.tenant;
    let entries = followed.cases.values().map(|entry| &entry.known);
    entries
        .filter(|known| known.state == KnownState::Active && !known.booking_in_flight)
        .filter(|known| known.rests_until.is_none_or(|until| until <= run.now.today))
        .map(|known| CaseId::of(&tenant.id, &tenant.system, &known.invoice))
        .collect()
}

/// The step that lets a case rest until a day; one that comes tomorrow or before is looked at then anyway.
fn planned(run: &Run<'_>, case: &CollectionCase, on: Date) -> Option<Step> {
    if on <= plus_days(run.now.today, 1) {
        return None;
    }
    advance(case, &CaseEvent::Planned { on }, run.now).ok().flatten()
}

/// A case that changed meanwhile is looked at again tomorrow.
async fn let_rest(store: &dyn Store, steps: Vec<Step>) -> Result<(), Stop> {
    write_what_holds(store, steps, WRITES_A_STEP, writes_of).await
}

/// The case and its trail.
const WRITES_A_STEP: usize = 2;

/// A letter that stands already stays as it was queued.
async fn queue(store: &dyn Store, letters: Vec<QueuedEffect>) -> Result<(), Stop> {
    let writes = |some: &[QueuedEffect]| {
        let writes = some.iter().map(|letter| Write::PutEffect(Box::new(letter.clone())));
        Transaction::from(writes.collect::<Vec<_>>())
    };
    for some in letters.chunks(MAX_WRITES) {
        write_what_holds(store, some.to_vec(), 1, writes).await?;
    }
    Ok(())
}

/// Writes all of them together, but for those whose writes meet another version. Each of them is `each` writes.
async fn write_what_holds<T>(
    store: &dyn Store,
    mut all: Vec<T>,
    each: usize,
    writes: impl Fn(&[T]) -> Transaction,
) -> Result<(), Stop> {
    while !all.is_empty() {
        match store.commit(writes(&all)).await {
            Ok(()) => return Ok(()),
            Err(CommitError::Conflict(refused)) if !refused.is_empty() => {
                let refused: BTreeSet<usize> = refused.into_iter().map(|write| write / each).collect();
                let mut index = 0..;
                all.retain(|_| index.next().is_some_and(|index| !refused.contains(&index)));
            }
            Err(other) => return Err(RunError::from(other).into()),
        }
    }
    Ok(())
}

/// One letter for each debtor and day, by its id.
fn letter(run: &Run<'_>, followed: &Followed, debtor: &str, mut due: Vec<Due>) -> QueuedEffect {
    due.sort();
    let tenant = &followed.tenant.id;
    let on = run.now.today;
    let letter = LetterId::of(tenant, &[debtor, &on.to_string()]);
    let cases = due.into_iter().map(|due| due.case).take(MOST_CLAIMS).collect();
    QueuedEffect::new(Effect::SendLetter { tenant: tenant.clone(), letter, on, cases }, run.now.instant)
}

/// Claims in one letter; the rest come another day. A letter that comes back writes each of its cases with its trail and its
/// news, and beside them the letter, the tenant and the check of the open batch: 3 × 30 + 3 of the 100 items that a transaction
/// takes.
const MOST_CLAIMS: usize = 30;
