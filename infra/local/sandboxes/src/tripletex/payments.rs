//! What changes what is owed: `:payment`, as often as it is called, and `:createCreditNote`, always for the whole.

use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use jiff::civil::Date;

use super::Tripletex;
use super::access::Call;
use super::errors::Refusal;
use super::invoices::find;
use super::ledger_columns::{PAYMENT_TYPES, payment_type_id};
use super::list::{Part, single};
use super::projection::{Model, Node};
use crate::query::Query;

/// The kinds of payment that go out stand beside those that come in, and are refused here.
const OUTGOING: i64 = 33_400_010;

/// `GET /invoice/paymentType`
pub async fn types(Shared(tripletex): Shared<Tripletex>, call: Call) -> Result<Response, Refusal> {
    let part = Part::read(&call.query, Model::PaymentType)?;
    let rows: Vec<_> = (0..PAYMENT_TYPES.len()).map(Node::PaymentType).collect();
    tripletex.view(call.company, |view| part.answer(view, &rows))
}

/// `PUT /invoice/{id}/:payment`: figures in the query alone. The same call twice books twice.
pub async fn pay(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<String>,
    call: Call,
    body: Bytes,
) -> Result<Response, Refusal> {
    if !body.is_empty() {
        return Err(Refusal::new(422, 16_000, "Request mapping failed"));
    }
    let date = date(&call.query, "paymentDate")?;
    let kind = call.query.get("paymentTypeId").and_then(|text| text.parse::<i64>().ok());
    let amount = call.query.get("paidAmount").and_then(hundredths);
    {
        let ledger = &mut tripletex.books.ledgers()[call.company];
        let at = find(ledger, &id)?;
        match kind {
            None => return Err(Refusal::invalid("paymentTypeId", "Kan ikke være null.")),
            Some(OUTGOING) => {
                let message = "Den angitte betalingstypen må være en innbetaling.";
                return Err(Refusal::invalid("paymentTypeId", message));
            }
            Some(kind) if !(0..PAYMENT_TYPES.len()).any(|at| payment_type_id(at) == kind) => {
                return Err(Refusal::invalid("paymentTypeId", "Finnes ikke."));
            }
            Some(_) => {}
        }
        let amount = amount.ok_or_else(|| Refusal::invalid("paidAmount", "Kan ikke være null."))?;
        if amount == 0 {
            return Err(Refusal::invalid("Internt felt (amountBasisCurrency)", "Kan ikke være 0."));
        }
        if ledger.switches.closed_before.is_some_and(|open_from| date < open_from) {
            return Err(Refusal::invalid("date", "Perioden er lukket."));
        }
        let name = ledger.invoices[at].id.clone();
        ledger.book(&name, amount, date)?;
    }
    tripletex
        .view(call.company, |view| single(view, Model::Invoice, Node::Invoice(find(view.ledger, &id)?), None))
}

/// `PUT /invoice/{id}/:createCreditNote`: answers the credit note.
pub async fn credit(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    date(&call.query, "date")?;
    let note = {
        let ledger = &mut tripletex.books.ledgers()[call.company];
        let at = find(ledger, &id)?;
        if super::lines::whole_credit(ledger, &ledger.invoices[at]).is_some() {
            return Err(Refusal::invalid("id", "Fakturaen er allerede kreditert."));
        }
        let name = ledger.invoices[at].id.clone();
        ledger.credit(&name, None)?
    };
    tripletex.view(call.company, |view| {
        single(view, Model::Invoice, Node::Invoice(find(view.ledger, &note)?), None)
    })
}

pub fn date(query: &Query, name: &str) -> Result<Date, Refusal> {
    let read = query.get(name).and_then(|text| text.parse().ok());
    read.ok_or_else(|| Refusal::parameter(name, "Kan ikke være null."))
}

/// `5000.00` in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !whole.is_empty()
        && rest.len() <= 2
        && [whole, rest].concat().bytes().all(|digit| digit.is_ascii_digit());
    let minor = format!("{whole}{rest:0<2}").parse::<i64>().ok()?;
    is_number.then_some(sign * minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_oere() {
        for (text, minor) in [("5000.00", 500_000), ("5000", 500_000), ("0.5", 50), ("-12.34", -1_234)] {
            assert_eq!(hundredths(text), Some(minor), "{text}");
        }
        for text in ["", "x", "1.234", "1,5", "--1", "1.-2"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }
}
