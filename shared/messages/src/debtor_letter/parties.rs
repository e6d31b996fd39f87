//! The two blocks at the head of a letter: who writes, and to whom.

use domain::dunning::letter::{Addressee, Creditor};
use domain::source_invoice::PostalAddress;
use domain::{Country, RegistrationNumber};

use super::words::Words;
use crate::format::Name;

/// A name with the lines below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    /// The postal address, line by line, as on an envelope.
    pub address: Vec<String>,
    /// Number, telephone and mail address, each with its word before it.
    pub contact: Vec<String>,
}

impl Party {
    pub(super) fn creditor(creditor: &Creditor, at_home: Country, words: &Words) -> Party {
        let mut contact = vec![registered(&creditor.number)];
        contact.extend(
            creditor.phone.as_deref().map(|phone| format!("{} {}", words.phone, Name::new(phone).isolated())),
        );
        contact.push(format!("{} {}", words.email, creditor.reply_to));
        Party {
            name: Name::new(&creditor.name).isolated(),
            address: creditor.address.as_ref().map(|address| lines(address, at_home)).unwrap_or_default(),
            contact,
        }
    }

    /// Whose postal address is not known is told apart by the mail address that the letter goes to.
    pub(super) fn debtor(debtor: &Addressee, at_home: Country, words: &Words) -> Party {
        let address = debtor.address.as_ref().map(|address| lines(address, at_home)).unwrap_or_default();
        let mut contact: Vec<String> = debtor.number.iter().map(registered).collect();
        if address.is_empty() {
            contact.push(format!("{} {}", words.email, debtor.email));
        }
        Party { name: Name::new(&debtor.name).isolated(), address, contact }
    }
}

/// Street lines, then postal code and city, then the country where it is another one.
fn lines(address: &PostalAddress, at_home: Country) -> Vec<String> {
    let town = format!("{} {}", address.postal_code, address.city);
    let abroad = address
        .country
        .as_deref()
        .filter(|country| !country.eq_ignore_ascii_case(at_home.code()))
        .map(str::to_ascii_uppercase);
    address
        .street
        .lines()
        .chain([town.as_str()])
        .chain(abroad.as_deref())
        .filter(|line| !line.trim().is_empty())
        .map(|line| Name::new(line).isolated())
        .collect()
}

/// `CVR-nr. 12345678`, `Org.nr. 923 609 016`: as each register writes its numbers, in every language.
fn registered(number: &RegistrationNumber) -> String {
    match number.country() {
        Country::Denmark => format!("CVR-nr.\u{a0}{number}"),
        Country::Norway => {
            let digits: Vec<char> = number.digits().chars().collect();
            let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
            format!("Org.nr.\u{a0}{}", groups.join("\u{a0}"))
        }
    }
}
