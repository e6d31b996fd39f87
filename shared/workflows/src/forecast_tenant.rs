//! What would go out to a tenant's debtors when, and with which amounts, if nobody paid.

use std::collections::BTreeMap;

use domain::Moment;
use domain::dunning::{
    Clientele, DunningPlan, Figures, Forbidden, Foreseen, ForeseenStep, Rules, StepKind, forecast_together,
};
use domain::ids::{CaseId, TenantId};
use domain::moment::plus_days;
use domain::statutes::Minor;
use domain::{CollectionCase, Country, Currency, Tenant};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::ports::{Store, StoreError};

/// A step of one case that is to come, or what stands against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForecastLine {
    /// `None` for a refusal.
    pub on: Option<Date>,
    pub case: CaseId,
    pub invoice_number: String,
    pub debtor: String,
    pub step: StepKind,
    /// The letter's deadline.
    pub pay_by: Option<Date>,
    #[serde(flatten)]
    pub amounts: ForecastAmounts,
    pub currency: Currency,
    /// The case awaits its approval: this is what approving it today would bring.
    pub if_approved: bool,
    /// The word of what the law, or the state of the claim, has against the step.
    pub refusal: Option<&'static str>,
    /// The refusal in words.
    #[serde(skip)]
    pub why: Option<String>,
    /// What tells this debtor from others: its letters of one day are one letter.
    #[serde(skip)]
    pub whom: String,
}

/// Minor units, by the end of the step's day; all empty for a refusal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ForecastAmounts {
    /// What this step charges; the hand-over has a fee of its own.
    pub fee_minor: Option<Minor>,
    pub compensation_minor: Option<Minor>,
    pub principal_minor: Option<Minor>,
    pub interest_minor: Option<Minor>,
    /// Everything charged so far and not paid, this step's included.
    pub costs_minor: Option<Minor>,
    pub total_minor: Option<Minor>,
}

impl ForecastAmounts {
    fn of(fee: Minor, compensation: Minor, figures: &Figures) -> Self {
        Self {
            fee_minor: Some(fee),
            compensation_minor: Some(compensation),
            principal_minor: Some(figures.principal),
            interest_minor: Some(figures.interest),
            costs_minor: Some(figures.costs),
            total_minor: Some(figures.total()),
        }
    }

    /// What the step charges, in all.
    pub fn charged(&self) -> Minor {
        self.fee_minor.unwrap_or(0) + self.compensation_minor.unwrap_or(0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForecastError {
    #[error("tenant: {0} does not exist")]
    NoSuchTenant(TenantId),
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// The steps of all open cases of a tenant from today through `days` days, sorted by day, then by debtor; refusals last.
///
/// Cases that await their approval are foreseen as if they were approved today. Nothing goes out for a case that rests, nor
/// for a tenant that is disconnected.
///
/// # Errors
/// When there is no such tenant, or the table cannot be reached.
pub async fn forecast_tenant(
    store: &dyn Store,
    id: &TenantId,
    now: Timestamp,
    days: u16,
) -> Result<Vec<ForecastLine>, ForecastError> {
    let Some((tenant, _)) = store.tenant(id).await? else {
        return Err(ForecastError::NoSuchTenant(id.clone()));
    };
    if tenant.is_disconnected() {
        return Ok(vec![]);
    }
    let mut open = Vec::new();
    let mut from = None;
    loop {
        let page = store.cases_of(id, from).await?;
        open.extend(page.cases.into_iter().filter(CollectionCase::is_open));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    let now = Moment::new(now, tenant.country());
    Ok(foresee(&tenant, &open, now, plus_days(now.today, days.into())))
}

/// The same for cases that have been read.
pub fn foresee(tenant: &Tenant, cases: &[CollectionCase], now: Moment, until: Date) -> Vec<ForecastLine> {
    let plans = Plans::of(tenant);
    let mut debtors: BTreeMap<String, Vec<&CollectionCase>> = BTreeMap::new();
    for case in cases {
        debtors.entry(case.debtor.identity()).or_default().push(case);
    }
    let mut lines = Vec::new();
    for (whom, mut cases) in debtors {
        cases.sort_by(|one, other| {
            (one.due_date, &one.invoice_number).cmp(&(other.due_date, &other.invoice_number))
        });
        let approved = as_if_approved(tenant, &cases, now.instant);
        let chased: Vec<_> = approved.iter().map(|case| (case, Rules::of(tenant, case))).collect();
        for (case, foreseen) in cases.into_iter().zip(forecast_together(&chased, now.today, until)) {
            let plan = plans.plan(case.debtor.kind.into());
            let steps = plan.steps.iter().skip(case.dunning.next_step());
            lines.extend(
                foreseen.into_iter().zip(steps).map(|(what, step)| line(case, &whom, step.kind, what)),
            );
        }
    }
    lines.sort_by(|one, other| key(one).cmp(&key(other)));
    lines
}

/// In Denmark each knows what letters about the others charged.
fn as_if_approved(tenant: &Tenant, cases: &[&CollectionCase], now: Timestamp) -> Vec<CollectionCase> {
    let approved = cases.iter().map(|case| case.as_if_approved(now));
    if tenant.country() != Country::Denmark {
        return approved.collect();
    }
    let fees: Vec<Date> = cases.iter().flat_map(|case| case.dunning.fee_days()).collect();
    approved.map(|case| case.knowing_of_fees(&fees)).collect()
}

struct Plans {
    business: DunningPlan,
    consumer: DunningPlan,
}

impl Plans {
    fn of(tenant: &Tenant) -> Self {
        Self { business: tenant.plan_of(Clientele::Business), consumer: tenant.plan_of(Clientele::Consumer) }
    }

    fn plan(&self, clientele: Clientele) -> &DunningPlan {
        match clientele {
            Clientele::Business => &self.business,
            Clientele::Consumer => &self.consumer,
        }
    }
}

fn key(line: &ForecastLine) -> (bool, Option<Date>, &str, &str, &str) {
    (line.on.is_none(), line.on, &line.debtor, &line.whom, &line.invoice_number)
}

fn line(case: &CollectionCase, whom: &str, step: StepKind, foreseen: Foreseen) -> ForecastLine {
    let empty = ForecastLine {
        on: None,
        case: case.id.clone(),
        invoice_number: case.invoice_number.clone(),
        debtor: case.debtor.name.clone(),
        step,
        pay_by: None,
        amounts: ForecastAmounts::default(),
        currency: case.principal.currency,
        if_approved: case.awaits_approval(),
        refusal: None,
        why: None,
        whom: whom.to_owned(),
    };
    let on = Some(foreseen.on);
    match foreseen.what {
        ForeseenStep::Letter { kind, pay_by, fee, compensation, figures } => {
            let amounts = ForecastAmounts::of(fee, compensation, &figures);
            ForecastLine { on, step: kind.into(), pay_by: Some(pay_by), amounts, ..empty }
        }
        ForeseenStep::Handover { fee, figures } => {
            ForecastLine { on, amounts: ForecastAmounts::of(fee, 0, &figures), ..empty }
        }
        ForeseenStep::Held(why) => refused(empty, &why),
    }
}

fn refused(line: ForecastLine, why: &Forbidden) -> ForecastLine {
    ForecastLine { refusal: Some(why.code()), why: Some(why.to_string()), ..line }
}
