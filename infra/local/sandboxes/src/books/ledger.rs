//! The books of one company.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{
    Contact, ContactPerson, Fee, Invoice, Kind, NewCompany, NewDebtor, NewInvoice, Refused, Settlement,
    SettlementKind, State, System, registration_number,
};
use crate::clock::Clock;
use crate::faults::FaultBoard;

/// First number given to an invoice that came without.
const FIRST_NUMBER: u64 = 1001;

/// The largest amount taken, in hundredths: sums and rates of it stay within 64 bits.
pub(super) const LARGEST_AMOUNT: i64 = 10_000_000_000_000;

/// Everything about one company. Invoices stay in the order they were added.
pub struct Ledger<S: System> {
    /// Organization id.
    pub organization: String,
    /// Token (Billy) or API key (Dinero).
    pub key: String,
    /// The key was taken back: the system no longer knows it.
    pub revoked: bool,
    /// Name of the company.
    pub name: String,
    /// Registration number (CVR).
    pub cvr: String,
    /// Debtors.
    pub contacts: Vec<Contact>,
    /// Invoices and credit notes, also deleted ones.
    pub invoices: Vec<Invoice>,
    /// Faults that wait for a request.
    pub faults: FaultBoard,
    /// How the double behaves towards this company.
    pub switches: S::Switches,
    pub(super) clock: Clock,
    pub(super) by_id: HashMap<String, usize>,
    by_number: HashMap<u64, usize>,
    by_debtor: HashMap<NewDebtor, usize>,
    next_number: u64,
}

/// What must hold for a key or an organization id of a company beside `others`.
pub(super) fn check_name<S: System>(
    field: &'static str,
    name: &str,
    others: &[Ledger<S>],
) -> Result<(), Refused> {
    if name.is_empty() || !name.bytes().all(|sign| sign.is_ascii_graphic() && sign != b'/') {
        return Err(Refused::input(field, "must be letters, digits and signs other than /"));
    }
    if others.iter().any(|other| other.key == name || other.organization == name) {
        return Err(Refused::input(field, "is already in use"));
    }
    Ok(())
}

impl<S: System> Ledger<S> {
    /// An empty ledger beside `others`.
    pub(super) fn open(
        new: NewCompany,
        others: &[Self],
        clock: Clock,
        switches: S::Switches,
    ) -> Result<Self, Refused> {
        if new.name.trim().is_empty() {
            return Err(Refused::input("name", "is empty"));
        }
        let key = new.key.unwrap_or_else(S::record_id);
        let organization = new.organization.unwrap_or_else(|| S::organization_id(others.len()));
        if let Some(reason) = S::organization_id_fault(&organization) {
            return Err(Refused::input("organization_id", reason));
        }
        check_name("key", &key, others)?;
        check_name("organization_id", &organization, others)?;
        Ok(Self {
            organization,
            key,
            revoked: false,
            name: new.name,
            cvr: new.cvr.unwrap_or_else(|| registration_number(others.len())),
            contacts: Vec::new(),
            invoices: Vec::new(),
            faults: FaultBoard::default(),
            switches,
            clock,
            by_id: HashMap::new(),
            by_number: HashMap::new(),
            by_debtor: HashMap::new(),
            next_number: FIRST_NUMBER,
        })
    }

    /// The invoice or credit note with this id, also a deleted one.
    #[must_use]
    pub fn invoice(&self, id: &str) -> Option<&Invoice> {
        self.by_id.get(id).map(|index| &self.invoices[*index])
    }

    /// The contact with this id.
    #[must_use]
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    /// The contact of an invoice.
    #[must_use]
    pub fn contact_of(&self, invoice: &Invoice) -> &Contact {
        &self.contacts[invoice.contact]
    }

    /// Index of the invoice whose id or number is `name`.
    pub(super) fn find(&self, name: &str) -> Result<usize, Refused> {
        let by_number = || self.by_number.get(&name.parse().ok()?);
        let found = self.by_id.get(name).or_else(by_number).copied();
        found.ok_or_else(|| Refused::Unknown { what: "invoice", name: name.to_owned() })
    }

    /// Adds an invoice and answers its id.
    pub(super) fn add(&mut self, new: NewInvoice) -> Result<String, Refused> {
        let issued = self.check(&new)?;
        let currency = if new.currency.is_empty() { S::CURRENCY.to_owned() } else { new.currency };
        let number = new.number.unwrap_or(self.next_number);
        let now = self.clock.now();
        // Seconds apart, so that sorting by creation has an order to show.
        let second = i64::try_from(self.invoices.len() % 3_600).unwrap_or_default();
        let morning =
            issued.at(7, 0, 0, 0).to_zoned(TimeZone::UTC).map(|at| at.timestamp() + second.seconds());
        let created = new.created.unwrap_or_else(|| morning.unwrap_or(now).min(now));
        let contact = self.contact_for(new.debtor, created);
        let id = S::invoice_id(number);
        let date = new.due.unwrap_or(issued);
        let fees =
            (new.late_fee > 0).then(|| Fee { id: S::record_id(), date, created, amount: new.late_fee });
        let index = self.invoices.len();
        let invoice = Invoice {
            id: id.clone(),
            kind: new.kind,
            state: new.state,
            number,
            contact,
            without_contact: new.without_contact,
            issued,
            due: new.due,
            net: new.net,
            vat: new.vat,
            currency,
            description: new.description,
            external_reference: new.external_reference,
            sent_to_debt_collection: new.sent_to_debt_collection,
            prices_with_vat: new.prices_with_vat,
            created,
            updated: created,
            settlements: Vec::new(),
            fees: fees.into_iter().collect(),
        };
        self.invoices.push(invoice);
        self.by_id.insert(id.clone(), index);
        self.by_number.insert(number, index);
        self.next_number = self.next_number.max(number.saturating_add(1));
        if new.paid > 0 {
            self.settle(index, SettlementKind::Payment, new.paid);
        }
        Ok(id)
    }

    /// What must hold for a new invoice. Answers its day of issue.
    fn check(&self, new: &NewInvoice) -> Result<Date, Refused> {
        let credits = match &new.kind {
            Kind::CreditNote { of: Some(of) } => Some(of),
            _ => None,
        };
        let amounts = [new.net, new.vat, new.late_fee, new.paid];
        let faults = [
            (amounts.iter().any(|amount| *amount > LARGEST_AMOUNT), "amount_minor", "is too large"),
            (new.debtor.name.trim().is_empty(), "debtor.name", "is empty"),
            (new.net < 0 || new.vat < 0, "amount_minor", "is below nothing"),
            (new.late_fee < 0, "late_fee_minor", "is below nothing"),
            (new.paid < 0, "paid_minor", "is below nothing"),
            (new.state == State::Voided && !S::VOIDS, "state", "this system has no voided invoices"),
            (
                !new.currency.is_empty()
                    && (new.currency.len() != 3
                        || !new.currency.bytes().all(|sign| sign.is_ascii_uppercase())),
                "currency",
                "is not three capital letters",
            ),
            (
                new.number.is_some_and(|number| self.by_number.contains_key(&number)),
                "number",
                "is already in use",
            ),
            (credits.is_some_and(|of| !self.by_id.contains_key(of)), "credits", "is the id of no invoice"),
        ];
        if let Some((_, field, reason)) = faults.into_iter().find(|(wrong, ..)| *wrong) {
            return Err(Refused::input(field, reason));
        }
        let before_due = || new.due.and_then(|due| due.checked_sub(8.days()).ok());
        Ok(new.issued.or_else(before_due).unwrap_or_else(|| self.clock.today()))
    }

    fn contact_for(&mut self, debtor: NewDebtor, created: Timestamp) -> usize {
        if let Some(index) = self.by_debtor.get(&debtor) {
            return *index;
        }
        let (name, email) = (debtor.contact_person.clone(), debtor.email.clone());
        let persons = (name.is_some() || email.is_some()).then(|| ContactPerson {
            id: S::record_id(),
            name: name.unwrap_or_default(),
            email: email.unwrap_or_default(),
        });
        self.contacts.push(Contact {
            id: S::record_id(),
            debtor: debtor.clone(),
            persons: persons.into_iter().collect(),
            created,
        });
        self.by_debtor.insert(debtor, self.contacts.len() - 1);
        self.contacts.len() - 1
    }

    /// Enters a settlement of today.
    pub(super) fn settle(&mut self, index: usize, kind: SettlementKind, amount: i64) {
        self.settle_on(index, kind, amount, self.clock.today());
    }

    /// Enters a settlement of a day.
    pub(super) fn settle_on(&mut self, index: usize, kind: SettlementKind, amount: i64, date: Date) {
        let created = self.clock.now();
        let invoice = &mut self.invoices[index];
        invoice.settlements.push(Settlement {
            id: S::record_id(),
            kind,
            date,
            created,
            amount,
            voided: false,
            voided_on: None,
        });
        if S::settling_counts_as_change(&self.switches) {
            invoice.updated = created;
        }
    }
}
