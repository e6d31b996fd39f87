//! `rykker tenant`.

use anyhow::{Context, bail};
use domain::ids::TenantId;
use domain::tenant::{ConnectionState, Fetching};
use domain::{RegistrationNumber, RunReport, Tenant};
use jiff::Timestamp;
use serde_json::{Value, json};
use workflows::disconnect_tenant::disconnect_tenant;
use workflows::ports::Store;
use workflows::register_tenant::{
    Changes, NewTenant, Registered, add_tenant, change_tenant, check_connection,
};

use crate::arguments::{self, AddTenant, SetTenant, TenantCommand, credentials};
use crate::commands::{agency, all_tenants, letterhead, plan, random, webhook};
use crate::output::{Output, table};
use crate::outside::Outside;

/// Runs that `show` lists.
const RUNS_SHOWN: usize = 7;

pub async fn carry_out(outside: &Outside, output: Output, command: TenantCommand) -> anyhow::Result<()> {
    match command {
        TenantCommand::Add(new) => add(outside, output, *new).await,
        TenantCommand::List => list(outside, output).await,
        TenantCommand::Show { tenant } => show(outside, output, &tenant).await,
        TenantCommand::Check { tenant } => check(outside, output, &tenant).await,
        TenantCommand::Plan(asked) => plan::carry_out(outside, output, asked).await,
        TenantCommand::Letterhead(asked) => letterhead::carry_out(outside, output, asked).await,
        TenantCommand::Agency(asked) => agency::carry_out(outside, output, asked).await,
        TenantCommand::Set(settings) => {
            let (tenant, changes) = changes(*settings)?;
            change(outside, output, &tenant, changes).await
        }
        TenantCommand::Webhook { tenant, rotate } => webhook::show(outside, output, &tenant, rotate).await,
        TenantCommand::Disconnect { tenant } => disconnect(outside, output, &tenant).await,
        TenantCommand::Pause { tenant } => fetch(outside, output, &tenant, Fetching::Paused).await,
        TenantCommand::Resume { tenant } => fetch(outside, output, &tenant, Fetching::Automatic).await,
    }
}

async fn add(outside: &Outside, output: Output, new: AddTenant) -> anyhow::Result<()> {
    let row = accounting::systems::find(&new.accounting).with_context(|| {
        let known: Vec<&str> = accounting::systems::SYSTEMS.iter().map(|row| row.name).collect();
        format!("accounting: {:?} is not one of {}", new.accounting, known.join(", "))
    })?;
    let webhook = webhook::drawn(&row.inbound)?;
    let secrets = webhook.as_ref().map(|webhook| webhook.secrets.clone());
    let new = NewTenant {
        id: TenantId::from_random(random()?),
        number: RegistrationNumber::parse(new.country, &new.number)?,
        name: new.name,
        language: new.language.unwrap_or_else(|| new.country.language()),
        mail_addresses: new.email,
        system: domain::SystemName::known(row.name),
        credentials: credentials(new.credential)?,
        settings: arguments::settings(new.setting),
        webhook,
        decision_days: new.decision_days,
        min_days_overdue: new.min_days_overdue,
        look_back_days: new.look_back_days,
        start_date: new.start_date,
        fetching: new.fetching,
        fee_policy: new.fee_policy,
    };
    let added = add_tenant(outside.connect_ports(), new, Timestamp::now()).await?;
    show_registered(output, &added, "added", &webhook::once(outside, &added.tenant, secrets.as_ref()))
}

/// What speaks against the key goes to stderr: the tenant is stored all the same.
/// `webhook` is what is told of a new one, this once.
fn show_registered(
    output: Output,
    registered: &Registered,
    done: &str,
    webhook: &Value,
) -> anyhow::Result<()> {
    let Registered { tenant, doubt } = registered;
    if let Some(doubt) = doubt {
        eprintln!("rykker: warning: credential: {doubt}");
    }
    let mut value = as_json(tenant);
    if !webhook.is_null() {
        value["webhook"] = webhook.clone();
    }
    output.show(&value, |_| {
        let told = ["address", "secret"].iter().filter_map(|name| webhook[*name].as_str());
        let lines = [format!("{done} {}", tenant.id)].into_iter().chain(told.map(str::to_owned));
        lines.collect::<Vec<_>>().join("\n")
    })
}

async fn list(outside: &Outside, output: Output) -> anyhow::Result<()> {
    let mut tenants = Vec::new();
    for row in all_tenants(&outside.store).await? {
        if let Some((tenant, _)) = outside.store.tenant(&row.tenant).await? {
            tenants.push(tenant);
        }
    }
    let values: Vec<Value> = tenants.iter().map(as_json).collect();
    output.show(&values, |_| {
        table(
            &["tenant", "number", "name", "system", "connection", "fetching", "last successful run"],
            tenants.iter().map(|tenant| {
                vec![
                    tenant.id.to_string(),
                    tenant.number.to_string(),
                    tenant.name.clone(),
                    tenant.system.to_string(),
                    connection(tenant),
                    word(&tenant.fetching),
                    tenant.last_success.map_or("never".into(), |at| at.to_string()),
                ]
            }),
        )
    })
}

async fn show(outside: &Outside, output: Output, id: &TenantId) -> anyhow::Result<()> {
    let Some((tenant, _)) = outside.store.tenant(id).await? else { bail!("tenant: {id} does not exist") };
    let runs = outside.store.reports(id, RUNS_SHOWN).await?;
    let mut value = as_json(&tenant);
    value["runs"] = json!(runs.iter().map(run_line).collect::<Vec<_>>());
    output.show(&value, |value| {
        let settings = value.as_object().into_iter().flatten().filter(|(name, _)| *name != "runs");
        let settings =
            table(&["setting", ""], settings.map(|(name, value)| vec![name.clone(), plain(value)]));
        let header = ["run", "outcome", "read", "new", "changed", "closed", "skipped", "problem"];
        let rows = runs.iter().map(|run| {
            let line = run_line(run);
            header.iter().map(|column| plain(&line[*column])).collect()
        });
        format!("{settings}\n\n{}", table(&header, rows))
    })
}

async fn check(outside: &Outside, output: Output, id: &TenantId) -> anyhow::Result<()> {
    let company = check_connection(outside.connect_ports(), id, Timestamp::now()).await??;
    let value =
        json!({"tenant": id, "company": company.name, "registration_number": company.registration_number});
    output.show(&value, |_| format!("the key works; it belongs to {}", company.name))
}

fn changes(settings: SetTenant) -> anyhow::Result<(TenantId, Changes)> {
    let given = Some(settings.credential).filter(|list| !list.is_empty());
    let changes = Changes {
        name: settings.name,
        language: settings.language,
        mail_addresses: Some(settings.email).filter(|list| !list.is_empty()),
        credentials: given.map(credentials).transpose()?,
        settings: arguments::settings(settings.setting),
        decision_days: settings.decision_days,
        min_days_overdue: settings.min_days_overdue,
        look_back_days: settings.look_back_days,
        start_date: settings.start_date,
        fetching: settings.fetching,
        fee_policy: settings.fee_policy,
    };
    Ok((settings.tenant, changes))
}

async fn fetch(outside: &Outside, output: Output, id: &TenantId, fetching: Fetching) -> anyhow::Result<()> {
    change(outside, output, id, Changes { fetching: Some(fetching), ..Changes::default() }).await
}

async fn change(outside: &Outside, output: Output, id: &TenantId, changes: Changes) -> anyhow::Result<()> {
    let changed = change_tenant(outside.connect_ports(), id, &changes, Timestamp::now()).await?;
    show_registered(output, &changed, "changed", &Value::Null)
}

async fn disconnect(outside: &Outside, output: Output, id: &TenantId) -> anyhow::Result<()> {
    let tenant = disconnect_tenant(&outside.store, id, Timestamp::now()).await?;
    output.show(&as_json(&tenant), |_| format!("disconnected {id}; its cases rest"))
}

/// The glossary's words; credentials only by whether there are any, which there always are.
fn as_json(tenant: &Tenant) -> Value {
    json!({
        "id": tenant.id,
        "number": tenant.number.digits(),
        "number_scheme": tenant.number.scheme(),
        "country": tenant.country(),
        "name": tenant.name,
        "language": tenant.language,
        "email": tenant.mail_addresses,
        "accounting": tenant.system,
        "settings": tenant.settings,
        "connection_id": tenant.connection_id,
        "decision_days": tenant.decision_days,
        "min_days_overdue": tenant.min_days_overdue,
        "look_back_days": tenant.look_back_days,
        "start_date": tenant.start_date,
        "fetching": tenant.fetching,
        "fee_policy": tenant.fee_policy,
        "agency": agency::as_json(tenant.agency.as_ref()),
        "connection": tenant.connection,
        "booking_off": tenant.booking_off.as_ref().map(ToString::to_string),
        "asks_first": tenant.ask_first,
        "last_success": tenant.last_success,
        "suppressed": tenant.suppressed,
        "added_at": tenant.added_at,
    })
}

fn run_line(run: &RunReport) -> Value {
    json!({
        "run": run.run, "outcome": run.outcome, "read": run.read, "new": run.new, "changed": run.changed,
        "closed": run.closed, "skipped": run.skipped_total(), "problem": run.problem,
    })
}

fn connection(tenant: &Tenant) -> String {
    match &tenant.connection {
        ConnectionState::Working => "working".into(),
        ConnectionState::Broken { since } => format!("broken since {since}"),
        ConnectionState::Disconnected { since } => format!("disconnected since {since}"),
    }
}

/// A value's word on the wire.
pub(super) fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).map(|value| plain(&value)).unwrap_or_default()
}

pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "–".into(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(pairs) => pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", plain(value)))
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}
