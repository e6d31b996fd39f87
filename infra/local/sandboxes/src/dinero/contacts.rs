//! Contacts. In a list nothing is `""`, in the single it is `null`, as recorded for the same contact.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};

use super::Dinero;
use super::access::Call;
use super::errors::Refusal;
use super::fields::{Column, Projection, View, time};
use super::list::ListQuery;
use crate::books::Contact;
use crate::json::Json;

const DEFAULT: &str = "name,contactGuid";

const COLUMNS: &[(&str, Column<Contact>)] = &[
    ("ContactGuid", |_, contact| contact.id.as_str().into()),
    ("CreatedAt", |_, contact| time(contact.created).into()),
    ("UpdatedAt", |_, contact| time(contact.created).into()),
    ("DeletedAt", |_, contact| contact.debtor.deleted.then(|| time(contact.created)).into()),
    ("IsDebitor", |_, _| true.into()),
    ("IsCreditor", |_, _| false.into()),
    ("ExternalReference", |_, _| Json::Null),
    ("Name", |_, contact| contact.debtor.name.as_str().into()),
    ("Street", |_, contact| contact.debtor.street.clone().into()),
    ("ZipCode", |_, contact| contact.debtor.zip.clone().into()),
    ("City", |_, contact| contact.debtor.city.clone().into()),
    ("CountryKey", |_, contact| contact.debtor.country().into()),
    ("Phone", |_, _| Json::Null),
    ("Email", |_, contact| contact.debtor.email.clone().into()),
    ("Webpage", |_, _| Json::Null),
    ("AttPerson", |_, contact| contact.debtor.contact_person.clone().into()),
    ("VatNumber", |_, contact| contact.debtor.cvr.clone().into()),
    ("EanNumber", |_, contact| contact.debtor.ean.clone().into()),
    ("PaymentConditionType", |_, _| "Netto".into()),
    ("PaymentConditionNumberOfDays", |_, _| Json::from(8_i64)),
    ("IsPerson", |_, contact| contact.debtor.person.into()),
];

/// Texts that are `""` in lists when there is nothing.
const EMPTY_IN_LISTS: [&str; 5] = ["Street", "ZipCode", "City", "Phone", "Email"];

/// `GET /v1/{org}/contacts`
pub async fn list(Shared(dinero): Shared<Dinero>, call: Call) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let view = View { ledger, today: dinero.books.clock().today() };
    let projection = Projection::read(call.query.get("fields"), DEFAULT, COLUMNS)?.emptied(&EMPTY_IN_LISTS);
    let asked = ListQuery::read(&call.query)?;
    let mut rows: Vec<&Contact> = ledger.contacts.iter().collect();
    rows.retain(|contact| asked.fits(contact.debtor.deleted, contact.created));
    rows.sort_by_key(|contact| contact.created);
    Ok(asked.answer(&view, &projection, &rows, ledger.contacts.len()))
}

/// `GET /v1/{org}/contacts/{guid}`; an unknown one is 404, unlike an invoice.
pub async fn one(
    Shared(dinero): Shared<Dinero>,
    Path((_, guid)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &dinero.books.ledgers()[call.company];
    let view = View { ledger, today: dinero.books.clock().today() };
    let contact = ledger.contact(&guid.to_ascii_lowercase()).ok_or(Refusal::NoContact)?;
    let fields = COLUMNS.iter().map(|(name, column)| ((*name).into(), column(&view, contact)));
    Ok(axum::Json(Json::Record(fields.collect())).into_response())
}
