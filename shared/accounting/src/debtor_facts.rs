//! What systems write about a debtor as free text, made into facts or dropped.

use domain::country::Country;
use domain::email_address::EmailAddress;
use domain::registration_number::RegistrationNumber;
use domain::source_invoice::{ChangeMark, Debtor, DebtorKind, PostalAddress};

/// The first address in a field that people fill with one or several.
pub(crate) fn first_email(text: &str) -> Option<EmailAddress> {
    text.split([',', ';', ' ', '\n', '\t']).find_map(|part| part.parse().ok())
}

/// The debtor's kind. An EAN number is a public authority's address for electronic invoices; who is marked as a person
/// stays a consumer whatever else is filled in, for that is the stricter law (domain rulings D26).
pub(crate) fn kind(is_person: Option<bool>, ean: Option<&str>) -> DebtorKind {
    match is_person {
        Some(true) => DebtorKind::Consumer,
        Some(false) if ean.is_some() => DebtorKind::PublicAuthority,
        Some(false) => DebtorKind::Company,
        None => DebtorKind::Unknown,
    }
}

/// The registration number by the debtor's country, and never of a person: theirs would be a personal id.
pub(crate) fn registration_number(
    kind: DebtorKind,
    country: Option<&str>,
    text: Option<&str>,
) -> Option<RegistrationNumber> {
    if kind == DebtorKind::Consumer {
        return None;
    }
    let country: Country = country?.trim().to_ascii_lowercase().parse().ok()?;
    Debtor::registration_number_of(country, text?)
}

/// `None` when nothing of an address is known.
pub(crate) fn address(
    street: Option<&str>,
    postal_code: Option<&str>,
    city: Option<&str>,
    country: Option<&str>,
) -> Option<PostalAddress> {
    if [street, postal_code, city].iter().all(Option::is_none) {
        return None;
    }
    let text = |part: Option<&str>| part.unwrap_or_default().trim().to_owned();
    Some(PostalAddress {
        street: text(street),
        postal_code: text(postal_code),
        city: text(city),
        country: country.map(|code| code.trim().to_ascii_uppercase()),
    })
}

/// A mark over facts of a row and all that is copied of its debtor.
pub(crate) fn mark_with(debtor: &Debtor, facts: &[&str]) -> ChangeMark {
    let kind = format!("{:?}", debtor.kind);
    let number = debtor.registration_number.as_ref().map_or("", RegistrationNumber::digits);
    let email = debtor.email.as_ref().map_or("", EmailAddress::as_str);
    let address = debtor.address.clone().unwrap_or_default();
    let country = address.country.unwrap_or_default();
    let copied = [
        debtor.name.as_str(),
        email,
        &kind,
        number,
        &address.street,
        &address.postal_code,
        &address.city,
        &country,
    ];
    ChangeMark::of(&[facts, &copied].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_addresses_in_one_field_the_first_good_one_is_taken() {
        let first = |text| first_email(text).map(|email| email.as_str().to_owned());
        assert_eq!(first("a@x.example; b@y.example").as_deref(), Some("a@x.example"));
        assert_eq!(first("Regnskab, b@y.example").as_deref(), Some("b@y.example"));
        assert_eq!(first("ingen"), None);
    }

    #[test]
    fn a_person_is_a_consumer_and_has_no_number() {
        assert_eq!(kind(Some(true), Some("5790000000000")), DebtorKind::Consumer);
        assert_eq!(registration_number(DebtorKind::Consumer, Some("DK"), Some("24256790")), None);
        assert!(registration_number(DebtorKind::Company, Some("DK"), Some("DK24256790")).is_some());
        assert_eq!(registration_number(DebtorKind::Company, Some("DK"), Some("010190-1234")), None);
        assert_eq!(registration_number(DebtorKind::Company, Some("SE"), Some("24256790")), None);
    }

    #[test]
    fn who_is_not_said_to_be_a_company_is_unknown() {
        assert_eq!(kind(None, Some("5790000000000")), DebtorKind::Unknown);
        assert_eq!(kind(Some(false), None), DebtorKind::Company);
        assert_eq!(kind(Some(false), Some("5790000000000")), DebtorKind::PublicAuthority);
    }
}
