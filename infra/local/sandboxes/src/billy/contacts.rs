//! Contacts, their persons, and the cities and postal codes their addresses can point to.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::Billy;
use super::answer::{Sideloads, answer, time};
use super::call::Call;
use super::errors::Refusal;
use super::includes::{Includes, Mode};
use super::paging::Page;
use super::row::attach;
use crate::books::{Contact, ContactPerson, Ledger, NewDebtor};
use crate::json::{Json, record};

/// A contact with all that was asked to come along. It has no e-mail address: its persons have.
pub fn contact_record(
    ledger: &Ledger<Billy>,
    contact: &Contact,
    includes: &Includes,
    sideloads: &mut Sideloads,
) -> Json {
    let mut row = plain_contact(ledger, contact);
    if let Some(mode) = includes.mode("contact.contactPersons") {
        let persons =
            contact.persons.iter().map(|person| (person.id.clone(), person_record(contact, person)));
        attach(
            &mut row,
            mode,
            ("contactPersons", "contactPersonIds", "contactPersons"),
            persons.collect(),
            sideloads,
        );
    }
    for (path, key, embedded, list, read) in PLACES {
        let (Some(mode), Some((id, place))) = (includes.mode(path), read(&contact.debtor)) else {
            continue;
        };
        match mode {
            Mode::Embed => row.replace(key, embedded, place),
            Mode::Sideload if sideloads.is_new(list, &id) => sideloads.add(list, place),
            Mode::Sideload => {}
        }
    }
    row
}

type Place = fn(&NewDebtor) -> Option<(String, Json)>;

/// Places a contact can point to: include, key in the row, embedded name, root list.
const PLACES: [(&str, &str, &str, &str, Place); 2] = [
    ("contact.city", "cityId", "city", "cities", city_of),
    ("contact.zipcode", "zipcodeId", "zipcode", "zipcodes", zipcode_of),
];

fn place_id(debtor: &NewDebtor, name: &str) -> String {
    format!("{}_{}", debtor.country(), name).to_lowercase().replace(' ', "_")
}

fn city_of(debtor: &NewDebtor) -> Option<(String, Json)> {
    let name = debtor.city.as_deref().filter(|_| debtor.city_by_id)?;
    let id = place_id(debtor, name);
    let city = record! {
        "id": id.as_str(), "name": name, "county": "", "stateId": Json::Null, "countryId": debtor.country(),
    };
    Some((id, city))
}

fn zipcode_of(debtor: &NewDebtor) -> Option<(String, Json)> {
    let zip = debtor.zip.as_deref().filter(|_| debtor.city_by_id)?;
    let id = place_id(debtor, zip);
    let zipcode = record! {
        "id": id.as_str(), "zipcode": zip, "cityId": city_of(debtor).map(|(id, _)| id),
        "stateId": Json::Null, "countryId": debtor.country(),
    };
    Some((id, zipcode))
}

fn plain_contact(ledger: &Ledger<Billy>, contact: &Contact) -> Json {
    let debtor = &contact.debtor;
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let text_twin = |text: &Option<String>| if debtor.city_by_id { String::new() } else { or_empty(text) };
    record! {
        "id": contact.id.as_str(),
        "type": if debtor.person { "person" } else { "company" },
        "organizationId": ledger.organization.as_str(),
        "createdTime": time(contact.created),
        "name": debtor.name.as_str(),
        "countryId": debtor.country(),
        "street": or_empty(&debtor.street),
        "cityId": city_of(debtor).map(|(id, _)| id),
        "cityText": text_twin(&debtor.city),
        "stateId": Json::Null,
        "stateText": "",
        "zipcodeId": zipcode_of(debtor).map(|(id, _)| id),
        "zipcodeText": text_twin(&debtor.zip),
        "contactNo": "",
        "phone": "",
        "fax": "",
        "currencyId": Json::Null,
        "registrationNo": or_empty(&debtor.cvr),
        "ean": or_empty(&debtor.ean),
        "localeId": Json::Null,
        "isCustomer": true,
        "isSupplier": false,
        "paymentTermsMode": Json::Null,
        "paymentTermsDays": Json::Null,
        "accessCode": format!("secret-{}", contact.id),
        "emailAttachmentDeliveryMode": Json::Null,
        "isArchived": debtor.archived,
        "isSalesTaxExempt": false,
    }
}

/// No person is primary, as in the recorded list.
fn person_record(contact: &Contact, person: &ContactPerson) -> Json {
    record! {
        "id": person.id.as_str(), "contactId": contact.id.as_str(), "isPrimary": false,
        "name": person.name.as_str(), "email": person.email.as_str(),
    }
}

/// `GET /v2/contacts`
pub async fn list(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let page = Page::read(&call.query)?;
    let includes = Includes::read(call.query.get("include"));
    let mut sideloads = Sideloads::default();
    let here = page.cut(&ledger.contacts).iter();
    let records: Vec<_> =
        here.map(|contact| contact_record(ledger, contact, &includes, &mut sideloads)).collect();
    let paging = page.meta(&format!("{}/contacts", call.base), ledger.contacts.len(), &ledger.switches);
    Ok(answer(call.started, paging, "contacts", records.into(), sideloads))
}

/// `GET /v2/contacts/{id}`
pub async fn one(
    Shared(billy): Shared<Billy>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let contact = ledger.contact(&id).ok_or(Refusal::NoRecord("contact", id))?;
    let includes = Includes::read(call.query.get("include"));
    let mut sideloads = Sideloads::default();
    let record = contact_record(ledger, contact, &includes, &mut sideloads);
    Ok(answer(call.started, None, "contact", record, sideloads))
}

/// `GET /v2/contactPersons?contactId=…`; without the filter it is refused.
pub async fn persons(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let page = Page::read(&call.query)?;
    let id = call.query.get("contactId").ok_or(Refusal::FilterNeeded("contactId"))?;
    let contact = ledger.contact(id);
    let persons: Vec<_> = contact
        .iter()
        .flat_map(|contact| contact.persons.iter().map(|person| person_record(contact, person)))
        .collect();
    let paging = page.meta(&format!("{}/contactPersons", call.base), persons.len(), &ledger.switches);
    Ok(answer(
        call.started,
        paging,
        "contactPersons",
        page.cut(&persons).to_vec().into(),
        Sideloads::default(),
    ))
}

/// `GET /v2/cities/{id}`
pub async fn city(
    Shared(billy): Shared<Billy>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    place(&billy, &call, id, "city", city_of)
}

/// `GET /v2/zipcodes/{id}`
pub async fn zipcode(
    Shared(billy): Shared<Billy>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    place(&billy, &call, id, "zipcode", zipcode_of)
}

fn place(
    billy: &Billy,
    call: &Call,
    id: String,
    name: &'static str,
    read: Place,
) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let places = ledger.contacts.iter().filter_map(|contact| read(&contact.debtor));
    let found = places.into_iter().find(|(known, _)| *known == id).map(|(_, place)| place);
    let place = found.ok_or(Refusal::NoRecord(name, id))?;
    Ok(answer(call.started, None, name, place, Sideloads::default()))
}
