//! One item's action, with the condition under which it holds.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{ConditionCheck, Put, TransactWriteItem, Update};
use domain::Tenant;
use domain::ids::{BatchNumber, TenantId};
use workflows::ports::{Sealed, SecretKind};

use super::item::{Attributes, json, number, text};
use super::items::OK;
use super::rows::Fan;
use super::{keys, profile};

pub type Built<T> = Result<T, BuildError>;

pub enum Condition {
    None,
    /// No item of this key.
    New,
    /// The item stands at this version.
    At(u64),
    /// No report of the run, or one that was not ok.
    NotOkYet,
}

/// What carries version 1 must not stand there; what carries a later one must stand one below it.
pub fn version(version: u64) -> Condition {
    if version <= 1 { Condition::New } else { Condition::At(version - 1) }
}

pub fn put(table: &str, item: Attributes, condition: Condition) -> Built<TransactWriteItem> {
    let put = Put::builder().table_name(table).set_item(Some(item));
    let put = match condition {
        Condition::None => put,
        Condition::New => put.condition_expression("attribute_not_exists(pk)"),
        Condition::At(version) => put
            .condition_expression("#version = :before")
            .expression_attribute_names("#version", "version")
            .expression_attribute_values(":before", number(version)),
        Condition::NotOkYet => put
            .condition_expression("attribute_not_exists(pk) OR #outcome <> :ok")
            .expression_attribute_names("#outcome", "outcome")
            .expression_attribute_values(":ok", text(OK)),
    };
    Ok(TransactWriteItem::builder().put(put.build()?).build())
}

/// Leaves those secrets alone that do not come along.
pub fn update_tenant(
    table: &str,
    tenant: &Tenant,
    secrets: &[(SecretKind, Sealed)],
    open_batch: Option<BatchNumber>,
) -> Built<TransactWriteItem> {
    let mut sets =
        vec!["#profile.#tenant = :tenant, #version = :version, #open = :open, #fan = :fan".to_owned()];
    let mut update = Update::builder()
        .table_name(table)
        .key("pk", text(keys::tenant(&tenant.id)))
        .key("sk", text(keys::PROFILE))
        .expression_attribute_names("#profile", "profile")
        .expression_attribute_names("#tenant", profile::TENANT)
        .expression_attribute_names("#version", "version")
        .expression_attribute_names("#open", "open_batch")
        .expression_attribute_names("#fan", "fan")
        .expression_attribute_values(":tenant", json(tenant))
        .expression_attribute_values(":version", number(tenant.version))
        .expression_attribute_values(":open", number(tenant.open_batch))
        .expression_attribute_values(":fan", json(&Fan::from(tenant)))
        .expression_attribute_values(":before", number(tenant.version.saturating_sub(1)));
    for (kind, sealed) in secrets {
        let name = profile::name_of(*kind);
        sets.push(format!("#profile.#{name} = :{name}"));
        update = update
            .expression_attribute_names(format!("#{name}"), name.as_ref())
            .expression_attribute_values(format!(":{name}"), json(sealed));
    }
    let update = update.update_expression(format!("SET {}", sets.join(", ")));
    let update = match open_batch {
        None => update.condition_expression("#version = :before"),
        Some(batch) => update
            .condition_expression("#version = :before AND #open = :checked")
            .expression_attribute_values(":checked", number(batch)),
    };
    Ok(TransactWriteItem::builder().update(update.build()?).build())
}

/// One secret of a tenant that stays as it is.
pub fn update_secret(
    table: &str,
    tenant: &TenantId,
    kind: SecretKind,
    sealed: &Sealed,
) -> Built<TransactWriteItem> {
    let update = Update::builder()
        .table_name(table)
        .key("pk", text(keys::tenant(tenant)))
        .key("sk", text(keys::PROFILE))
        .update_expression("SET #profile.#secret = :secret")
        .condition_expression("attribute_exists(pk)")
        .expression_attribute_names("#profile", "profile")
        .expression_attribute_names("#secret", profile::name_of(kind))
        .expression_attribute_values(":secret", json(sealed));
    Ok(TransactWriteItem::builder().update(update.build()?).build())
}

pub fn check(table: &str, tenant: &TenantId, batch: BatchNumber) -> Built<TransactWriteItem> {
    let check = ConditionCheck::builder()
        .table_name(table)
        .key("pk", text(keys::tenant(tenant)))
        .key("sk", text(keys::PROFILE))
        .condition_expression("#open = :checked")
        .expression_attribute_names("#open", "open_batch")
        .expression_attribute_values(":checked", number(batch));
    Ok(TransactWriteItem::builder().condition_check(check.build()?).build())
}
