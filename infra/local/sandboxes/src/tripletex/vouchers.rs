//! Vouchers and what they closed. Reversing a payment's voucher opens its invoice again; reversing the invoice's own voids it.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::access::Call;
use super::errors::Refusal;
use super::ledger_columns::close_group_id;
use super::lines::Line;
use super::list::single;
use super::payments::date;
use super::projection::{Model, Node};
use super::{Tripletex, identities};
use crate::books::{Ledger, SettlementKind, State};

/// `GET /ledger/voucher/{id}`
pub async fn one(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
) -> Result<Response, Refusal> {
    tripletex.view(call.company, |view| {
        let (at, line) = find(view.ledger, id)?;
        single(view, Model::Voucher, Node::Voucher(at, line), call.query.get("fields"))
    })
}

/// `PUT /ledger/voucher/{id}/:reverse`: answers the reversing voucher.
pub async fn reverse(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
) -> Result<Response, Refusal> {
    let date = date(&call.query, "date")?;
    let reversal = {
        let ledger = &mut tripletex.books.ledgers()[call.company];
        let (at, line) = find(ledger, id)?;
        let invoice = &ledger.invoices[at];
        let (name, record) = (invoice.id.clone(), line.record(invoice).to_owned());
        match line {
            Line::Own => {
                ledger.void(&name)?;
                (at, Line::OwnReversed)
            }
            Line::Settled(nth) if invoice.settlements[nth].kind == SettlementKind::Payment => {
                ledger.take_back(&name, &record, date)?;
                (at, Line::Reversed(nth))
            }
            _ => return Err(Refusal::invalid("voucher", "Bilaget kan ikke reverseres.")),
        }
    };
    let node = Node::Voucher(reversal.0, reversal.1);
    tripletex.view(call.company, |view| single(view, Model::Voucher, node, None))
}

/// `GET /ledger/closeGroup/{id}`
pub async fn close_group(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
) -> Result<Response, Refusal> {
    tripletex.view(call.company, |view| {
        let at = (0..view.ledger.invoices.len()).find(|at| close_group_id(view, *at) == id && id != 0);
        let at = at.ok_or_else(Refusal::unknown)?;
        single(view, Model::CloseGroup, Node::CloseGroup(at), call.query.get("fields"))
    })
}

/// The line that stands on the voucher with this id.
fn find(ledger: &Ledger<Tripletex>, id: i64) -> Result<(usize, Line), Refusal> {
    let (record, reversal) = identities::record_of_voucher(id);
    let lines = ledger.invoices.iter().enumerate().filter(|(_, invoice)| invoice.state != State::Deleted);
    let found = lines.into_iter().find_map(|(at, invoice)| {
        let nth = invoice.settlements.iter().position(|settled| settled.id == record);
        let is_voided = |nth: usize| invoice.settlements[nth].voided;
        match (invoice.id == record, nth, reversal) {
            (true, _, false) => Some((at, Line::Own)),
            (true, _, true) => (invoice.state == State::Voided).then_some((at, Line::OwnReversed)),
            (false, Some(nth), false) => Some((at, Line::Settled(nth))),
            (false, Some(nth), true) => is_voided(nth).then_some((at, Line::Reversed(nth))),
            (false, None, _) => None,
        }
    });
    found.ok_or_else(Refusal::unknown)
}
