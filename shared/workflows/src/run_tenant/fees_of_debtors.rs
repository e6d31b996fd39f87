//! Fees that letters about a debtor's other invoices carried: in Denmark they count for all of its unbroken arrears.

use std::collections::HashMap;

use domain::case::{CaseEvent, advance};
use domain::ids::CaseId;
use domain::{ChangeMark, CollectionCase, Country};
use jiff::civil::Date;

use super::followed::Followed;
use super::{Run, RunError, Stop};
use crate::ports::{CommitError, debtor_mark};
use crate::step_writes::writes_of;

/// Open cases read at a time.
const AT_A_TIME: usize = 50;

/// The open cases of each debtor that was charged a fee; read when one of its cases is looked at.
pub(super) struct FeesOfDebtors<'r> {
    run: &'r Run<'r>,
    charged: HashMap<ChangeMark, Vec<CaseId>>,
    read: HashMap<ChangeMark, Vec<(CaseId, Date)>>,
}

impl<'r> FeesOfDebtors<'r> {
    pub fn of(run: &'r Run<'r>, followed: &Followed) -> Self {
        let mut charged: HashMap<ChangeMark, Vec<CaseId>> = HashMap::new();
        let tenant = &followed.tenant;
        let entries = followed.cases.values().map(|entry| &entry.known);
        for known in entries.filter(|_| tenant.country() == Country::Denmark) {
            if let Some(debtor) = known.charged {
                let case = CaseId::of(&tenant.id, &tenant.system, &known.invoice);
                charged.entry(debtor).or_default().push(case);
            }
        }
        Self { run, charged, read: HashMap::new() }
    }

    /// The case as it knows of its debtor's fees, written where it did not. `None`: it changed meanwhile, and is looked at
    /// tomorrow.
    pub async fn told(&mut self, case: CollectionCase) -> Result<Option<CollectionCase>, Stop> {
        let debtor = debtor_mark(&case.debtor.identity());
        let Some(charged) =
            self.charged.get(&debtor).filter(|cases| cases.iter().any(|other| *other != case.id))
        else {
            return Ok(Some(case));
        };
        if !self.read.contains_key(&debtor) {
            let fees = fees_of(self.run, charged).await?;
            self.read.insert(debtor, fees);
        }
        let fees = self.read.get(&debtor).map_or(&[][..], Vec::as_slice);
        let days = fees.iter().filter(|(other, _)| *other != case.id).map(|(_, day)| *day).collect();
        let event = CaseEvent::FeesOfDebtor { days };
        let Ok(Some(step)) = advance(&case, &event, self.run.now) else { return Ok(Some(case)) };
        match self.run.ports.store.commit(writes_of(std::slice::from_ref(&step))).await {
            Ok(()) => Ok(Some(step.case)),
            Err(CommitError::Conflict(_)) => Ok(None),
            Err(other) => Err(RunError::from(other).into()),
        }
    }
}

/// Each day on which one of the cases knows of a fee.
async fn fees_of(run: &Run<'_>, cases: &[CaseId]) -> Result<Vec<(CaseId, Date)>, Stop> {
    let mut fees = Vec::new();
    for some in cases.chunks(AT_A_TIME) {
        for case in run.ports.store.cases(some).await.map_err(RunError::from)? {
            fees.extend(case.dunning.fee_days().into_iter().map(|day| (case.id.clone(), day)));
        }
    }
    Ok(fees)
}
