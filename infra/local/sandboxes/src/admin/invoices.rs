//! Adding invoices and looking at them.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::companies::named;
use super::input::Input;
use super::invoice_input::{generate, invoice};
use super::reply::{Failure, done};
use super::sent::Sent;
use crate::books::{Books, Invoice, Kind, Ledger, NewInvoice, State, System};
use crate::json::{Json, record};

/// A state in a word.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Approved => "approved",
        State::Voided => "voided",
        State::Deleted => "deleted",
    }
}

/// An invoice as the books hold it; amounts in hundredths.
pub fn invoice_json<S: System>(ledger: &Ledger<S>, invoice: &Invoice) -> Json {
    let (kind, credits) = match &invoice.kind {
        Kind::Invoice => ("invoice", None),
        Kind::CreditNote { of } => ("credit_note", of.as_deref()),
    };
    record! {
        "id": invoice.id.as_str(),
        "number": Json::Number(invoice.number.to_string()),
        "kind": kind,
        "credits": credits,
        "state": state_word(invoice.state),
        "debtor": ledger.contact_of(invoice).debtor.name.as_str(),
        "issued": invoice.issued,
        "due": invoice.due,
        "currency": invoice.currency.as_str(),
        "net_minor": invoice.net,
        "vat_minor": invoice.vat,
        "late_fee_minor": invoice.fee_total(),
        "owed_minor": invoice.owed(),
    }
}

/// `POST …/invoices`: one invoice, a list of them, or `{"generate": {…}}`. Answers the ids; a single
/// one also as `id` with its `number`.
pub async fn add<S: System>(
    Shared(books): Shared<Books<S>>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    let mut single = false;
    let new: Vec<NewInvoice> = match sent.value {
        Value::Array(list) => {
            let read = |(nth, value)| invoice(Input::read(value, &format!("[{nth}]"))?, &company);
            list.into_iter().enumerate().map(read).collect::<Result<_, _>>()?
        }
        value => {
            let mut input = Input::read(value, "")?;
            match input.inner("generate")? {
                Some(inner) => {
                    input.finish()?;
                    generate(inner)?.invoices()?
                }
                None => {
                    single = true;
                    vec![invoice(input, &company)?]
                }
            }
        }
    };
    let ids = company.add_all(new)?;
    let mut answer = record! {};
    if let (true, Some(id)) = (single, ids.first()) {
        answer.push("id", id.as_str());
        answer.push("number", Json::Number(company.invoice(id)?.number.to_string()));
    }
    answer.push("ids", ids.into_iter().map(Json::Text).collect::<Vec<_>>());
    Ok(done(sent.is_form, &company.organization(), answer))
}

/// `GET …/invoices/{invoice}`
pub async fn show<S: System>(
    Shared(books): Shared<Books<S>>,
    Path((name, invoice)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    let invoice = company.invoice(&invoice)?;
    Ok(axum::Json(company.read(|ledger| invoice_json(ledger, &invoice))).into_response())
}
