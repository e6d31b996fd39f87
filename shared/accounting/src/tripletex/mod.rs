//! Tripletex (tripletex.no), API 2.0: a client key per tenant, and one consumer token for all. Sources: the vendor's
//! OpenAPI description 2.74.00, its pages for developers, and recorded answers of public clients.

mod amounts;
mod books;
mod company;
mod debtor;
mod delivery;
mod errors;
mod invoice;
mod readings;
mod requests;
mod session;
mod subscriptions;
mod sweep;
mod token;
mod windows;

use async_trait::async_trait;
use domain::ids::InvoiceId;

use crate::booking::Books;
use crate::connection::{Connection, SettingRow};
use crate::connectors::Connectors;
use crate::credentials::CredentialsError;
use crate::error::AccountingError;
use crate::events::Events;
use crate::http::{Caller, pdf};
use crate::system::{AccountingSystem, Company, NewSession, Reading, Walk, Window};
use crate::systems::{Inbound, Profile, SystemRow};
use session::Session;
use sweep::Sweep;

pub(crate) const SYSTEM: SystemRow = SystemRow {
    name: NAME,
    title: "Tripletex",
    credentials: &["employee-token"],
    optional_credentials: &[],
    settings: &[PAYMENT_TYPE, CLIENT_COMPANY],
    // Invoices more than 14 days past due are fetched, of tenants that said from when on.
    profile: Profile { min_days_overdue: 15, allowed_days_overdue: 14..=90, needs_start_date: true },
    inbound: Inbound::Events(delivery::read),
    app_credentials: &["consumer-token"],
    endpoints: &[("TRIPLETEX_URL", "https://tripletex.no/v2")],
    connect,
};

const NAME: &str = "tripletex";
/// No limit is published; what each answer tells of the quota is kept to beside this (Tripletex API 2.0, rate limits).
const REQUESTS_PER_MINUTE: usize = 300;

/// The kind of incoming payment that is booked. Without it nothing is.
const PAYMENT_TYPE: SettingRow = SettingRow {
    name: "payment-type",
    default: None,
    expected: "the id of a kind of incoming payment",
    accepts: is_id,
};

/// Whose books an accountant's key opens here; a company's own key needs none.
const CLIENT_COMPANY: SettingRow =
    SettingRow { name: "client-company", default: None, expected: "the id of a company", accepts: is_id };

/// Ids have up to 64 bits.
fn is_id(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<i64>().is_ok_and(|id| id > 0)
}

/// One company's books in Tripletex.
struct Tripletex {
    session: Session,
    client_company: Option<String>,
    payment_type: Option<String>,
}

fn connect(
    connectors: &Connectors,
    connection: &Connection<'_>,
) -> Result<Box<dyn AccountingSystem>, CredentialsError> {
    let setting = |row| connection.setting(row).map(str::to_owned);
    let client_company = setting(&CLIENT_COMPANY);
    let session = Session::new(
        Caller::new(connectors.http.clone(), REQUESTS_PER_MINUTE),
        connectors.endpoints.address("TRIPLETEX_URL").clone(),
        connectors.apps.of(NAME, "consumer-token").unwrap_or_default(),
        // "0" is the company that the key was made in (Tripletex API 2.0, authentication).
        client_company.as_deref().unwrap_or("0"),
        connection,
    );
    Ok(Box::new(Tripletex { session, client_company, payment_type: setting(&PAYMENT_TYPE) }))
}

#[async_trait]
impl AccountingSystem for Tripletex {
    async fn check(&self) -> Result<Company, AccountingError> {
        company::check(self).await.map_err(|trouble| trouble.into_error(NAME))
    }

    async fn sign_in(&self) -> Result<(), AccountingError> {
        self.session.sign_in().await.map_err(|trouble| trouble.into_error(NAME))
    }

    fn new_session(&self) -> Option<NewSession> {
        self.session.new_session()
    }

    /// Tripletex can be asked neither for what is unpaid nor for what is due: this walks all invoices of the dates that
    /// the window may lie behind, and hands out only what is owed and overdue, and credit notes that name no invoice.
    fn overdue(&self, window: Window) -> Box<dyn Walk + '_> {
        Box::new(Sweep::new(self, window))
    }

    async fn read(&self, id: &InvoiceId) -> Result<Reading, AccountingError> {
        readings::read(self, id).await.map_err(|trouble| trouble.into_error(NAME))
    }

    async fn read_together(&self, ids: &[InvoiceId]) -> Result<Vec<Reading>, AccountingError> {
        readings::read_together(self, ids).await.map_err(|trouble| trouble.into_error(NAME))
    }

    fn reads_at_once(&self) -> usize {
        requests::MOST_IDS
    }

    async fn document(&self, id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        let ask = requests::document(&self.session, id.as_str());
        self.session.ask(ask, pdf).await.map_err(|trouble| trouble.into_error(NAME))
    }

    fn reads_per_minute(&self) -> u32 {
        100
    }

    fn books(&self) -> Option<&dyn Books> {
        Some(self)
    }

    fn events(&self) -> Option<&dyn Events> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_is_a_whole_number_of_up_to_64_bits() {
        for text in ["1", "33400003", "2147600142", "9223372036854775807"] {
            assert!(is_id(text), "{text}");
        }
        for text in ["", "0", "-1", "+1", "1.0", "1 ", "9223372036854775808", "kontant"] {
            assert!(!is_id(text), "{text}");
        }
    }
}
