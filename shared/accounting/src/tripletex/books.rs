//! Payments booked on invoices. Tripletex books as often as it is asked, and gives no handle to ask by twice.

use async_trait::async_trait;
use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use rust_decimal::Decimal;

use super::amounts::kroner;
use super::session::Halt;
use super::{NAME, Tripletex, errors, is_id, requests};
use crate::booking::{Booking, BookingError, Books, InvoiceLedger, PaymentType, Posting};
use crate::error::AccountingError;
use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Trouble};

#[async_trait]
impl Books for Tripletex {
    async fn payment_types(&self) -> Result<Vec<PaymentType>, AccountingError> {
        let read = |answer: &Answer| {
            let rows = object(answer)?.each("values", payment_type)?;
            rows.ok_or_else(|| FieldError::new("values", "is missing").into())
        };
        let types = self.session.ask(requests::payment_types(&self.session), read).await;
        types.map_err(|trouble| trouble.into_error(NAME))
    }

    fn obstacle(&self) -> Option<&'static str> {
        self.payment_type.is_none().then_some("no kind of incoming payment was chosen (setting payment-type)")
    }

    async fn ledger(&self, invoice: &InvoiceId) -> Result<Option<InvoiceLedger>, AccountingError> {
        if !is_id(invoice.as_str()) {
            return Ok(None);
        }
        let ask = requests::ledger(&self.session, invoice.as_str());
        match self.session.ask(ask, ledger).await {
            Ok(ledger) => Ok(Some(ledger)),
            Err(Trouble::NoRecord) => Ok(None),
            Err(trouble) => Err(trouble.into_error(NAME)),
        }
    }

    async fn book(&self, booking: &Booking) -> Result<(), BookingError> {
        let Some(payment_type) = &self.payment_type else {
            return Err(refused("payment-type", "is not chosen"));
        };
        if booking.amount.currency != Currency::NOK || !booking.amount.is_positive() {
            return Err(refused("amount", "is not an amount in NOK above nothing"));
        }
        let id = booking.invoice.as_str();
        if !is_id(id) {
            return Err(refused("invoice", "is none of Tripletex's"));
        }
        let figures = [
            ("paymentDate", booking.date.to_string()),
            ("paymentTypeId", payment_type.clone()),
            ("paidAmount", Decimal::new(booking.amount.minor, 2).to_string()),
        ];
        let figures = figures.each_ref().map(|(name, value)| (*name, value.as_str()));
        let ask = requests::payment(&self.session, id, &figures);
        self.session.change(ask, &errors::BOOKING, |answer| booked(answer, id)).await.map_err(outcome)
    }
}

fn payment_type(row: &Row<'_>) -> Result<PaymentType, FieldError> {
    let id = row.label("id")?.ok_or_else(|| FieldError::new("id", "is missing"))?.into_owned();
    Ok(PaymentType { id, name: row.text("description")?.unwrap_or_default().trim().to_owned() })
}

/// The invoice after the booking. Anything else under a success says nothing of what became of it.
fn booked(answer: &Answer, id: &str) -> Result<(), Trouble> {
    let value = object(answer)?.needed_row("value")?;
    match value.label("id").map_err(|error| error.under("value"))?.as_deref() == Some(id) {
        true => Ok(()),
        false => Err(FieldError::new("value.id", "is not the one that was booked on").into()),
    }
}

fn refused(field: &str, problem: &str) -> BookingError {
    BookingError::Refused { system: NAME, field: field.into(), problem: problem.into() }
}

/// What is known of a booking that did not come back as done.
fn outcome(halt: Halt) -> BookingError {
    let trouble = match halt {
        // The way to a session ended before the booking was sent.
        Halt::Before(trouble) => return BookingError::NotNow(trouble.into_error(NAME)),
        Halt::Sent(trouble) => trouble,
    };
    match trouble {
        // Without a host nothing was sent to anybody.
        Trouble::Throttled(_) | Trouble::KeyRefused(_) | Trouble::Forbidden(_) | Trouble::NoHost => {
            BookingError::NotNow(trouble.into_error(NAME))
        }
        // Locked by somebody who is at work on it.
        Trouble::Refused { status: 409, said, .. } => {
            let detail = format!("status {said}");
            BookingError::NotNow(AccountingError::Unreachable { system: NAME, detail })
        }
        Trouble::Refused { code: Some(field), status, .. } => {
            refused(&field, &format!("is refused ({status})"))
        }
        Trouble::Refused { said, .. } => refused("status", &format!("is {said}")),
        Trouble::NoRecord => refused("invoice", "is not found"),
        Trouble::Down(detail) | Trouble::SwitchedOff(detail) => {
            BookingError::Unknown { system: NAME, detail }
        }
        Trouble::Garbled { field, problem }
        | Trouble::BadField { field, problem }
        | Trouble::NotUnderstood { field, problem } => {
            BookingError::Unknown { system: NAME, detail: format!("{field} {problem}") }
        }
    }
}

fn ledger(answer: &Answer) -> Result<InvoiceLedger, Trouble> {
    let value = object(answer)?.needed_row("value")?;
    Ok(read_ledger(&value).map_err(|error| error.under("value"))?)
}

fn read_ledger(row: &Row<'_>) -> Result<InvoiceLedger, FieldError> {
    let currency = row.row("currency")?.map(|currency| currency.text("code")).transpose()?.flatten();
    if currency.is_none_or(|code| !code.trim().eq_ignore_ascii_case(Currency::NOK.code())) {
        return Err(FieldError::new("currency", "is not NOK"));
    }
    let amount = money(row, "amount")?;
    // What the key may not see is left out without a word: the postings, or what they tell.
    let postings = row.each("postings", posting)?.and_then(|all| all.into_iter().collect::<Option<Vec<_>>>());
    let has_own = |postings: &Vec<Posting>| postings.iter().any(|posting| posting.amount == amount);
    Ok(InvoiceLedger {
        outstanding: money(row, "amountOutstanding")?,
        is_credited: row.needed_flag("isCredited")?,
        postings: postings.filter(has_own),
    })
}

fn posting(row: &Row<'_>) -> Result<Option<Posting>, FieldError> {
    let (id, amount, date) = (row.label("id")?, row.amount("amount")?, row.date("date")?);
    let voucher = row.row("voucher")?.map(|voucher| voucher.label("id")).transpose()?.flatten();
    let (Some(id), Some(amount), Some(date)) = (id, amount, date) else { return Ok(None) };
    let amount = kroner("amount", amount).map_err(|_| FieldError::new("amount", "is no amount of NOK"))?;
    Ok(Some(Posting { id: id.into_owned(), amount, date, voucher: voucher.map(|id| id.into_owned()) }))
}

fn money(row: &Row<'_>, field: &'static str) -> Result<Money, FieldError> {
    kroner(field, row.needed_amount(field)?).map_err(|_| FieldError::new(field, "is no amount of NOK"))
}
