//! Invoices, as they are assumed to be.

use axum::extract::{Path, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::Minuba;
use super::access::Call;
use super::clients::row as client;
use super::envelope::Words;
use super::errors::Refusal;
use super::orders::order_id;
use crate::books::{Invoice, Ledger, SettlementKind, State};
use crate::json::{Json, record};
use crate::pdf;

const WORDS: Words = Words { one: "invoice", many: "invoices" };

/// `GET /api/1/Invoice`, at will with `state=` and `include=client,lines`; the list comes whole.
pub async fn list(Shared(minuba): Shared<Minuba>, call: Call) -> Response {
    let ledger = &minuba.books.ledgers()[call.company];
    let wanted = |invoice: &&Invoice| {
        is_there(invoice) && call.query.get("state").is_none_or(|wanted| wanted == state(invoice))
    };
    let rows = ledger.invoices.iter().filter(wanted).map(|invoice| row(ledger, invoice, &call)).collect();
    axum::Json(ledger.switches.envelope.list(&WORDS, rows)).into_response()
}

/// `GET /api/1/Invoice/{id}`; a deleted one is not found.
pub async fn one(
    Shared(minuba): Shared<Minuba>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &minuba.books.ledgers()[call.company];
    let invoice = ledger.invoice(&id).filter(|invoice| is_there(invoice)).ok_or(Refusal::NotFound)?;
    Ok(axum::Json(ledger.switches.envelope.one(&WORDS, row(ledger, invoice, &call))).into_response())
}

/// `GET /api/1/Invoice/{id}/pdf`
pub async fn document(
    Shared(minuba): Shared<Minuba>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &minuba.books.ledgers()[call.company];
    let invoice = ledger.invoice(&id).filter(|invoice| is_there(invoice)).ok_or(Refusal::NotFound)?;
    let file = pdf::of_invoice(&ledger.name, &ledger.contact_of(invoice).debtor, invoice);
    Ok(([(CONTENT_TYPE, "application/pdf")], file).into_response())
}

fn is_there(invoice: &Invoice) -> bool {
    invoice.is_invoice() && invoice.state != State::Deleted
}

/// What is still owed of the invoice itself, fees of reminders left out. Below nothing when too much was paid.
pub fn principal(invoice: &Invoice) -> i64 {
    let owed = invoice.owed();
    if owed <= 0 { owed } else { (owed - invoice.fee_total()).max(0) }
}

/// The state in a word.
fn state(invoice: &Invoice) -> &'static str {
    let last = invoice.standing().last().map(|settled| &settled.kind);
    match invoice.state {
        State::Draft => "draft",
        _ if principal(invoice) > 0 => "approved",
        _ if matches!(last, Some(SettlementKind::Credit(_))) => "credited",
        _ => "paid",
    }
}

fn row(ledger: &Ledger<Minuba>, invoice: &Invoice, call: &Call) -> Json {
    let contact = ledger.contact_of(invoice);
    let amount = |minor| Json::amount(minor, ledger.switches.numbers);
    let remaining = match ledger.switches.remaining_has_fees {
        true => invoice.owed(),
        false => principal(invoice),
    };
    let number = (invoice.state != State::Draft).then(|| Json::Number(invoice.number.to_string()));
    let mut row = record! {
        "id": invoice.id.as_str(),
        "invoiceNumber": number,
        "orderId": order_id(invoice),
        "clientId": contact.id.as_str(),
        "invoiceDate": invoice.issued,
        "dueDate": invoice.due,
        "state": state(invoice),
        "netAmount": amount(invoice.net),
        "vatAmount": amount(invoice.vat),
        "totalAmount": amount(invoice.gross()),
        "remainingAmount": amount(remaining),
        "currency": invoice.currency.as_str(),
        "paymentReference": payment_reference(ledger, invoice),
        "pdfUrl": format!("{}/api/1/Invoice/{}/pdf", call.here, invoice.id),
    };
    let includes = call.query.get("include").unwrap_or_default();
    if includes.split(',').any(|word| word == "client") {
        row.push("client", client(contact));
    }
    if includes.split(',').any(|word| word == "lines") {
        row.push(
            "lines",
            vec![record! {
                "description": invoice.description.as_str(),
                "netAmount": amount(invoice.net),
            }],
        );
    }
    row
}

/// The FIK line that the debtor pays by.
pub fn payment_reference(ledger: &Ledger<Minuba>, invoice: &Invoice) -> String {
    format!("+71<{:015}+{:0>8}<", invoice.number, ledger.cvr)
}
