//! `GET /v1/{org}/invoices/{guid}/reminders`: one for each fee charged.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};

use super::Dinero;
use super::access::Call;
use super::errors::Refusal;
use super::fields::View;
use super::single::find;
use crate::books::{Fee, Invoice};
use crate::json::{Json, record};

/// The reminders of an invoice, oldest first, as a bare array.
pub async fn list(
    Shared(dinero): Shared<Dinero>,
    Path((_, guid)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let invoice = find(ledger, &guid, Invoice::is_invoice)?;
    let view = View { ledger, today: dinero.books.clock().today() };
    let mut charged = 0;
    let reminder = |(nth, fee): (usize, &Fee)| {
        charged += fee.amount;
        reminder(&view, invoice, nth, fee, charged)
    };
    let reminders: Vec<Json> = invoice.fees.iter().enumerate().map(reminder).collect();
    Ok(axum::Json(Json::List(reminders)).into_response())
}

/// `charged` is the sum of this fee and those before it.
fn reminder(view: &View<'_>, invoice: &Invoice, nth: usize, fee: &Fee, charged: i64) -> Json {
    let paid: i64 = invoice.standing().map(|settled| settled.amount).sum();
    let nothing = || view.amount(0);
    record! {
        "Id": fee.id.as_str(),
        "Number": nth + 1,
        "Title": format!("Rykker {}", nth + 1),
        "Date": fee.date,
        "Timestamp": format!("{:016X}", fee.created.as_millisecond()),
        "InvoiceTotalInclVatAmount": view.amount(invoice.gross()),
        "FeeAmount": view.amount(fee.amount),
        "InterestAmount": nothing(),
        "CompensationFeeAmount": nothing(),
        "AccumulatedFeesAndInterestAmount": view.amount(charged),
        "PaidAmount": view.amount(paid),
        "ReminderTotalInclVatAmount": view.amount(invoice.gross() + charged - paid),
        "IsDraft": false,
        "IsDeleted": false,
        "WithFee": true,
        "WithInterestFee": false,
        "WithCompensationFee": false,
        "WithDebtCollectionWarning": false,
        "Description": "Vi har endnu ikke modtaget din betaling.",
    }
}
