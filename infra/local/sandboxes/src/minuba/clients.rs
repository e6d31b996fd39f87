//! Clients: who the company's customers are.

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};

use super::Minuba;
use super::access::Call;
use super::envelope::Words;
use super::errors::Refusal;
use crate::books::Contact;
use crate::json::{Json, record};

const WORDS: Words = Words { one: "client", many: "clients" };

/// `GET /api/1/Client`; the list comes whole.
pub async fn list(Shared(minuba): Shared<Minuba>, call: Call) -> Response {
    let ledger = &minuba.books.ledgers()[call.company];
    let rows = ledger.contacts.iter().map(row).collect();
    axum::Json(ledger.switches.envelope.list(&WORDS, rows)).into_response()
}

/// `GET /api/1/Client/{id}`
pub async fn one(
    Shared(minuba): Shared<Minuba>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &minuba.books.ledgers()[call.company];
    let contact = ledger.contact(&id).ok_or(Refusal::NotFound)?;
    Ok(axum::Json(ledger.switches.envelope.one(&WORDS, row(contact))).into_response())
}

/// A client. Nothing in it says whether it is a person.
pub fn row(contact: &Contact) -> Json {
    let debtor = &contact.debtor;
    record! {
        "id": contact.id.as_str(),
        "name": debtor.name.as_str(),
        "cvr": debtor.cvr.clone().filter(|_| !debtor.person),
        "email": debtor.email.clone(),
        "phone": Json::Null,
        "addresses": vec![address(contact, "CONTACT")],
    }
}

/// An address of a kind (`CONTACT`, `DELIVERY`, …).
pub fn address(contact: &Contact, kind: &str) -> Json {
    let debtor = &contact.debtor;
    record! {
        "addressType": kind,
        "name": debtor.name.as_str(),
        "att": debtor.contact_person.clone(),
        "streetAddress": debtor.street.clone(),
        "streetAddress2": Json::Null,
        "postCode": debtor.zip.clone(),
        "city": debtor.city.clone(),
        "country": debtor.country(),
        "email": debtor.email.clone(),
        "phone": Json::Null,
        "cellPhone": Json::Null,
    }
}
