//! Events that say what may have changed. They are never believed: what they hint at is read again, by the worker.

use accounting::events::{Delivery, DeliveryError, Hint, ReadEvent};
use claims::answer::ErrorCode;
use domain::ids::RunId;
use domain::{Moment, Tenant};
use jiff::Timestamp;
use workflows::ports::{FetchJob, JobError};

use crate::answer::Answer;
use crate::claims_door::{LARGEST_BODY, refusal};
use crate::desk::{Desk, Owner};
use crate::request::Push;

/// Nobody's: what comes to an address that nobody has is held against it, so that the answer takes as long.
const DUMMY: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

pub async fn take(desk: &Desk, owner: Option<Owner>, push: Push, read: ReadEvent, now: Timestamp) -> Answer {
    let delivery = Delivery { headers: &push.headers, body: &push.body };
    let Some(Owner { tenant, secrets }) = owner else {
        // Whatever it says: nobody is here.
        let _ = read(delivery, DUMMY);
        return Answer::not_found();
    };
    let hint = match of_any(delivery, read, &secrets) {
        Ok(hint) => hint,
        Err(DeliveryError::Forged) => return Answer::not_signed(),
        Err(DeliveryError::Malformed { field }) => {
            tracing::warn!(tenant = %tenant.id, field, "an event cannot be read");
            return refusal(Some(tenant.language), ErrorCode::MalformedJson);
        }
    };
    if push.body.len() > LARGEST_BODY {
        return refusal(Some(tenant.language), ErrorCode::PayloadTooLarge);
    }
    match queue(desk, &tenant, hint, now).await {
        Ok(()) => Answer::noted(),
        Err(problem) => {
            tracing::error!(tenant = %tenant.id, %problem, "a fresh reading cannot be queued");
            refusal(Some(tenant.language), ErrorCode::Unavailable)
        }
    }
}

/// Signed with one of the secrets that are good now.
fn of_any(delivery: Delivery<'_>, read: ReadEvent, secrets: &[String]) -> Result<Hint, DeliveryError> {
    let mut answer = Err(DeliveryError::Forged);
    for secret in secrets {
        let by_this = read(delivery, secret);
        if by_this != Err(DeliveryError::Forged) {
            answer = by_this;
        }
    }
    answer
}

async fn queue(desk: &Desk, tenant: &Tenant, hint: Hint, now: Timestamp) -> Result<(), JobError> {
    let only = match hint {
        Hint::Nothing => return Ok(()),
        // All that are followed.
        Hint::Something => Vec::new(),
        Hint::Invoices(invoices) => invoices,
    };
    let run = RunId::asked_for(Moment::new(now, tenant.country()).today, now);
    let job = FetchJob::refresh(tenant.id.clone(), run, only);
    desk.jobs.fetch(&tenant.system, &[job], 0).await
}
