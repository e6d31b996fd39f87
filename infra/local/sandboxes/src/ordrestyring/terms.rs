//! `/payment-terms`: what every company here has.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::Ordrestyring;
use super::answer::{self, Page};
use super::call::Call;
use super::errors::Refusal;
use crate::json::{Json, record};

/// Id, text, days, and whether they count from the end of the month.
const TERMS: [(i64, &str, i64, bool); 4] = [
    (1, "Kontant", 0, false),
    (2, "Netto 14 dage", 14, false),
    (3, "Netto 8 dage", 8, false),
    (4, "Løbende måned 30 dage", 30, true),
];

fn term(&(id, text, days, month_ongoing): &(i64, &'static str, i64, bool)) -> Json {
    record! {
        "id": id, "short_text": text, "long_text": text, "days": days, "month_ongoing": i64::from(month_ongoing),
    }
}

/// `GET /payment-terms`
pub async fn list(Shared(ordrestyring): Shared<Ordrestyring>, call: Call) -> Result<Response, Refusal> {
    let ledger = &ordrestyring.books.ledgers()[call.company];
    let page = Page::read(&call.query, &ledger.switches)?;
    Ok(answer::list(page.cut(&TERMS).iter().map(term).collect(), &ledger.switches))
}

/// `GET /payment-terms/{id}`
pub async fn one(
    Shared(ordrestyring): Shared<Ordrestyring>,
    Path(wanted): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &ordrestyring.books.ledgers()[call.company];
    let found = TERMS.iter().find(|(id, ..)| id.to_string() == wanted);
    Ok(answer::one(term(found.ok_or(Refusal::NoRecord("payment term"))?), &ledger.switches))
}
