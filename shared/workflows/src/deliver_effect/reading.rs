//! What a reading of an invoice is to its case.

use accounting::Reading;
use domain::Tenant;
use domain::case::{CaseEvent, CollectionCase};

pub(super) fn event_of(case: &CollectionCase, reading: Reading, tenant: &Tenant) -> CaseEvent {
    let open_batch = tenant.open_batch;
    match reading {
        Reading::Found(mut invoice) => {
            // The list's mark stays: the morning's walk compares with it.
            invoice.mark = case.mark;
            CaseEvent::SourceRead { invoice, terms: tenant.terms() }
        }
        Reading::Gone(_) => CaseEvent::SourceGone { open_batch },
        Reading::Missing(_) => CaseEvent::SourceMissing { open_batch },
        Reading::Unreadable(_) => CaseEvent::SourceUnclear { mark: None },
    }
}
