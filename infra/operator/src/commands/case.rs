//! `rykker case`.

use std::collections::BTreeMap;

use anyhow::bail;
use domain::case::{CollectionCase, TimelineEntry};
use domain::ids::{BatchNumber, CaseId, TenantId};
use domain::moment::civil_date;
use domain::{Batch, Country, Moment, SilenceRule};
use jiff::Timestamp;
use serde_json::{Value, json};
use workflows::explain_credits::explain_credits;
use workflows::ports::Store;

use super::{evidence, figures, figures_text};
use crate::arguments::CaseCommand;
use crate::commands::chosen;
use crate::output::{Output, table};
use crate::outside::Outside;

/// Denmark and Norway share their civil dates.
const CIVIL_DATES: Country = Country::Denmark;

pub async fn carry_out(outside: &Outside, output: Output, command: CaseCommand) -> anyhow::Result<()> {
    match command {
        CaseCommand::List { tenant, status } => list(outside, output, tenant, status).await,
        CaseCommand::Show { case } => show(outside, output, &case).await,
        CaseCommand::Credits { case, from } => {
            let case = explain_credits(&outside.store, &case, from.into(), Timestamp::now()).await?;
            show(outside, output, &case.id).await
        }
        CaseCommand::Evidence(wanted) => evidence::write(outside, output, &wanted).await,
    }
}

/// Batches by number, read once each: they tell by when their cases are to be decided.
struct Batches<'a> {
    outside: &'a Outside,
    read: BTreeMap<(TenantId, BatchNumber), Option<Batch>>,
}

impl Batches<'_> {
    async fn of(&mut self, case: &CollectionCase) -> anyhow::Result<Option<&Batch>> {
        let key = (case.tenant.clone(), case.batch);
        if !self.read.contains_key(&key) {
            let batch = self.outside.store.batch(&case.tenant, case.batch).await?;
            self.read.insert(key.clone(), batch);
        }
        Ok(self.read.get(&key).and_then(Option::as_ref))
    }
}

async fn list(
    outside: &Outside,
    output: Output,
    tenant: Option<TenantId>,
    status: Option<String>,
) -> anyhow::Result<()> {
    let mut batches = Batches { outside, read: BTreeMap::new() };
    let mut cases = Vec::new();
    for id in chosen(&outside.store, tenant).await? {
        let mut from = None;
        loop {
            let page = outside.store.cases_of(&id, from).await?;
            for case in page.cases {
                if status.as_deref().is_none_or(|wanted| wanted == case.status.word()) {
                    cases.push(as_json(&case, batches.of(&case).await?));
                }
            }
            from = page.next;
            if from.is_none() {
                break;
            }
        }
    }
    output.show(&cases, |cases| {
        let columns = ["id", "invoice_number", "status", "close_reason", "due_date", "decide_by"];
        let mut header = columns.to_vec();
        header.extend(["outstanding", "debtor"]);
        table(
            &header,
            cases.iter().map(|case| {
                let mut row: Vec<String> =
                    columns.iter().map(|name| case[*name].as_str().unwrap_or("–").to_owned()).collect();
                row.push(case["outstanding"].as_str().unwrap_or_default().to_owned());
                row.push(case["debtor"]["name"].as_str().unwrap_or_default().to_owned());
                row
            }),
        )
    })
}

fn as_json(case: &CollectionCase, batch: Option<&Batch>) -> Value {
    let date = |at| civil_date(at, CIVIL_DATES);
    // What never starts by silence has no day by which silence would answer.
    let asks_by =
        batch.filter(|batch| batch.silence == SilenceRule::Starts).and_then(|batch| batch.decide_by);
    json!({
        "id": case.id,
        "tenant": case.tenant,
        "system": case.system,
        "invoice_id": case.invoice_id,
        "invoice_number": case.invoice_number,
        "status": case.status.word(),
        "close_reason": case.status.close_reason().map(|reason| reason.word()),
        "approval": case.approval,
        "currency": case.principal.currency,
        "principal_minor": case.principal.minor,
        "outstanding_minor": case.outstanding.minor,
        "paid_minor": case.paid.minor,
        "credited_minor": case.credited.minor,
        "received_minor": case.received().minor,
        "booked_minor": case.booked().minor,
        "outstanding": case.outstanding.to_string(),
        "overpaid_minor": case.overpaid,
        "charges": case.charges,
        "handover": case.handover,
        "due_date": case.due_date,
        "batch": case.batch,
        "decide_by": asks_by.map(date),
        "silence": batch.map(|batch| batch.silence),
        "debtor": {"name": case.debtor.name, "email": case.debtor.email, "kind": case.debtor.kind},
    })
}

async fn read(
    outside: &Outside,
    id: &CaseId,
) -> anyhow::Result<(CollectionCase, Option<Batch>, Vec<TimelineEntry>)> {
    let Some(case) = outside.store.cases(std::slice::from_ref(id)).await?.pop() else {
        bail!("case: {id} does not exist")
    };
    let batch = outside.store.batch(&case.tenant, case.batch).await?;
    let trail = outside.store.timeline(id).await?;
    Ok((case, batch, trail))
}

/// What has tables of its own.
const APART: [&str; 3] = ["timeline", "figures", "next"];

async fn show(outside: &Outside, output: Output, id: &CaseId) -> anyhow::Result<()> {
    let (case, batch, trail) = read(outside, id).await?;
    let Some((tenant, _)) = outside.store.tenant(&case.tenant).await? else {
        bail!("tenant: {} does not exist", case.tenant)
    };
    let now = Moment::new(Timestamp::now(), tenant.country());
    let (owed, next) = (figures::of(&tenant, &case, now.today), figures::next(&tenant, &case, now));
    let mut value = as_json(&case, batch.as_ref());
    value["figures"] = match &owed {
        Ok(owed) => serde_json::to_value(owed)?,
        Err(missing) => json!({"refusal": figures::refusal(missing)}),
    };
    value["next"] = serde_json::to_value(&next)?;
    value["timeline"] = json!(trail);
    output.show(&value, |value| {
        let facts =
            value.as_object().into_iter().flatten().filter(|(name, _)| !APART.contains(&name.as_str()));
        let facts = table(&["case", ""], facts.map(|(name, value)| vec![name.clone(), text(value)]));
        let figures = table(
            &["how the outstanding came about", case.principal.currency.code()],
            outstanding(&case)
                .into_iter()
                .map(|(label, minor)| vec![label.to_owned(), case.principal.with_minor(minor).to_string()]),
        );
        let trail = table(
            &["when", "status", "outstanding", "what"],
            trail.iter().map(|entry| {
                vec![
                    entry.at.to_string(),
                    entry.status.clone(),
                    entry.outstanding.to_string(),
                    serde_json::to_string(&entry.happening).unwrap_or_default(),
                ]
            }),
        );
        let owed = figures_text::figures(&case, &owed);
        format!("{facts}\n\n{figures}\n\n{owed}\n\n{}\n\n{trail}", figures_text::next(&next))
    })
}

/// The figures sum up to the last one, to the minor unit.
fn outstanding(case: &CollectionCase) -> [(&'static str, i64); 6] {
    [
        ("principal when the case was opened", case.principal.minor),
        ("+ owed again (payments taken back, amount raised)", case.owed_more.minor),
        ("− paid to the tenant", -case.paid.minor),
        ("− paid to the service", -case.received().minor),
        ("− credited", -case.credited.minor),
        ("= outstanding", case.outstanding.minor),
    ]
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "–".into(),
        other => other.to_string(),
    }
}
