//! `rykker tenant plan`: by which plans a tenant's debtors are chased.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use domain::Tenant;
use domain::dunning::{Clientele, DunningPlan};
use serde_json::{Value, json};
use workflows::choose_plan::choose_plan;
use workflows::ports::Store;

use crate::arguments::TenantPlan;
use crate::output::{Output, table};
use crate::outside::Outside;

const BOTH: [Clientele; 2] = [Clientele::Business, Clientele::Consumer];

pub async fn carry_out(outside: &Outside, output: Output, asked: TenantPlan) -> anyhow::Result<()> {
    let TenantPlan { tenant: id, clientele, file, standard } = asked;
    let chosen = file.as_deref().map(read).transpose()?;
    let tenant = match clientele {
        Some(clientele) if standard || chosen.is_some() => {
            choose_plan(&outside.store, &id, clientele, chosen.as_ref()).await?
        }
        _ => match outside.store.tenant(&id).await? {
            Some((tenant, _)) => tenant,
            None => bail!("tenant: {id} does not exist"),
        },
    };
    let value = as_json(&tenant, clientele);
    output.show(&value, |_| as_text(&tenant, clientele))
}

fn read(file: &Path) -> anyhow::Result<DunningPlan> {
    let mut text = String::new();
    match file.to_str() {
        Some("-") => std::io::stdin().read_to_string(&mut text).map(|_| ()),
        _ => std::fs::read_to_string(file).map(|read| text = read),
    }
    .with_context(|| format!("file: {} cannot be read", file.display()))?;
    serde_json::from_str(&text).context("file: is not a plan")
}

/// One plan alone is what `--file` takes; both stand by their names, with whether the tenant chose them.
fn as_json(tenant: &Tenant, clientele: Option<Clientele>) -> Value {
    if let Some(clientele) = clientele {
        return json!(tenant.plan_of(clientele));
    }
    let told = |whom| json!({"own": tenant.plans.of(whom).is_some(), "plan": tenant.plan_of(whom)});
    json!({"business": told(Clientele::Business), "consumer": told(Clientele::Consumer)})
}

fn as_text(tenant: &Tenant, clientele: Option<Clientele>) -> String {
    let asked = BOTH.into_iter().filter(|whom| clientele.is_none_or(|only| only == *whom));
    asked.map(|whom| one(tenant, whom)).collect::<Vec<_>>().join("\n\n")
}

fn one(tenant: &Tenant, whom: Clientele) -> String {
    let plan = tenant.plan_of(whom);
    let name = match whom {
        Clientele::Business => "businesses and public authorities",
        Clientele::Consumer => "consumers, and all of whom it is not known",
    };
    let own = if tenant.plans.of(whom).is_some() { "its own" } else { "the standard one" };
    let floor = tenant.country().currency();
    let floor = domain::Money::new(i64::from(plan.floor), floor);
    let steps = table(
        &["step", "kind", "after_days", "gap_days", "deadline_days", "fee", "compensation"],
        (1..).zip(&plan.steps).map(|(number, step): (usize, _)| {
            let yes = |is: bool| if is { "yes" } else { "–" }.to_owned();
            vec![
                number.to_string(),
                super::tenant::word(&step.kind),
                step.after_days.to_string(),
                step.gap_days.to_string(),
                step.deadline_days.to_string(),
                yes(step.fee),
                yes(step.compensation),
            ]
        }),
    );
    format!("{name}: {own}\n{steps}\ngrace_bank_days {}, floor {floor}", plan.grace_bank_days)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::arguments::Arguments;
    use crate::commands::bed::tenant;

    #[test]
    fn a_plan_is_shown_step_by_step() {
        insta::assert_snapshot!(as_text(&tenant(), None));
    }

    #[test]
    fn what_is_printed_of_one_plan_is_what_can_be_read_back() {
        for whom in BOTH {
            let printed = as_json(&tenant(), Some(whom)).to_string();
            let plan: DunningPlan = serde_json::from_str(&printed).unwrap();
            assert_eq!(plan, tenant().plan_of(whom));
        }
    }

    #[test]
    fn a_plan_is_chosen_for_somebody_and_either_from_a_file_or_the_standard_one() {
        let parsed = |more: &[&str]| {
            let words = ["rykker", "tenant", "plan", "taaaaaaaaaaaa"].iter().chain(more);
            Arguments::try_parse_from(words).map(|_| ()).map_err(|error| error.exit_code())
        };
        for wrong in [
            &["--file", "plan.json"][..],
            &["--standard"],
            &["--for", "everybody"],
            &["--for", "consumer", "--standard", "--file", "-"],
        ] {
            assert_eq!(parsed(wrong), Err(2), "{wrong:?}");
        }
        for right in [&[][..], &["--for", "business"], &["--for", "consumer", "--standard"]] {
            assert_eq!(parsed(right), Ok(()), "{right:?}");
        }
    }

    #[test]
    fn a_field_that_no_plan_has_is_named() {
        let file = std::env::temp_dir().join(format!("rykker-plan-{}.json", std::process::id()));
        std::fs::write(&file, r#"{"steps": [], "grace_bank_days": 2, "mercy": 1}"#).unwrap();
        let refused = read(&file).unwrap_err();
        std::fs::remove_file(&file).unwrap();
        assert!(
            format!("{refused:#}").starts_with("file: is not a plan: unknown field `mercy`"),
            "{refused:#}"
        );
    }
}
