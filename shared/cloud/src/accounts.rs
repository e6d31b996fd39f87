//! Connections to accounting systems, with the apps' own credentials fetched only when a system asks for them.

use std::sync::Arc;

use accounting::systems::find;
use accounting::{
    AccountingSystem, AppCredentials, ConnectError, Connection, Connectors, Endpoints, Patience,
};
use async_trait::async_trait;
use domain::SystemName;
use tokio::sync::OnceCell;
use workflows::ports::{Accounts, AccountsError};

use crate::secrets::SecretSource;
use crate::settings::{Environment, SettingError};

/// [`Accounts`] over the table of accounting systems. The apps' credentials are kept for the process once they have
/// been read.
pub struct ConnectedAccounts {
    plain: Connectors,
    with_apps: OnceCell<Connectors>,
    secrets: Arc<dyn SecretSource>,
    secret: String,
}

impl ConnectedAccounts {
    /// Endpoints (`BILLY_URL`) and patience as the environment sets them, and the secret that `APP_CREDENTIALS_SECRET` names.
    ///
    /// # Errors
    /// When the secret is not named, an endpoint is no address, or a wait is none.
    pub fn of(environment: &Environment, secrets: Arc<dyn SecretSource>) -> Result<Self, SettingError> {
        Self::with_patience(environment, secrets, patience(environment)?)
    }

    /// The same with another patience.
    ///
    /// # Errors
    /// When the secret is not named, or an endpoint is no address.
    pub fn with_patience(
        environment: &Environment,
        secrets: Arc<dyn SecretSource>,
        patience: Patience,
    ) -> Result<Self, SettingError> {
        let endpoints = Endpoints::from_settings(|name| environment.optional(name).map(str::to_owned))
            .map_err(|bad| SettingError::Unusable {
                name: bad.setting.to_owned(),
                problem: "it is not an http or https address".to_owned(),
            })?;
        let plain = Connectors::with_patience(endpoints, AppCredentials::default(), patience);
        Ok(Self::new(plain, secrets, environment.text("APP_CREDENTIALS_SECRET")?))
    }

    pub fn new(plain: Connectors, secrets: Arc<dyn SecretSource>, secret: String) -> Self {
        Self { plain, with_apps: OnceCell::new(), secrets, secret }
    }

    async fn connectors(&self, system: &SystemName) -> Result<&Connectors, AccountsError> {
        match find(system.as_str()) {
            Some(row) if row.needs_app_credentials() => self.with_apps.get_or_try_init(|| self.fetch()).await,
            _ => Ok(&self.plain),
        }
    }

    async fn fetch(&self) -> Result<Connectors, AccountsError> {
        let unavailable = |problem: String| AccountsError::Unavailable(problem);
        let text = self.secrets.text(&self.secret).await.map_err(|error| unavailable(error.to_string()))?;
        let apps = AppCredentials::parse(&text).map_err(|error| unavailable(error.to_string()))?;
        Ok(self.plain.with_apps(apps))
    }
}

/// How long systems and agencies are waited for, as the environment sets it (`REQUEST_MS`, `FIRST_PAUSE_MS`).
///
/// # Errors
/// Names the variable that is no wait.
pub fn patience(environment: &Environment) -> Result<Patience, SettingError> {
    Patience::from_settings(|name| environment.optional(name).map(str::to_owned)).map_err(|bad| {
        SettingError::Unusable {
            name: bad.setting.to_owned(),
            problem: "it is not a number of milliseconds within ten minutes".to_owned(),
        }
    })
}

#[async_trait]
impl Accounts for ConnectedAccounts {
    async fn connect(
        &self,
        system: &SystemName,
        connection: &Connection<'_>,
    ) -> Result<Box<dyn AccountingSystem>, AccountsError> {
        self.connectors(system).await?.connect(system, connection).map_err(|error| match error {
            // Ours to mend: the tenant must not hear that its key is wrong.
            ConnectError::NoAppCredentials { .. } => AccountsError::Unavailable(error.to_string()),
            ConnectError::UnknownSystem(_) | ConnectError::Credentials(_) => {
                AccountsError::Refused(error.to_string())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use accounting::Credentials;

    use super::*;
    use crate::keyring::tests::TestSecret;

    fn accounts(secret: Arc<TestSecret>) -> ConnectedAccounts {
        let environment = Environment::of([("APP_CREDENTIALS_SECRET".to_owned(), "apps".to_owned())]);
        ConnectedAccounts::of(&environment, secret).unwrap()
    }

    async fn connect(
        accounts: &ConnectedAccounts,
        system: &'static str,
        names: &[&str],
    ) -> Result<(), AccountsError> {
        let credentials = Credentials::new(names.iter().map(|name| ((*name).to_owned(), "1".to_owned())));
        let connection = Connection::plain(&credentials, jiff::Timestamp::UNIX_EPOCH);
        accounts.connect(&SystemName::known(system), &connection).await.map(|_| ())
    }

    const DINERO: &[&str] = &["organization-id", "api-key"];

    #[tokio::test]
    async fn the_apps_credentials_are_fetched_once_and_only_for_a_system_that_needs_them() {
        let secret = TestSecret::holding(r#"{"dinero":{"client-id":"app","client-secret":"s"}}"#);
        let accounts = accounts(secret.clone());
        assert_eq!(connect(&accounts, "billy", &["access-token"]).await, Ok(()));
        assert_eq!(secret.asked(), 0);
        assert_eq!(connect(&accounts, "dinero", DINERO).await, Ok(()));
        assert_eq!(connect(&accounts, "dinero", DINERO).await, Ok(()));
        assert_eq!(secret.asked(), 1);
    }

    #[tokio::test]
    async fn what_is_ours_to_mend_is_never_the_tenants_fault() {
        for text in ["{}", "not json", r#"{"dinero":{"client-id":"","client-secret":""}}"#] {
            let refused = connect(&accounts(TestSecret::holding(text)), "dinero", DINERO).await;
            assert!(matches!(refused, Err(AccountsError::Unavailable(_))), "{text}: {refused:?}");
        }
    }

    #[tokio::test]
    async fn credentials_that_cannot_be_right_and_unknown_systems_are_refused() {
        let accounts = accounts(TestSecret::holding("{}"));
        for (system, names) in [("billy", &["api-key"] as &[&str]), ("e-conomic", &[])] {
            let refused = connect(&accounts, system, names).await;
            assert!(matches!(refused, Err(AccountsError::Refused(_))), "{system}: {refused:?}");
        }
    }

    #[test]
    fn an_endpoint_that_is_no_address_is_named() {
        let pairs = [("APP_CREDENTIALS_SECRET", "apps"), ("BILLY_URL", "billy")];
        let environment = Environment::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let error = ConnectedAccounts::of(&environment, TestSecret::holding("{}")).err().unwrap();
        assert!(error.to_string().contains("BILLY_URL"), "{error}");
    }

    #[test]
    fn a_wait_that_is_none_is_named() {
        let environment = Environment::of([("REQUEST_MS".to_owned(), "soon".to_owned())]);
        let error = patience(&environment).unwrap_err().to_string();
        assert!(error.contains("REQUEST_MS") && error.contains("milliseconds"), "{error}");
    }
}
