//! Who owes, in Tripletex. Trouble with a customer's fields must not hide that an invoice was paid: a field that is not as
//! it should be is as good as missing.

use domain::email_address::EmailAddress;
use domain::source_invoice::{Debtor, DebtorKind, PostalAddress};

use crate::debtor_facts::{address, first_email, registration_number};
use crate::fields::Row;

/// Where a customer wants to hear of money, the best first. A field may hold several, with `;` between.
const MAIL_FIELDS: &[&str] = &["overdueNoticeEmail", "invoiceEmail", "email"];
/// Where letters go, the best first.
const ADDRESS_FIELDS: &[&str] = &["postalAddress", "physicalAddress"];
/// A customer without a country is at home.
const HOME: &str = "NO";

pub(super) fn read(customer: &Row<'_>) -> Debtor {
    let text = |field| customer.label(field).ok().flatten();
    let number = text("organizationNumber");
    let kind = kind(customer.flag("isPrivateIndividual").ok().flatten(), number.as_deref());
    let address = ADDRESS_FIELDS.iter().find_map(|field| address_of(&customer.row(field).ok()??));
    let country = address.as_ref().and_then(|address| address.country.clone()).unwrap_or(HOME.into());
    let email: Option<EmailAddress> = MAIL_FIELDS.iter().find_map(|field| first_email(&text(field)?));
    Debtor {
        external_id: text("id").map(|id| id.into_owned()),
        name: text("name").unwrap_or_default().trim().to_owned(),
        email,
        kind,
        registration_number: registration_number(kind, Some(&country), number.as_deref()),
        address,
    }
}

/// One that is missing altogether.
pub(super) fn unknown() -> Debtor {
    Debtor {
        external_id: None,
        name: String::new(),
        email: None,
        kind: DebtorKind::Unknown,
        registration_number: None,
        address: None,
    }
}

/// That a customer is a person must be ticked over there, so its absence proves little: only a number makes a company.
fn kind(is_person: Option<bool>, number: Option<&str>) -> DebtorKind {
    match (is_person, number) {
        (Some(true), _) => DebtorKind::Consumer,
        (_, Some(number)) if !is_personal_id(number) => DebtorKind::Company,
        _ => DebtorKind::Unknown,
    }
}

/// Eleven digits are a person's, in whatever field they stand.
fn is_personal_id(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() == 11
}

fn address_of(row: &Row<'_>) -> Option<PostalAddress> {
    let text = |field| row.label(field).ok().flatten();
    let lines = [text("addressLine1"), text("addressLine2")];
    let lines: Vec<_> = lines.iter().flatten().map(|line| line.trim()).collect();
    let street = (!lines.is_empty()).then(|| lines.join("\n"));
    let country = row.row("country").ok().flatten();
    let country = country.and_then(|country| Some(country.text("isoAlpha2Code").ok()??.into_owned()));
    address(street.as_deref(), text("postalCode").as_deref(), text("city").as_deref(), country.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn debtor(fields: &str) -> Debtor {
        let json = format!(r#"{{"id":108150021,"name":"Fjellheim Rørservice AS",{fields}}}"#);
        read(&Row::parse(&json).unwrap())
    }

    #[test]
    fn the_mail_for_overdue_notices_comes_before_the_others_and_the_first_of_several_counts() {
        let mail = |fields: &str| debtor(fields).email.map(|email| email.as_str().to_owned());
        let all = r#""overdueNoticeEmail":"a@x.example","invoiceEmail":"b@x.example","email":"c@x.example""#;
        assert_eq!(mail(all).as_deref(), Some("a@x.example"));
        let some =
            r#""overdueNoticeEmail":"","invoiceEmail":"b@x.example;d@x.example","email":"c@x.example""#;
        assert_eq!(mail(some).as_deref(), Some("b@x.example"));
        assert_eq!(mail(r#""invoiceEmail":"nobody","email":"c@x.example""#).as_deref(), Some("c@x.example"));
        assert_eq!(mail(r#""email":null"#), None);
    }

    #[test]
    fn a_person_is_a_consumer_and_only_a_number_makes_a_company() {
        let kind = |fields: &str| debtor(fields).kind;
        assert_eq!(
            kind(r#""isPrivateIndividual":true,"organizationNumber":"974760673""#),
            DebtorKind::Consumer
        );
        assert_eq!(
            kind(r#""isPrivateIndividual":false,"organizationNumber":"974 760 673""#),
            DebtorKind::Company
        );
        assert_eq!(kind(r#""isPrivateIndividual":false,"organizationNumber":"""#), DebtorKind::Unknown);
        assert_eq!(kind(r#""organizationNumber":"01019012345""#), DebtorKind::Unknown);
        let number =
            |fields: &str| debtor(fields).registration_number.map(|number| number.digits().to_owned());
        assert_eq!(number(r#""organizationNumber":"974760673""#).as_deref(), Some("974760673"));
        let abroad = r#""organizationNumber":"974760673","postalAddress":{"city":"Malmö","country":{"isoAlpha2Code":"SE"}}"#;
        assert_eq!(number(abroad), None);
        assert_eq!(number(r#""organizationNumber":"01019012345""#), None);
    }

    #[test]
    fn an_empty_postal_address_gives_way_to_the_physical_one() {
        let found = debtor(
            r#""postalAddress":{"addressLine1":"","city":""},
               "physicalAddress":{"addressLine1":"Granveien 12","addressLine2":"H0201","postalCode":"0484","city":"Oslo"}"#,
        );
        let address = found.address.unwrap();
        assert_eq!((address.street.as_str(), address.city.as_str()), ("Granveien 12\nH0201", "Oslo"));
        assert_eq!(debtor(r#""postalAddress":{"id":1,"url":"x"}"#).address, None);
        assert_eq!(debtor(r#""postalAddress":"Oslo""#).address, None);
    }
}
