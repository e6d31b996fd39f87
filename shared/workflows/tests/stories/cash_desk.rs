//! Books that take payments: told twice, they book twice; and they lose answers when they are told to.

use std::collections::{BTreeMap, VecDeque};

use accounting::AccountingError;
use accounting::booking::{Booking, BookingError, Books, InvoiceLedger, PaymentType, Posting};
use async_trait::async_trait;
use domain::ids::InvoiceId;
use jiff::civil::Date;

use crate::books::{Ledger, dkk};
use crate::connection::{Connection, SYSTEM, throttled};

/// What becomes of a call that books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is booked, and the answer is lost.
    AnswerLost,
    /// It is lost on its way.
    NeverArrived,
    Refused,
    Throttled,
    /// It is booked, and somebody books something else at the same time.
    InACrowd,
    /// It is booked, and the books do not show it before they have been read twice.
    ShownLate,
}

#[derive(Debug, Default)]
pub struct Desk {
    pub postings: BTreeMap<InvoiceId, Vec<Posting>>,
    /// Calls that booked, or tried to.
    pub calls: u32,
    pub booked: Vec<Booking>,
    pub fates: VecDeque<Fate>,
    pub postings_hidden: bool,
    pub obstacle: Option<&'static str>,
    /// So many readings do not show the last posting yet.
    pub late: u32,
}

impl Desk {
    fn post(&mut self, invoice: &InvoiceId, minor: i64, date: Date) {
        let all: usize = self.postings.values().map(Vec::len).sum();
        let id = format!("{}", 3_850_001_042 + all);
        let voucher = Some(format!("v{id}"));
        let posting = Posting { id, amount: dkk(minor), date, voucher };
        self.postings.entry(invoice.clone()).or_default().push(posting);
    }
}

impl Ledger {
    /// A payment that somebody else books: seen in the invoice and in its postings.
    pub fn pay_by_hand(&mut self, invoice: &InvoiceId, minor: i64, date: Date) {
        self.invoices.get_mut(invoice).unwrap().amounts.as_mut().unwrap().outstanding.minor -= minor;
        if let Some(desk) = &mut self.desk {
            desk.post(invoice, -minor, date);
        }
    }

    fn take(&mut self, booking: &Booking) -> Result<(), BookingError> {
        let desk = self.desk.as_mut().unwrap();
        desk.calls += 1;
        let fate = desk.fates.pop_front();
        let lost = || BookingError::Unknown { system: SYSTEM, detail: "timed out".into() };
        match fate {
            Some(Fate::NeverArrived) => return Err(lost()),
            Some(Fate::Throttled) => return Err(BookingError::NotNow(throttled())),
            Some(Fate::Refused) => {
                let (field, problem) = ("paymentDate".into(), "is in a closed period".into());
                return Err(BookingError::Refused { system: SYSTEM, field, problem });
            }
            _ => {}
        }
        desk.booked.push(booking.clone());
        desk.late = if fate == Some(Fate::ShownLate) { 2 } else { 0 };
        self.pay_by_hand(&booking.invoice, booking.amount.minor, booking.date);
        match fate {
            Some(Fate::AnswerLost) => Err(lost()),
            Some(Fate::InACrowd) => {
                self.pay_by_hand(&booking.invoice, 100, booking.date);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

#[async_trait]
impl Books for Connection {
    async fn payment_types(&self) -> Result<Vec<PaymentType>, AccountingError> {
        self.request(|_| vec![PaymentType { id: "33400003".into(), name: "Innbetalt via inkasso".into() }])
    }

    fn obstacle(&self) -> Option<&'static str> {
        self.books_behind()?.ledger().desk.as_ref()?.obstacle
    }

    async fn ledger(&self, invoice: &InvoiceId) -> Result<Option<InvoiceLedger>, AccountingError> {
        self.request(|ledger| {
            let outstanding = ledger.invoices.get(invoice)?.amounts.as_ref().unwrap().outstanding;
            let desk = ledger.desk.as_mut()?;
            let mut postings = desk.postings.get(invoice).cloned().unwrap_or_default();
            if desk.late > 0 {
                desk.late -= 1;
                postings.pop();
            }
            let postings = (!desk.postings_hidden).then_some(postings);
            Some(InvoiceLedger { outstanding, is_credited: false, postings })
        })
    }

    async fn book(&self, booking: &Booking) -> Result<(), BookingError> {
        match self.request(|ledger| ledger.take(booking)) {
            Ok(answer) => answer,
            Err(problem) => Err(BookingError::NotNow(problem)),
        }
    }
}
