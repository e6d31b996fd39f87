//! Makes connections: the one HTTP client, where the systems answer, and the apps' own credentials.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::SystemName;
use url::Url;

use crate::connection::{Connection, check_settings};
use crate::credentials::{Credentials, CredentialsError};
use crate::http::{Http, Patience};
use crate::system::AccountingSystem;
use crate::systems::{SYSTEMS, SystemRow, find};

/// Where each system answers, by the names of its settings (`BILLY_URL`). Holds every setting of the table.
#[derive(Debug, Clone)]
pub struct Endpoints(BTreeMap<&'static str, Url>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: is not an http or https address")]
pub struct BadEndpoint {
    pub setting: &'static str,
}

impl Endpoints {
    /// Each setting's address as `setting_of` tells it; where it has none, the system's real one.
    ///
    /// # Errors
    /// Names the setting that is not an address.
    pub fn from_settings(setting_of: impl Fn(&str) -> Option<String>) -> Result<Self, BadEndpoint> {
        let settings = SYSTEMS.iter().flat_map(|row| row.endpoints);
        let address = |(setting, default): &(&'static str, &'static str)| {
            let text = setting_of(setting).filter(|text| !text.trim().is_empty());
            let url = Url::parse(text.as_deref().unwrap_or(default).trim()).ok();
            let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
            url.map(|url| (*setting, url)).ok_or(BadEndpoint { setting })
        };
        settings.map(address).collect::<Result<_, _>>().map(Self)
    }

    /// The address of a setting of the table.
    #[expect(clippy::expect_used, reason = "every setting of SYSTEMS is filled in by the only constructor")]
    pub(crate) fn address(&self, setting: &str) -> &Url {
        self.0.get(setting).expect("a system asks only for the settings of its own row")
    }
}

/// The apps' own credentials at the systems that ask for them, by system name.
#[derive(Debug, Clone, Default)]
pub struct AppCredentials(BTreeMap<String, Credentials>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the apps' credentials are not JSON of the form {{\"system\": {{\"name\": \"text\"}}}}")]
pub struct BadAppCredentials;

impl AppCredentials {
    /// From `{"dinero": {"client-id": "…", "client-secret": "…"}}`. A system that is not there has none.
    ///
    /// # Errors
    /// When it has another form; says nothing of what it holds.
    pub fn parse(json: &str) -> Result<Self, BadAppCredentials> {
        let systems: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(json).map_err(|_| BadAppCredentials)?;
        Ok(Self(systems.into_iter().map(|(system, pairs)| (system, Credentials::new(pairs))).collect()))
    }

    pub(crate) fn of(&self, system: &str, name: &str) -> Option<&str> {
        self.0.get(system)?.get(name)
    }
}

/// Cheap to clone: all clones share one HTTP client.
#[derive(Clone)]
pub struct Connectors {
    pub endpoints: Arc<Endpoints>,
    pub apps: Arc<AppCredentials>,
    pub(crate) http: Http,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    #[error("accounting: {0:?} is not a known accounting system")]
    UnknownSystem(String),
    /// Ours to mend and not the tenant's: tell the operator.
    #[error("accounting: the apps' credentials have no {name} for {system}")]
    NoAppCredentials { system: &'static str, name: &'static str },
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
}

impl Connectors {
    pub fn with_patience(endpoints: Endpoints, apps: AppCredentials, patience: Patience) -> Self {
        Self { endpoints: Arc::new(endpoints), apps: Arc::new(apps), http: Http::new(patience) }
    }

    /// The same connectors and HTTP client, once the apps' credentials are known. Systems whose row says
    /// [`SystemRow::needs_app_credentials`] need them.
    #[must_use]
    pub fn with_apps(&self, apps: AppCredentials) -> Self {
        Self { apps: Arc::new(apps), ..self.clone() }
    }

    /// Makes a connection; nothing is asked over the network yet.
    ///
    /// # Errors
    /// When the system is not known, or credentials or settings are missing, unknown or cannot be right.
    pub fn connect(
        &self,
        system: &SystemName,
        connection: &Connection<'_>,
    ) -> Result<Box<dyn AccountingSystem>, ConnectError> {
        let row = find(system.as_str()).ok_or_else(|| ConnectError::UnknownSystem(system.to_string()))?;
        check_names(row, connection.credentials)?;
        check_settings(row.name, row.settings, connection.settings)?;
        let lacking = row.app_credentials.iter().find(|name| self.apps.of(row.name, name).is_none());
        if let Some(name) = lacking {
            return Err(ConnectError::NoAppCredentials { system: row.name, name });
        }
        Ok((row.connect)(self, connection)?)
    }
}

fn check_names(row: &SystemRow, credentials: &Credentials) -> Result<(), CredentialsError> {
    let known = || row.credentials.iter().chain(row.optional_credentials).copied();
    if let Some(name) = credentials.names().find(|name| !known().any(|known| known == *name)) {
        let known = known().collect::<Vec<_>>().join(", ");
        return Err(CredentialsError::Unknown { system: row.name, name: name.to_owned(), known });
    }
    match row.credentials.iter().find(|name| credentials.get(name).is_none()) {
        Some(name) => Err(CredentialsError::Missing { system: row.name, name }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connectors(apps: &str) -> Connectors {
        let endpoints = Endpoints::from_settings(|_| None).unwrap();
        Connectors::with_patience(endpoints, AppCredentials::parse(apps).unwrap(), Patience::SHORT)
    }

    fn refusal(system: &'static str, pairs: &[(&str, &str)], apps: &str) -> String {
        let credentials =
            Credentials::new(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())));
        let connection = Connection::plain(&credentials, jiff::Timestamp::UNIX_EPOCH);
        match connectors(apps).connect(&SystemName::known(system), &connection) {
            Ok(_) => "connected".into(),
            Err(error) => error.to_string(),
        }
    }

    const APP: &str = r#"{"dinero":{"client-id":"app","client-secret":"secret"}}"#;

    #[test]
    fn settings_replace_the_real_addresses_and_a_bad_one_is_named() {
        let local = |setting: &str| (setting == "BILLY_URL").then(|| "http://127.0.0.1:9/v2".to_owned());
        let endpoints = Endpoints::from_settings(local).unwrap();
        assert_eq!(endpoints.address("BILLY_URL").as_str(), "http://127.0.0.1:9/v2");
        assert_eq!(endpoints.address("DINERO_URL").as_str(), "https://api.dinero.dk/");
        for bad in ["billy", "ftp://x", "file:///etc", "http://"] {
            let error = Endpoints::from_settings(|_| Some(bad.into())).unwrap_err();
            assert_eq!(error, BadEndpoint { setting: "BILLY_URL" });
        }
    }

    #[test]
    fn credentials_that_cannot_be_right_are_refused_before_anything_is_asked() {
        let ours = [("organization-id", "123456"), ("api-key", "k")];
        insta::assert_snapshot!([
            refusal("billy", &[("access-token", "t")], "{}"),
            refusal("billy", &[], "{}"),
            refusal("billy", &[("access-token", " ")], "{}"),
            refusal("billy", &[("access-token", "t"), ("api-key", "k")], "{}"),
            refusal("billy", &[("access-token", "a\nb")], "{}"),
            refusal("dinero", &ours, APP),
            refusal("dinero", &ours, "{}"),
            refusal("dinero", &[("organization-id", "12x"), ("api-key", "k")], APP),
            refusal("dinero", &[("organization-id", "12")], APP),
            refusal("e-conomic", &[], APP),
        ]
        .join("\n"), @r#"
        connected
        credential: billy needs access-token
        credential: billy needs access-token
        credential: billy does not know "api-key"; it takes access-token
        credential: access-token is not one line of plain characters
        connected
        accounting: the apps' credentials have no client-id for dinero
        credential: organization-id is not a number
        credential: dinero needs api-key
        accounting: "e-conomic" is not a known accounting system
        "#);
    }

    #[test]
    fn app_credentials_of_another_form_are_refused_without_a_word_of_what_they_hold() {
        let error = AppCredentials::parse(r#"{"dinero":{"client-secret":["hunter2"]}}"#).unwrap_err();
        assert!(!error.to_string().contains("hunter2"));
        assert!(!format!("{:?}", AppCredentials::parse(APP).unwrap()).contains("\"secret\""));
    }

    #[test]
    fn only_systems_with_app_credentials_need_them_fetched() {
        let needing = SYSTEMS.iter().filter(|row| row.needs_app_credentials()).map(|row| row.name);
        assert_eq!(needing.collect::<Vec<_>>(), ["dinero", "tripletex"]);
    }
}
