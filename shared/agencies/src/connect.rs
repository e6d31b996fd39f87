//! Makes the agency that a tenant chose, ready to be given claims.

use std::sync::Arc;

use accounting::http::{Caller, Http};
use accounting::{Credentials, Patience};
use domain::EmailAddress;
use domain::handover::{AgencyChoice, AgencyRow, Channel};
use url::Url;
use workflows::ports::{self, Agency, AgencyRefused, Courier};

use crate::by_mail::ByMail;
use crate::debitura::{self, Debitura};
use crate::no_mail::NoMail;
use crate::summary::Summary;

/// Sets a claim's summary as a PDF, or says what is wrong.
pub type Render = Arc<dyn Fn(&Summary) -> Result<Vec<u8>, String> + Send + Sync>;

/// Where the agencies with an API answer.
#[derive(Debug, Clone)]
pub struct Endpoints {
    debitura: Url,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: is not an http or https address")]
pub struct BadEndpoint {
    pub setting: &'static str,
}

impl Endpoints {
    /// Each setting (`DEBITURA_URL`) as `setting_of` tells it; where it has none, the agency's real address.
    ///
    /// # Errors
    /// Names the setting that is not an address.
    pub fn from_settings(setting_of: impl Fn(&str) -> Option<String>) -> Result<Self, BadEndpoint> {
        let (setting, default) = debitura::ENDPOINT;
        let text = setting_of(setting).filter(|text| !text.trim().is_empty());
        let url = Url::parse(text.as_deref().unwrap_or(default).trim()).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        Ok(Self { debitura: url.ok_or(BadEndpoint { setting })? })
    }
}

/// Cheap to clone: all clones share one HTTP client.
#[derive(Clone)]
pub struct Agencies {
    endpoints: Arc<Endpoints>,
    http: Http,
    courier: Arc<dyn Courier>,
    render: Render,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    #[error("agency: {0:?} is not one of the table any more")]
    UnknownAgency(String),
    #[error("setting: {agency} needs {name}")]
    BadSetting { agency: &'static str, name: &'static str },
    #[error("credential: {agency} needs {name}, {expected}")]
    BadCredential { agency: &'static str, name: &'static str, expected: &'static str },
}

impl Agencies {
    /// For what looks and checks, and hands nothing over: mails are never sent, and said to be not sent.
    pub fn without_mail(endpoints: Endpoints) -> Self {
        let render: Render = Arc::new(|_| Err("no claim is written here".to_owned()));
        Self::with_patience(endpoints, Arc::new(NoMail), render, Patience::PRODUCTION)
    }

    pub fn with_patience(
        endpoints: Endpoints,
        courier: Arc<dyn Courier>,
        render: Render,
        patience: Patience,
    ) -> Self {
        Self { endpoints: Arc::new(endpoints), http: Http::new(patience), courier, render }
    }

    /// The agency of a tenant; nothing is asked over the network yet.
    ///
    /// # Errors
    /// When the agency is not known any more, or a setting or credential is missing or cannot be right.
    pub fn connect(
        &self,
        choice: &AgencyChoice,
        credentials: &Credentials,
    ) -> Result<Box<dyn Agency>, ConnectError> {
        let row = choice.row().ok_or_else(|| ConnectError::UnknownAgency(choice.agency().to_owned()))?;
        match row.channel {
            Channel::Mail => {
                let address = address_in(choice, row, "address")?;
                let (courier, render) = (self.courier.clone(), self.render.clone());
                Ok(Box::new(ByMail { row, address, courier, render }))
            }
            Channel::Api if row.name == debitura::NAME => {
                let bad = |name, expected| ConnectError::BadCredential { agency: row.name, name, expected };
                let caller = Caller::new(self.http.clone(), debitura::REQUESTS_PER_MINUTE);
                let user = address_in(choice, row, "user-email")?;
                let made = Debitura::new(row, caller, self.endpoints.debitura.clone(), user, credentials);
                let made = made.map_err(|(name, expected)| bad(name, expected))?;
                Ok(Box::new(made.with_test_cases(choice.setting("test-cases") == Some("on"))))
            }
            Channel::Api => Err(ConnectError::UnknownAgency(choice.agency().to_owned())),
        }
    }
}

impl ports::Agencies for Agencies {
    fn connect(
        &self,
        choice: &AgencyChoice,
        credentials: &Credentials,
    ) -> Result<Box<dyn Agency>, AgencyRefused> {
        self.connect(choice, credentials).map_err(|error| AgencyRefused(error.to_string()))
    }
}

fn address_in(
    choice: &AgencyChoice,
    row: &'static AgencyRow,
    name: &'static str,
) -> Result<EmailAddress, ConnectError> {
    let address = choice.setting(name).and_then(|text| text.parse().ok());
    address.ok_or(ConnectError::BadSetting { agency: row.name, name })
}
