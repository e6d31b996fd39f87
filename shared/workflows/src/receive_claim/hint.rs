//! Payments and credit notes of a tenant whose invoices can be read: they only hint. A reading may show them before they are
//! told here, and nothing tells whether it did: the invoice is read again, and what it shows counts.

use domain::claim::{Change, Command};
use domain::ids::{InvoiceId, RunId};
use domain::{Moment, Tenant};
use jiff::Timestamp;

use crate::ports::{FetchJob, JobError, Jobs};

/// The setting by which pushed invoices are read again where they came from.
pub const READ_BACK_SETTING: &str = "read-back";
const ON: &str = "on";

/// Whether the change itself counts. That an invoice is taken back, no reading of it tells.
pub(super) fn counts(tenant: &Tenant, change: Change) -> bool {
    let is_read = tenant.settings.get(READ_BACK_SETTING).is_some_and(|choice| choice == ON);
    !is_read || change.amount().is_none()
}

/// The invoice that is to be read again.
pub(super) fn hinted<'a>(tenant: &Tenant, command: &'a Command) -> Option<&'a InvoiceId> {
    match command {
        Command::Report(told) if !counts(tenant, told.change) => Some(&told.invoice),
        _ => None,
    }
}

pub(super) async fn read_again(
    jobs: &dyn Jobs,
    tenant: &Tenant,
    invoice: &InvoiceId,
    now: Timestamp,
) -> Result<(), JobError> {
    let run = RunId::asked_for(Moment::new(now, tenant.country()).today, now);
    let job = FetchJob::refresh(tenant.id.clone(), run, vec![invoice.clone()]);
    jobs.fetch(&tenant.system, &[job], 0).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_one_that_minubas_row_knows_and_takes() {
        let minuba = accounting::systems::find("minuba").unwrap();
        let row = minuba.settings.iter().find(|row| row.name == READ_BACK_SETTING).unwrap();
        assert!((row.accepts)(ON) && row.default != Some(ON));
    }
}
