//! `POST …/invoices/{id or number}/{act}`: what people do to an invoice.

use axum::extract::{Path, State};
use axum::response::Response;

use super::companies::named;
use super::input::Input;
use super::invoices::invoice_json;
use super::reply::{Failure, done};
use super::sent::Sent;
use crate::books::{Books, Company, Refused, System};

type Act<S> = fn(&Company<S>, &str, &mut Input) -> Result<Option<String>, Refused>;

/// The acts by name. Those that credit answer the id of the credit note.
fn acts<S: System>() -> [(&'static str, Act<S>); 8] {
    [
        ("pay", |company, invoice, input| company.pay(invoice, input.amount("amount")?).map(|()| None)),
        ("unpay", |company, invoice, _| company.take_payment_back(invoice).map(|()| None)),
        ("credit", |company, invoice, input| company.credit(invoice, input.amount("amount")?).map(Some)),
        ("fee", |company, invoice, input| {
            let amount = input.amount("amount")?.ok_or_else(|| input.refuse("amount_minor", "is missing"))?;
            company.charge_fee(invoice, amount).map(|()| None)
        }),
        ("void", |company, invoice, _| company.void(invoice).map(|()| None)),
        ("delete", |company, invoice, _| company.delete(invoice).map(|()| None)),
        ("approve", |company, invoice, _| company.approve(invoice).map(|()| None)),
        ("due", |company, invoice, input| {
            let date = input.date("date")?.ok_or_else(|| input.refuse("date", "is missing"))?;
            company.move_due(invoice, Some(date)).map(|()| None)
        }),
    ]
}

/// Does one act and answers the invoice after it.
pub async fn act<S: System>(
    State(books): State<Books<S>>,
    Path((name, invoice, act)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    let known = acts::<S>();
    let (_, does) = known.iter().find(|(known, _)| *known == act).ok_or_else(|| {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        Refused::input("act", format!("`{act}` is none of {}", names.join(", ")))
    })?;
    let mut input = Input::read(sent.value, "")?;
    company.invoice(&invoice)?;
    let note = does(&company, &invoice, &mut input)?;
    input.finish()?;
    let after = company.invoice(&invoice)?;
    let mut answer = company.read(|ledger| invoice_json(ledger, &after));
    if let Some(note) = note {
        answer.push("credit_note_id", note);
    }
    Ok(done(sent.is_form, &company.organization(), answer))
}
