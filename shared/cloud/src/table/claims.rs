//! What a pushed event is about: up to four items, fetched by one request.

use domain::claim::EventId;
use domain::ids::{CaseId, TenantId};
use serde::de::DeserializeOwned;
use workflows::ports::{ClaimFile, StoreError};

use super::item::{Attributes, entity};
use super::keys;
use super::read::Key;

pub fn keys_of(tenant: &TenantId, event: &EventId, case: Option<&CaseId>) -> Vec<Key> {
    let of_event = [keys::inbound(event), keys::CLAIMS_STANDING.to_owned()];
    let of_case = case.map(|case| [keys::claim(case), keys::case(case)]).into_iter().flatten();
    of_event.into_iter().chain(of_case).map(|sk| (keys::tenant(tenant), sk)).collect()
}

/// The items come in any order: each tells by its attribute what it is.
pub fn file(items: &[Attributes]) -> Result<ClaimFile, StoreError> {
    Ok(ClaimFile {
        event: part(items, "inbound")?,
        standing: part(items, "standing")?,
        record: part(items, "claim")?,
        case: part(items, "case_doc")?,
    })
}

fn part<T: DeserializeOwned>(items: &[Attributes], name: &str) -> Result<Option<T>, StoreError> {
    items.iter().find(|item| item.contains_key(name)).map(|item| entity(item, name)).transpose()
}
