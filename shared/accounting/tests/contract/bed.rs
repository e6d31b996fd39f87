//! A company in the double of a system, and a connection to it.

use std::time::Duration;

use accounting::{
    AccountingError, AccountingSystem, AppCredentials, Connection, Connectors, Credentials, Endpoints,
    Listed, Patience, Reading, Settings, Unreadable, Window,
};
use axum::Router;
use domain::ids::{InvoiceId, SystemName};
use domain::source_invoice::{ChangeMark, SourceInvoice};
use jiff::civil::Date;
use sandboxes::billy::Billy;
use sandboxes::books::{Books, Company, NewInvoice, System};
use sandboxes::clock::Clock;
use sandboxes::dinero::Dinero;
use sandboxes::ordrestyring::Ordrestyring;

/// A system with its double.
pub trait Double: System {
    const SYSTEM: &'static str;
    /// Part of the address of the list of overdue invoices and of no other request.
    const LIST: &'static str;
    /// The list's path as the double counts it.
    const LIST_PATH: &'static str;
    /// A field of each list row that must be a number.
    const AMOUNT: &'static str;
    /// A credit note says which invoice it credits.
    const LINKS_CREDITS: bool = true;
    /// The system puts fees of its own on invoices.
    const CHARGES_FEES: bool = true;
    /// It says of each debtor whether it is a person.
    const KNOWS_PERSONS: bool = true;
    /// It names each invoice's currency.
    const NAMES_CURRENCIES: bool = true;
    /// Where its list is not found, the whole service is not.
    const LIST_IS_THE_SERVICE: bool = false;

    fn start(clock: Clock) -> (Books<Self>, Router);
    fn credentials(company: &Company<Self>) -> Credentials;

    /// What is read by an id that the system does not know.
    fn unknown(id: InvoiceId) -> Reading {
        Reading::Gone(id)
    }
}

fn pairs<const N: usize>(pairs: [(&str, String); N]) -> Credentials {
    Credentials::new(pairs.map(|(name, value)| (name.to_owned(), value)))
}

impl Double for Billy {
    const SYSTEM: &'static str = "billy";
    const LIST: &'static str = "maxDueDate";
    const LIST_PATH: &'static str = "/v2/invoices";
    const AMOUNT: &'static str = "balance";

    fn start(clock: Clock) -> (Books<Self>, Router) {
        let double = Billy::new(clock);
        (double.books().clone(), double.router())
    }

    fn credentials(company: &Company<Self>) -> Credentials {
        pairs([("access-token", company.key())])
    }
}

impl Double for Dinero {
    const SYSTEM: &'static str = "dinero";
    const LIST: &'static str = "statusFilter";
    const LIST_PATH: &'static str = "/v1/{org}/invoices";
    const AMOUNT: &'static str = "TotalInclVat";

    fn start(clock: Clock) -> (Books<Self>, Router) {
        let double = Dinero::new(clock);
        (double.books().clone(), double.router())
    }

    fn credentials(company: &Company<Self>) -> Credentials {
        pairs([("organization-id", company.organization()), ("api-key", company.key())])
    }
}

impl Double for Ordrestyring {
    const SYSTEM: &'static str = "ordrestyring";
    const LIST: &'static str = "payment_date-max";
    const LIST_PATH: &'static str = "/debtor-invoices";
    const AMOUNT: &'static str = "amount_vat";
    const LINKS_CREDITS: bool = false;
    const CHARGES_FEES: bool = false;
    const KNOWS_PERSONS: bool = false;
    const NAMES_CURRENCIES: bool = false;
    const LIST_IS_THE_SERVICE: bool = true;

    fn start(clock: Clock) -> (Books<Self>, Router) {
        let double = Ordrestyring::new(clock);
        (double.books().clone(), double.router())
    }

    fn credentials(company: &Company<Self>) -> Credentials {
        pairs([("api-key", company.key())])
    }

    /// A 404 may have other reasons than a deletion.
    fn unknown(id: InvoiceId) -> Reading {
        Reading::Missing(id)
    }
}

pub struct Bed<D: Double> {
    pub clock: Clock,
    pub company: Company<D>,
    pub system: Box<dyn AccountingSystem>,
    address: String,
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub const TODAY: &str = "2026-11-21";

/// Patient enough for a busy machine, impatient enough for a test.
const PATIENCE: Patience = Patience { whole_request: Duration::from_secs(20), ..Patience::SHORT };

impl<D: Double> Bed<D> {
    pub async fn new() -> Self {
        let clock = Clock::at("2026-11-21T05:00:00Z".parse().unwrap());
        let (books, router) = D::start(clock.clone());
        let (address, _server) = sandboxes::serve(router).await.unwrap();
        let company = books.open("Nordlys Tømrer ApS").unwrap();
        let address = format!("http://{address}");
        let system = connect::<D>(&clock, &address, &company, &Settings::new(), PATIENCE);
        Self { clock, company, system, address }
    }

    /// A second connection to the same company.
    pub fn with_patience(&self, patience: Patience) -> Box<dyn AccountingSystem> {
        connect::<D>(&self.clock, &self.address, &self.company, &Settings::new(), patience)
    }

    /// A second connection whose tenant chose something.
    pub fn with_settings<const N: usize>(&self, settings: [(&str, &str); N]) -> Box<dyn AccountingSystem> {
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        connect::<D>(&self.clock, &self.address, &self.company, &settings, PATIENCE)
    }

    pub fn add(&self, due: &str, gross: i64) -> InvoiceId {
        self.add_as(NewInvoice::due_on(day(due), gross))
    }

    pub fn add_as(&self, new: NewInvoice) -> InvoiceId {
        InvoiceId::parse(&self.company.add(new).unwrap()).unwrap()
    }

    /// Walks the whole list.
    pub async fn listed(&self) -> Result<Vec<Listed>, AccountingError> {
        walk(self.system.as_ref()).await
    }

    pub async fn found(&self, id: &InvoiceId) -> SourceInvoice {
        match self.system.read(id).await.unwrap() {
            Reading::Found(invoice) => *invoice,
            other => panic!("{other:?}"),
        }
    }
}

/// Where the doubles answer below one address, by the settings of the table of systems.
const ADDRESSES: &[(&str, &str)] = &[
    ("BILLY_URL", "/v2"),
    ("DINERO_URL", ""),
    ("DINERO_AUTH_URL", "/dineroapi/oauth/token"),
    ("ORDRESTYRING_URL", ""),
    ("TRIPLETEX_URL", "/v2"),
    ("MINUBA_URL", "/api/1"),
    ("MINUBA_AUTH_URL", "/oauth2/token"),
];

/// The apps' own credentials, as every double takes them.
const APPS: &str = r#"{
    "dinero": {"client-id": "rykker-local-client", "client-secret": "rykker-local-secret"},
    "tripletex": {"consumer-token": "rykker-local-consumer"}
}"#;

fn connect<D: Double>(
    clock: &Clock,
    address: &str,
    company: &Company<D>,
    settings: &Settings,
    patience: Patience,
) -> Box<dyn AccountingSystem> {
    let path = |setting: &str| ADDRESSES.iter().find(|(name, _)| *name == setting).map(|(_, path)| path);
    let endpoints =
        Endpoints::from_settings(|setting| path(setting).map(|path| format!("{address}{path}"))).unwrap();
    let apps = AppCredentials::parse(APPS).unwrap();
    let credentials = D::credentials(company);
    let connection = Connection { settings, ..Connection::plain(&credentials, clock.now()) };
    let connectors = Connectors::with_patience(endpoints, apps, patience);
    connectors.connect(&SystemName::known(D::SYSTEM), &connection).unwrap()
}

/// The window of a tenant that has just connected.
pub fn window() -> Window {
    Window { today: day(TODAY), since: day("2026-08-23") }
}

pub async fn walk(system: &dyn AccountingSystem) -> Result<Vec<Listed>, AccountingError> {
    let mut walk = system.overdue(window());
    let mut rows = Vec::new();
    while let Some(page) = walk.next_page().await? {
        rows.extend(page);
    }
    Ok(rows)
}

/// The id and mark of a row; a row that cannot be read has an id at most.
pub fn id_and_mark(row: &Listed) -> (InvoiceId, Option<ChangeMark>) {
    match row {
        Listed::Whole(invoice) => (invoice.id.clone(), Some(invoice.mark)),
        Listed::Outline(outline) => (outline.id.clone(), Some(outline.mark)),
        Listed::Credit(credit) => (credit.id.clone(), None),
        Listed::Unreadable(Unreadable { id, .. }) => (id.clone().unwrap(), None),
    }
}

/// Makes a test of each function for each system.
macro_rules! for_every_system {
    ($($sentence:ident),* $(,)?) => {
        mod billy {
            $(#[tokio::test] async fn $sentence() { super::$sentence::<sandboxes::billy::Billy>().await; })*
        }
        mod dinero {
            $(#[tokio::test] async fn $sentence() { super::$sentence::<sandboxes::dinero::Dinero>().await; })*
        }
        mod ordrestyring {
            $(#[tokio::test] async fn $sentence() { super::$sentence::<sandboxes::ordrestyring::Ordrestyring>().await; })*
        }
    };
}
pub(crate) use for_every_system;
