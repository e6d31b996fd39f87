//! The one-time schedule at the end of a decision window.

use domain::Tenant;
use domain::ids::BatchNumber;
use jiff::Timestamp;

use super::{After, EffectPorts, Failure};
use crate::ports::SilentStartCall;

pub(super) async fn schedule(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    batch: BatchNumber,
    at: Timestamp,
) -> Result<After, Failure> {
    ports.schedules.silent_start(&SilentStartCall { tenant: tenant.id.clone(), batch }, at).await?;
    Ok(vec![])
}
