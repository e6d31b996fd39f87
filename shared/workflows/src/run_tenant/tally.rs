//! What a run has found so far, counted.

use std::collections::{BTreeMap, BTreeSet};

use domain::case::Step;
use domain::ids::{CaseId, InvoiceId, RunId};
use domain::{ChangeMark, CollectionCase, Currency, Moment, Money, ReasonCode, RunReport, Skipped, Tenant};

use super::followed::Followed;
use crate::ports::debtor_mark;

#[derive(Debug)]
pub(super) struct Tally {
    pub report: RunReport,
    /// Cases opened by this pass.
    pub opened: u32,
    /// Cases opened by this pass that rest until the tenant has answered: they are new, and wait for no silence.
    pub resting: u32,
    /// Cases opened by this pass whose debtor may have credit notes that name no invoice, by a digest of the debtor's id.
    pub opened_for: Vec<(ChangeMark, CaseId)>,
    /// Their outstanding, by currency.
    pub totals: BTreeMap<&'static str, Money>,
    /// What may stand in the open batch beside: left by an unfinished run, met as already written, or overdue again.
    pub others: BTreeSet<CaseId>,
    /// News counted from memory is not the whole truth: an unfinished run left some, or another run is at work.
    pub recount: bool,
    pub news: u32,
    /// Skipped after having been read one by one: a later call of the same run need not read them again.
    pub judged: Vec<Skipped>,
}

impl Tally {
    pub fn new(tenant: &Tenant, run: &RunId, now: Moment, followed: &Followed) -> Self {
        let report =
            RunReport::new(tenant.id.clone(), tenant.system.clone(), run.clone(), now.today, now.instant);
        let others = followed.left_over();
        let recount = !others.is_empty() || !followed.untold.is_empty();
        let (opened_for, totals, judged) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { report, opened: 0, resting: 0, opened_for, totals, others, recount, news: 0, judged }
    }

    pub fn add_opened(&mut self, outstanding: Money) {
        self.opened += 1;
        add_to(&mut self.totals, outstanding);
    }

    /// A case that this pass opened.
    pub fn add_newcomer(&mut self, case: &CollectionCase) {
        self.add_opened(case.outstanding);
        if let Some(debtor) = case.debtor.external_id.as_deref() {
            self.opened_for.push((debtor_mark(debtor), case.id.clone()));
        }
    }

    /// A case that this pass opened rests after all.
    pub fn rests(&mut self, case: &CollectionCase) {
        self.opened -= 1;
        self.resting += 1;
        add_to(&mut self.totals, case.outstanding.with_minor(-case.outstanding.minor));
        self.totals.retain(|_, sum| sum.minor != 0);
    }

    pub fn skip_read(&mut self, id: &InvoiceId, number: &str, code: ReasonCode) {
        self.report.skip(Some(id), number, code);
        let (invoice_id, invoice_number) = (id.as_str().to_owned(), number.to_owned());
        self.judged.push(Skipped { invoice_id, invoice_number, code });
    }

    /// A step that changed a case has been written.
    pub fn add_changed(&mut self, step: &Step) {
        let Some(news) = &step.news else { return };
        self.news += 1;
        match news.closed {
            true => self.report.closed += 1,
            false => self.report.changed += 1,
        }
        // What is overdue again waits in the open batch without having been opened by this pass.
        if step.case.awaits_approval() && step.case.batch == news.batch {
            self.others.insert(step.case.id.clone());
        }
    }
}

/// Sums are kept apart by currency, in the order of their codes.
pub(crate) fn add_to(totals: &mut BTreeMap<&'static str, Money>, amount: Money) {
    let currency: Currency = amount.currency;
    totals.entry(currency.code()).or_insert(Money::zero(currency)).minor += amount.minor;
}
