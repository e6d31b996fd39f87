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
                connection: ConnectionId::from_random(random()?),
            };
            let ports = AgencyPorts { vault: &outside.vault, agencies: &outside.agencies };
            choose_agency(&outside.store, ports, &id, new).await?
        }
        None if asked.none => choose_no_agency(&outside.store, &outside.vault, &id).await?,
        None => match outside.store.tenant(&id).await? {
            Some((tenant, _)) => tenant,
            None => bail!("tenant: {id} does not exist"),
        },
    };
    let value = json!({
        "tenant": id,
        "agency": as_json(tenant.agency.as_ref()),
        "call_backs": call_backs(&tenant, outside.public_url.as_deref()),
    });
    output.show(&value, as_text)
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
    let Some(name) = value["agency"]["name"].as_str() else {
        return "no agency: nothing is handed over".to_owned();
    };
    let row = |name: &str, value: &Value| vec![name.to_owned(), super::tenant::plain(value)];
    let settings = value["agency"]["settings"].as_object().into_iter().flatten();
    let settings = settings.map(|(name, value)| row(name, value));
    let call_backs =
        Some(row("call-backs", &value["call_backs"])).filter(|_| value["call_backs"].is_string());
    table(&["agency", name], settings.chain(call_backs))
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
        let call_backs = call_backs(tenant, Some("https://rykker.example"));
        as_text(&json!({"agency": as_json(tenant.agency.as_ref()), "call_backs": call_backs}))
    }

    #[test]
    fn an_agency_is_shown_with_its_settings_and_where_it_reaches_us() {
        insta::assert_snapshot!(shown(&of_debitura()));
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
        ] {
            assert_eq!(parsed(wrong), Err(2), "{wrong:?}");
        }
        for right in [
            &[id][..],
            &["--id", id, "--none"],
            &[id, "--agency", "mail", "--setting", "address=a@b.example"],
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
