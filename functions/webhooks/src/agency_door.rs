//! Call-backs of collection agencies: checked, and answered by asking the agency itself.

use claims::answer::ErrorCode;
use domain::Tenant;
use jiff::Timestamp;
use workflows::connect_agency::{AgencyPorts, NoAgency};
use workflows::hear_from_agency::{Heard, hear_from_agency};
use workflows::ports::{Agency, Callback, CallbackError, StoreError};

use crate::answer::Answer;
use crate::claims_door::{LARGEST_BODY, refusal};
use crate::desk::Desk;
use crate::request::Push;

/// Why it cannot be said right now whether a call-back is the agency's.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Agency(#[from] NoAgency),
}

pub async fn take(desk: &Desk, push: Push, now: Timestamp) -> Answer {
    let (tenant, agency) = match owner(desk, &push).await {
        Ok(Some(found)) => found,
        Ok(None) => return Answer::not_found(),
        Err(trouble) => {
            tracing::error!(agency = push.system, problem = %trouble, "a call-back cannot be looked at");
            return refusal(None, ErrorCode::Unavailable);
        }
    };
    let callback = Callback { headers: &push.headers, body: &push.body, now };
    let hint = match agency.verify_callback(callback) {
        Ok(hint) => hint,
        // Without a secret nobody can have signed it.
        Err(CallbackError::Forged | CallbackError::NotOffered) => return Answer::not_signed(),
        Err(CallbackError::Malformed { field }) => {
            tracing::warn!(tenant = %tenant.id, field, "a call-back cannot be read");
            return refusal(Some(tenant.language), ErrorCode::MalformedJson);
        }
    };
    if push.body.len() > LARGEST_BODY {
        return refusal(Some(tenant.language), ErrorCode::PayloadTooLarge);
    }
    match hear_from_agency(desk.store.as_ref(), &tenant, hint, now).await {
        Ok(Heard::Asked(case)) => {
            tracing::info!(tenant = %tenant.id, %case, "an agency called back");
            Answer::noted()
        }
        Ok(Heard::NotOurs) => {
            tracing::info!(tenant = %tenant.id, "an agency called back about a case that is not ours");
            Answer::noted()
        }
        Err(problem) => {
            tracing::error!(tenant = %tenant.id, %problem, "a call-back cannot be noted");
            refusal(Some(tenant.language), ErrorCode::Unavailable)
        }
    }
}

/// The tenant that the address leads to and its agency; `None` for an address that is nobody's, or another agency's.
async fn owner(desk: &Desk, push: &Push) -> Result<Option<(Tenant, Box<dyn Agency>)>, Trouble> {
    let Some((id, tenant, secrets)) = desk.tenant_of(push).await? else { return Ok(None) };
    // One that the tenant has left may still have claims.
    let choice = tenant.agencies().find(|choice| choice.agency() == push.system);
    let is_its_address = tenant.agency_connection.as_ref() == Some(&id);
    let Some(choice) = choice.filter(|_| is_its_address) else { return Ok(None) };
    let ports = AgencyPorts { vault: desk.vault.as_ref(), agencies: desk.agencies.as_ref() };
    let agency = ports.connect(&tenant.id, choice, &secrets).await?;
    Ok(Some((tenant, agency)))
}
