//! New cases, written by the transactionful.

use domain::case::{CaseEvent, Step, Terms, advance};
use domain::ids::{CaseId, TenantId};
use domain::{CollectionCase, ReasonCode, SourceInvoice, Tenant};

use super::changes::write_change;
use super::tally::Tally;
use super::{Run, RunError, Stop, reload, still_open};
use crate::ports::{CommitError, KnownState, MAX_WRITES, Transaction, Write};

/// A case and its first timeline entry.
const ITEMS_PER_CASE: usize = 2;
/// Beside them stands the check that the batch is still open.
const CASES_PER_TRANSACTION: usize = (MAX_WRITES - 1) / ITEMS_PER_CASE;

/// How often a transaction that met others at work is tried again.
const TRIES: usize = 10;

pub(super) struct Newcomers {
    tenant: TenantId,
    terms: Terms,
    waiting: Vec<(Step, SourceInvoice)>,
}

impl Newcomers {
    pub fn new(tenant: &Tenant) -> Self {
        Self { tenant: tenant.id.clone(), terms: tenant.terms(), waiting: Vec::new() }
    }

    pub fn add(&mut self, step: Step, invoice: SourceInvoice) {
        self.waiting.push((step, invoice));
    }

    pub async fn write_full(&mut self, run: &Run<'_>, tally: &mut Tally) -> Result<(), Stop> {
        if self.waiting.len() >= CASES_PER_TRANSACTION {
            self.write_rest(run, tally).await?;
        }
        Ok(())
    }

    /// Writes what waits. A case that stands in the table already is not written again: it is met as what it is.
    pub async fn write_rest(&mut self, run: &Run<'_>, tally: &mut Tally) -> Result<(), Stop> {
        for _ in 0..TRIES {
            if self.waiting.is_empty() {
                return Ok(());
            }
            match run.ports.store.commit(self.transaction()).await {
                Ok(()) => {
                    for (step, _) in self.waiting.drain(..) {
                        tally.add_newcomer(&step.case);
                    }
                }
                Err(CommitError::Conflict(refused)) => {
                    reload(run.ports.store, &self.tenant, self.terms.open_batch).await?;
                    self.meet_existing(run, &refused, tally).await?;
                }
                Err(other) => return Err(other.into()),
            }
        }
        if self.waiting.is_empty() { Ok(()) } else { Err(RunError::Contended.into()) }
    }

    fn transaction(&self) -> Transaction {
        let mut transaction = Transaction::from(vec![still_open(&self.tenant, self.terms.open_batch)]);
        for (step, _) in &self.waiting {
            transaction.push(Write::PutCase(Box::new(step.case.clone())));
            transaction.push(Write::AddTimeline(step.entry.clone()));
        }
        transaction
    }

    async fn meet_existing(
        &mut self,
        run: &Run<'_>,
        refused: &[usize],
        tally: &mut Tally,
    ) -> Result<(), Stop> {
        tally.recount = true;
        let all = std::mem::take(&mut self.waiting);
        let met = |index: usize| refused.iter().any(|write| *write == 1 + ITEMS_PER_CASE * index);
        let (existing, fresh): (Vec<_>, Vec<_>) =
            all.into_iter().enumerate().partition(|(index, _)| met(*index));
        self.waiting = fresh.into_iter().map(|(_, pair)| pair).collect();
        let ids: Vec<CaseId> = existing.iter().map(|(_, (step, _))| step.case.id.clone()).collect();
        let cases = run.ports.store.cases(&ids).await?;
        for (_, (step, invoice)) in existing {
            match cases.iter().find(|case| case.id == step.case.id) {
                Some(case) => self.meet(run, case, invoice, tally).await?,
                // Refused because somebody was at work on it, and not there after all: once more.
                None => self.waiting.push((step, invoice)),
            }
        }
        Ok(())
    }

    /// An invoice that is listed as overdue, and has been a case before.
    async fn meet(
        &self,
        run: &Run<'_>,
        case: &CollectionCase,
        invoice: SourceInvoice,
        tally: &mut Tally,
    ) -> Result<(), Stop> {
        tally.others.insert(case.id.clone());
        let (id, number) = (invoice.id.clone(), invoice.number.clone());
        let event = CaseEvent::SourceRead { invoice: Box::new(invoice), terms: self.terms };
        let declined = KnownState::of(case) == KnownState::Declined;
        if let Ok(Some(step)) = advance(case, &event, run.now) {
            write_change(run, &self.tenant, self.terms.open_batch, step, &event, tally).await?;
        }
        if declined {
            tally.report.skip(Some(&id), &number, ReasonCode::AlreadyACase);
        }
        Ok(())
    }
}
