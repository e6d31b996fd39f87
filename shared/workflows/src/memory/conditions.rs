//! All or nothing: every condition is checked before anything is written.

use domain::{Outcome, RegistrationNumber};

use super::Table;
use crate::ports::{CommitError, Transaction, Write};

pub(super) fn unique(number: &RegistrationNumber) -> String {
    format!("{}:{}", number.scheme(), number.digits())
}

/// A write of version `n` stands on version `n - 1`; version 1 on nothing.
fn follows(version: u64, standing: Option<u64>) -> bool {
    standing.unwrap_or(0) + 1 == version
}

impl Table {
    pub(super) fn commit(&mut self, transaction: Transaction) -> Result<(), CommitError> {
        for write in &transaction.writes {
            if let Write::AddTenant { tenant, .. } = write
                && self.numbers.contains_key(&unique(&tenant.number))
            {
                return Err(CommitError::NumberTaken(tenant.number.clone()));
            }
        }
        let refused: Vec<usize> = transaction
            .writes
            .iter()
            .enumerate()
            .filter(|(_, write)| !self.holds(write))
            .map(|(index, _)| index)
            .collect();
        if !refused.is_empty() {
            return Err(CommitError::Conflict(refused));
        }
        for write in transaction.writes {
            self.put(write);
        }
        Ok(())
    }

    fn holds(&self, write: &Write) -> bool {
        match write {
            Write::AddTenant { tenant, .. } => !self.tenants.contains_key(&tenant.id),
            Write::PutTenant { tenant, .. } => {
                follows(tenant.version, self.tenants.get(&tenant.id).map(|(standing, _)| standing.version))
            }
            Write::CheckOpenBatch { tenant, batch } => {
                self.tenants.get(tenant).is_some_and(|(standing, _)| standing.open_batch == *batch)
            }
            Write::PutCase(case) => follows(case.version, self.cases.get(&case.id).map(|c| c.version)),
            Write::PutBatch(batch) => {
                let key = (batch.tenant.clone(), batch.number);
                follows(batch.version, self.batches.get(&key).map(|standing| standing.version))
            }
            Write::PutReport(report) => {
                let key = (report.tenant.clone(), report.run.clone());
                self.reports.get(&key).is_none_or(|standing| standing.outcome != Outcome::Ok)
            }
            Write::PutEffect(effect) => {
                follows(effect.version, self.effects.get(&effect.id).map(|standing| standing.version))
            }
            Write::PutPayment(payment) => {
                follows(payment.version, self.payments.get(&payment.id).map(|standing| standing.version))
            }
            Write::PutLetter(letter) => {
                follows(letter.version, self.letters.get(&letter.id).map(|standing| standing.version))
            }
            Write::AddConnection { connection, .. } => !self.connections.contains_key(connection),
            Write::PutSecret { tenant, .. } => self.tenants.contains_key(tenant),
            Write::AddInboundEvent(event) => {
                !self.inbound.contains_key(&(event.tenant.clone(), event.id.clone()))
            }
            Write::PutClaimRecord(record) => {
                follows(record.version, self.claims.get(&record.case).map(|standing| standing.version))
            }
            Write::PutClaimsStanding(standing) => {
                let known = self.claims_standings.get(&standing.tenant);
                follows(standing.version, known.map(|known| known.version))
            }
            Write::AddTimeline(_) | Write::AddNews(_) => true,
        }
    }

    fn put(&mut self, write: Write) {
        match write {
            Write::AddTenant { tenant, secrets } => {
                self.numbers.insert(unique(&tenant.number), tenant.id.clone());
                if let Some(connection) = &tenant.connection_id {
                    self.connections.insert(connection.clone(), tenant.id.clone());
                }
                self.tenants.insert(tenant.id.clone(), (*tenant, secrets));
            }
            Write::PutTenant { tenant, secrets } => {
                if let Some(standing) = self.tenants.get_mut(&tenant.id) {
                    standing.0 = *tenant;
                    for (kind, sealed) in secrets {
                        standing.1 = standing.1.clone().with(kind, sealed);
                    }
                }
            }
            Write::AddConnection { tenant, connection } => {
                self.connections.insert(connection, tenant);
            }
            Write::PutSecret { tenant, kind, sealed } => {
                if let Some(standing) = self.tenants.get_mut(&tenant) {
                    standing.1 = standing.1.clone().with(kind, sealed);
                }
            }
            Write::CheckOpenBatch { .. } => {}
            Write::PutCase(case) => {
                self.cases.insert(case.id.clone(), *case);
            }
            Write::AddTimeline(entry) => {
                self.timeline.insert((entry.case.clone(), entry.version), entry);
            }
            Write::PutBatch(batch) => {
                self.batches.insert((batch.tenant.clone(), batch.number), batch);
            }
            Write::AddNews(news) => {
                self.news.insert((news.case.tenant(), news.batch, news.case.clone(), news.version), news);
            }
            Write::PutReport(report) => {
                self.reports.insert((report.tenant.clone(), report.run.clone()), *report);
            }
            Write::PutPayment(payment) => {
                self.payments.insert(payment.id.clone(), *payment);
            }
            Write::PutLetter(letter) => {
                self.letters.insert(letter.id.clone(), *letter);
            }
            Write::PutEffect(effect) => {
                self.effects.insert(effect.id.clone(), *effect);
            }
            Write::AddInboundEvent(event) => {
                self.inbound.insert((event.tenant.clone(), event.id.clone()), *event);
            }
            Write::PutClaimRecord(record) => {
                self.claims.insert(record.case.clone(), *record);
            }
            Write::PutClaimsStanding(standing) => {
                self.claims_standings.insert(standing.tenant.clone(), *standing);
            }
        }
    }
}
