//! Payments of one invoice: the only place that says what is still owed.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};

use super::Dinero;
use super::access::Call;
use super::errors::Refusal;
use super::fields::View;
use super::single::find;
use super::switches::PaymentsV1;
use crate::books::{Invoice, Settlement, SettlementKind, State};
use crate::json::{Json, record};

/// `GET /v2/{org}/invoices/{guid}/payments`
pub async fn v2(
    Shared(dinero): Shared<Dinero>,
    Path((_, guid)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Refusal> {
    answer(&dinero, &guid, &call)
}

/// `GET /v1/{org}/invoices/{guid}/payments`: on its way out.
pub async fn v1(
    Shared(dinero): Shared<Dinero>,
    Path((_, guid)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Refusal> {
    let left = dinero.books.ledgers()[call.company].switches.payments_v1;
    match left {
        PaymentsV1::Gone => Err(Refusal::NoSuchPage),
        PaymentsV1::Brownout if fastrand::bool() => Err(Refusal::Fault { status: 480, code: None }),
        PaymentsV1::Brownout => answer(&dinero, &guid, &call),
    }
}

fn answer(dinero: &Dinero, guid: &str, call: &Call) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let invoice = find(ledger, guid, Invoice::is_invoice)?;
    if invoice.state == State::Draft {
        return Err(Refusal::Invalid("Guid", "Payments exist only on booked invoices.".to_owned()));
    }
    let switches = &ledger.switches;
    let view = View { ledger, today: dinero.books.clock().today() };
    let shown = |settled: &&Settlement| {
        settled.kind == SettlementKind::Payment || switches.credit_notes_among_payments
    };
    let settled: Vec<&Settlement> = invoice.standing().filter(shown).collect();
    let fees = if switches.remaining_has_fees { 0 } else { invoice.fee_total() };
    let remaining = invoice.owed() - fees;
    let remaining = if switches.remaining_in_dkk { invoice.in_dkk(remaining) } else { remaining };
    let body = record! {
        "Payments": settled.iter().map(|settled| payment(&view, invoice, settled)).collect::<Vec<_>>(),
        "RemainingAmount": view.amount(remaining),
        "PaidAmount": view.amount(settled.iter().map(|settled| settled.amount).sum()),
        "InvoiceTotalIncludingReminderExpenses": view.amount(invoice.gross() + invoice.fee_total()),
    };
    Ok(axum::Json(body).into_response())
}

fn payment(view: &View<'_>, invoice: &Invoice, settled: &Settlement) -> Json {
    let (description, class) = match settled.kind {
        SettlementKind::Payment => ("Indbetaling", "Payment"),
        SettlementKind::Credit(_) => ("Kreditnota", "CreditNote"),
    };
    let foreign = (invoice.currency != "DKK").then(|| view.amount(settled.amount));
    record! {
        "Guid": settled.id.as_str(),
        "DepositAccountNumber": 55_000_i64,
        "ExternalReference": Json::Null,
        "PaymentDate": settled.date,
        "Description": description,
        "Amount": view.amount(invoice.in_dkk(settled.amount)),
        "AmountInForeignCurrency": foreign,
        "PaymentClass": class,
    }
}
