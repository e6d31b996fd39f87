//! Writes what the debtor answers, into all cases of the letter.

use domain::case::{CaseEvent, PaidClaim, Step, advance};
use domain::{CollectionCase, Moment, Tenant};
use jiff::Timestamp;
use messages::debtor_page::Answered;

use super::{DebtorAnswer, DebtorError, Found, find};
use crate::ports::{CommitError, LetterLinkClaims, Store, Transaction};
use crate::step_writes::add_step;

const TRIES: usize = 5;
/// Cases in one transaction: each is its own item, a line of its trail and a piece of news, beside one check of the batch.
const AT_A_TIME: usize = 30;

/// Writes the answer; the same twice changes nothing.
///
/// # Errors
/// `NotFound` when the letter, its tenant or its cases are not there; otherwise when the table cannot be reached, or others
/// kept being quicker: answering again does what is left.
pub async fn answer(
    store: &dyn Store,
    claims: &LetterLinkClaims,
    answer: &DebtorAnswer,
    now: Timestamp,
) -> Result<Answered, DebtorError> {
    for _ in 0..TRIES {
        let Found { tenant, cases, .. } = find(store, claims).await?;
        let now = Moment::new(now, tenant.country());
        if let Some(refused) = refused(answer, &cases, now) {
            return Ok(refused);
        }
        let event = event(answer, &tenant);
        let steps: Vec<Step> =
            cases.iter().filter_map(|case| advance(case, &event, now).ok().flatten()).collect();
        match write(store, steps).await {
            Ok(()) => {
                return Ok(match answer {
                    DebtorAnswer::Objects(_) => Answered::Objected,
                    DebtorAnswer::SaysPaid(..) => Answered::SaidPaid,
                });
            }
            Err(CommitError::Conflict(_)) => {}
            Err(other) => return Err(DebtorError::Commit(other)),
        }
    }
    Err(DebtorError::Commit(CommitError::Conflict(vec![])))
}

/// Why nothing is written.
fn refused(answer: &DebtorAnswer, cases: &[CollectionCase], now: Moment) -> Option<Answered> {
    match answer {
        _ if !cases.iter().any(|case| case.is_open() && !case.is_with_agency()) => Some(Answered::TooLate),
        DebtorAnswer::Objects(reason) if reason.is_empty() => Some(Answered::ReasonMissing),
        DebtorAnswer::SaysPaid(on, _) if *on > now.today => Some(Answered::DateUnfit),
        DebtorAnswer::Objects(_) | DebtorAnswer::SaysPaid(..) => None,
    }
}

fn event(answer: &DebtorAnswer, tenant: &Tenant) -> CaseEvent {
    let open_batch = tenant.open_batch;
    match answer.clone() {
        DebtorAnswer::Objects(reason) => CaseEvent::Objected { reason, open_batch },
        DebtorAnswer::SaysPaid(paid_on, note) => {
            let country = tenant.country();
            CaseEvent::SaidPaid(Box::new(PaidClaim { paid_on, note, country, open_batch }))
        }
    }
}

async fn write(store: &dyn Store, steps: Vec<Step>) -> Result<(), CommitError> {
    let mut steps = steps.into_iter().peekable();
    while steps.peek().is_some() {
        let mut transaction = Transaction::default();
        for step in steps.by_ref().take(AT_A_TIME) {
            add_step(&mut transaction, step);
        }
        store.commit(transaction).await?;
    }
    Ok(())
}
