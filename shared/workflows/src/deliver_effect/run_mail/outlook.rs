//! What a yes to the mail would bring about, out of the cases that it lists: nothing more is read for it.

use std::collections::{BTreeMap, BTreeSet};

use domain::dunning::StepKind;
use domain::moment::plus_days;
use domain::statutes::Minor;
use domain::{Batch, CollectionCase, Moment, Money, SilenceRule, Tenant};
use jiff::civil::Date;
use messages::run_mail::{Outlook, OutlookLine};

use super::LISTED;
use crate::forecast_tenant::{ForecastLine, foresee};

const LOOK_AHEAD_DAYS: u16 = 30;

/// Steps of one day come in the order of the procedure.
const ORDER: [StepKind; 5] = [
    StepKind::FriendlyReminder,
    StepKind::Reminder,
    StepKind::CollectionNotice,
    StepKind::PaymentDemand,
    StepKind::Handover,
];

/// `None` where silence starts it: only who must say yes is told what a yes means.
pub(super) fn of(tenant: &Tenant, batch: &Batch, listed: &[CollectionCase], now: Moment) -> Option<Outlook> {
    if batch.silence == SilenceRule::Starts {
        return None;
    }
    let awaiting: Vec<CollectionCase> =
        listed.iter().filter(|case| case.awaits_approval()).cloned().collect();
    let until = plus_days(now.today, LOOK_AHEAD_DAYS.into());
    let mut days: BTreeMap<(Date, usize), Vec<ForecastLine>> = BTreeMap::new();
    for line in foresee(tenant, &awaiting, now, until) {
        let step = ORDER.iter().position(|step| *step == line.step);
        if let (Some(on), Some(step)) = (line.on, step) {
            days.entry((on, step)).or_default().push(line);
        }
    }
    let lines = days.into_iter().map(|((on, step), lines)| told(tenant, on, ORDER[step], &lines)).collect();
    let of_listed = usize::try_from(batch.cases).is_ok_and(|cases| cases > LISTED);
    Some(Outlook { days: LOOK_AHEAD_DAYS, of_listed, lines })
}

fn told(tenant: &Tenant, on: Date, step: StepKind, lines: &[ForecastLine]) -> OutlookLine {
    let count = match step {
        StepKind::Handover => lines.len(),
        _ => lines.iter().map(|line| line.whom.as_str()).collect::<BTreeSet<_>>().len(),
    };
    // Fees and compensation are fixed in the country's own currency, and asked for in no other.
    let charges: Minor = lines.iter().map(|line| line.amounts.charged()).sum();
    let minor = i64::try_from(charges).unwrap_or(i64::MAX);
    OutlookLine {
        on,
        step,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        charges: Money::new(minor, tenant.country().currency()),
    }
}
