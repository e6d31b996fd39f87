//! What a reading of an invoice is to its case.

use accounting::Reading;
use domain::case::CaseEvent;
use domain::{ChangeMark, Tenant};

/// `mark`: what the list shows of the invoice, so that the morning's walk meets the same row as unchanged; without one the
/// reading's own counts.
pub(crate) fn event_of(reading: Reading, tenant: &Tenant, mark: Option<ChangeMark>) -> CaseEvent {
    let open_batch = tenant.open_batch;
    match reading {
        Reading::Found(mut invoice) => {
            invoice.mark = mark.unwrap_or(invoice.mark);
            CaseEvent::SourceRead { invoice, terms: tenant.terms() }
        }
        Reading::Gone(_) => CaseEvent::SourceGone { open_batch },
        Reading::Missing(_) => CaseEvent::SourceMissing { open_batch },
        Reading::Unreadable(_) => CaseEvent::SourceUnclear { mark },
    }
}
