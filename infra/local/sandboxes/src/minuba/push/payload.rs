//! The body of each event, by the proposed contract.

use super::document;
use super::event::EventKind;
use super::order::Push;
use crate::books::{Fee, Invoice, Ledger, NewDebtor, Refused, Settlement, SettlementKind};
use crate::json::{Json, record};
use crate::minuba::Minuba;
use crate::minuba::invoices::{payment_reference, principal};
use crate::minuba::orders::order_number;
use crate::minuba::switches::Service;

const API_VERSION: &str = "2026-01";

/// What is the same in all events of one click.
pub struct Occasion<'a> {
    pub event_id: &'a str,
    /// RFC 3339 with an offset.
    pub occurred_at: &'a str,
    /// Where this double answers, where that is known.
    pub here: Option<&'a str>,
}

/// The whole body. `settlement` is the payment or credit note that it is about.
pub fn body(
    ledger: &Ledger<Minuba>,
    push: &Push,
    occasion: &Occasion<'_>,
    invoice: Option<&Invoice>,
    settlement: Option<&Settlement>,
) -> Result<Json, Refused> {
    let mut body = record! {
        "event_id": occasion.event_id,
        "event_type": push.event.name(),
        "occurred_at": occasion.occurred_at,
        "api_version": API_VERSION,
    };
    let terms = || accepted_terms(ledger, occasion);
    match (push.event, invoice, settlement) {
        (EventKind::Ping, ..) => {}
        (EventKind::ConnectionDeactivated, ..) => body.push("creditor", creditor_id(ledger)),
        (EventKind::ConnectionActivated, ..) => {
            body.push("creditor", creditor(ledger));
            add(&mut body, "terms_accepted", terms());
        }
        (EventKind::SentToCollection, Some(invoice), _) => {
            body.push("creditor", creditor(ledger));
            body.push("debtor", debtor(ledger, invoice));
            body.push("invoice", whole_invoice(ledger, invoice, push.amount));
            body.push("charges", charges(ledger, invoice));
            body.push("reminders", reminders(ledger, invoice, push.last_reminder)?);
            body.push("documents", document::listed(ledger, invoice, push, occasion.here)?);
            add(&mut body, "terms_accepted", terms());
        }
        (event, Some(invoice), settlement) => {
            body.push("creditor", creditor_id(ledger));
            body.push(
                "invoice",
                record! {
                    "external_id": invoice.id.as_str(),
                    "number": invoice.number.to_string(),
                },
            );
            match (event, settlement) {
                (EventKind::PaymentRegistered, Some(payment)) => {
                    body.push("payment", settled(ledger, invoice, payment));
                }
                (EventKind::Credited, Some(credit)) => {
                    body.push("credit_note", credit_note(ledger, invoice, credit));
                }
                _ => add(&mut body, "reason", push.reason.clone().map(Json::Text)),
            }
        }
        (_, None, _) => return Err(Refused::input("invoice", "is missing")),
    }
    Ok(body)
}

fn add(body: &mut Json, key: &'static str, value: Option<Json>) {
    if let Some(value) = value {
        body.push(key, value);
    }
}

/// A number with two decimals, or a text of the same form.
fn amount(ledger: &Ledger<Minuba>, minor: i64) -> Json {
    let sign = if minor < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
    if ledger.switches.amounts_as_text { Json::Text(text) } else { Json::Number(text) }
}

fn creditor_id(ledger: &Ledger<Minuba>) -> Json {
    record! { "external_id": ledger.organization.as_str() }
}

/// The books know no more of a company than its name and number: the rest is made up.
fn creditor(ledger: &Ledger<Minuba>) -> Json {
    let domain: String = ledger.name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    record! {
        "external_id": ledger.organization.as_str(),
        "name": ledger.name.as_str(),
        "cvr": ledger.cvr.as_str(),
        "address": record! { "line1": "Smedevej 8", "postal_code": "5000", "city": "Odense C", "country": "DK" },
        "email": format!("kontor@{domain}.example"),
        "phone": "+4500000001",
        "contact": record! { "name": "Mia Jensen", "email": format!("mia@{domain}.example") },
    }
}

fn debtor(ledger: &Ledger<Minuba>, invoice: &Invoice) -> Json {
    let contact = ledger.contact_of(invoice);
    let debtor = &contact.debtor;
    let mut told = record! {
        "external_id": contact.id.as_str(),
        "type": if debtor.person { "person" } else { "company" },
        "name": debtor.name.as_str(),
    };
    add(&mut told, "attention", debtor.contact_person.clone().map(Json::Text));
    add(&mut told, "cvr", debtor.cvr.clone().filter(|_| !debtor.person).map(Json::Text));
    add(&mut told, "ean", debtor.ean.clone().map(Json::Text));
    add(&mut told, "address", address(debtor));
    // One field of Minuba may hold several addresses.
    let emails = debtor.email.as_deref().unwrap_or_default().split([',', ';', ' ']);
    told.push("emails", emails.filter(|part| !part.is_empty()).map(Json::from).collect::<Vec<_>>());
    told
}

fn address(debtor: &NewDebtor) -> Option<Json> {
    let known = debtor.street.is_some() || debtor.zip.is_some() || debtor.city.is_some();
    known.then(|| {
        record! {
            "line1": debtor.street.clone(),
            "postal_code": debtor.zip.clone(),
            "city": debtor.city.clone(),
            "country": debtor.country(),
        }
    })
}

fn whole_invoice(ledger: &Ledger<Minuba>, invoice: &Invoice, changed: Option<i64>) -> Json {
    let gross = changed.unwrap_or(invoice.gross());
    let vat = changed.map_or(invoice.vat, |gross| gross / 5);
    let mut told = record! {
        "external_id": invoice.id.as_str(),
        "number": invoice.number.to_string(),
        "issue_date": invoice.issued,
        "due_date": invoice.due,
        "currency": invoice.currency.as_str(),
        "net_amount": amount(ledger, gross - vat),
        "vat_amount": amount(ledger, vat),
        "gross_amount": amount(ledger, gross),
        "outstanding_amount": amount(ledger, changed.unwrap_or(principal(invoice))),
        "payment_reference": payment_reference(ledger, invoice),
        "description": invoice.description.as_str(),
    };
    told.push("order_number", order_number(invoice));
    told
}

fn charges(ledger: &Ledger<Minuba>, invoice: &Invoice) -> Vec<Json> {
    let charge = |fee: &Fee| {
        record! { "kind": "reminder_fee", "amount": amount(ledger, fee.amount), "date": fee.date }
    };
    invoice.fees.iter().map(charge).collect()
}

/// The reminders that the fees in the books were charged with: ten days each.
fn reminders(ledger: &Ledger<Minuba>, invoice: &Invoice, last: &'static str) -> Result<Vec<Json>, Refused> {
    let count = invoice.fees.len();
    let reminder = |(nth, fee): (usize, &Fee)| {
        let deadline = fee.date.checked_add(jiff::Span::new().days(10));
        let deadline = deadline.map_err(|_| Refused::input("invoice", "has a reminder of no real day"))?;
        Ok(record! {
            "kind": if nth + 1 == count { last } else { "reminder" },
            "number": nth + 1,
            "sent_date": fee.date,
            "deadline": deadline,
            "fee": amount(ledger, fee.amount),
            "channel": "email",
        })
    };
    invoice.fees.iter().enumerate().map(reminder).collect()
}

fn settled(ledger: &Ledger<Minuba>, invoice: &Invoice, settlement: &Settlement) -> Json {
    record! {
        "external_id": settlement.id.as_str(),
        "amount": amount(ledger, settlement.amount),
        "currency": invoice.currency.as_str(),
        "date": settlement.date,
    }
}

fn credit_note(ledger: &Ledger<Minuba>, invoice: &Invoice, settlement: &Settlement) -> Json {
    let note = match &settlement.kind {
        SettlementKind::Credit(note) => ledger.invoice(note),
        SettlementKind::Payment => None,
    };
    let mut told = settled(ledger, invoice, settlement);
    if let Some(note) = note {
        told.replace("external_id", "external_id", note.id.as_str());
        told.push("number", note.number.to_string());
    }
    told
}

/// Where the chosen service asks for it.
fn accepted_terms(ledger: &Ledger<Minuba>, occasion: &Occasion<'_>) -> Option<Json> {
    let asked = ledger.switches.service == Service::Advokaternes;
    (asked && ledger.switches.terms_accepted).then(|| {
        record! { "version": "2026-01", "accepted_at": occasion.occurred_at, "user": "Mia Jensen" }
    })
}
