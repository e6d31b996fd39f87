//! Tells the tenant that an invoice which it handed over has become a case.

use domain::claim::{ReceivedClaim, SERVICES};
use domain::ids::CaseId;
use domain::{Moment, Tenant};
use messages::claim_received::ClaimReceived;

use super::run_mail::line;
use super::{After, EffectPorts, Failure, send_to, title_of};
use crate::ports::MailTag;

pub(super) async fn send(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    id: &CaseId,
    now: Moment,
) -> Result<After, Failure> {
    let case = ports.store.cases(std::slice::from_ref(id)).await?.pop();
    let record = ports.store.claim_record(id).await?;
    let (Some(case), Some(claim)) = (case, record.and_then(|record| record.claim)) else {
        return Err(Failure::Lasting("the claim does not exist".into()));
    };
    let view = ClaimReceived {
        language: tenant.language,
        tenant_name: tenant.name.clone(),
        system_title: title_of(tenant),
        service_title: service_title(&claim).to_owned(),
        case_number: id.number(),
        case: line(&case, now),
        fees_elsewhere: case.fees_elsewhere.iter().map(|fee| fee.amount).collect(),
        reminders_elsewhere: u32::try_from(case.reminders_elsewhere.len()).unwrap_or(u32::MAX),
        made_agreement: claim.made_agreement,
        closed: case.status.close_reason(),
    };
    let tag = MailTag { name: "case", value: id.digest().to_owned() };
    send_to(ports, tenant, view.render(), vec![tag]).await?;
    Ok(vec![])
}

fn service_title(claim: &ReceivedClaim) -> &str {
    SERVICES
        .iter()
        .find(|service| service.name == claim.service)
        .map_or(&claim.service, |service| service.title)
}
