//! A transaction as DynamoDB takes it: one action per item.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::TransactWriteItem;
use domain::ids::{BatchNumber, TenantId};
use domain::{News, RegistrationNumber};
use jiff::Timestamp;
use workflows::ports::{Transaction, Write};

use super::conditions::{Built, Condition, check, put, update_secret, update_tenant, version};
use super::{items, profile};

/// One action, and what it means when its condition does not hold.
pub struct Action {
    pub item: TransactWriteItem,
    /// The writes that it carries out, by index.
    pub writes: Vec<usize>,
    /// Set for the uniqueness item of a registration number.
    pub number: Option<RegistrationNumber>,
}

/// Which batch must be a tenant's open one, and which writes say so.
type Checks<'t> = BTreeMap<(&'t TenantId, BatchNumber), Vec<usize>>;

/// DynamoDB takes one action per item: checks of the same tenant become one, and join the tenant's own write.
pub fn actions(transaction: &Transaction, table: &str) -> Built<Vec<Action>> {
    let mut checks = Checks::new();
    for (index, write) in transaction.writes.iter().enumerate() {
        if let Write::CheckOpenBatch { tenant, batch } = write {
            checks.entry((tenant, *batch)).or_default().push(index);
        }
    }
    let mut actions = Vec::with_capacity(transaction.items());
    for (index, write) in transaction.writes.iter().enumerate() {
        let at = |item| Action { item, writes: vec![index], number: None };
        let mut put = |item, condition| put(table, item, condition).map(|item| actions.push(at(item)));
        match write {
            Write::CheckOpenBatch { .. } => {}
            Write::PutCase(case) => put(items::case(case), version(case.version))?,
            Write::AddTimeline(entry) => put(items::entry(entry), Condition::None)?,
            Write::PutBatch(batch) => put(items::batch(batch), version(batch.version))?,
            Write::AddNews(news) => {
                put(items::news(news, happened_at(transaction, news)), Condition::None)?;
            }
            Write::PutReport(report) => put(items::report(report), Condition::NotOkYet)?,
            Write::PutEffect(effect) => put(items::effect(effect), version(effect.version))?,
            Write::AddInboundEvent(event) => put(items::inbound(event), Condition::New)?,
            Write::PutClaimRecord(record) => put(items::claim(record), version(record.version))?,
            Write::PutClaimsStanding(standing) => {
                put(items::claims_standing(standing), version(standing.version))?;
            }
            Write::PutPayment(payment) => put(items::payment(payment), version(payment.version))?,
            Write::PutLetter(letter) => put(items::letter(letter), version(letter.version))?,
            Write::AddTenant { tenant, secrets } => {
                if let Some(connection) = &tenant.connection_id {
                    put(items::connection_of(&tenant.id, connection), Condition::New)?;
                }
                put(profile::item(tenant, secrets), Condition::New)?;
                put(items::number_of(tenant), Condition::New)?;
                if let Some(unique) = actions.last_mut() {
                    unique.number = Some(tenant.number.clone());
                }
            }
            Write::AddConnection { tenant, connection } => {
                put(items::connection_of(tenant, connection), Condition::New)?;
            }
            Write::PutSecret { tenant, kind, sealed } => {
                actions.push(at(update_secret(table, tenant, *kind, sealed)?));
            }
            Write::PutTenant { tenant, secrets } => {
                let check = take_check(&mut checks, &tenant.id);
                let batch = check.as_ref().map(|(batch, _)| *batch);
                let mut action = at(update_tenant(table, tenant, secrets, batch)?);
                action.writes.extend(check.into_iter().flat_map(|(_, writes)| writes));
                actions.push(action);
            }
        }
    }
    for ((tenant, batch), writes) in checks {
        actions.push(Action { item: check(table, tenant, batch)?, writes, number: None });
    }
    Ok(actions)
}

fn take_check(checks: &mut Checks<'_>, tenant: &TenantId) -> Option<(BatchNumber, Vec<usize>)> {
    let key = checks.keys().find(|(of, _)| *of == tenant).copied()?;
    checks.remove(&key).map(|writes| (key.1, writes))
}

/// When the step happened that the news tell of: its line in the trail is written with it.
fn happened_at(transaction: &Transaction, news: &News) -> Option<Timestamp> {
    transaction.writes.iter().find_map(|write| match write {
        Write::AddTimeline(entry) if entry.case == news.case && entry.version == news.version => {
            Some(entry.at)
        }
        _ => None,
    })
}
