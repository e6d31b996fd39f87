//! A company in the double of a system, and a connection to it.

use std::time::Duration;

use accounting::{
    AccountingError, AccountingSystem, AppCredentials, Connection, Connectors, Credentials, Endpoints,
    Listed, Patience, Reading, Settings, Unreadable, Window,
};
use axum::Router;
use domain::ids::{InvoiceId, SystemName};
use domain::source_invoice::{ChangeMark, DebtorKind, SourceInvoice};
use jiff::civil::Date;
use sandboxes::billy::Billy;
use sandboxes::books::{Books, Company, NewInvoice, System};
use sandboxes::clock::Clock;
use sandboxes::dinero::Dinero;
use sandboxes::minuba::{Minuba, MinubaSwitches};
use sandboxes::ordrestyring::Ordrestyring;
use sandboxes::tripletex::Tripletex;

/// A system with its double.
pub trait Double: System {
    const SYSTEM: &'static str;
    /// A field of a single invoice that must be a number.
    const AMOUNT: &'static str;
    /// A credit note says which invoice it credits.
    const LINKS_CREDITS: bool = true;
    /// The system puts fees of its own on invoices.
    const CHARGES_FEES: bool = true;
    /// It names each invoice's currency.
    const NAMES_CURRENCIES: bool = true;
    /// Where its list is not found, the whole service is not.
    const LIST_IS_THE_SERVICE: bool = false;
    /// What is told of a debtor that is a person, and of one that is a public authority.
    const PERSON: DebtorKind = DebtorKind::Consumer;
    const AUTHORITY: DebtorKind = DebtorKind::PublicAuthority;
    /// A company's registration number in the country of the double's debtors.
    const REGISTRATION_NUMBER: &'static str = "24256790";
    /// Whether amounts in other currencies are told without doubt.
    const TELLS_FOREIGN_AMOUNTS: bool = true;

    fn start(clock: Clock) -> (Books<Self>, Router);
    fn credentials(company: &Company<Self>) -> Credentials;

    fn settings() -> Settings {
        Settings::new()
    }

    /// What is read of an invoice that is not there.
    fn not_there(id: InvoiceId) -> Reading {
        Reading::Gone(id)
    }
}

/// A system that can be asked for what is overdue.
pub trait ListingDouble: Double {
    /// Part of the address of the list of overdue invoices and of no other request.
    const LIST: &'static str;
    /// The list's path as the double counts it.
    const LIST_PATH: &'static str;
}

fn pairs<const N: usize>(pairs: [(&str, String); N]) -> Credentials {
    Credentials::new(pairs.map(|(name, value)| (name.to_owned(), value)))
}

impl Double for Billy {
    const SYSTEM: &'static str = "billy";
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
    const AMOUNT: &'static str = "TotalInclVat";

    fn start(clock: Clock) -> (Books<Self>, Router) {
        let double = Dinero::new(clock);
        (double.books().clone(), double.router())
    }

    fn credentials(company: &Company<Self>) -> Credentials {
        pairs([("organization-id", company.organization()), ("api-key", company.key())])
    }
}

impl Double for Tripletex {
    const SYSTEM: &'static str = "tripletex";
    const AMOUNT: &'static str = "amountOutstanding";
    const REGISTRATION_NUMBER: &'static str = "974760673";
    const TELLS_FOREIGN_AMOUNTS: bool = false;
    const AUTHORITY: DebtorKind = DebtorKind::Company;

    fn start(clock: Clock) -> (Books<Self>, Router) {
        let double = Tripletex::new(clock);
        (double.books().clone(), double.router())
    }

    fn credentials(company: &Company<Self>) -> Credentials {
        pairs([("employee-token", company.key())])
    }

    /// A charged invoice cannot be deleted.
    fn not_there(id: InvoiceId) -> Reading {
        Reading::Missing(id)
    }
}

impl ListingDouble for Tripletex {
    const LIST: &'static str = "sorting";
    const LIST_PATH: &'static str = "/v2/invoice";
}

impl Double for Ordrestyring {
    const SYSTEM: &'static str = "ordrestyring";
    const AMOUNT: &'static str = "amount_vat";
    const PERSON: DebtorKind = DebtorKind::Unknown;
    const LINKS_CREDITS: bool = false;
    const CHARGES_FEES: bool = false;
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
    fn not_there(id: InvoiceId) -> Reading {
        Reading::Missing(id)
    }
}

impl ListingDouble for Billy {
    const LIST: &'static str = "maxDueDate";
    const LIST_PATH: &'static str = "/v2/invoices";
}

impl ListingDouble for Dinero {
    const LIST: &'static str = "statusFilter";
    const LIST_PATH: &'static str = "/v1/{org}/invoices";
}

impl ListingDouble for Ordrestyring {
    const LIST: &'static str = "payment_date-max";
    const LIST_PATH: &'static str = "/debtor-invoices";
}

/// Its refresh tokens hold on here: every connection of a test begins with the same one.
impl Double for Minuba {
    const SYSTEM: &'static str = "minuba";
    const AMOUNT: &'static str = "totalAmount";
    const PERSON: DebtorKind = DebtorKind::Unknown;
    const AUTHORITY: DebtorKind = DebtorKind::Company;

    fn start(clock: Clock) -> (Books<Self>, Router) {
        let switches = MinubaSwitches { rotates_refresh_tokens: false, ..MinubaSwitches::default() };
        let double = Minuba::with(clock, Default::default(), switches);
        (double.books().clone(), double.router())
    }

    fn credentials(company: &Company<Self>) -> Credentials {
        pairs([
            ("client-id", "rykker-local-client".into()),
            ("client-secret", "rykker-local-secret".into()),
            ("refresh-token", company.key()),
        ])
    }

    fn settings() -> Settings {
        Settings::from([("read-back".to_owned(), "on".to_owned())])
    }

    fn not_there(id: InvoiceId) -> Reading {
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
        let system = connect::<D>(&clock, &address, &company, &D::settings(), PATIENCE);
        Self { clock, company, system, address }
    }

    /// A second connection to the same company.
    pub fn with_patience(&self, patience: Patience) -> Box<dyn AccountingSystem> {
        connect::<D>(&self.clock, &self.address, &self.company, &D::settings(), patience)
    }

    /// A connection to the same company with the tenant's choices and what was kept of the last one.
    pub fn with_choices(
        &self,
        choices: &[(&str, &str)],
        session: Option<&Credentials>,
    ) -> Box<dyn AccountingSystem> {
        let settings: Settings =
            choices.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let credentials = D::credentials(&self.company);
        let now = self.clock.now();
        let connection = Connection { credentials: &credentials, settings: &settings, session, now };
        connectors(&self.address, PATIENCE).connect(&SystemName::known(D::SYSTEM), &connection).unwrap()
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
    let credentials = D::credentials(company);
    let connection = Connection { settings, ..Connection::plain(&credentials, clock.now()) };
    connectors(address, patience).connect(&SystemName::known(D::SYSTEM), &connection).unwrap()
}

pub fn connectors(address: &str, patience: Patience) -> Connectors {
    let path = |setting: &str| ADDRESSES.iter().find(|(name, _)| *name == setting).map(|(_, path)| path);
    let endpoints =
        Endpoints::from_settings(|setting| path(setting).map(|path| format!("{address}{path}"))).unwrap();
    Connectors::with_patience(endpoints, AppCredentials::parse(APPS).unwrap(), patience)
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

/// Makes a test of each function for each system. Those under `listing` are for the systems that have a list of what is
/// overdue. Minuba has none: its user pushes, and it answers for one invoice at a time. Neither does it tell whose a key is,
/// nor how what is owed came about.
macro_rules! for_every_system {
    (reading: [$($reading:ident),* $(,)?], listing: [$($listing:ident),* $(,)?] $(,)?) => {
        $crate::bed::tests_of! { billy: sandboxes::billy::Billy, [$($reading,)* $($listing,)*] }
        $crate::bed::tests_of! { dinero: sandboxes::dinero::Dinero, [$($reading,)* $($listing,)*] }
        $crate::bed::tests_of! {
            ordrestyring: sandboxes::ordrestyring::Ordrestyring, [$($reading,)* $($listing,)*]
        }
        $crate::bed::tests_of! { tripletex: sandboxes::tripletex::Tripletex, [$($reading,)* $($listing,)*] }
        $crate::bed::tests_of! { minuba: sandboxes::minuba::Minuba, [$($reading,)*] }
    };
}
pub(crate) use for_every_system;

macro_rules! tests_of {
    ($system:ident: $double:ty, [$($sentence:ident,)*]) => {
        mod $system {
            $(#[tokio::test] async fn $sentence() { super::$sentence::<$double>().await; })*
        }
    };
}
pub(crate) use tests_of;
