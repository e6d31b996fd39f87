//! Who owes, in Dinero.

use domain::country::Country;
use domain::email_address::EmailAddress;
use domain::source_invoice::{Debtor, DebtorKind, PostalAddress};

use crate::debtor_facts::{address, first_email, kind, registration_number};
use crate::fields::Row;

/// A contact, read once and used for all its invoices. A deleted one can still owe money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contact {
    pub debtor: Debtor,
}

impl Contact {
    /// What can be read of it: a field of another type than it should have is as good as empty, for trouble with a
    /// debtor must not hide that an invoice was paid.
    pub fn read(row: &Row<'_>) -> Self {
        let label = |field| row.label(field).ok().flatten();
        let kind = kind(row.flag("IsPerson").ok().flatten(), label("EanNumber").as_deref());
        let (country, vat_number) = (label("CountryKey"), label("VatNumber"));
        let email: Option<EmailAddress> = label("Email").and_then(|text| first_email(&text));
        let (street, zip, city) = (label("Street"), label("ZipCode"), label("City"));
        Self {
            debtor: Debtor {
                external_id: None,
                name: label("Name").unwrap_or_default().trim().to_owned(),
                email,
                kind,
                registration_number: registration_number(kind, country.as_deref(), vat_number.as_deref()),
                address: address(street.as_deref(), zip.as_deref(), city.as_deref(), country.as_deref()),
            },
        }
    }
}

/// The debtor of an invoice without a contact: what is printed on the invoice.
pub(super) fn as_printed(name: Option<&str>, block: Option<&str>) -> Debtor {
    let (address, number) = block.map_or((None, None), printed_address);
    Debtor {
        external_id: None,
        name: name.unwrap_or_default().trim().to_owned(),
        email: None,
        kind: DebtorKind::Unknown,
        registration_number: number.and_then(|text| Debtor::registration_number_of(Country::Denmark, &text)),
        address,
    }
}

/// Lines of street, then postal code and city, and maybe one with a CVR number.
fn printed_address(block: &str) -> (Option<PostalAddress>, Option<String>) {
    let (mut street, mut town, mut number) = (Vec::new(), None, None);
    for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((_, text)) = line.split_once(':').filter(|(label, _)| is_cvr_label(label)) {
            number = Some(text.trim().to_owned());
        } else if let Some((code, city)) = line.split_once(' ').filter(|(code, _)| is_postal_code(code)) {
            town = Some((code.to_owned(), city.trim().to_owned()));
        } else {
            street.push(line);
        }
    }
    let street = (!street.is_empty()).then(|| street.join("\n"));
    let (code, city) = town.unzip();
    (address(street.as_deref(), code.as_deref(), city.as_deref(), None), number)
}

fn is_cvr_label(label: &str) -> bool {
    label.trim().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("cvr"))
}

fn is_postal_code(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_on_an_invoice_without_a_contact_is_taken_apart() {
        let debtor =
            as_printed(Some("Eksempel Byg"), Some("Industrivej 5\n8800 Viborg\nCvr-nr.: DK24256790"));
        let address = debtor.address.unwrap();
        assert_eq!((address.street.as_str(), address.postal_code.as_str()), ("Industrivej 5", "8800"));
        assert_eq!(address.city, "Viborg");
        assert_eq!(debtor.registration_number.unwrap().digits(), "24256790");
        assert_eq!(debtor.kind, DebtorKind::Unknown);
    }

    #[test]
    fn a_personal_id_on_an_invoice_is_not_kept() {
        let debtor = as_printed(Some("Jens"), Some("Granvej 3\nCvr-nr.: 010190-1234"));
        assert_eq!(debtor.registration_number, None);
        assert!(!format!("{debtor:?}").contains("010190"));
    }
}
