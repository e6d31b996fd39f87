//! The records that come beside Billy's invoices, each once: contacts, cities, postal codes and late fees.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::email_address::EmailAddress;
use domain::source_invoice::{Debtor, DebtorKind, PostalAddress};

use crate::debtor_facts::{address, first_email, kind, registration_number};
use crate::fields::Row;

#[derive(Default)]
pub(super) struct Sideloads<'a> {
    contacts: Option<HashMap<String, Row<'a>>>,
    places: HashMap<String, String>,
    /// By their invoice.
    late_fees: HashMap<String, Vec<Row<'a>>>,
}

/// The lists of places, and the field that holds the name. Ids of cities and postal codes differ (`dk_aalborg`).
const PLACES: &[(&str, &str)] = &[("cities", "name"), ("zipcodes", "zipcode")];

impl<'a> Sideloads<'a> {
    /// What can be read of the lists beside the invoices. Trouble with a debtor must not hide that an invoice was paid:
    /// a record that is not as it should be is as good as missing.
    pub fn of(body: &Row<'a>) -> Self {
        let mut places = HashMap::new();
        for (list, field) in PLACES {
            for row in records(body, list).unwrap_or_default() {
                let name = row.label(field).ok().flatten().unwrap_or_default().into_owned();
                places.extend(text(&row, "id").map(|id| (format!("{list}/{id}"), name)));
            }
        }
        let mut late_fees: HashMap<String, Vec<Row<'a>>> = HashMap::new();
        for row in records(body, "invoiceLateFees").unwrap_or_default() {
            if let Some(invoice) = text(&row, "invoiceId") {
                late_fees.entry(invoice.into_owned()).or_default().push(row);
            }
        }
        let contacts = records(body, "contacts");
        let by_id = |row: Row<'a>| Some((text(&row, "id")?.into_owned(), row));
        let contacts = contacts.map(|rows| rows.into_iter().filter_map(by_id).collect());
        Self { contacts, places, late_fees }
    }

    /// The late fees of an invoice, where they came beside it and not within.
    pub fn late_fees(&self, invoice: &str) -> &[Row<'a>] {
        self.late_fees.get(invoice).map_or(&[], Vec::as_slice)
    }

    /// Whether no contacts came along at all.
    pub fn are_without_contacts(&self) -> bool {
        self.contacts.is_none()
    }

    /// Whether the invoice's contact is at hand; `None` when the invoice names none.
    pub fn has_contact_of(&self, invoice: &Row<'a>) -> Option<bool> {
        if invoice.is_set("contact") {
            return Some(true);
        }
        invoice.is_set("contactId").then(|| self.contact(invoice).is_some())
    }

    fn contact(&self, invoice: &Row<'a>) -> Option<&Row<'a>> {
        self.contacts.as_ref()?.get(text(invoice, "contactId")?.as_ref())
    }

    /// The invoice's debtor, as far as known: one without a name and an address when the contact did not come along.
    pub fn debtor(&self, invoice: &Row<'a>) -> Debtor {
        let att = text(invoice, "attContactPersonId");
        let within = invoice.row("contact").ok().flatten();
        match within.as_ref().or_else(|| self.contact(invoice)) {
            Some(contact) => self.debtor_of(contact, att.as_deref()),
            None => Debtor {
                external_id: None,
                name: String::new(),
                email: None,
                kind: DebtorKind::Unknown,
                registration_number: None,
                address: None,
            },
        }
    }

    fn debtor_of(&self, contact: &Row<'a>, att: Option<&str>) -> Debtor {
        let is_person = text(contact, "type").and_then(|word| match word.to_ascii_lowercase().as_str() {
            "company" => Some(false),
            "person" => Some(true),
            _ => None,
        });
        let label = |field| contact.label(field).ok().flatten();
        let kind = kind(is_person, label("ean").as_deref());
        let country = text(contact, "countryId");
        Debtor {
            external_id: None,
            name: label("name").unwrap_or_default().trim().to_owned(),
            email: email(contact, att),
            kind,
            registration_number: registration_number(
                kind,
                country.as_deref(),
                label("registrationNo").as_deref(),
            ),
            address: self.address(contact),
        }
    }

    fn address(&self, contact: &Row<'a>) -> Option<PostalAddress> {
        let place = |id: &str, list: &str, field: &str| {
            let by_id = text(contact, id).and_then(|id| self.places.get(&format!("{list}/{id}"))).cloned();
            let named = contact.label(field).ok().flatten().map(Into::into).or(by_id);
            named.filter(|name: &String| !name.is_empty())
        };
        let postal_code = place("zipcodeId", "zipcodes", "zipcodeText");
        let city = place("cityId", "cities", "cityText");
        let (street, country) = (text(contact, "street"), text(contact, "countryId"));
        address(street.as_deref(), postal_code.as_deref(), city.as_deref(), country.as_deref())
    }
}

/// The objects of a list beside the invoices; `None` when there is no such list.
fn records<'a>(body: &Row<'a>, list: &str) -> Option<Vec<Row<'a>>> {
    let list = body.list(list).ok().flatten()?;
    Some(list.into_iter().filter_map(|raw| Row::of(raw).ok()).collect())
}

/// A text, or nothing when it is of another type.
fn text<'a>(row: &Row<'a>, field: &str) -> Option<Cow<'a, str>> {
    row.text(field).ok().flatten()
}

/// The address to write to: of the person the invoice is for the attention of, of the primary one, or the first there is.
fn email(contact: &Row<'_>, att: Option<&str>) -> Option<EmailAddress> {
    let persons = records(contact, "contactPersons").unwrap_or_default();
    let with_email = persons.iter().filter_map(|person| {
        let is_att = att.is_some() && text(person, "id").as_deref() == att;
        let is_primary = person.flag("isPrimary") == Ok(Some(true));
        let rank = match (is_att, is_primary) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        Some((rank, first_email(&text(person, "email")?)?))
    });
    // Of equal ranks the first stays the first.
    with_email.min_by_key(|(rank, _)| *rank).map(|(_, email)| email)
}
