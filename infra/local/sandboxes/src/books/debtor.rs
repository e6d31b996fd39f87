//! Who owes: one debtor as it was given, and the contact the books made of it.

use jiff::Timestamp;

/// A debtor to be added. Two invoices with equal debtors share one contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NewDebtor {
    /// Name of the company or person.
    pub name: String,
    /// E-mail address of its first contact person; none is a case of its own.
    pub email: Option<String>,
    /// Name of its first contact person.
    pub contact_person: Option<String>,
    /// Registration number (CVR).
    pub cvr: Option<String>,
    /// EAN location number of a public authority.
    pub ean: Option<String>,
    /// Whether it is a private person.
    pub person: bool,
    /// Street and house number.
    pub street: Option<String>,
    /// Postal code.
    pub zip: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Country, ISO 3166 two letters; Denmark when not given.
    pub country: Option<String>,
    /// Billy: city and postal code are ids, and their text twins empty.
    pub city_by_id: bool,
    /// Billy: the contact is archived. It can still owe money.
    pub archived: bool,
    /// Dinero: the contact is deleted. It can still owe money.
    pub deleted: bool,
}

impl NewDebtor {
    /// A company with an e-mail address and nothing more.
    #[must_use]
    pub fn named(name: &str, email: &str) -> Self {
        Self { name: name.to_owned(), email: Some(email.to_owned()), ..Self::default() }
    }

    /// The country, ISO 3166 two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        self.country.as_deref().unwrap_or("DK")
    }

    /// The lines of a letter's address field below the name; empty when nothing is known.
    #[must_use]
    pub fn address(&self) -> String {
        let town = [self.zip.as_deref(), self.city.as_deref()];
        let town: Vec<_> = town.into_iter().flatten().collect();
        let number = self.cvr.as_ref().map(|cvr| format!("Cvr-nr.: {}{cvr}", self.country()));
        let lines = [self.street.clone(), Some(town.join(" ")), number];
        let lines: Vec<_> = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }
}

/// A debtor in the books.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Record id.
    pub id: String,
    /// What is known of it.
    pub debtor: NewDebtor,
    /// People to write to; can be empty, and none need be primary.
    pub persons: Vec<ContactPerson>,
    /// When it was added.
    pub created: Timestamp,
}

/// A person at a debtor.
#[derive(Clone, Debug)]
pub struct ContactPerson {
    /// Record id.
    pub id: String,
    /// Name; can be empty when there is an e-mail address.
    pub name: String,
    /// E-mail address; can be empty when there is a name.
    pub email: String,
}
