//! The tenant's own item. Its profile is a map of texts, so that a changed tenant is written without its secrets being
//! read first.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::Tenant;
use workflows::ports::{Sealed, SecretKind, Secrets, StoreError};

use super::item::{Attributes, Item, json, number, parse, text, unreadable};
use super::keys;
use super::rows::Fan;

pub const TENANT: &str = "tenant";
const AGENCY: &str = "agency";

/// What a secret is called in the profile.
pub fn name_of(kind: SecretKind) -> Cow<'static, str> {
    match kind {
        SecretKind::Credentials => "sealed".into(),
        SecretKind::Session => "session".into(),
        SecretKind::Webhook => "webhook".into(),
        SecretKind::Agency(1) => AGENCY.into(),
        SecretKind::Agency(number) => format!("{AGENCY}_{number}").into(),
    }
}

/// Which agency's secret is called so.
fn agency_called(name: &str) -> Option<u16> {
    match name.strip_prefix(AGENCY)? {
        "" => Some(1),
        number => number.strip_prefix('_')?.parse().ok(),
    }
}

pub fn profile(tenant: &Tenant, secrets: &Secrets) -> AttributeValue {
    let mut profile = HashMap::from([(TENANT.to_owned(), json(tenant))]);
    let systems = [
        (SecretKind::Credentials, Some(&secrets.credentials)),
        (SecretKind::Session, secrets.session.as_ref()),
        (SecretKind::Webhook, secrets.webhook.as_ref()),
    ];
    let agencies =
        secrets.agencies.iter().map(|(number, sealed)| (SecretKind::Agency(*number), Some(sealed)));
    for (kind, sealed) in systems.into_iter().chain(agencies) {
        profile.extend(sealed.map(|sealed| (name_of(kind).into_owned(), json(sealed))));
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
        part(&name).map(|text| parse(item, &name, text)).transpose()
    };
    let lacking = |name: &str| unreadable(item, format!("its profile has no {name}"));
    let tenant = parse(item, TENANT, part(TENANT).ok_or_else(|| lacking(TENANT))?)?;
    let credentials = sealed(SecretKind::Credentials)?.ok_or_else(|| lacking("sealed"))?;
    let (session, webhook) = (sealed(SecretKind::Session)?, sealed(SecretKind::Webhook)?);
    let mut agencies = BTreeMap::new();
    for number in profile.into_iter().flat_map(HashMap::keys).filter_map(|name| agency_called(name)) {
        agencies.extend(sealed(SecretKind::Agency(number))?.map(|sealed| (number, sealed)));
    }
    Ok((tenant, Secrets { credentials, session, webhook, agencies }))
}
