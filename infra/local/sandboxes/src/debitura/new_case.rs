//! `POST /cases`.

use axum::Json as Body;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde_json::Value;

use super::case::Case;
use super::creditor::guid;
use super::door::Caller;
use super::errors::Refusal;
use super::{Debitura, events, idempotency, rejections};
use crate::admin::input::Input;
use crate::books::Refused;

const LONGEST_REFERENCE: usize = 50;
const LONGEST_TEXT: usize = 4_000;
const DEBTOR_TYPES: [(&str, &str); 3] = [("Company", "Company"), ("Person", "Person"), ("Private", "Person")];

/// Makes a case, unless the key was answered before. The order of things is the page's: fields, key, rules of business.
pub async fn create(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let key = idempotency::key(&headers)?;
    let made = debitura.with(&creditor, |known| {
        if let Some((status, answer)) =
            key.as_deref().map(|key| known.remembered.replay(key, &body)).transpose()?.flatten()
        {
            return Ok((status, answer, None));
        }
        let case = read(&body, debitura.clock.today()).map_err(|faults| Refusal::of_fields(&faults))?;
        let (status, answer, id) = match rejections::take(&mut known.rejections, "cases") {
            Some(refusal) => (refusal.status, refusal.body, None),
            None => {
                let case = Case { created: debitura.clock.now(), ..case };
                let (shown, id) = (case.shown(), case.id.clone());
                known.cases.push(case);
                (200, shown, Some(id))
            }
        };
        if let Some(key) = key {
            known.remembered.keep(key, &body, status, answer.clone());
        }
        Ok::<_, Refusal>((status, answer, id))
    })?;
    let (status, answer, id) = made?;
    if let Some(id) = id {
        events::happened(&debitura, &creditor, &id, "case.created");
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    Ok((status, Body(answer)).into_response())
}

/// Faults by field, gathered while the rest is read.
#[derive(Default)]
struct Faults(Vec<(String, String)>);

impl Faults {
    fn keep<T>(&mut self, read: Result<Option<T>, Refused>) -> Option<T> {
        read.unwrap_or_else(|refused| {
            let (field, reason) = match refused {
                Refused::BadInput { field, reason } => (field, reason),
                unknown @ Refused::Unknown { .. } => ("body".to_owned(), unknown.to_string()),
            };
            self.0.push((field, reason));
            None
        })
    }

    fn need<T>(&mut self, field: &str, read: Result<Option<T>, Refused>) -> Option<T> {
        let missing = read.as_ref().is_ok_and(Option::is_none);
        if missing {
            self.0.push((field.to_owned(), "is required".to_owned()));
        }
        self.keep(read)
    }

    fn check(&mut self, holds: bool, field: &str, reason: &str) {
        if !holds {
            self.0.push((field.to_owned(), reason.to_owned()));
        }
    }
}

fn read(body: &[u8], today: Date) -> Result<Case, Vec<(String, String)>> {
    let mut faults = Faults::default();
    let value: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    let Some(mut input) = faults.keep(Input::read(value, "").map(Some)) else { return Err(faults.0) };
    let currency = faults.need("currencyCode", input.text("currencyCode"));
    let gross = faults.need("amountToRecover", input.amount("amountToRecover"));
    let (date, due_date) = (faults.keep(day(&mut input, "date")), faults.keep(day(&mut input, "dueDate")));
    let creditor_reference = faults.keep(input.text("creditorReference")).unwrap_or_default();
    let claim_description = faults.keep(input.text("claimDescription")).unwrap_or_default();
    let comments = faults.keep(input.text("comments")).unwrap_or_default();
    let is_test = faults.keep(input.flag("isTest").map(Some)).unwrap_or_default();
    let debtor = faults.need("debtor", input.inner("debtor"));
    let (debtor_type, debtor_name, debtor_country) =
        debtor.map(|debtor| read_debtor(debtor, &mut faults)).unwrap_or_default();
    faults.check(gross.is_none_or(|gross| gross > 0), "amountToRecover", "must be above zero");
    faults.check(date.is_none_or(|date| date <= today), "date", "must not be in the future");
    let texts =
        [("claimDescription", &claim_description, LONGEST_TEXT), ("comments", &comments, LONGEST_TEXT)];
    for (field, text, longest) in
        texts.into_iter().chain([("creditorReference", &creditor_reference, LONGEST_REFERENCE)])
    {
        faults.check(
            text.chars().count() <= longest,
            field,
            &format!("must have at most {longest} characters"),
        );
    }
    if !faults.0.is_empty() {
        return Err(faults.0);
    }
    let gross = gross.unwrap_or_default();
    Ok(Case {
        id: guid(),
        reference: guid().replace('-', "").chars().take(8).collect::<String>().to_ascii_uppercase(),
        creditor_reference,
        lifecycle: "Pending Verification".to_owned(),
        currency: currency.unwrap_or_default(),
        gross,
        remainder: gross,
        is_test,
        date,
        due_date,
        claim_description,
        comments,
        debtor_type,
        debtor_name,
        debtor_country,
        ..Case::default()
    })
}

fn read_debtor(mut debtor: Input, faults: &mut Faults) -> (String, String, String) {
    let kind = faults.need("debtor.type", debtor.word("type", &DEBTOR_TYPES)).unwrap_or_default();
    let name = faults.need("debtor.name", debtor.text("name")).unwrap_or_default();
    let country = faults.need("debtor.countryAlpha2", debtor.text("countryAlpha2")).unwrap_or_default();
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    faults.check(country.is_empty() || is_code, "debtor.countryAlpha2", "must be two capital letters");
    (kind.to_owned(), name, country)
}

/// A date, with a time of day or without.
fn day(input: &mut Input, name: &str) -> Result<Option<Date>, Refused> {
    let Some(text) = input.text(name)? else { return Ok(None) };
    let day = text.get(..10).unwrap_or_default().parse();
    day.map(Some).map_err(|_| input.refuse(name, "is not a date"))
}
