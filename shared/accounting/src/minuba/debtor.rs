//! Who owes, out of a client of Minuba.

use domain::source_invoice::{Debtor, DebtorKind};

use super::names::{ADDRESS_KINDS, COUNTRIES, Names, address as of_address, client, name_in};
use crate::debtor_facts::{address, first_email, registration_number};
use crate::fields::Row;

/// Danish unless the address says otherwise.
const HOME: &str = "DK";

/// What can be read of a client: a field of another type than it should have is as good as empty, for trouble with a
/// debtor must not hide that an invoice was paid.
///
/// Minuba does not say who is a person: one with a registration number buys as a business, of any other nothing is known.
pub(super) fn read(row: &Row<'_>, id: &str) -> Debtor {
    let rows = row.each(name_in(row, client::ADDRESSES), |address| Ok(address.clone())).ok().flatten();
    let place = rows.as_deref().and_then(best);
    let of_place = |names| place.and_then(|place| label(place, names));
    let country = country(of_place(of_address::COUNTRY).as_deref());
    let company = DebtorKind::Company;
    let number = label(row, client::NUMBER);
    let registration_number = registration_number(company, country.as_deref(), number.as_deref());
    let email = |text: Option<String>| text.and_then(|text| first_email(&text));
    let lines = [of_place(of_address::STREET), of_place(of_address::STREET_2)];
    let street =
        lines.into_iter().flatten().map(|line| line.trim().to_owned()).reduce(|a, b| format!("{a}\n{b}"));
    Debtor {
        external_id: Some(id.to_owned()),
        name: label(row, client::NAME).unwrap_or_default().trim().to_owned(),
        email: email(label(row, client::EMAIL)).or_else(|| email(of_place(of_address::EMAIL))),
        kind: if registration_number.is_some() { company } else { DebtorKind::Unknown },
        registration_number,
        address: address(
            street.as_deref(),
            of_place(of_address::POSTAL_CODE).as_deref(),
            of_place(of_address::CITY).as_deref(),
            country.as_deref(),
        ),
    }
}

fn label(row: &Row<'_>, names: Names) -> Option<String> {
    row.label(name_in(row, names)).ok().flatten().map(Into::into)
}

/// The address that letters go to.
fn best<'r, 'a>(rows: &'r [Row<'a>]) -> Option<&'r Row<'a>> {
    let kind = |row: &Row<'_>| label(row, of_address::KIND).unwrap_or_default();
    let of_kind = |wanted: &&str| rows.iter().find(|row| kind(row).trim().eq_ignore_ascii_case(wanted));
    ADDRESS_KINDS.iter().find_map(of_kind).or(rows.first())
}

/// Two letters, out of these or a country's name. `None` for what is neither: it is then no country whose law we know.
fn country(text: Option<&str>) -> Option<String> {
    let Some(text) = text.map(|text| text.trim().to_lowercase()) else { return Some(HOME.into()) };
    let known = COUNTRIES.iter().find(|(name, _)| *name == text).map(|(_, code)| (*code).to_owned());
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    known.or_else(|| is_code.then(|| text.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn debtor(json: &str) -> Debtor {
        read(&Row::parse(json).unwrap(), "c1")
    }

    #[test]
    fn a_client_with_a_registration_number_is_a_company_and_of_any_other_nothing_is_known() {
        assert_eq!(debtor(r#"{"name":" Byg ","cvr":"24 25 67 90"}"#).kind, DebtorKind::Company);
        assert_eq!(debtor(r#"{"cvr":24256790}"#).kind, DebtorKind::Company);
        for other in [r#"{"cvr":null}"#, r#"{"cvr":""}"#, r#"{"cvr":"010190-1234"}"#, r#"{"cvr":["x"]}"#] {
            let debtor = debtor(other);
            assert_eq!((debtor.kind, debtor.registration_number), (DebtorKind::Unknown, None), "{other}");
        }
    }

    #[test]
    fn of_several_addresses_in_one_text_the_first_that_is_one_is_written_to() {
        let email = |json: &str| debtor(json).email.map(|email| email.as_str().to_owned());
        assert_eq!(
            email(r#"{"email":"ring først; a@x.example, b@x.example"}"#).as_deref(),
            Some("a@x.example")
        );
        let beside = r#"{"email":"","addresses":[{"email":"c@x.example"}]}"#;
        assert_eq!(email(beside).as_deref(), Some("c@x.example"));
        assert_eq!(email(r#"{"email":"ingen"}"#), None);
    }

    #[test]
    fn letters_go_to_the_billing_address_with_both_its_lines() {
        let rows = r#"{"addresses":[{"addressType":"DELIVERY","streetAddress":"Byggepladsen"},
            {"addressType":"billing","streetAddress":"Havnegade 14","streetAddress2":"2. sal","postCode":8000,
             "city":"Aarhus C","country":"Danmark"}]}"#;
        let place = debtor(rows).address.unwrap();
        assert_eq!((place.street.as_str(), place.postal_code.as_str()), ("Havnegade 14\n2. sal", "8000"));
        assert_eq!((place.city.as_str(), place.country.as_deref()), ("Aarhus C", Some("DK")));
        let only = debtor(r#"{"addresses":[{"addressType":"DELIVERY","streetAddress":"Byggepladsen"}]}"#);
        assert_eq!(only.address.unwrap().street, "Byggepladsen");
    }

    #[test]
    fn a_number_is_read_by_the_law_of_the_addresss_country_and_by_none_where_that_is_not_known() {
        let number = |country: &str| {
            debtor(&format!(
                r#"{{"cvr":"24256790","addresses":[{{"streetAddress":"x","country":"{country}"}}]}}"#
            ))
            .registration_number
            .is_some()
        };
        assert!(number("DK") && number("danmark") && number(""));
        assert!(!number("SE") && !number("Tyskland"));
    }
}
