//! What happens to an invoice or a connection beside the claim itself.

use domain::claim::{Change, Command, FaultCode, Report, Switch};
use domain::ids::InvoiceId;
use domain::money::Money;

use super::claim::{invoice_id, terms};
use super::debtor;
use super::door::{Door, LONG_ID, LONG_NAME, SHORT_ID};
use super::papers::Paper;
use crate::wire::{
    self, Amount, CollectionWithdrawn, ConnectionActivated, ConnectionDeactivated, Credited, Creditor, Field,
    PaymentRegistered,
};

type Read = (Option<Command>, Vec<Paper>);

fn alone(command: Option<Command>) -> Read {
    (command, Vec::new())
}

pub fn paid(push: &PaymentRegistered, door: &mut Door) -> Read {
    let invoice = named(&push.creditor, &push.invoice, door);
    let Some(payment) = door.needed(&push.payment, "payment", FaultCode::WrongType) else {
        return alone(None);
    };
    let amount = positive("payment", &payment.amount, &payment.currency, door);
    let id = door.text(&payment.external_id, "payment.external_id", SHORT_ID);
    door.date(&payment.date, "payment.date");
    alone(report(invoice, amount.map(|amount| Change::Paid { amount }), id))
}

pub fn credited(push: &Credited, door: &mut Door) -> Read {
    let invoice = named(&push.creditor, &push.invoice, door);
    let note = door.needed(&push.credit_note, "credit_note", FaultCode::WrongType);
    let Some(note) = note else { return alone(None) };
    let amount = positive("credit_note", &note.amount, &note.currency, door);
    let id = door.text(&note.external_id, "credit_note.external_id", SHORT_ID);
    door.text(&note.number, "credit_note.number", SHORT_ID);
    door.date(&note.date, "credit_note.date");
    alone(report(invoice, amount.map(|amount| Change::Credited { amount }), id))
}

pub fn withdrawn(push: &CollectionWithdrawn, door: &mut Door) -> Read {
    let invoice = named(&push.creditor, &push.invoice, door);
    door.text_if_any(&push.reason, "reason", 500);
    // An invoice is withdrawn once, however often that is told.
    alone(report(invoice, Some(Change::Withdrawn), Some(String::new())))
}

pub fn activated(push: &ConnectionActivated, door: &mut Door) -> Read {
    if let Some(known) = door.needed(&push.creditor, "creditor", FaultCode::WrongType) {
        creditor(known, door);
    }
    let terms = terms(&push.terms_accepted, door);
    alone(Some(Command::Switch(Switch::Activated { terms })))
}

pub fn deactivated(push: &ConnectionDeactivated, door: &mut Door) -> Read {
    creditor_id(&push.creditor, door);
    alone(Some(Command::Switch(Switch::Deactivated)))
}

/// The creditor is known by its connection; what is told of it must be whole, for an agreement may be made on it.
pub fn creditor(creditor: &Creditor, door: &mut Door) {
    door.text(&creditor.external_id, "creditor.external_id", SHORT_ID);
    door.text(&creditor.name, "creditor.name", LONG_NAME);
    door.text(&creditor.cvr, "creditor.cvr", SHORT_ID);
    door.text(&creditor.phone, "creditor.phone", SHORT_ID);
    let email = door.text(&creditor.email, "creditor.email", LONG_ID);
    if email.is_some_and(|email| email.parse::<domain::EmailAddress>().is_err()) {
        door.fault("creditor.email", FaultCode::NotAnEmailAddress);
    }
    if let Some(address) = door.needed(&creditor.address, "creditor.address", FaultCode::WrongType) {
        door.text(&address.line1, "creditor.address.line1", LONG_NAME);
        door.text(&address.postal_code, "creditor.address.postal_code", 20);
        door.text(&address.city, "creditor.address.city", SHORT_ID);
        debtor::country(address, "creditor.address.country", door);
    }
    door.wanted(&creditor.bank, "creditor.bank", FaultCode::WrongType);
    door.wanted(&creditor.contact, "creditor.contact", FaultCode::WrongType);
}

fn creditor_id(creditor: &Field<wire::CreditorId>, door: &mut Door) {
    if let Some(creditor) = door.needed(creditor, "creditor", FaultCode::WrongType) {
        door.text(&creditor.external_id, "creditor.external_id", SHORT_ID);
    }
}

fn named(
    creditor: &Field<wire::CreditorId>,
    invoice: &Field<wire::InvoiceName>,
    door: &mut Door,
) -> Option<InvoiceId> {
    creditor_id(creditor, door);
    let invoice = door.needed(invoice, "invoice", FaultCode::WrongType)?;
    door.text(&invoice.number, "invoice.number", 40);
    let id = door.text(&invoice.external_id, "invoice.external_id", LONG_ID)?;
    invoice_id(&id, door)
}

fn positive(path: &str, amount: &Field<Amount>, currency: &Field<String>, door: &mut Door) -> Option<Money> {
    let currency = door.currency(currency, format!("{path}.currency"));
    let path = format!("{path}.amount");
    let amount = door.amount(amount, &path, currency)?;
    if amount.is_positive() {
        return Some(amount);
    }
    door.fault(path, FaultCode::AmountNotPositive);
    None
}

fn report(invoice: Option<InvoiceId>, change: Option<Change>, id: Option<String>) -> Option<Command> {
    Some(Command::Report(Report { invoice: invoice?, change: change?, id: id? }))
}
