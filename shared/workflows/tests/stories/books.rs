//! A tenant's books at an accounting system that does what it is told: invoices to set, pages, faults, and a log.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use accounting::{AccountingError, NewSession};
use domain::ids::InvoiceId;
use domain::source_invoice::{Amounts, DocumentKind, InvoiceState, UnlinkedCredit};
use domain::{ChangeMark, Currency, Debtor, DebtorKind, Money, SourceInvoice};
use jiff::civil::Date;

use crate::cash_desk::Desk;

/// How the list tells of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// As Billy: everything at once.
    #[default]
    Whole,
    /// As Dinero: without what is owed, so that each is read by itself.
    Outline,
}

/// What was asked since the log was last cleared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    pub walks: u32,
    pub pages: u32,
    pub reads: Vec<InvoiceId>,
    pub listed: Vec<InvoiceId>,
}

#[derive(Debug)]
pub struct Ledger {
    pub invoices: BTreeMap<InvoiceId, SourceInvoice>,
    /// Rows that answer with something that cannot be read.
    pub garbled: BTreeSet<InvoiceId>,
    /// Single readings cannot be read, whatever the list shows.
    pub garbles_readings: bool,
    /// Single readings are never answered.
    pub hangs: bool,
    pub shape: Shape,
    /// Credit notes that name no invoice.
    pub credits: Vec<UnlinkedCredit>,
    /// What is not found is told as missing and not as gone.
    pub loses_track: bool,
    /// Invoices that one request reads.
    pub reads_at_once: usize,
    /// The session that is handed out at every sign-in.
    pub session: Option<NewSession>,
    /// The call, counted from 1, on whose way the session is renewed.
    pub session_at: Option<u32>,
    /// What the connections were given as a session.
    pub sessions_given: Vec<Option<String>>,
    pub page_size: usize,
    pub reads_per_minute: u32,
    pub calls: u32,
    /// By the number of the call, counted from 1.
    pub faults: BTreeMap<u32, AccountingError>,
    /// Until it is taken away again.
    pub down: Option<AccountingError>,
    pub log: Log,
    /// Where payments are booked, in books that take any.
    pub desk: Option<Desk>,
    /// Where events are sent to, with the secret that signs them.
    pub subscribed: BTreeMap<String, String>,
}

/// Cheap to clone: all clones are the same books.
#[derive(Debug, Clone)]
pub struct Books(Arc<Mutex<Ledger>>);

impl Default for Books {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Ledger {
            invoices: BTreeMap::new(),
            garbled: BTreeSet::new(),
            garbles_readings: false,
            hangs: false,
            shape: Shape::Whole,
            credits: vec![],
            loses_track: false,
            reads_at_once: 1,
            session: None,
            session_at: None,
            sessions_given: vec![],
            page_size: 1_000,
            reads_per_minute: 10_000,
            calls: 0,
            faults: BTreeMap::new(),
            down: None,
            log: Log::default(),
            desk: None,
            subscribed: BTreeMap::new(),
        })))
    }
}

pub fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

pub fn invoice_id(number: u32) -> InvoiceId {
    InvoiceId::parse(&format!("inv-{number:05}")).unwrap()
}

/// An invoice of 1,000.00 kroner that fell due on `due`.
pub fn invoice(number: u32, due: Date) -> SourceInvoice {
    SourceInvoice {
        id: invoice_id(number),
        number: number.to_string(),
        kind: DocumentKind::Invoice,
        state: InvoiceState::Approved,
        issue_date: None,
        due_date: Some(due),
        amounts: Ok(Amounts {
            gross: dkk(100_000),
            outstanding: dkk(100_000),
            fees_elsewhere: vec![],
            credited: Some(dkk(0)),
        }),
        debtor: Debtor {
            external_id: None,
            name: format!("Kunde {number} ApS"),
            email: Some(format!("kunde{number}@debtor.example").parse().unwrap()),
            kind: DebtorKind::Company,
            registration_number: None,
            address: None,
        },
        payment_reference: None,
        in_collection_elsewhere: false,
        hold: None,
        mark: ChangeMark::from_bits(0),
    }
}

impl Books {
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn with(shape: Shape) -> Books {
        let books = Books::default();
        books.ledger().shape = shape;
        books
    }

    /// Adds an invoice that fell due on `due`.
    pub fn issue(&self, number: u32, due: Date) {
        self.put(invoice(number, due));
    }

    pub fn put(&self, invoice: SourceInvoice) {
        self.ledger().invoices.insert(invoice.id.clone(), invoice);
    }

    pub fn edit(&self, number: u32, change: impl FnOnce(&mut SourceInvoice)) {
        if let Some(invoice) = self.ledger().invoices.get_mut(&invoice_id(number)) {
            change(invoice);
        }
    }

    fn owe(&self, number: u32, change: impl FnOnce(&mut Amounts)) {
        self.edit(number, |invoice| change(invoice.amounts.as_mut().unwrap()));
    }

    /// Pays so much of it; a negative amount is a payment taken back.
    pub fn pay(&self, number: u32, minor: i64) {
        self.owe(number, |amounts| amounts.outstanding.minor -= minor);
    }

    pub fn pay_all(&self, number: u32) {
        self.owe(number, |amounts| amounts.outstanding.minor = 0);
    }

    pub fn credit(&self, number: u32, minor: i64) {
        self.owe(number, |amounts| {
            amounts.outstanding.minor -= minor;
            amounts.credited = amounts.credited.map(|credited| dkk(credited.minor + minor));
        });
    }

    pub fn void(&self, number: u32) {
        self.edit(number, |invoice| invoice.state = InvoiceState::Voided);
    }

    pub fn delete(&self, number: u32) {
        self.ledger().invoices.remove(&invoice_id(number));
    }

    pub fn move_due_date(&self, number: u32, due: Date) {
        self.edit(number, |invoice| invoice.due_date = Some(due));
    }

    pub fn garble(&self, number: u32) {
        self.ledger().garbled.insert(invoice_id(number));
    }

    pub fn clear(&self, number: u32) {
        self.ledger().garbled.remove(&invoice_id(number));
    }

    /// The `n`th call from now on fails so.
    pub fn fail(&self, n: u32, error: AccountingError) {
        let mut ledger = self.ledger();
        let call = ledger.calls + n;
        ledger.faults.insert(call, error);
    }

    pub fn down(&self, error: Option<AccountingError>) {
        self.ledger().down = error;
    }

    /// What was asked since the last time this was called.
    pub fn asked(&self) -> Log {
        std::mem::take(&mut self.ledger().log)
    }
}
