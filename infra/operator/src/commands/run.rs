//! `rykker run`: a run that somebody asks for, beside the morning's.

use std::time::{Duration, Instant};

use anyhow::bail;
use domain::ids::{RunId, TenantId};
use domain::{Moment, RunReport};
use jiff::Timestamp;
use serde_json::{Value, json};
use workflows::ports::{FetchJob, Jobs, Store};

use crate::arguments::RunCommand;
use crate::commands::chosen;
use crate::output::{Output, table};
use crate::outside::Outside;

/// How often the table is asked for the reports.
const LOOK_EVERY: Duration = Duration::from_millis(200);

pub async fn carry_out(outside: &Outside, output: Output, command: RunCommand) -> anyhow::Result<()> {
    let now = Timestamp::now();
    let only_one = command.tenant.is_some();
    let mut queued = Vec::new();
    for id in chosen(&outside.store, command.tenant).await? {
        let Some((tenant, _)) = outside.store.tenant(&id).await? else { continue };
        if tenant.is_disconnected() {
            if only_one {
                bail!("tenant: {id} is disconnected");
            }
            continue;
        }
        let run = RunId::asked_for(Moment::new(now, tenant.country()).today, now);
        outside.jobs.fetch(&tenant.system, &[FetchJob::new(id.clone(), run.clone())], 0).await?;
        queued.push((id, run));
    }
    if !command.wait {
        let value: Vec<Value> =
            queued.iter().map(|(tenant, run)| json!({"tenant": tenant, "run": run})).collect();
        return output.show(&value, |_| format!("{} queued", queued.len()));
    }
    let reports = reports(outside, &queued, Duration::from_secs(command.timeout)).await?;
    let value: Vec<Value> = reports.iter().map(as_json).collect();
    output.show(&value, |_| as_table(&reports))
}

/// Waits for every report. A run that its accounting system broke off has one, too.
async fn reports(
    outside: &Outside,
    queued: &[(TenantId, RunId)],
    timeout: Duration,
) -> anyhow::Result<Vec<RunReport>> {
    let until = Instant::now() + timeout;
    let mut reports = Vec::new();
    for (tenant, run) in queued {
        loop {
            if let Some(report) = outside.store.report(tenant, run).await? {
                reports.push(report);
                break;
            }
            if Instant::now() >= until {
                bail!(
                    "tenant {tenant}: no report after {} seconds; the run may still be at work",
                    timeout.as_secs()
                );
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
    Ok(reports)
}

fn as_json(report: &RunReport) -> Value {
    json!({
        "tenant": report.tenant, "run": report.run, "system": report.system, "date": report.date,
        "outcome": report.outcome, "read": report.read, "new": report.new, "changed": report.changed,
        "closed": report.closed, "skipped": report.skipped, "skipped_counts": report.skipped_counts,
        "problem": report.problem,
    })
}

fn as_table(reports: &[RunReport]) -> String {
    let rows = reports.iter().map(|report| {
        let outcome = serde_json::to_value(report.outcome).unwrap_or_default();
        let counts = report.skipped_counts.iter().map(|(code, count)| {
            let code = serde_json::to_value(code).unwrap_or_default();
            format!("{} {count}", code.as_str().unwrap_or_default())
        });
        vec![
            report.tenant.to_string(),
            report.system.to_string(),
            outcome.as_str().unwrap_or_default().to_owned(),
            report.read.to_string(),
            report.new.to_string(),
            report.changed.to_string(),
            report.closed.to_string(),
            counts.collect::<Vec<_>>().join("\n"),
            report.problem.clone().unwrap_or_default(),
        ]
    });
    table(&["tenant", "system", "outcome", "read", "new", "changed", "closed", "skipped", "problem"], rows)
}
