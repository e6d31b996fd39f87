//! The tenant's own item. Its profile is a map of two texts, so that a changed tenant is written without its sealed
//! credentials being read first.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::Tenant;
use workflows::ports::{Sealed, StoreError};

use super::item::{Attributes, Item, json, number, parse, text, unreadable};
use super::keys;
use super::rows::Fan;

pub const TENANT: &str = "tenant";
pub const SEALED: &str = "sealed";

pub fn profile(tenant: &Tenant, sealed: &Sealed) -> AttributeValue {
    AttributeValue::M(HashMap::from([(TENANT.to_owned(), json(tenant)), (SEALED.to_owned(), json(sealed))]))
}

pub fn item(tenant: &Tenant, sealed: &Sealed) -> Attributes {
    Item::new(keys::tenant(&tenant.id), keys::PROFILE)
        .with("profile", profile(tenant, sealed))
        .with("version", number(tenant.version))
        .with("open_batch", number(tenant.open_batch))
        .with("open_pk", text(tenant.id.as_str()))
        .with("shard_pk", text(keys::tenants_shard(keys::shard_of(tenant.id.as_str()))))
        .with("fan", json(&Fan::from(tenant)))
        .into_attributes()
}

pub fn read(item: &Attributes) -> Result<(Tenant, Sealed), StoreError> {
    let profile = item.get("profile").and_then(|profile| profile.as_m().ok());
    let part = |name: &str| {
        let part = profile.and_then(|profile| profile.get(name)).and_then(|part| part.as_s().ok());
        part.ok_or_else(|| unreadable(item, format!("its profile has no {name}")))
    };
    Ok((parse(item, TENANT, part(TENANT)?)?, parse(item, SEALED, part(SEALED)?)?))
}
