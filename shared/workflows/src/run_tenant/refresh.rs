//! A fresh reading of followed invoices that an event hinted at. The next run's mail tells what changed.

use domain::ids::InvoiceId;
use jiff::Timestamp;

use super::changes::read_listed;
use super::followed::{self, Followed};
use super::tally::Tally;
use super::{Run, RunEnd, RunPorts, Stop, stopped};
use crate::connect::ConnectError;
use crate::ports::FetchJob;

/// Reads those of `hinted` that are followed; all that are followed where nothing is named.
pub(super) async fn refresh(
    ports: RunPorts<'_>,
    job: &FetchJob,
    hinted: &[InvoiceId],
    now: Timestamp,
    minutes: u32,
) -> Result<RunEnd, Stop> {
    let Some(followed) = followed::load(ports.store, &job.tenant).await? else {
        return Ok(RunEnd::NoSuchTenant);
    };
    if followed.tenant.is_disconnected() {
        return Ok(RunEnd::Disconnected);
    }
    let wanted = wanted(&followed, hinted);
    if wanted.is_empty() {
        return Ok(RunEnd::Refreshed { changed: 0 });
    }
    let tenant = &followed.tenant;
    let source = match ports.connect(tenant, &followed.secrets, now).await {
        Ok(source) => source,
        // The daily run tells of credentials that cannot be used.
        Err(ConnectError::Operator(_)) => return Ok(RunEnd::Refreshed { changed: 0 }),
        Err(later) => return Err(stopped(later, &followed)),
    };
    let session = ports.sign_in(tenant, source.as_ref()).await.map_err(|error| stopped(error, &followed))?;
    ports.keep(tenant, session).await.map_err(|error| stopped(error, &followed))?;
    let run = Run::new(ports, job, tenant, source.as_ref(), now, minutes);
    let mut tally = Tally::new(tenant, &run.run, run.now, &followed);
    let mut reads = run.reads;
    let read = read_listed(&run, source.as_ref(), &followed, &wanted, &mut reads, &mut tally).await;
    let renewed =
        ports.new_session(tenant, source.as_ref()).await.map_err(|error| stopped(error, &followed))?;
    ports.keep(tenant, renewed).await.map_err(|error| stopped(error, &followed))?;
    read?;
    Ok(RunEnd::Refreshed { changed: tally.news })
}

fn wanted(followed: &Followed, hinted: &[InvoiceId]) -> Vec<(InvoiceId, Option<domain::ChangeMark>)> {
    let is_hinted = |id: &InvoiceId| hinted.is_empty() || hinted.contains(id);
    let settled = followed.cases.iter().filter(|(_, entry)| !entry.known.booking_in_flight);
    settled.filter(|(id, _)| is_hinted(id)).map(|(id, _)| (id.clone(), None)).collect()
}
