//! `GET /v1/{org}/invoices`: invoices only, credit notes have a list of their own.

use std::cmp::Ordering;

use axum::extract::State as Shared;
use axum::response::Response;
use jiff::civil::Date;

use super::Dinero;
use super::access::Call;
use super::errors::Refusal;
use super::fields::{Projection, View};
use super::invoice_columns::{COLUMNS, DEFAULT};
use super::list::ListQuery;
use super::status::{WORDS, payment_status};
use crate::books::{Invoice, State};
use crate::query::Query;

/// The list of invoices.
pub async fn list(Shared(dinero): Shared<Dinero>, call: Call) -> Result<Response, Refusal> {
    answer(&dinero, &call, Invoice::is_invoice, read_statuses(call.query.get("statusFilter"))?.as_deref())
}

/// The list of those records that are of a kind, with one of the statuses when any are given.
pub fn answer(
    dinero: &Dinero,
    call: &Call,
    of_kind: fn(&Invoice) -> bool,
    statuses: Option<&[&str]>,
) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let view = View { ledger, today: dinero.books.clock().today() };
    let projection = Projection::read(call.query.get("fields"), DEFAULT, COLUMNS)?;
    let asked = ListQuery::read(&call.query)?;
    let (from, to) = (date(&call.query, "startDate")?, date(&call.query, "endDate")?);
    let conditions = Conditions::read(&call.query)?;
    let of_kind: Vec<&Invoice> = ledger.invoices.iter().filter(|invoice| of_kind(invoice)).collect();
    let all = of_kind.iter().filter(|invoice| invoice.state != State::Deleted).count();
    let fits = |invoice: &&Invoice| {
        // Drafts come whatever the dates are.
        let in_time = invoice.state == State::Draft
            || (from.is_none_or(|from| invoice.issued >= from) && to.is_none_or(|to| invoice.issued <= to));
        in_time
            && asked.fits(invoice.state == State::Deleted, invoice.updated)
            && statuses.is_none_or(|words| words.contains(&payment_status(invoice, view.today)))
            && conditions.fit(&view, invoice)
    };
    let mut rows: Vec<&Invoice> = of_kind.into_iter().filter(fits).collect();
    sort(&call.query, &view, &mut rows)?;
    Ok(asked.answer(&view, &projection, &rows, all))
}

/// The words of `statusFilter`. What the real system does with an unknown word is not published; here
/// it is refused.
fn read_statuses(text: Option<&str>) -> Result<Option<Vec<&'static str>>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let word = |wanted: &str| {
        let known = WORDS.iter().find(|known| known.eq_ignore_ascii_case(wanted.trim()));
        known
            .copied()
            .ok_or_else(|| Refusal::Invalid("statusFilter", format!("There is no status {wanted}.")))
    };
    text.split(',').map(word).collect::<Result<_, _>>().map(Some)
}

fn date(query: &Query, name: &'static str) -> Result<Option<Date>, Refusal> {
    let read = query.get(name).map(str::parse).transpose();
    read.map_err(|_| Refusal::Invalid(name, "It is no date.".to_owned()))
}

fn sort(query: &Query, view: &View<'_>, rows: &mut [&Invoice]) -> Result<(), Refusal> {
    let keys: Vec<&str> = query.get("sort").unwrap_or("VoucherNumber,VoucherDate").split(',').collect();
    if let Some(unknown) = keys.iter().find(|key| !["VoucherNumber", "VoucherDate", "Status"].contains(*key))
    {
        return Err(Refusal::Invalid("sort", format!("Nothing sorts by {unknown}.")));
    }
    let ascending = match query.get("sortOrder").unwrap_or("descending") {
        "ascending" => true,
        "descending" => false,
        _ => return Err(Refusal::Invalid("sortOrder", "It is neither ascending nor descending.".to_owned())),
    };
    let by_key = |key: &str, a: &Invoice, b: &Invoice| match key {
        "VoucherNumber" => a.number.cmp(&b.number),
        "VoucherDate" => a.issued.cmp(&b.issued),
        _ => payment_status(a, view.today).cmp(payment_status(b, view.today)),
    };
    rows.sort_by(|a, b| {
        let order = keys.iter().map(|key| by_key(key, a, b)).find(|order| *order != Ordering::Equal);
        let order = order.unwrap_or(Ordering::Equal);
        if ascending { order } else { order.reverse() }
    });
    Ok(())
}

/// `freeTextSearch` and `queryFilter=Field eq 'value'`, conditions joined by `;`.
struct Conditions {
    text: Option<String>,
    conditions: Vec<(String, bool, String)>,
}

impl Conditions {
    fn read(query: &Query) -> Result<Self, Refusal> {
        let condition = |text: &str| {
            let (field, rest) = text.trim().split_once(' ')?;
            let (operator, value) = rest.trim().split_once(' ')?;
            let value = value.trim().strip_prefix('\'')?.strip_suffix('\'')?;
            let known = ["ExternalReference", "Description", "ContactGuid"].contains(&field);
            let exact = match operator {
                "eq" => true,
                "contains" => false,
                _ => return None,
            };
            known.then(|| (field.to_owned(), exact, value.to_owned()))
        };
        let refused = || Refusal::Invalid("queryFilter", "It is no condition on a known field.".to_owned());
        let conditions = match query.get("queryFilter") {
            None => Vec::new(),
            Some(text) => {
                text.split(';').map(|text| condition(text).ok_or_else(refused)).collect::<Result<_, _>>()?
            }
        };
        Ok(Self { text: query.get("freeTextSearch").map(str::to_lowercase), conditions })
    }

    fn fit(&self, view: &View<'_>, invoice: &Invoice) -> bool {
        let contact = view.ledger.contact_of(invoice);
        let holds = |(field, exact, wanted): &(String, bool, String)| {
            let value = match field.as_str() {
                "ExternalReference" => invoice.external_reference.as_deref().unwrap_or_default(),
                "Description" => &invoice.description,
                _ if invoice.without_contact => "",
                _ => &contact.id,
            };
            if *exact { value == wanted } else { value.contains(wanted) }
        };
        let has = |text: &String| {
            let places = [contact.debtor.name.to_lowercase(), invoice.description.to_lowercase()];
            places.iter().any(|place| place.contains(text)) || invoice.number.to_string().contains(text)
        };
        self.conditions.iter().all(holds) && self.text.as_ref().is_none_or(has)
    }
}
