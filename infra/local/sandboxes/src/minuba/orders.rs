//! Orders: the jobs that invoices are made from, one for each.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::Minuba;
use super::access::Call;
use super::clients::{address, row as client};
use super::envelope::Words;
use super::errors::Refusal;
use crate::books::{Invoice, Ledger, State};
use crate::json::{Json, record};

const WORDS: Words = Words { one: "order", many: "orders" };

/// `GET /api/1/Order`, at will with `state=` and `include=client,addresses`.
pub async fn list(Shared(minuba): Shared<Minuba>, call: Call) -> Response {
    let ledger = &minuba.books.ledgers()[call.company];
    let wanted = |invoice: &&Invoice| {
        invoice.is_invoice() && call.query.get("state").is_none_or(|wanted| wanted == state(invoice))
    };
    let includes = call.query.get("include").unwrap_or_default();
    let rows = ledger.invoices.iter().filter(wanted).map(|invoice| row(ledger, invoice, includes)).collect();
    axum::Json(ledger.switches.envelope.list(&WORDS, rows)).into_response()
}

/// `GET /api/1/Order/{id}`
pub async fn one(
    Shared(minuba): Shared<Minuba>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &minuba.books.ledgers()[call.company];
    let mut invoices = ledger.invoices.iter().filter(|invoice| invoice.is_invoice());
    let invoice = invoices.find(|invoice| order_id(invoice) == id).ok_or(Refusal::NotFound)?;
    let includes = call.query.get("include").unwrap_or_default();
    Ok(axum::Json(ledger.switches.envelope.one(&WORDS, row(ledger, invoice, includes))).into_response())
}

/// The id of the order behind an invoice: its own, with another first digit.
pub fn order_id(invoice: &Invoice) -> String {
    let (first, rest) = invoice.id.split_at(1);
    format!("{}{rest}", if first == "0" { "1" } else { "0" })
}

/// The number of the order behind an invoice.
pub fn order_number(invoice: &Invoice) -> String {
    (invoice.number / 2).to_string()
}

/// An order whose invoice is out is done.
fn state(invoice: &Invoice) -> &'static str {
    match invoice.state {
        State::Draft => "completed",
        _ => "closed",
    }
}

fn row(ledger: &Ledger<Minuba>, invoice: &Invoice, includes: &str) -> Json {
    let contact = ledger.contact_of(invoice);
    let asks_for = |word: &str| includes.split(',').any(|asked| asked == word);
    let time = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut order = record! {
        "id": order_id(invoice),
        "orderNumber": order_number(invoice),
        "number": order_number(invoice),
        "offerNumber": Json::Null,
        "state": state(invoice),
        "clientId": contact.id.as_str(),
        "created": time(invoice.created),
        "updated": time(invoice.updated),
    };
    if asks_for("client") {
        order.push("client", client(contact));
    }
    if asks_for("addresses") {
        order.push("contactAddress", address(contact, "CONTACT"));
        order.push("billingAddress", address(contact, "BILLING"));
        order.push("deliveryAddress", address(contact, "DELIVERY"));
        order.push("addresses", vec![address(contact, "CONTACT"), address(contact, "DELIVERY")]);
    }
    order
}
