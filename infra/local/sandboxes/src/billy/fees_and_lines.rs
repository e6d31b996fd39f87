//! What belongs to one invoice: its lines, and the late fees Billy charged with reminders.

use axum::extract::State as Shared;
use axum::response::Response;

use super::Billy;
use super::answer::{Sideloads, answer, time};
use super::call::Call;
use super::errors::Refusal;
use super::paging::Page;
use crate::books::{Fee, Invoice, Ledger, State};
use crate::json::{Json, record};

/// The one line of an invoice. With prices that include VAT its amount does too, unlike the invoice's.
pub fn line_record(ledger: &Ledger<Billy>, invoice: &Invoice) -> Json {
    let minor = if invoice.prices_with_vat { invoice.gross() } else { invoice.net };
    let amount = |minor: i64| Json::amount(minor, ledger.switches.numbers);
    record! {
        "id": format!("ln{}", invoice.id),
        "invoiceId": invoice.id.as_str(),
        "productId": Json::Null,
        "description": invoice.description.as_str(),
        "quantity": 1_i64,
        "unitPrice": amount(minor),
        "unit": Json::Null,
        "amount": amount(minor),
        "tax": amount(invoice.vat),
        "taxRateId": Json::Null,
        "discountText": Json::Null,
        "discountMode": Json::Null,
        "discountValue": Json::Null,
        "priority": 0_i64,
    }
}

/// A late fee.
pub fn fee_record(ledger: &Ledger<Billy>, invoice: &Invoice, fee: &Fee) -> Json {
    let amount = |minor: i64| Json::amount(minor, ledger.switches.numbers);
    record! {
        "id": fee.id.as_str(),
        "invoiceId": invoice.id.as_str(),
        "createdTime": time(fee.created),
        "entryDate": fee.date,
        "flatFee": amount(fee.amount),
        "percentageFee": 0_i64,
        "amount": amount(fee.amount),
        "isVoided": false,
    }
}

/// `GET /v2/invoiceLines`, of one invoice with `invoiceId`.
pub async fn lines(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    rows(&billy, &call, "invoiceLines", |ledger, invoice| vec![line_record(ledger, invoice)])
}

/// `GET /v2/invoiceLateFees`, of one invoice with `invoiceId`.
pub async fn late_fees(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    rows(&billy, &call, "invoiceLateFees", |ledger, invoice| {
        invoice.fees.iter().map(|fee| fee_record(ledger, invoice, fee)).collect()
    })
}

/// `GET /v2/invoiceReminders`: none were sent from here.
pub async fn reminders(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    rows(&billy, &call, "invoiceReminders", |_, _| Vec::new())
}

fn rows(
    billy: &Billy,
    call: &Call,
    list: &'static str,
    of: fn(&Ledger<Billy>, &Invoice) -> Vec<Json>,
) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let page = Page::read(&call.query)?;
    let wanted = call.query.get("invoiceId");
    let invoices = ledger.invoices.iter().filter(|invoice| invoice.state != State::Deleted);
    let invoices = invoices.filter(|invoice| wanted.is_none_or(|id| invoice.id == id));
    let rows: Vec<Json> = invoices.flat_map(|invoice| of(ledger, invoice)).collect();
    let paging = page.meta(&format!("{}/{list}", call.base), rows.len(), &ledger.switches);
    Ok(answer(call.started, paging, list, page.cut(&rows).to_vec().into(), Sideloads::default()))
}
