//! Tells the tenant what silence has started, and that it can still be stopped.

use std::collections::BTreeMap;

use domain::ids::BatchNumber;
use domain::{CollectionCase, Moment, Tenant};
use messages::silent_start::SilentStart;

use super::run_mail::{LISTED, line};
use super::{After, EffectPorts, Failure, send_to};
use crate::links::claims_for;
use crate::ports::MailTag;
use crate::run_tenant::add_to;

/// Cases read at a time while they are summed.
const AT_A_TIME: usize = 100;

pub(super) async fn send(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    number: BatchNumber,
    now: Moment,
) -> Result<After, Failure> {
    let Some(batch) = ports.store.batch(&tenant.id, number).await? else {
        return Err(Failure::Lasting("the batch does not exist".into()));
    };
    let mut cases = Vec::new();
    let mut totals = BTreeMap::new();
    let mut after = None;
    loop {
        let page = ports.store.batch_cases(&tenant.id, number, after.as_ref(), AT_A_TIME).await?;
        for case in page.cases.iter().filter(|case| runs_by_silence(case)) {
            add_to(&mut totals, case.outstanding);
            if cases.len() < LISTED {
                cases.push(line(case, now));
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let view = SilentStart {
        language: tenant.language,
        tenant_name: tenant.name.clone(),
        started: batch.started,
        cases,
        totals: totals.into_values().collect(),
        link: Some(ports.links.address(&claims_for(&batch, now.instant)).await?),
    };
    let tag = MailTag { name: "started", value: number.to_string() };
    send_to(ports, tenant, view.render(), vec![tag]).await?;
    Ok(vec![])
}

fn runs_by_silence(case: &CollectionCase) -> bool {
    case.is_open() && case.was_approved_by_silence()
}
