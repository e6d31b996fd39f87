//! Who owes.

use domain::claim::FaultCode;
use domain::source_invoice::PostalAddress;
use domain::{Country, Debtor, DebtorKind, EmailAddress, RegistrationNumber};

use super::door::{Door, LONG_NAME, SHORT_ID};
use crate::wire::{self, DebtorType, Field};

/// Where no country is given.
const DENMARK: &str = "DK";
const MOST_EMAILS: usize = 20;
const LONGEST_EMAILS: usize = 2_000;

pub fn read(debtor: &wire::Debtor, door: &mut Door) -> Option<Debtor> {
    let external_id = door.text(&debtor.external_id, "debtor.external_id", SHORT_ID);
    if external_id.as_deref().is_some_and(is_written_like_a_personal_id) {
        door.fault("debtor.external_id", FaultCode::PersonalIdNotTaken);
    }
    let name = door.text(&debtor.name, "debtor.name", LONG_NAME);
    door.text_if_any(&debtor.attention, "debtor.attention", LONG_NAME);
    let address = address(debtor, door);
    let country = address.as_ref().and_then(|address| address.country.clone()).unwrap_or(DENMARK.to_owned());
    let (kind, number) = kind_and_number(debtor, &country, door);
    door.text_if_any(&debtor.ean, "debtor.ean", SHORT_ID);
    door.rows(&debtor.phones, "debtor.phones", MOST_EMAILS);
    Some(Debtor {
        external_id: Some(external_id?),
        name: name?,
        email: email(debtor, door),
        kind: kind?,
        registration_number: number,
        address: Some(address?),
    })
}

/// A person who buys for a business is a company; nobody's kind is guessed.
fn kind_and_number(
    debtor: &wire::Debtor,
    country: &str,
    door: &mut Door,
) -> (Option<DebtorKind>, Option<RegistrationNumber>) {
    let cvr = door.text_if_any(&debtor.cvr, "debtor.cvr", SHORT_ID);
    if cvr.as_deref().is_some_and(is_personal_id) {
        // Never kept: the push is refused as a whole, its body with it.
        door.fault("debtor.cvr", FaultCode::PersonalIdNotTaken);
        return (None, None);
    }
    let has_number = cvr.as_deref().is_some_and(|cvr| looks_registered(country, cvr));
    let kind = match &debtor.kind {
        Field::Given(DebtorType::Company) => DebtorKind::Company,
        Field::Given(DebtorType::Person) => DebtorKind::Consumer,
        Field::Missing if has_number => DebtorKind::Company,
        unknown => {
            door.needed(unknown, "debtor.type", FaultCode::UnknownValue);
            return (None, None);
        }
    };
    if kind == DebtorKind::Company && !has_number {
        door.fault("debtor.cvr", FaultCode::DebtorIdMissing);
    }
    let number = cvr.filter(|_| kind == DebtorKind::Company).and_then(|cvr| registered(country, &cvr));
    (Some(kind), number)
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Ten digits where a registration number should be: a Danish CPR, or a foreign number that nobody could tell from one.
fn is_personal_id(text: &str) -> bool {
    digits(text) == 10 || is_written_like_a_personal_id(text)
}

/// `010190-1234`.
fn is_written_like_a_personal_id(text: &str) -> bool {
    let text = text.trim();
    text.split_once('-').is_some_and(|(day, rest)| {
        (day.len(), rest.len()) == (6, 4)
            && (day.bytes().chain(rest.bytes())).all(|byte| byte.is_ascii_digit())
    })
}

/// As many digits as the country's register gives. Whether the check digit fits is another question: a number that does
/// not pass it is given, and is not kept.
fn looks_registered(country: &str, text: &str) -> bool {
    match country {
        DENMARK => digits(text) == 8,
        "NO" => digits(text) == 9,
        _ => !text.is_empty(),
    }
}

fn registered(country: &str, text: &str) -> Option<RegistrationNumber> {
    let country = match country {
        DENMARK => Country::Denmark,
        "NO" => Country::Norway,
        _ => return None,
    };
    Debtor::registration_number_of(country, text)
}

/// The fields of an address, told as one fault where a letter could not arrive.
fn address(debtor: &wire::Debtor, door: &mut Door) -> Option<PostalAddress> {
    let Field::Given(address) = &debtor.address else {
        door.fault("debtor.address", FaultCode::DebtorAddressMissing);
        return None;
    };
    let mut needed = |field, name: &str, longest| {
        let path = format!("debtor.address.{name}");
        let text = door.text_if_any(field, &path, longest);
        if text.is_none() && !matches!(field, Field::Wrong) {
            door.fault(path, FaultCode::DebtorAddressMissing);
        }
        text
    };
    let line1 = needed(&address.line1, "line1", LONG_NAME);
    let postal_code = needed(&address.postal_code, "postal_code", 20);
    let city = needed(&address.city, "city", SHORT_ID);
    let line2 = door.text_if_any(&address.line2, "debtor.address.line2", LONG_NAME);
    let country = country(address, "debtor.address.country", door);
    let street = line1.map(|first| [Some(first), line2].into_iter().flatten().collect::<Vec<_>>().join("\n"));
    Some(PostalAddress { street: street?, postal_code: postal_code?, city: city?, country: Some(country?) })
}

pub fn country(address: &wire::Address, path: &str, door: &mut Door) -> Option<String> {
    let Some(code) = door.text_if_any(&address.country, path, SHORT_ID) else {
        return (!matches!(address.country, Field::Wrong)).then(|| DENMARK.to_owned());
    };
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Some(code.to_ascii_uppercase());
    }
    door.fault(path, FaultCode::UnknownValue);
    None
}

/// The first that mail can be sent to. Some senders put several into one text.
fn email(debtor: &wire::Debtor, door: &mut Door) -> Option<EmailAddress> {
    let mut given = false;
    for (path, text) in door.rows(&debtor.emails, "debtor.emails", MOST_EMAILS) {
        if text.len() > LONGEST_EMAILS {
            door.fault(path, FaultCode::TooLong);
            continue;
        }
        let mut parts =
            text.split([',', ';', ' ', '\t', '\n', '\r']).filter(|part| !part.is_empty()).peekable();
        given |= parts.peek().is_some();
        if let Some(address) = parts.find_map(|part| part.trim_matches(['<', '>']).parse().ok()) {
            return Some(address);
        }
    }
    if given {
        door.fault("debtor.emails", FaultCode::NotAnEmailAddress);
    }
    None
}
