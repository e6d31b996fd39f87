//! Under which rules a case is chased: its tenant's country and plan, and the law.

use jiff::civil::Date;

use super::Caution;
use super::plan::DunningPlan;
use crate::case::CollectionCase;
use crate::country::Country;
use crate::statutes::{Limits, Statutes};
use crate::tenant::Tenant;

#[derive(Debug, Clone)]
pub struct Rules {
    pub country: Country,
    pub plan: DunningPlan,
    pub statutes: Statutes,
}

impl Rules {
    /// The rules of one case, with the law that the program was built with.
    pub fn of(tenant: &Tenant, case: &CollectionCase) -> Self {
        let mut plan = tenant.plan(case.debtor.kind);
        if case.dunning.chases_small_rest {
            plan.floor = 0;
        }
        Self { country: tenant.country(), plan, statutes: Statutes::built_in() }
    }

    /// How cautious the kernel must be: what the plan asks for beyond the law, but for the gap between fees. That is the law's,
    /// for letters of before are judged by it, too: under a plan that was chosen since, they would not have been lawful.
    pub fn caution(&self) -> Caution {
        Caution {
            gap_days: Limits::on(self.country, Date::MAX).fee_gap_days,
            hold_to_bank_day: true,
            grace_bank_days: self.plan.grace_bank_days,
            floor: self.plan.floor.into(),
        }
    }
}
