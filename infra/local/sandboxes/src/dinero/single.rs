//! One invoice, as JSON or PDF by `Accept`. There is no remaining amount in it.

use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Dinero;
use super::access::Call;
use super::errors::Refusal;
use super::fields::{View, time};
use super::invoice_columns::{contact_guid, deleted_at, mail_out};
use super::status::{booked_status, payment_status};
use super::switches::WithoutAccept;
use crate::books::{Invoice, Ledger, State};
use crate::json::{Json, record};
use crate::pdf;

/// The invoice with this GUID that is of a kind. An unknown one is 400, not 404.
pub fn find<'a>(
    ledger: &'a Ledger<Dinero>,
    guid: &str,
    of_kind: fn(&Invoice) -> bool,
) -> Result<&'a Invoice, Refusal> {
    let guid = guid.to_ascii_lowercase();
    let invoice = ledger.invoice(&guid).filter(|invoice| of_kind(invoice)).ok_or(Refusal::NoResult)?;
    if invoice.state == State::Deleted { Err(Refusal::Deleted) } else { Ok(invoice) }
}

/// `GET /v1/{org}/invoices/{guid}`
pub async fn invoice(
    Shared(dinero): Shared<Dinero>,
    Path((_, guid)): Path<(String, String)>,
    headers: HeaderMap,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let invoice = find(ledger, &guid, Invoice::is_invoice)?;
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let without = ledger.switches.without_accept == WithoutAccept::Pdf && !accept.contains("json");
    if without || accept.contains("octet-stream") || accept.contains("pdf") {
        return document(ledger, invoice);
    }
    let view = View { ledger, today: dinero.books.clock().today() };
    let mut body = payment_part(&view, invoice);
    add_invoice_part(&mut body, &view, invoice);
    Ok(axum::Json(body).into_response())
}

/// The PDF of an invoice or credit note; drafts have none.
pub fn document(ledger: &Ledger<Dinero>, invoice: &Invoice) -> Result<Response, Refusal> {
    if invoice.state == State::Draft {
        return Err(Refusal::FormatNotSupported);
    }
    let file = pdf::of_invoice(&ledger.name, &ledger.contact_of(invoice).debtor, invoice);
    Ok(([(CONTENT_TYPE, "application/octet-stream")], file).into_response())
}

/// What an invoice has and a credit note has not.
fn payment_part(view: &View<'_>, invoice: &Invoice) -> Json {
    let days = invoice.due.map(|due| i64::from((due - invoice.issued).get_days()));
    let organization = &view.ledger.organization;
    let (status, latest) = mail_out(invoice);
    record! {
        "PaymentDate": invoice.due,
        "PaymentStatus": payment_status(invoice, view.today),
        "PaymentConditionNumberOfDays": days,
        "PaymentConditionType": "Netto",
        "FikCode": format!("+71<{organization:0>9}{:06}+87654321<", invoice.number),
        "DepositAccountNumber": 55_000_i64,
        "MailOutStatus": status,
        "LatestMailOutType": latest,
        "IsSentToDebtCollection": invoice.sent_to_debt_collection,
        "IsMobilePayInvoiceEnabled": false,
        "IsPensoPayEnabled": false,
    }
}

/// What both have.
pub fn add_invoice_part(body: &mut Json, view: &View<'_>, invoice: &Invoice) {
    let debtor = &view.ledger.contact_of(invoice).debtor;
    let address = Some(debtor.address()).filter(|address| !address.is_empty());
    let changes = invoice.settlements.len() + invoice.fees.len();
    let version = invoice.updated.as_millisecond() + i64::try_from(changes).unwrap_or_default();
    let fields: [(&'static str, Json); 25] = [
        ("Status", booked_status(invoice).into()),
        ("ContactGuid", contact_guid(view, invoice)),
        ("Guid", invoice.id.as_str().into()),
        ("TimeStamp", format!("{version:016X}").into()),
        ("CreatedAt", time(invoice.created).into()),
        ("UpdatedAt", time(invoice.updated).into()),
        ("DeletedAt", deleted_at(invoice)),
        ("Number", Json::Number(invoice.number.to_string())),
        ("ContactName", debtor.name.as_str().into()),
        ("ShowLinesInclVat", false.into()),
        ("TotalExclVat", view.amount(invoice.net)),
        ("TotalVatableAmount", view.amount(invoice.net)),
        ("TotalInclVat", view.amount(invoice.gross())),
        ("TotalNonVatableAmount", view.amount(0)),
        ("TotalVat", view.amount(invoice.vat)),
        ("TotalLines", total_lines(view, invoice)),
        ("InvoiceTemplateId", "0a0b0c0d-1111-4222-8333-444455556666".into()),
        ("Currency", invoice.currency.as_str().into()),
        ("Language", "da-DK".into()),
        ("ExternalReference", invoice.external_reference.clone().into()),
        ("Description", invoice.description.as_str().into()),
        ("Comment", "".into()),
        ("Date", invoice.issued.into()),
        ("ProductLines", product_lines(view, invoice)),
        ("Address", address.into()),
    ];
    for (key, value) in fields {
        body.push(key, value);
    }
}

fn total_lines(view: &View<'_>, invoice: &Invoice) -> Json {
    let lines = [
        ("SubTotal", invoice.net, "Subtotal".to_owned()),
        ("Vat", invoice.vat, "Moms (25,00%)".to_owned()),
        ("Total", invoice.gross(), format!("Total {}", invoice.currency)),
    ];
    let line = |(position, (kind, minor, label)): (usize, (&str, i64, String))| {
        record! { "Type": kind, "TotalAmount": view.amount(minor), "Position": position, "Label": label }
    };
    Json::List(lines.into_iter().enumerate().map(line).collect())
}

fn product_lines(view: &View<'_>, invoice: &Invoice) -> Json {
    Json::List(vec![record! {
        "AccountName": "Salg af varer/ydelser m/moms",
        "BaseAmountValue": view.amount(invoice.net),
        "BaseAmountValueInclVat": view.amount(invoice.gross()),
        "TotalAmount": view.amount(invoice.net),
        "TotalAmountInclVat": view.amount(invoice.gross()),
        "ProductGuid": Json::Null,
        "Description": invoice.description.as_str(),
        "Comments": Json::Null,
        "Quantity": view.amount(100),
        "AccountNumber": 1_000_i64,
        "Unit": "parts",
        "Discount": view.amount(0),
        "LineType": "Product",
    }])
}
