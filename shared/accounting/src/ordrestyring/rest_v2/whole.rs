//! One invoice, with its debtor.

use std::sync::Arc;

use domain::Currency;
use domain::ids::InvoiceId;
use domain::source_invoice::{Debtor, DocumentKind};
use jiff::civil::Date;

use super::customer::Customer;
use super::envelope::record;
use super::invoice_row::{InvoiceRow, unreadable};
use super::{RestV2, requests, terms};
use crate::fields::FieldError;
use crate::http::Trouble;
use crate::system::{Reading, Unreadable};

pub(super) async fn read(rest: &RestV2, id: &InvoiceId) -> Result<Reading, Trouble> {
    let unit = rest.choices.unit;
    let answer = rest.ask(requests::invoice(rest, id.as_str()), |answer| {
        let row = record(answer)?;
        let read = InvoiceRow::read(&row, unit, DocumentKind::Invoice);
        // A wrong field is the record's own: no second try would mend it.
        Ok(read.and_then(|read| checked(read, id)).map_err(|error| unreadable(Some(&row), Some(id), error)))
    });
    match answer.await {
        Ok(Ok(read)) => Ok(Reading::Found(Box::new(whole(rest, read).await?))),
        Ok(Err(unreadable)) => Ok(Reading::Unreadable(unreadable)),
        // Nobody says that a number that is not known was deleted: the tenant is asked.
        Err(Trouble::NoRecord) => Ok(Reading::Missing(id.clone())),
        Err(trouble) => {
            let error = FieldError::try_from(trouble)?;
            Ok(Reading::Unreadable(Unreadable { number: String::new(), ..unreadable(None, Some(id), error) }))
        }
    }
}

fn checked(read: InvoiceRow, id: &InvoiceId) -> Result<InvoiceRow, FieldError> {
    match read.id == *id {
        true => Ok(read),
        false => Err(FieldError::new("invoice_number", "is not the one that was asked for")),
    }
}

async fn whole(rest: &RestV2, mut read: InvoiceRow) -> Result<domain::SourceInvoice, Trouble> {
    let customer = match &read.printed.external_id {
        Some(number) => match customer(rest, number).await {
            // Trouble with a debtor must not hide that an invoice was paid.
            Err(_) if read.figures.is_paid() => None,
            other => other?,
        },
        None => None,
    };
    if read.due_date.is_none() {
        read.due_date = due_by_terms(rest, read.issue_date, customer.as_deref()).await?;
    }
    let printed = read.printed.clone();
    let (debtor, currency) = match customer {
        // A deleted debtor, or one that is blocked: what is printed on the invoice, without an address to write to.
        None => (printed, Ok(Currency::DKK)),
        Some(customer) => (or_printed(&customer.debtor, printed), customer.currency.clone()),
    };
    Ok(read.whole(debtor, currency))
}

/// The debtor, with what it lacks as it was printed.
fn or_printed(debtor: &Debtor, printed: Debtor) -> Debtor {
    let name = if debtor.name.is_empty() { printed.name } else { debtor.name.clone() };
    Debtor { name, address: debtor.address.clone().or(printed.address), ..debtor.clone() }
}

/// The debtor, asked for once per connection; `None` when there is none by that number.
async fn customer(rest: &RestV2, number: &str) -> Result<Option<Arc<Customer>>, Trouble> {
    let mut known = rest.customers.lock().await;
    if let Some(customer) = known.get(number) {
        return Ok(customer.clone());
    }
    let answer = rest.ask(requests::customer(rest, number), |answer| {
        let row = record(answer)?;
        let is_it = row.label("customer_number")?.is_some_and(|told| told.trim() == number);
        Ok(is_it.then(|| Customer::read(&row, number)))
    });
    let customer = match answer.await {
        Ok(customer) => customer.map(Arc::new),
        // The invoice was there a moment ago: it is this number that has no path of its own.
        Err(Trouble::SwitchedOff(_)) => None,
        Err(trouble) => FieldError::try_from(trouble).map(|_| None)?,
    };
    known.insert(number.to_owned(), customer.clone());
    Ok(customer)
}

async fn due_by_terms(
    rest: &RestV2,
    issued: Option<Date>,
    customer: Option<&Customer>,
) -> Result<Option<Date>, Trouble> {
    let Some((issued, id)) = issued.zip(customer.and_then(|customer| customer.terms.as_deref())) else {
        return Ok(None);
    };
    let known = rest.terms.get_or_try_init(|| terms::list(rest)).await?;
    Ok(known.iter().find(|term| term.id == id).map(|term| term.due_date(issued)))
}
