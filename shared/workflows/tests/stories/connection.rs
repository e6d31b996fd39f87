//! The books behind the boundary that the workflows know: a walk in pages, single reads, and keys that open them.

use std::collections::BTreeMap;
use std::sync::Mutex;

use accounting::events::Events;
use accounting::{
    AccountingError, AccountingSystem, Company, Credentials, Listed, NewSession, Reading, Unreadable, Walk,
    Window,
};
use async_trait::async_trait;
use domain::ids::{InvoiceId, SystemName};
use domain::source_invoice::InvoiceOutline;
use domain::{ChangeMark, SourceInvoice};
use jiff::civil::Date;
use workflows::ports::{Accounts, AccountsError};

use crate::books::{Books, Ledger, Shape};

pub const SYSTEM: &str = "billy";

pub fn key_refused() -> AccountingError {
    AccountingError::KeyRefused { system: SYSTEM, detail: "401".into() }
}

pub fn unreachable() -> AccountingError {
    AccountingError::Unreachable { system: SYSTEM, detail: "timed out".into() }
}

pub fn throttled() -> AccountingError {
    AccountingError::Throttled { system: SYSTEM, retry_after: None }
}

pub fn not_understood() -> AccountingError {
    AccountingError::NotUnderstood { system: SYSTEM, field: "invoices".into(), problem: "is HTML".into() }
}

/// Every kind of trouble that passes by itself.
pub fn passing() -> [AccountingError; 3] {
    [unreachable(), throttled(), AccountingError::Unsteady { system: SYSTEM }]
}

/// Which key opens which books. A key that is not here is refused.
#[derive(Debug, Default)]
pub struct Keys(Mutex<BTreeMap<String, Books>>);

pub fn credentials(key: &str) -> Credentials {
    Credentials::new([("access-token".to_owned(), key.to_owned())])
}

impl Keys {
    pub fn grant(&self, key: &str, books: &Books) {
        self.0.lock().unwrap().insert(key.into(), books.clone());
    }

    pub fn revoke(&self, key: &str) {
        self.0.lock().unwrap().remove(key);
    }
}

#[async_trait]
impl Accounts for Keys {
    async fn connect(
        &self,
        _system: &SystemName,
        connection: &accounting::Connection<'_>,
    ) -> Result<Box<dyn AccountingSystem>, AccountsError> {
        let key =
            connection.credentials.get("access-token").ok_or(AccountsError::Refused("no token".into()))?;
        let books = self.0.lock().unwrap().get(key).cloned();
        if let Some(books) = &books {
            let given = connection.session.and_then(|session| session.get("token")).map(str::to_owned);
            books.ledger().sessions_given.push(given);
        }
        Ok(Box::new(Connection(books)))
    }
}

pub struct Connection(Option<Books>);

impl Connection {
    pub fn books_behind(&self) -> Option<&Books> {
        self.0.as_ref()
    }

    /// The ledger, for one request.
    pub fn request<T>(&self, answer: impl FnOnce(&mut Ledger) -> T) -> Result<T, AccountingError> {
        let mut ledger = self.0.as_ref().ok_or_else(key_refused)?.ledger();
        ledger.calls += 1;
        let call = ledger.calls;
        match ledger.faults.remove(&call).or_else(|| ledger.down.clone()) {
            Some(error) => Err(error),
            None => Ok(answer(&mut ledger)),
        }
    }
}

/// What a list row shows. An outline does not show what is owed, so its mark does not tell of a payment either.
fn marked(invoice: &SourceInvoice, with_money: bool) -> SourceInvoice {
    let money = if with_money { format!("{:?}", invoice.amounts) } else { String::new() };
    let facts = format!("{:?} {:?} {}", invoice.due_date, invoice.state, invoice.debtor.name);
    SourceInvoice { mark: ChangeMark::of(&[&facts, &money]), ..invoice.clone() }
}

fn unreadable(invoice: &SourceInvoice) -> Unreadable {
    let (field, problem) = ("balance".into(), "is not a number".into());
    Unreadable { id: Some(invoice.id.clone()), number: invoice.number.clone(), field, problem }
}

impl Ledger {
    fn row(&self, invoice: &SourceInvoice) -> Listed {
        if self.garbled.contains(&invoice.id) {
            return Listed::Unreadable(unreadable(invoice));
        }
        match self.shape {
            Shape::Whole => Listed::Whole(Box::new(marked(invoice, true))),
            Shape::Outline => {
                let SourceInvoice { id, number, kind, state, due_date, mark, .. } = marked(invoice, false);
                Listed::Outline(InvoiceOutline { id, number, kind, state, due_date, mark })
            }
        }
    }

    fn reading(&mut self, id: &InvoiceId) -> Reading {
        self.log.reads.push(id.clone());
        match self.invoices.get(id) {
            None if self.loses_track => Reading::Missing(id.clone()),
            None => Reading::Gone(id.clone()),
            Some(invoice) if self.garbles_readings || self.garbled.contains(id) => {
                Reading::Unreadable(unreadable(invoice))
            }
            Some(invoice) => Reading::Found(Box::new(marked(invoice, true))),
        }
    }

    /// Past due and with a balance; a voided row keeps its balance and stays listed, as at Billy.
    fn overdue(&self, today: Date) -> Vec<Listed> {
        let is_listed = |invoice: &&SourceInvoice| {
            let owed = invoice.amounts.as_ref().map_or(true, |amounts| amounts.outstanding.minor > 0);
            owed && invoice.due_date.is_none_or(|due| due < today)
        };
        let credits = self.credits.iter().cloned().map(Listed::Credit);
        self.invoices.values().filter(is_listed).map(|invoice| self.row(invoice)).chain(credits).collect()
    }
}

#[async_trait]
impl AccountingSystem for Connection {
    async fn check(&self) -> Result<Company, AccountingError> {
        self.request(|_| Company { name: "Nordlys ApS".into(), registration_number: None })
    }

    fn overdue(&self, window: Window) -> Box<dyn Walk + '_> {
        Box::new(Pages { connection: self, today: window.today, rows: None })
    }

    fn new_session(&self) -> Option<NewSession> {
        let mut ledger = self.0.as_ref()?.ledger();
        let made = ledger.session_at.is_none_or(|call| ledger.calls >= call);
        if made { ledger.session.take() } else { None }
    }

    async fn read(&self, id: &InvoiceId) -> Result<Reading, AccountingError> {
        self.request(|ledger| ledger.reading(id))
    }

    async fn read_together(&self, ids: &[InvoiceId]) -> Result<Vec<Reading>, AccountingError> {
        if self.0.as_ref().is_some_and(|books| books.ledger().hangs) {
            std::future::pending::<()>().await;
        }
        let mut readings = Vec::new();
        for some in ids.chunks(self.reads_at_once()) {
            readings
                .extend(self.request(|ledger| some.iter().map(|id| ledger.reading(id)).collect::<Vec<_>>())?);
        }
        Ok(readings)
    }

    fn reads_at_once(&self) -> usize {
        self.0.as_ref().map_or(1, |books| books.ledger().reads_at_once)
    }

    async fn document(&self, id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        let books = self.0.as_ref().ok_or_else(unreachable)?;
        let known = books.ledger().invoices.contains_key(id);
        if known { Ok(b"%PDF-1.7 the invoice".to_vec()) } else { Err(unreachable()) }
    }

    fn reads_per_minute(&self) -> u32 {
        self.0.as_ref().map_or(0, |books| books.ledger().reads_per_minute)
    }

    fn marks_tell_payments(&self) -> bool {
        self.0.as_ref().is_none_or(|books| books.ledger().shape == Shape::Whole)
    }

    fn books(&self) -> Option<&dyn accounting::booking::Books> {
        self.0.as_ref().is_none_or(|books| books.ledger().desk.is_some()).then_some(self)
    }

    fn events(&self) -> Option<&dyn Events> {
        Some(self)
    }
}

#[async_trait]
impl Events for Connection {
    async fn subscribe(&self, target: &url::Url, secret: &str) -> Result<(), AccountingError> {
        self.request(|ledger| ledger.subscribed.insert(target.to_string(), secret.into())).map(drop)
    }

    async fn unsubscribe(&self, target: &url::Url) -> Result<(), AccountingError> {
        self.request(|ledger| ledger.subscribed.remove(target.as_str())).map(drop)
    }
}

struct Pages<'a> {
    connection: &'a Connection,
    today: Date,
    rows: Option<std::vec::IntoIter<Listed>>,
}

fn id_of(row: &Listed) -> Option<InvoiceId> {
    match row {
        Listed::Whole(invoice) => Some(invoice.id.clone()),
        Listed::Outline(outline) => Some(outline.id.clone()),
        Listed::Credit(credit) => Some(credit.id.clone()),
        Listed::Unreadable(row) => row.id.clone(),
    }
}

#[async_trait]
impl Walk for Pages<'_> {
    async fn next_page(&mut self) -> Result<Option<Vec<Listed>>, AccountingError> {
        if self.rows.as_ref().is_some_and(|rows| rows.len() == 0) {
            return Ok(None);
        }
        let (today, begun) = (self.today, self.rows.take());
        let (page, rest) = self.connection.request(|ledger| {
            ledger.log.walks += u32::from(begun.is_none());
            ledger.log.pages += 1;
            let mut rows = begun.unwrap_or_else(|| ledger.overdue(today).into_iter());
            let page: Vec<Listed> = rows.by_ref().take(ledger.page_size).collect();
            ledger.log.listed.extend(page.iter().filter_map(id_of));
            (page, rows)
        })?;
        self.rows = Some(rest);
        Ok(Some(page))
    }
}
