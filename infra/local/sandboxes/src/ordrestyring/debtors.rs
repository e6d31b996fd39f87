//! `/debtors`. Whether one is a person is not said.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::Ordrestyring;
use super::answer::{self, Page};
use super::call::Call;
use super::empties::written;
use super::errors::Refusal;
use super::switches::CustomerNumbers;
use crate::books::{Contact, Ledger};
use crate::json::{Json, record};

const FIRST: usize = 2_200;

/// The number of the debtor at `index`, as the switches spell it.
pub fn customer_number(index: usize, numbers: CustomerNumbers) -> Json {
    match numbers {
        CustomerNumbers::Number => Json::from(FIRST + index),
        CustomerNumbers::Text => Json::Text((FIRST + index).to_string()),
        CustomerNumbers::Words => Json::Text(format!("BF-77a1-{index:04}")),
        CustomerNumbers::Signs => Json::Text(format!("B/F {index:04}?")),
    }
}

/// Currencies have ids, and nobody has published which; kroner have none. A debtor has one: a foreign one as soon as one
/// of its invoices is foreign.
fn currency_id(ledger: &Ledger<Ordrestyring>, index: usize) -> Option<i64> {
    const OTHERS: [&str; 4] = ["EUR", "USD", "NOK", "SEK"];
    let of_debtor = ledger.invoices.iter().filter(|invoice| invoice.contact == index);
    let foreign = of_debtor.map(|invoice| invoice.currency.as_str()).find(|currency| *currency != "DKK")?;
    let known = OTHERS.iter().position(|other| *other == foreign).unwrap_or(OTHERS.len());
    i64::try_from(known).ok().map(|known| known + 2)
}

fn debtor_record(ledger: &Ledger<Ordrestyring>, index: usize, contact: &Contact) -> Json {
    let debtor = &contact.debtor;
    let or_nothing = |text: &Option<String>| Json::from(text.clone());
    // Where invoices are sent is filled in; a second address stays the customer's own.
    let row = record! {
        "customer_number": customer_number(index, ledger.switches.customer_numbers),
        "customer_name": debtor.name.as_str(),
        "customer_attention": or_nothing(&debtor.contact_person),
        "customer_address": or_nothing(&debtor.street),
        "customer_postalcode": or_nothing(&debtor.zip),
        "customer_city": or_nothing(&debtor.city),
        "customer_telephone": Json::Null,
        "customer_mobile": Json::Null,
        "customer_email": or_nothing(&debtor.email),
        "invoice_name": debtor.name.as_str(),
        "invoice_address": or_nothing(&debtor.street),
        "invoice_postalcode": or_nothing(&debtor.zip),
        "invoice_city": or_nothing(&debtor.city),
        "invoice_countrycode": debtor.country(),
        "invoice_email": Json::Null,
        "cvr": or_nothing(&debtor.cvr),
        "ean": or_nothing(&debtor.ean),
        "termsofpayment_id": ledger.switches.terms_id,
        "due_dates": Json::Null,
        "is_blocked": i64::from(debtor.archived),
        "status": 1_i64,
        "currency_id": currency_id(ledger, index),
        "customer_remarks": Json::Null,
        "internal_remark": Json::Null,
        "created_at": contact.created.as_second(),
        "updated_at": contact.created.as_second(),
    };
    written(row, ledger.switches.empty)
}

/// The debtors that can be read.
fn readable(ledger: &Ledger<Ordrestyring>) -> impl Iterator<Item = (usize, &Contact)> {
    let is_gone = |contact: &Contact| contact.debtor.deleted && ledger.switches.deleted_debtors_are_gone;
    ledger.contacts.iter().enumerate().filter(move |(_, contact)| !is_gone(contact))
}

/// `GET /debtors`
pub async fn list(Shared(ordrestyring): Shared<Ordrestyring>, call: Call) -> Result<Response, Refusal> {
    let ledger = &ordrestyring.books.ledgers()[call.company];
    let page = Page::read(&call.query, &ledger.switches)?;
    let all: Vec<_> = readable(ledger).collect();
    let here = page.cut(&all).iter().map(|(index, contact)| debtor_record(ledger, *index, contact));
    Ok(answer::list(here.collect(), &ledger.switches))
}

/// `GET /debtors/{customer_number}`
pub async fn one(
    Shared(ordrestyring): Shared<Ordrestyring>,
    Path(wanted): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &ordrestyring.books.ledgers()[call.company];
    Page::read(&call.query, &ledger.switches)?;
    let is_it = |index: usize| match customer_number(index, ledger.switches.customer_numbers) {
        Json::Number(number) | Json::Text(number) => number == wanted,
        _ => false,
    };
    let found = readable(ledger).find(|(index, _)| is_it(*index));
    let (index, contact) = found.ok_or(Refusal::NoRecord("debtor"))?;
    Ok(answer::one(debtor_record(ledger, index, contact), &ledger.switches))
}
