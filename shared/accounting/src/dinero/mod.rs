//! Dinero (dinero.dk), as a personal integration sees it: one API key per company. Sources: the guide at
//! developer.dinero.dk, the reference at api.dinero.dk, and recorded answers of public clients.

mod amounts;
mod contact;
mod credit_notes;
mod errors;
mod organization;
mod outline;
mod payments;
mod reminders;
mod requests;
mod session;
mod whole;

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::ids::InvoiceId;
use tokio::sync::{Mutex, OnceCell};

use crate::connection::Connection;
use crate::connectors::Connectors;
use crate::credentials::CredentialsError;
use crate::error::AccountingError;
use crate::http::{Caller, pdf};
use crate::steady_walk::{Page, Pages, SteadyWalk};
use crate::system::{AccountingSystem, Company, Reading, Walk, Window};
use crate::systems::{Inbound, Profile, SystemRow};
use contact::Contact;
use credit_notes::CreditNotes;
use session::Session;

pub(crate) const SYSTEM: SystemRow = SystemRow {
    name: NAME,
    title: "Dinero",
    credentials: &["organization-id", "api-key"],
    optional_credentials: &[],
    settings: &[],
    profile: Profile::PLAIN,
    inbound: Inbound::Nothing,
    app_credentials: &["client-id", "client-secret"],
    endpoints: &[
        ("DINERO_URL", "https://api.dinero.dk"),
        ("DINERO_AUTH_URL", "https://authz.dinero.dk/dineroapi/oauth/token"),
    ],
    connect,
};

const NAME: &str = "dinero";
/// Personal integrations are held to 60 a minute and company; token calls may count (Dinero, rate limits).
const REQUESTS_PER_MINUTE: usize = 50;

/// One company's books in Dinero.
struct Dinero {
    session: Session,
    /// Debtors that were read on this connection: many invoices share one. `None` when Dinero has no such contact.
    contacts: Mutex<HashMap<String, Option<Arc<Contact>>>>,
    /// The company's credit notes, listed when first needed: Dinero does not tell an invoice's by its id.
    /// `None` when they cannot be read.
    credit_notes: OnceCell<Option<CreditNotes>>,
}

fn connect(
    connectors: &Connectors,
    connection: &Connection<'_>,
) -> Result<Box<dyn AccountingSystem>, CredentialsError> {
    let organization = connection.credentials.get("organization-id").unwrap_or_default();
    if organization.is_empty() || !organization.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CredentialsError::Malformed { name: "organization-id", expected: "a number" });
    }
    let app = |name| connectors.apps.of(NAME, name).unwrap_or_default();
    let session = Session::new(
        Caller::new(connectors.http.clone(), REQUESTS_PER_MINUTE),
        connectors.endpoints.address("DINERO_URL").clone(),
        connectors.endpoints.address("DINERO_AUTH_URL").clone(),
        organization,
        connection.credentials.get("api-key").unwrap_or_default(),
        (app("client-id"), app("client-secret")),
    );
    Ok(Box::new(Dinero { session, contacts: Mutex::default(), credit_notes: OnceCell::new() }))
}

#[async_trait]
impl AccountingSystem for Dinero {
    async fn check(&self) -> Result<Company, AccountingError> {
        let ask = requests::organizations(&self.session);
        let answer = self.session.ask(ask, |answer| organization::read(answer, self.session.organization()));
        answer.await.map_err(|trouble| trouble.into_error(NAME))
    }

    /// Dinero cannot be asked for what is overdue, so this walks all that is unpaid, whatever the window: what is not
    /// due yet is handed out too, and counted by the caller under its own code.
    fn overdue(&self, _window: Window) -> Box<dyn Walk + '_> {
        Box::new(SteadyWalk::new(Unpaid { dinero: self }))
    }

    async fn read(&self, id: &InvoiceId) -> Result<Reading, AccountingError> {
        whole::read(self, id).await.map_err(|trouble| trouble.into_error(NAME))
    }

    async fn document(&self, id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        let ask = requests::document(&self.session, id.as_str());
        self.session.ask(ask, pdf).await.map_err(|trouble| trouble.into_error(NAME))
    }

    /// Up to five requests a read (invoice, payments, reminders, contact, credit note), of 50 a minute.
    fn reads_per_minute(&self) -> u32 {
        10
    }

    /// Whether a payment moves `UpdatedAt` is not published.
    fn marks_tell_payments(&self) -> bool {
        false
    }
}

/// The list of all booked invoices that are not paid.
struct Unpaid<'a> {
    dinero: &'a Dinero,
}

#[async_trait]
impl Pages for Unpaid<'_> {
    fn system(&self) -> &'static str {
        NAME
    }

    async fn page(&self, index: u32) -> Result<Page, AccountingError> {
        let ask = requests::unpaid(&self.dinero.session, index);
        self.dinero.session.ask(ask, outline::page).await.map_err(|trouble| trouble.into_error(NAME))
    }
}
