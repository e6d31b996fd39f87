//! Billy (billy.dk), API v2. Sources: the page "Billy API v2 Documentation" and recorded answers of public clients.

mod answers;
mod document;
mod invoice;
mod money;
mod organization;
mod requests;
mod sideloads;

use async_trait::async_trait;
use domain::ids::InvoiceId;
use domain::source_invoice::{Amounts, DocumentKind, InvoiceState, SourceInvoice};
use jiff::ToSpan;
use jiff::civil::Date;
use reqwest::header::HeaderValue;
use url::Url;

use crate::connection::Connection;
use crate::connectors::Connectors;
use crate::credentials::CredentialsError;
use crate::error::AccountingError;
use crate::fields::FieldError;
use crate::http::{Answer, Ask, Caller, Trouble, secret};
use crate::steady_walk::{Page, Pages, SteadyWalk};
use crate::system::{AccountingSystem, Company, Reading, Unreadable, Walk, Window};
use crate::systems::{Inbound, Profile, SystemRow};

pub(crate) const SYSTEM: SystemRow = SystemRow {
    name: NAME,
    title: "Billy",
    credentials: &["access-token"],
    optional_credentials: &[],
    settings: &[],
    profile: Profile::PLAIN,
    inbound: Inbound::Nothing,
    app_credentials: &[],
    endpoints: &[("BILLY_URL", "https://api.billysbilling.com/v2")],
    connect,
};

const NAME: &str = "billy";
/// Billy publishes no limit; clients are seen to keep to this (Billy API v2, rate limits).
const REQUESTS_PER_MINUTE: usize = 60;

/// One company's books in Billy, as its access token opens them.
struct Billy {
    caller: Caller,
    /// Ends in `/v2`.
    base: Url,
    token: HeaderValue,
}

fn connect(
    connectors: &Connectors,
    connection: &Connection<'_>,
) -> Result<Box<dyn AccountingSystem>, CredentialsError> {
    let malformed =
        CredentialsError::Malformed { name: "access-token", expected: "one line of plain characters" };
    let token = connection.credentials.get("access-token").and_then(secret).ok_or(malformed)?;
    let base = connectors.endpoints.address("BILLY_URL").clone();
    Ok(Box::new(Billy { caller: Caller::new(connectors.http.clone(), REQUESTS_PER_MINUTE), base, token }))
}

impl Billy {
    async fn ask<T>(
        &self,
        ask: &Ask,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Trouble> {
        self.caller.ask(ask, &answers::ERRORS, read).await
    }

    /// The sum of what was credited on the invoice, where something was taken off it.
    ///
    /// Never more than was really taken off: a credit note that is not yet set against the invoice counts from when it is.
    ///
    /// Where the credit notes cannot be read, the sum stays unknown and the invoice is handed on all the same.
    async fn credit(&self, invoice: &mut SourceInvoice) -> Result<(), Trouble> {
        let Ok(amounts) = &mut invoice.amounts else { return Ok(()) };
        if amounts.credited.is_some() {
            return Ok(());
        }
        let taken_off = amounts.gross.minor - amounts.principal_outstanding().minor;
        let ask = requests::credit_notes(self, invoice.id.as_str());
        let currency = amounts.gross.currency;
        let sum = match self.ask(&ask, |answer| answers::credited(answer, &invoice.id, currency)).await {
            Ok(sum) => sum,
            Err(trouble) => FieldError::try_from(trouble).map(|_| None)?,
        };
        amounts.credited = sum.map(|sum| sum.with_minor(sum.minor.min(taken_off).max(0)));
        Ok(())
    }
}

/// Whether the row leaves open how much was credited and how much paid.
fn is_part_settled(invoice: &SourceInvoice) -> bool {
    collectable(invoice).is_some_and(|amounts| amounts.credited.is_none())
}

/// Whether a fee is in the balance that nothing dates.
fn has_undated_fee(invoice: &SourceInvoice) -> bool {
    let undated = |amounts: &Amounts| amounts.fees_elsewhere.iter().any(|fee| fee.charged_on.is_none());
    collectable(invoice).is_some_and(undated)
}

/// The amounts of what can be owed at all: an approved invoice.
fn collectable(invoice: &SourceInvoice) -> Option<&Amounts> {
    let can_be = invoice.kind == DocumentKind::Invoice && invoice.state == InvoiceState::Approved;
    invoice.amounts.as_ref().ok().filter(|_| can_be)
}

#[async_trait]
impl AccountingSystem for Billy {
    async fn check(&self) -> Result<Company, AccountingError> {
        let ask = requests::organization(self);
        self.ask(&ask, organization::read).await.map_err(|trouble| trouble.into_error(NAME))
    }

    fn overdue(&self, window: Window) -> Box<dyn Walk + '_> {
        // The due date itself is still on time, and the filter includes its end.
        let last_due = window.today.checked_sub(1.day()).unwrap_or(Date::MIN);
        Box::new(SteadyWalk::new(Overdue { billy: self, last_due }))
    }

    async fn read(&self, id: &InvoiceId) -> Result<Reading, AccountingError> {
        let ask = requests::invoice(self, id.as_str());
        match self.ask(&ask, |answer| answers::invoice(answer, id)).await {
            Ok(Ok(mut invoice)) => {
                if is_part_settled(&invoice) {
                    self.credit(&mut invoice).await.map_err(|trouble| trouble.into_error(NAME))?;
                }
                Ok(Reading::Found(Box::new(invoice)))
            }
            Ok(Err(unreadable)) => Ok(Reading::Unreadable(unreadable)),
            Err(Trouble::NoRecord) => Ok(Reading::Gone(id.clone())),
            Err(trouble) => match FieldError::try_from(trouble) {
                Ok(FieldError { path: field, problem }) => {
                    let (id, number) = (Some(id.clone()), String::new());
                    Ok(Reading::Unreadable(Unreadable { id, number, field, problem }))
                }
                Err(trouble) => Err(trouble.into_error(NAME)),
            },
        }
    }

    async fn document(&self, id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        document::fetch(self, id).await.map_err(|trouble| trouble.into_error(NAME))
    }

    fn reads_per_minute(&self) -> u32 {
        30
    }
}

/// The list of what is unpaid and was due on `last_due` or before.
struct Overdue<'a> {
    billy: &'a Billy,
    last_due: Date,
}

#[async_trait]
impl Pages for Overdue<'_> {
    fn system(&self) -> &'static str {
        NAME
    }

    async fn page(&self, index: u32) -> Result<Page, AccountingError> {
        let ask = requests::overdue(self.billy, self.last_due, index + 1);
        self.billy.ask(&ask, answers::list).await.map_err(|trouble| trouble.into_error(NAME))
    }
}
