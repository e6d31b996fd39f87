//! Ordrestyring (ordrestyring.dk): work orders and invoices of tradesmen. What is paid comes back into it from the
//! ledger that the company keeps elsewhere, often days later.
//!
//! It has two APIs. [`rest_v2`] is the older one, which its maker calls obsolete, and the only one whose invoices are
//! publicly known; the newer one (GraphQL) would be a module beside it, and [`connect`] would choose.

mod rest_v2;
mod settings;
mod unix_day;
mod working_days;

use crate::connection::Connection;
use crate::connectors::Connectors;
use crate::credentials::CredentialsError;
use crate::system::AccountingSystem;
use crate::systems::{Inbound, Profile, SystemRow};
use rest_v2::RestV2;
use settings::{AUTHENTICATION, Choices, GRACE, MONEY_UNIT};

pub(crate) const SYSTEM: SystemRow = SystemRow {
    name: NAME,
    title: "Ordrestyring",
    credentials: &["api-key"],
    optional_credentials: &[],
    settings: &[MONEY_UNIT, GRACE, AUTHENTICATION],
    profile: Profile::PLAIN,
    inbound: Inbound::Nothing,
    app_credentials: &[],
    endpoints: &[("ORDRESTYRING_URL", "https://v2.api.ordrestyring.dk")],
    connect,
};

const NAME: &str = "ordrestyring";

fn connect(
    connectors: &Connectors,
    connection: &Connection<'_>,
) -> Result<Box<dyn AccountingSystem>, CredentialsError> {
    let key = connection.credentials.get("api-key").unwrap_or_default();
    let rest = RestV2::new(
        connectors.http.clone(),
        connectors.endpoints.address("ORDRESTYRING_URL").clone(),
        key,
        Choices::of(connection),
    );
    let malformed = CredentialsError::Malformed {
        name: "api-key",
        expected: "one line of plain characters without a colon",
    };
    Ok(Box::new(rest.ok_or(malformed)?))
}
