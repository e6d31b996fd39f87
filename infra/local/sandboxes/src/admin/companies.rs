//! Opening companies and looking at them; their keys and switches.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::faults::fault_json;
use super::input::Input;
use super::invoices::invoice_json;
use super::reply::{Failure, done};
use super::sent::Sent;
use crate::books::{Books, Company, Ledger, NewCompany, Refused, System};
use crate::json::{Json, record};

/// The company named in a path by key or organization.
pub fn named<S: System>(books: &Books<S>, name: &str) -> Result<Company<S>, Refused> {
    books.company(name).ok_or_else(|| Refused::Unknown { what: "company", name: name.to_owned() })
}

fn summary<S: System>(ledger: &Ledger<S>) -> Json {
    record! {
        "organization_id": ledger.organization.as_str(),
        "key": ledger.key.as_str(),
        "revoked": ledger.revoked,
        "name": ledger.name.as_str(),
        "cvr": ledger.cvr.as_str(),
        "invoice_count": ledger.invoices.len(),
    }
}

/// `GET /_sandbox/companies`
pub async fn list<S: System>(State(books): State<Books<S>>) -> Response {
    let companies: Vec<Json> = books.ledgers().iter().map(summary).collect();
    axum::Json(record! { "companies": companies }).into_response()
}

/// `POST /_sandbox/companies`: `name`, and at will `key` (or `api_key`), `organization_id`, `cvr`.
pub async fn open<S: System>(State(books): State<Books<S>>, sent: Sent) -> Result<Response, Failure> {
    let mut input = Input::read(sent.value, "")?;
    let key = input.text("key")?;
    let new = NewCompany {
        name: input.needed_text("name")?,
        key: key.or(input.text("api_key")?),
        organization: input.text("organization_id")?,
        cvr: input.text("cvr")?,
    };
    input.finish()?;
    let company = books.open_as(new)?;
    Ok(done(sent.is_form, &company.organization(), company.read(summary)))
}

/// How much of a company to show.
#[derive(Deserialize)]
pub struct Part {
    /// Invoices to leave out at the start.
    #[serde(default)]
    from: usize,
    /// Invoices to show.
    #[serde(default = "thousand")]
    limit: usize,
}

fn thousand() -> usize {
    1_000
}

/// `GET /_sandbox/companies/{company}`, with at most 1000 invoices unless `limit` says otherwise.
pub async fn show<S: System>(
    State(books): State<Books<S>>,
    Path(name): Path<String>,
    Query(part): Query<Part>,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    let body = company.read(|ledger| {
        let mut body = summary(ledger);
        let invoices = ledger.invoices.iter().skip(part.from).take(part.limit);
        body.push("faults", ledger.faults.ordered().iter().map(fault_json).collect::<Vec<_>>());
        body.push("invoices", invoices.map(|invoice| invoice_json(ledger, invoice)).collect::<Vec<_>>());
        (body.text(), serde_json::to_string(&ledger.switches))
    });
    let (body, switches) = body;
    let switches = switches.map_err(|error| Refused::input("switches", error.to_string()))?;
    // The switches are written by their own type; both texts are whole JSON objects.
    let text = format!("{},\"switches\":{switches}}}", body.strip_suffix('}').unwrap_or(&body));
    Ok(([("content-type", "application/json")], text).into_response())
}

/// `POST …/key`: `revoked` true or false, or a new `key`.
pub async fn key<S: System>(
    State(books): State<Books<S>>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    let mut input = Input::read(sent.value, "")?;
    let (revoked, new) = (input.flag("revoked")?, input.text("key")?);
    input.finish()?;
    match new {
        Some(key) => company.replace_key(key)?,
        None => company.revoke_key(revoked),
    }
    Ok(done(sent.is_form, &company.organization(), company.read(summary)))
}

/// `POST …/switches`: any of the company's switches with a new value.
pub async fn switches<S: System>(
    State(books): State<Books<S>>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    for (switch, value) in Input::read(sent.value, "")?.rest() {
        company.switch_by_name(&switch, &value)?;
    }
    Ok(done(sent.is_form, &company.organization(), company.read(summary)))
}
