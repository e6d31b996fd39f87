//! An invoice as Billy shows it.

use jiff::civil::Date;

use super::Billy;
use super::answer::{Sideloads, time};
use super::contacts::contact_record;
use super::fees_and_lines::{fee_record, line_record};
use super::includes::{Includes, Mode};
use super::switches::CreditNoteSpelling;
use crate::books::{Invoice, Kind, Ledger, State};
use crate::json::{Json, record};

/// The due date shown: none on voided rows.
pub fn shown_due(invoice: &Invoice) -> Option<Date> {
    invoice.due.filter(|_| invoice.state != State::Voided)
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Approved | State::Deleted => "approved",
        State::Voided => "voided",
    }
}

/// The invoice with all that was asked to come along.
pub fn invoice_record(
    base: &str,
    ledger: &Ledger<Billy>,
    invoice: &Invoice,
    includes: &Includes,
    sideloads: &mut Sideloads,
) -> Json {
    let mut row = plain_row(base, ledger, invoice);
    if let Some(mode) = includes.mode("invoice.contact") {
        let contact = ledger.contact_of(invoice);
        match mode {
            Mode::Embed => {
                let contact = contact_record(ledger, contact, includes, sideloads);
                row.replace("contactId", "contact", contact);
            }
            Mode::Sideload if sideloads.is_new("contacts", &contact.id) => {
                let contact = contact_record(ledger, contact, includes, sideloads);
                sideloads.add("contacts", contact);
            }
            Mode::Sideload => {}
        }
    }
    if let Some(mode) = includes.mode("invoice.lines") {
        let lines = vec![(format!("ln{}", invoice.id), line_record(ledger, invoice))];
        attach(&mut row, mode, ("lines", "lineIds", "invoiceLines"), lines, sideloads);
    }
    if let Some(mode) = includes.mode("invoice.lateFees") {
        let fees = invoice.fees.iter().map(|fee| (fee.id.clone(), fee_record(ledger, invoice, fee)));
        attach(&mut row, mode, ("lateFees", "lateFeeIds", "invoiceLateFees"), fees.collect(), sideloads);
    }
    row
}

/// Puts records of a has-many relation into the row, or their ids and the records beside it.
pub fn attach(
    row: &mut Json,
    mode: Mode,
    (relation, ids, list): (&'static str, &'static str, &'static str),
    records: Vec<(String, Json)>,
    sideloads: &mut Sideloads,
) {
    match mode {
        Mode::Embed => row.push(relation, records.into_iter().map(|(_, record)| record).collect::<Vec<_>>()),
        Mode::Sideload => {
            row.push(ids, records.iter().map(|(id, _)| Json::from(id.as_str())).collect::<Vec<_>>());
            for (id, record) in records {
                if sideloads.is_new(list, &id) {
                    sideloads.add(list, record);
                }
            }
        }
    }
}

fn plain_row(base: &str, ledger: &Ledger<Billy>, invoice: &Invoice) -> Json {
    let switches = &ledger.switches;
    let sign = if !invoice.is_invoice() && switches.credit_notes_negative { -1 } else { 1 };
    let amount = |minor: i64| Json::amount(sign * minor, switches.numbers);
    let (kind, credited) = match &invoice.kind {
        Kind::Invoice => ("invoice", None),
        Kind::CreditNote { of } => match switches.credit_note_type {
            CreditNoteSpelling::Camel => ("creditNote", of.as_deref()),
            CreditNoteSpelling::Snake => ("credit_note", of.as_deref()),
        },
    };
    let is_draft = invoice.state == State::Draft;
    let number = (!is_draft).then(|| match switches.invoice_no_as_number {
        true => Json::Number(invoice.number.to_string()),
        false => Json::Text(invoice.number.to_string()),
    });
    let days = invoice.due.map(|due| i64::from((due - invoice.issued).get_days()));
    let created = time(invoice.created);
    let mut row = record! {
        "id": invoice.id.as_str(),
        "organizationId": ledger.organization.as_str(),
        "type": kind,
        "createdTime": created.as_str(),
        "approvedTime": (!is_draft).then_some(created.as_str()),
        "contactId": ledger.contact_of(invoice).id.as_str(),
        "attContactPersonId": Json::Null,
        "entryDate": invoice.issued,
        "paymentTermsMode": "net",
        "paymentTermsDays": days,
        "dueDate": shown_due(invoice),
        "state": state_word(invoice.state),
        "sentState": if invoice.state == State::Approved { "sent" } else { "unsent" },
        "externalId": invoice.external_reference.as_deref(),
        "quoteId": Json::Null,
        "invoiceNo": number,
        "taxMode": if invoice.prices_with_vat { "incl" } else { "excl" },
        "amount": amount(invoice.net),
        "tax": amount(invoice.vat),
        "grossAmount": amount(invoice.gross()),
        "currencyId": invoice.currency.as_str(),
        "exchangeRate": rate(invoice.rate()),
        // What was paid too much goes to the contact's balance, not to the invoice.
        "balance": amount(invoice.owed().max(0)),
        "isPaid": invoice.is_settled(),
        "creditedInvoiceId": credited,
        "contactMessage": "",
        "lineDescription": invoice.description.as_str(),
        "recurringInvoiceId": Json::Null,
        "templateId": Json::Null,
        "orderNo": Json::Null,
        "downloadUrl": download_url(base, ledger, invoice),
        "paymentMethods": Vec::new(),
        "attachmentIds": Vec::new(),
    };
    if !switches.gross_amount {
        row.remove("grossAmount");
    }
    row
}

/// A rate given in ten-thousandths.
fn rate(ten_thousandths: i64) -> Json {
    let text = format!("{}.{:04}", ten_thousandths / 10_000, ten_thousandths % 10_000);
    Json::Number(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// The address of the PDF: another one at each reading, and all of them good.
fn download_url(base: &str, ledger: &Ledger<Billy>, invoice: &Invoice) -> String {
    let hash: String = (0..64).map(|_| fastrand::digit(16)).collect();
    let file = match invoice.state {
        State::Draft => "draft-invoice.pdf".to_owned(),
        _ => format!("invoice-no-{}.pdf", invoice.number),
    };
    format!("{base}/downloads/invoices/{}/{}/{hash}/{file}", invoice.id, ledger.organization)
}
