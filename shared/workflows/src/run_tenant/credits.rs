//! Credit notes that name no invoice: their debtor's cases rest until the tenant has said what they are for.

use std::collections::HashMap;

use domain::case::{CaseEvent, advance, mark_of_credits};
use domain::ids::CaseId;
use domain::source_invoice::UnlinkedCredit;
use domain::{ChangeMark, CollectionCase};

use super::changes::write_change;
use super::followed::Followed;
use super::tally::Tally;
use super::{Run, Stop};
use crate::ports::{KnownState, debtor_mark};

/// Holds the cases that the credit notes may be meant for. What was looked at before costs nothing.
pub(super) async fn ask_about(
    run: &Run<'_>,
    followed: &Followed,
    credits: Vec<UnlinkedCredit>,
    tally: &mut Tally,
) -> Result<(), Stop> {
    if credits.is_empty() {
        return Ok(());
    }
    let mut by_debtor: HashMap<ChangeMark, Vec<UnlinkedCredit>> = HashMap::new();
    for credit in credits {
        by_debtor.entry(debtor_mark(&credit.debtor)).or_default().push(credit);
    }
    for (debtor, credits) in by_debtor {
        let cases = concerned(followed, tally, debtor, mark_of_credits(&credits));
        let event = CaseEvent::CreditsUnlinked { credits, open_batch: followed.tenant.open_batch };
        for case in run.ports.store.cases(&cases).await? {
            ask(run, followed, &case, &event, tally).await?;
        }
    }
    Ok(())
}

/// The debtor's open cases that have not met exactly these credit notes yet: followed ones, and those opened just now.
fn concerned(followed: &Followed, tally: &Tally, debtor: ChangeMark, credits: ChangeMark) -> Vec<CaseId> {
    let tenant = &followed.tenant;
    let open = |state| !matches!(state, KnownState::Declined | KnownState::Closed);
    let known =
        followed.cases.values().map(|entry| &entry.known).filter(|known| {
            known.debtor == Some(debtor) && known.credits != Some(credits) && open(known.state)
        });
    let known = known.map(|known| CaseId::of(&tenant.id, &tenant.system, &known.invoice));
    let new = tally.opened_for.iter().filter(|(of, _)| *of == debtor).map(|(_, case)| case.clone());
    known.chain(new).collect()
}

async fn ask(
    run: &Run<'_>,
    followed: &Followed,
    case: &CollectionCase,
    event: &CaseEvent,
    tally: &mut Tally,
) -> Result<(), Stop> {
    let Ok(Some(step)) = advance(case, event, run.now) else { return Ok(()) };
    let rests = step.case.asks_the_tenant();
    let (tenant, batch) = (&followed.tenant.id, followed.tenant.open_batch);
    let opened_now = tally.opened_for.iter().any(|(_, opened)| *opened == case.id);
    write_change(run, tenant, batch, step, event, tally).await?;
    if rests && opened_now {
        tally.rests(case);
    }
    Ok(())
}
