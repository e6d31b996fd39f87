//! The records that come beside Billy's invoices, each once: contacts, cities and postal codes.

use std::collections::HashMap;

use domain::email_address::EmailAddress;
use domain::source_invoice::{Debtor, DebtorKind, PostalAddress};

use crate::debtor_facts::{address, first_email, kind, registration_number};
use crate::fields::{FieldError, Row};

#[derive(Default)]
pub(super) struct Sideloads<'a> {
    contacts: HashMap<String, Row<'a>>,
    places: HashMap<String, String>,
}

/// The lists of places, and the field that holds the name. Ids of cities and postal codes differ (`dk_aalborg`).
const PLACES: &[(&str, &str)] = &[("cities", "name"), ("zipcodes", "zipcode")];

impl<'a> Sideloads<'a> {
    /// # Errors
    /// When a list beside the invoices is not a list of records with ids.
    pub fn of(body: &Row<'a>) -> Result<Self, FieldError> {
        let contacts = body.each("contacts", |row| Ok((row.needed_text("id")?.into_owned(), row.clone())))?;
        let mut places = HashMap::new();
        for (list, field) in PLACES {
            let named = body.each(list, |row| {
                let name = row.label(field)?.unwrap_or_default().into_owned();
                Ok((format!("{list}/{}", row.needed_text("id")?), name))
            })?;
            places.extend(named.into_iter().flatten());
        }
        Ok(Self { contacts: contacts.into_iter().flatten().collect(), places })
    }

    /// The invoice's debtor; nobody known by name when the invoice has no contact.
    ///
    /// # Errors
    /// When the contact is not among what came along, or a field of it is wrong.
    pub fn debtor(&self, invoice: &Row<'a>) -> Result<Debtor, FieldError> {
        let att = invoice.text("attContactPersonId")?;
        if let Some(contact) = invoice.row("contact")? {
            return self.debtor_of(&contact, att.as_deref()).map_err(|error| error.under("contact"));
        }
        let Some(id) = invoice.text("contactId")? else {
            return Ok(Debtor {
                name: String::new(),
                email: None,
                kind: DebtorKind::Unknown,
                registration_number: None,
                address: None,
            });
        };
        let contact = self.contacts.get(id.as_ref());
        let contact = contact
            .ok_or_else(|| FieldError::new("contactId", "is not among the contacts that came along"))?;
        self.debtor_of(contact, att.as_deref()).map_err(|error| error.under("contact"))
    }

    fn debtor_of(&self, contact: &Row<'a>, att: Option<&str>) -> Result<Debtor, FieldError> {
        let is_person = contact.text("type")?.and_then(|word| match word.to_ascii_lowercase().as_str() {
            "company" => Some(false),
            "person" => Some(true),
            _ => None,
        });
        let kind = kind(is_person, contact.label("ean")?.as_deref());
        let country = contact.text("countryId")?;
        Ok(Debtor {
            name: contact.text("name")?.unwrap_or_default().trim().to_owned(),
            email: email(contact, att)?,
            kind,
            registration_number: registration_number(
                kind,
                country.as_deref(),
                contact.label("registrationNo")?.as_deref(),
            ),
            address: self.address(contact)?,
        })
    }

    fn address(&self, contact: &Row<'a>) -> Result<Option<PostalAddress>, FieldError> {
        let place = |id: &str, list: &str, text: &str| {
            let by_id = contact.text(id)?.and_then(|id| self.places.get(&format!("{list}/{id}"))).cloned();
            let named = contact.label(text)?.map(Into::into).or(by_id);
            Ok::<Option<String>, FieldError>(named.filter(|name| !name.is_empty()))
        };
        let postal_code = place("zipcodeId", "zipcodes", "zipcodeText")?;
        let city = place("cityId", "cities", "cityText")?;
        let (street, country) = (contact.text("street")?, contact.text("countryId")?);
        Ok(address(street.as_deref(), postal_code.as_deref(), city.as_deref(), country.as_deref()))
    }
}

/// The address to write to: of the person the invoice is for the attention of, of the primary one, or the first there is.
fn email(contact: &Row<'_>, att: Option<&str>) -> Result<Option<EmailAddress>, FieldError> {
    let persons = contact.each("contactPersons", |person| {
        let is_att = att.is_some() && person.text("id")?.as_deref() == att;
        let is_primary = person.flag("isPrimary")? == Some(true);
        let rank = if is_att {
            0
        } else if is_primary {
            1
        } else {
            2
        };
        Ok((rank, person.text("email")?.and_then(|text| first_email(&text))))
    })?;
    let with_email = persons.into_iter().flatten().filter_map(|(rank, email)| Some((rank, email?)));
    // Of equal ranks the first stays the first.
    Ok(with_email.min_by_key(|(rank, _)| *rank).map(|(_, email)| email))
}
