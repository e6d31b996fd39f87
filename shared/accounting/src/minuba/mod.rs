//! Minuba (minuba.dk). Its users push invoices for collection to us; reading them back is a choice of the connection.
//!
//! Sources: public clients of Minuba's API, for signing in and for clients. Its invoices are on no public page: what is
//! assumed of them stands in [`names`] alone.

mod answers;
mod choices;
mod debtor;
mod document;
mod errors;
mod granted;
mod invoice;
mod kept;
mod names;
mod push_only;
mod reading;
mod requests;
mod session;

use std::collections::HashMap;

use async_trait::async_trait;
use domain::ids::InvoiceId;
use domain::source_invoice::Debtor;
use tokio::sync::Mutex;

use crate::connection::Connection;
use crate::connectors::Connectors;
use crate::credentials::CredentialsError;
use crate::error::AccountingError;
use crate::http::Caller;
use crate::system::{AccountingSystem, Company, NewSession, Reading, Walk, Window};
use crate::systems::{Inbound, Profile, SystemRow};
use choices::{ACCOUNT, EVENTS_OFF, READ_BACK, SERVICE};
use push_only::{NothingToWalk, PushOnly};
use session::{Origin, Session};

pub(crate) const SYSTEM: SystemRow = SystemRow {
    name: NAME,
    title: "Minuba",
    credentials: &[],
    optional_credentials: &["client-id", "client-secret", "refresh-token"],
    settings: &[READ_BACK, SERVICE, ACCOUNT, EVENTS_OFF],
    profile: Profile::PLAIN,
    inbound: Inbound::Claims,
    app_credentials: &[],
    endpoints: &[
        ("MINUBA_URL", "https://app.minuba.dk/api/1/"),
        ("MINUBA_AUTH_URL", "https://auth.minuba.dk/oauth2/token"),
    ],
    connect,
};

const NAME: &str = "minuba";
/// Minuba publishes no limit: one request at a time, and no more than this.
const REQUESTS_PER_MINUTE: usize = 40;

/// One account in Minuba, as the app that its user let in sees it.
struct Minuba {
    session: Session,
    /// Debtors that were read on this connection: many invoices share one. `None` when Minuba has no such client.
    debtors: Mutex<HashMap<String, Option<Debtor>>>,
}

fn connect(
    connectors: &Connectors,
    connection: &Connection<'_>,
) -> Result<Box<dyn AccountingSystem>, CredentialsError> {
    if connection.setting(&READ_BACK) != Some(choices::ON) {
        return Ok(Box::new(PushOnly));
    }
    let needed =
        |name| connection.credentials.get(name).ok_or(CredentialsError::Missing { system: NAME, name });
    let origin = Origin {
        client_id: needed("client-id")?,
        client_secret: needed("client-secret")?,
        refresh_token: needed("refresh-token")?,
    };
    let session = Session::new(
        Caller::new(connectors.http.clone(), REQUESTS_PER_MINUTE),
        connectors.endpoints.address("MINUBA_URL").clone(),
        connectors.endpoints.address("MINUBA_AUTH_URL").clone(),
        &origin,
        connection.session,
        connection.now,
    )?;
    Ok(Box::new(Minuba { session, debtors: Mutex::default() }))
}

#[async_trait]
impl AccountingSystem for Minuba {
    /// Whose account it is, nothing that is known of Minuba tells: the company stays without a name.
    async fn check(&self) -> Result<Company, AccountingError> {
        let ask = requests::clients(&self.session);
        let rows = self.session.ask(ask, |answer| answers::list(answer, names::CLIENTS).map(|_| ()));
        rows.await.map_err(|trouble| trouble.of_the_system().into_error(NAME))?;
        Ok(Company { name: String::new(), registration_number: None })
    }

    async fn sign_in(&self) -> Result<(), AccountingError> {
        self.session.sign_in().await.map_err(|trouble| trouble.into_error(NAME))
    }

    fn new_session(&self) -> Option<NewSession> {
        self.session.new_session()
    }

    /// Nothing new is fetched: the user decides in Minuba what is pushed. What is followed is read one by one.
    fn overdue(&self, _window: Window) -> Box<dyn Walk + '_> {
        Box::new(NothingToWalk)
    }

    async fn read(&self, id: &InvoiceId) -> Result<Reading, AccountingError> {
        reading::read(self, id).await.map_err(|trouble| trouble.into_error(NAME))
    }

    async fn document(&self, id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        document::fetch(&self.session, id).await.map_err(|trouble| trouble.into_error(NAME))
    }

    /// Two requests a read (invoice and client), of [`REQUESTS_PER_MINUTE`].
    fn reads_per_minute(&self) -> u32 {
        20
    }

    /// There is no list whose marks could tell anything.
    fn marks_tell_payments(&self) -> bool {
        false
    }
}
