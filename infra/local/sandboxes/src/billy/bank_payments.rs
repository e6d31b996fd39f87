//! Payments, and the balance modifiers that tie them and credit notes to invoices.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::Billy;
use super::answer::{Sideloads, answer, time};
use super::call::Call;
use super::errors::Refusal;
use super::includes::Includes;
use super::paging::Page;
use super::row::attach;
use crate::books::{Invoice, Ledger, Settlement, SettlementKind, State};
use crate::json::{Json, record};

type Entry<'a> = (&'a Invoice, &'a Settlement);

fn entries(ledger: &Ledger<Billy>) -> impl Iterator<Item = Entry<'_>> {
    let invoices =
        ledger.invoices.iter().filter(|invoice| invoice.is_invoice() && invoice.state != State::Deleted);
    invoices.flat_map(|invoice| invoice.settlements.iter().map(move |settlement| (invoice, settlement)))
}

fn payments(ledger: &Ledger<Billy>) -> impl Iterator<Item = Entry<'_>> {
    entries(ledger).filter(|(_, settlement)| settlement.kind == SettlementKind::Payment)
}

fn payment_record(
    ledger: &Ledger<Billy>,
    (invoice, payment): Entry<'_>,
    includes: &Includes,
    sideloads: &mut Sideloads,
) -> Json {
    let mut row = record! {
        "id": payment.id.as_str(),
        "organizationId": ledger.organization.as_str(),
        "contactId": ledger.contact_of(invoice).id.as_str(),
        "createdTime": time(payment.created),
        "entryDate": payment.date,
        "cashAmount": Json::amount(payment.amount, ledger.switches.numbers),
        "cashSide": "debit",
        "cashAccountId": "acBank000000000000000A",
        "cashExchangeRate": 1_i64,
        "subjectCurrencyId": invoice.currency.as_str(),
        "feeAmount": Json::Null,
        "feeAccountId": Json::Null,
        "isVoided": payment.voided,
    };
    if let Some(mode) = includes.mode("bankPayment.associations") {
        let association = (format!("bm{}", payment.id), modifier_record(ledger, (invoice, payment)));
        let names = ("associations", "associationIds", "balanceModifiers");
        attach(&mut row, mode, names, vec![association], sideloads);
    }
    row
}

fn modifier_record(ledger: &Ledger<Billy>, (invoice, settlement): Entry<'_>) -> Json {
    let modifier = match &settlement.kind {
        SettlementKind::Payment => format!("bankPayment:{}", settlement.id),
        SettlementKind::Credit(note) => format!("invoice:{note}"),
    };
    record! {
        "id": format!("bm{}", settlement.id),
        "modifierReference": modifier,
        "subjectReference": format!("invoice:{}", invoice.id),
        "amount": Json::amount(settlement.amount, ledger.switches.numbers),
        "entryDate": settlement.date,
        "realizedCurrencyDifference": 0_i64,
        "isVoided": settlement.voided,
    }
}

/// `GET /v2/bankPayments`
pub async fn list(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let page = Page::read(&call.query)?;
    let includes = Includes::read(call.query.get("include"));
    let mut sideloads = Sideloads::default();
    let all: Vec<Entry<'_>> = payments(ledger).collect();
    let here = page.cut(&all).iter();
    let rows: Vec<Json> =
        here.map(|entry| payment_record(ledger, *entry, &includes, &mut sideloads)).collect();
    let paging = page.meta(&format!("{}/bankPayments", call.base), all.len(), &ledger.switches);
    Ok(answer(call.started, paging, "bankPayments", rows.into(), sideloads))
}

/// `GET /v2/bankPayments/{id}`
pub async fn one(
    Shared(billy): Shared<Billy>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let entry = payments(ledger).find(|(_, payment)| payment.id == id);
    let entry = entry.ok_or(Refusal::NoRecord("bankPayment", id))?;
    let includes = Includes::read(call.query.get("include"));
    let mut sideloads = Sideloads::default();
    let record = payment_record(ledger, entry, &includes, &mut sideloads);
    Ok(answer(call.started, None, "bankPayment", record, sideloads))
}

/// `GET /v2/balanceModifiers`
pub async fn modifiers(Shared(billy): Shared<Billy>, call: Call) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    let page = Page::read(&call.query)?;
    let all: Vec<Entry<'_>> = entries(ledger).collect();
    let rows: Vec<Json> = page.cut(&all).iter().map(|entry| modifier_record(ledger, *entry)).collect();
    let paging = page.meta(&format!("{}/balanceModifiers", call.base), all.len(), &ledger.switches);
    Ok(answer(call.started, paging, "balanceModifiers", rows.into(), Sideloads::default()))
}
