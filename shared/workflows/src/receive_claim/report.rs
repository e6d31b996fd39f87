//! Payments, credits and withdrawals: each counts once, and one that comes before its invoice waits for it. Where invoices
//! can be read, payments and credits are kept and never counted.

use domain::Moment;
use domain::case::{CaseEvent, advance};
use domain::claim::{Change, ClaimRecord, Fault, FaultCode, Report, Reported};
use domain::ids::CaseId;
use serde::Serialize;

use super::{AtHand, Decided, NotReceived, hint};
use crate::ports::{Transaction, Write};
use crate::step_writes::add_step;

/// What makes two events tell the same.
#[derive(Serialize)]
struct Said<'a> {
    invoice: &'a str,
    change: Change,
    id: &'a str,
}

pub(super) fn take(at_hand: &AtHand<'_>, told: &Report) -> Result<Decided, NotReceived> {
    let said = Said { invoice: told.invoice.as_str(), change: told.change, id: &told.id };
    if at_hand.is_known(&said)? {
        return Ok(Decided::Duplicate);
    }
    let id = CaseId::of(&at_hand.tenant.id, &at_hand.tenant.system, &told.invoice);
    let record = at_hand.file.record.clone();
    let mut record = record.unwrap_or_else(|| ClaimRecord::new(id.clone()));
    match record.found(told.change, &told.id) {
        // The same payment under another event's id.
        Some(known) if known.change == told.change => return Ok(Decided::Duplicate),
        Some(_) => return Err(NotReceived::EventReused),
        None => {}
    }
    if record.reported.len() >= ClaimRecord::MOST_REPORTED {
        return Err(fault(told.change, "", FaultCode::TooMany));
    }
    record.reported.push(Reported {
        change: told.change,
        id: told.id.clone(),
        event: at_hand.incoming.event.clone(),
        occurred_at: at_hand.incoming.occurred_at,
        at: at_hand.now,
    });
    record.version += 1;
    let mut transaction = Transaction::from(vec![at_hand.event(Some(&id), &said)]);
    if let Some(case) = &at_hand.file.case {
        let other = told.change.amount().is_some_and(|amount| amount.currency != case.principal.currency);
        if other {
            return Err(fault(told.change, ".currency", FaultCode::CurrencyMismatch));
        }
        let event = CaseEvent::Reported { change: told.change, terms: at_hand.tenant.terms() };
        let now = Moment::new(at_hand.now, at_hand.tenant.country());
        if hint::counts(at_hand.tenant, told.change)
            && let Ok(Some(step)) = advance(case, &event, now)
        {
            add_step(&mut transaction, step);
        }
    }
    transaction.push(Write::PutClaimRecord(Box::new(record)));
    Ok(Decided::Write(transaction))
}

fn fault(change: Change, field: &str, code: FaultCode) -> NotReceived {
    let part = match change {
        Change::Paid { .. } => "payment",
        Change::Credited { .. } => "credit_note",
        Change::Withdrawn => "invoice",
    };
    NotReceived::Invalid(vec![Fault::new(format!("{part}{field}"), code)])
}
