//! The tenant's own item. Its profile is a map of texts, so that a changed tenant is written without its secrets being
//! read first.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::Tenant;
use workflows::ports::{Sealed, SecretKind, Secrets, StoreError};

use super::item::{Attributes, Item, json, number, parse, text, unreadable};
use super::keys;
use super::rows::Fan;

pub const TENANT: &str = "tenant";

/// What a secret is called in the profile.
pub fn name_of(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::Credentials => "sealed",
        SecretKind::Session => "session",
        SecretKind::Webhook => "webhook",
        SecretKind::Agency => "agency",
    }
}

pub fn profile(tenant: &Tenant, secrets: &Secrets) -> AttributeValue {
    let mut profile = HashMap::from([(TENANT.to_owned(), json(tenant))]);
    let sealed = [
        (SecretKind::Credentials, Some(&secrets.credentials)),
        (SecretKind::Session, secrets.session.as_ref()),
        (SecretKind::Webhook, secrets.webhook.as_ref()),
        (SecretKind::Agency, secrets.agency.as_ref()),
    ];
    for (kind, sealed) in sealed {
        profile.extend(sealed.map(|sealed| (name_of(kind).to_owned(), json(sealed))));
    }
    AttributeValue::M(profile)
}

pub fn item(tenant: &Tenant, secrets: &Secrets) -> Attributes {
    Item::new(keys::tenant(&tenant.id), keys::PROFILE)
        .with("profile", profile(tenant, secrets))
        .with("version", number(tenant.version))
        .with("open_batch", number(tenant.open_batch))
        .with("open_pk", text(tenant.id.as_str()))
        .with("shard_pk", text(keys::tenants_shard(keys::shard_of(tenant.id.as_str()))))
        .with("fan", json(&Fan::from(tenant)))
        .into_attributes()
}

pub fn read(item: &Attributes) -> Result<(Tenant, Secrets), StoreError> {
    let profile = item.get("profile").and_then(|profile| profile.as_m().ok());
    let part = |name: &str| profile.and_then(|profile| profile.get(name)).and_then(|part| part.as_s().ok());
    let sealed = |kind| -> Result<Option<Sealed>, StoreError> {
        let name = name_of(kind);
        part(name).map(|text| parse(item, name, text)).transpose()
    };
    let lacking = |name: &str| unreadable(item, format!("its profile has no {name}"));
    let tenant = parse(item, TENANT, part(TENANT).ok_or_else(|| lacking(TENANT))?)?;
    let credentials = sealed(SecretKind::Credentials)?.ok_or_else(|| lacking("sealed"))?;
    let (session, webhook) = (sealed(SecretKind::Session)?, sealed(SecretKind::Webhook)?);
    let agency = sealed(SecretKind::Agency)?;
    Ok((tenant, Secrets { credentials, session, webhook, agency }))
}
