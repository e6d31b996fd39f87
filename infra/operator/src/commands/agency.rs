//! `rykker tenant agency`: which agency a tenant's claims are handed over to.

use anyhow::{Context, bail};
use domain::Tenant;
use domain::handover::AgencyChoice;
use domain::ids::ConnectionId;
use serde_json::{Value, json};
use workflows::choose_agency::{NewChoice, choose_agency, choose_no_agency};
use workflows::connect_agency::AgencyPorts;
use workflows::ports::Store;

use super::random;
use crate::arguments::{self, TenantAgency, credentials};
use crate::output::{Output, table};
use crate::outside::Outside;

pub async fn carry_out(outside: &Outside, output: Output, asked: TenantAgency) -> anyhow::Result<()> {
    let id = asked.tenant.or(asked.id).context("tenant: is not named")?;
    let tenant = match asked.agency {
        Some(agency) => {
            let new = NewChoice {
                agency,
                settings: arguments::settings(asked.setting),
                credentials: credentials(asked.credential)?,
                moved: asked.moved,
                connection: ConnectionId::from_random(random()?),
            };
            let ports = AgencyPorts { vault: &outside.vault, agencies: &outside.agencies };
            choose_agency(&outside.store, ports, &id, new).await?
        }
        None if asked.none => choose_no_agency(&outside.store, &id).await?,
        None => match outside.store.tenant(&id).await? {
            Some((tenant, _)) => tenant,
            None => bail!("tenant: {id} does not exist"),
        },
    };
    output.show(&as_value(&tenant, outside.public_url.as_deref()), as_text)
}

fn as_value(tenant: &Tenant, host: Option<&str>) -> Value {
    let former = tenant.former_agencies.iter().map(|former| as_json(Some(former)));
    json!({
        "tenant": tenant.id,
        "agency": as_json(tenant.agency.as_ref()),
        "former_agencies": former.collect::<Vec<_>>(),
        "call_backs": call_backs(tenant, host),
    })
}

/// Its name and settings; credentials are never shown.
pub fn as_json(choice: Option<&AgencyChoice>) -> Value {
    choice.map_or(Value::Null, |choice| json!({"name": choice.agency(), "settings": choice.settings()}))
}

/// Where the agency reaches us, for one that calls back.
fn call_backs(tenant: &Tenant, host: Option<&str>) -> Option<String> {
    let row = tenant.agency.as_ref()?.row().filter(|row| row.capabilities.calls_back)?;
    Some(format!("{}/webhooks/{}/{}", host?, row.name, tenant.agency_connection.as_ref()?))
}

fn as_text(value: &Value) -> String {
    let row = |name: &str, value: &Value| vec![name.to_owned(), super::tenant::plain(value)];
    let settings = |agency: &Value| {
        let settings = agency["settings"].as_object().into_iter().flatten();
        settings.map(|(name, value)| row(name, value)).collect::<Vec<_>>()
    };
    let former = value["former_agencies"].as_array().into_iter().flatten();
    let former =
        former.flat_map(|agency| [vec![row("agency before", &agency["name"])], settings(agency)].concat());
    let call_backs =
        Some(row("call-backs", &value["call_backs"])).filter(|_| value["call_backs"].is_string());
    match value["agency"]["name"].as_str() {
        Some(name) => {
            table(&["agency", name], settings(&value["agency"]).into_iter().chain(call_backs).chain(former))
        }
        None => {
            let nothing = "no agency: nothing is handed over";
            let left = former.collect::<Vec<_>>();
            if left.is_empty() { nothing.to_owned() } else { table(&["agency", nothing], left) }
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use domain::Country;

    use super::*;
    use crate::arguments::Arguments;
    use crate::commands::bed::tenant;

    fn of_debitura() -> Tenant {
        let settings = [("user-email".to_owned(), "ida@nordlys.example".to_owned())].into();
        let choice = AgencyChoice::parse("debitura", Country::Denmark, settings, ["api-key"]).unwrap();
        let connection = Some(ConnectionId::from_random([7; 16]));
        Tenant { agency: Some(choice), agency_connection: connection, ..tenant() }
    }

    fn shown(tenant: &Tenant) -> String {
        as_text(&as_value(tenant, Some("https://rykker.example")))
    }

    #[test]
    fn an_agency_is_shown_with_its_settings_and_where_it_reaches_us() {
        insta::assert_snapshot!(shown(&of_debitura()));
        let mut left = of_debitura();
        left.leave_agency();
        insta::assert_snapshot!("an_agency_that_was_left", shown(&left));
        assert_eq!(shown(&tenant()), "no agency: nothing is handed over");
    }

    #[test]
    fn one_tenant_chooses_one_agency_or_none() {
        let parsed = |more: &[&str]| {
            let words = ["rykker", "tenant", "agency"].iter().chain(more);
            Arguments::try_parse_from(words).map(|_| ()).map_err(|error| error.exit_code())
        };
        let id = "taaaaaaaaaaaa";
        for wrong in [
            &[][..],
            &["--agency", "debitura"],
            &[id, "--id", id],
            &[id, "--agency", "debitura", "--none"],
            &[id, "--setting", "address=a@b.example"],
            &[id, "--none", "--credential", "api-key=1"],
            &[id, "--moved"],
            &[id, "--none", "--moved"],
        ] {
            assert_eq!(parsed(wrong), Err(2), "{wrong:?}");
        }
        for right in [
            &[id][..],
            &["--id", id, "--none"],
            &[id, "--agency", "mail", "--setting", "address=a@b.example"],
            &[id, "--agency", "mail", "--setting", "address=c@b.example", "--moved"],
            &[
                "--id",
                id,
                "--agency",
                "debitura",
                "--credential",
                "api-key=1",
                "--credential",
                "webhook-secret=2",
            ],
        ] {
            assert_eq!(parsed(right), Ok(()), "{right:?}");
        }
    }
}
