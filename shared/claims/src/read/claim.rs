//! `invoice.sent_to_collection`.

use domain::claim::{Charge, ClaimDraft, Command, FaultCode, ReminderElsewhere, TermsAccepted};
use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use domain::source_invoice::InvoiceState;

use super::door::{Door, LONG_ID, SHORT_ID};
use super::papers::{self, MOST_DOCUMENTS, Paper};
use super::{debtor, reports};
use crate::wire::{self, SentToCollection};

const LONGEST_NUMBER: usize = 40;
const LONGEST_DESCRIPTION: usize = 500;
const MOST_ROWS: usize = 50;

pub fn command(push: &SentToCollection<'_>, door: &mut Door) -> (Option<Command>, Vec<Paper>) {
    if let Some(creditor) = door.needed(&push.creditor, "creditor", FaultCode::WrongType) {
        reports::creditor(creditor, door);
    }
    let owed_by = door.needed(&push.debtor, "debtor", FaultCode::WrongType);
    let debtor = owed_by.and_then(|debtor| debtor::read(debtor, door));
    let mut draft = ClaimDraft { debtor, ..ClaimDraft::default() };
    let invoice = door.needed(&push.invoice, "invoice", FaultCode::WrongType);
    let currency = invoice.and_then(|invoice| facts(invoice, &mut draft, door));
    for (path, charge) in door.rows(&push.charges, "charges", MOST_ROWS) {
        draft.charges.extend(read_charge(&path, charge, currency, door));
    }
    for (path, reminder) in door.rows(&push.reminders, "reminders", MOST_ROWS) {
        draft.reminders.extend(read_reminder(&path, reminder, currency, door));
    }
    let mut kept = Vec::new();
    for (path, document) in door.rows(&push.documents, "documents", MOST_DOCUMENTS) {
        if let Some((document, paper)) = papers::read(&path, document, door) {
            draft.documents.push(document);
            kept.extend(paper);
        }
    }
    draft.terms = terms(&push.terms_accepted, door);
    (Some(Command::Register(Box::new(draft))), kept)
}

/// The invoice's own fields. Answers its currency, in which everything else of the claim is, too.
fn facts(invoice: &wire::Invoice, draft: &mut ClaimDraft, door: &mut Door) -> Option<Currency> {
    let id = door.text(&invoice.external_id, "invoice.external_id", LONG_ID);
    draft.invoice = id.and_then(|id| invoice_id(&id, door));
    draft.number = door.text(&invoice.number, "invoice.number", LONGEST_NUMBER);
    let state = door.wanted(&invoice.state, "invoice.state", FaultCode::UnknownValue);
    draft.state = state.map(|state| match state {
        wire::InvoiceState::Draft => InvoiceState::Draft,
        wire::InvoiceState::Approved => InvoiceState::Approved,
    });
    draft.issue_date = door.date(&invoice.issue_date, "invoice.issue_date");
    draft.due_date = door.date(&invoice.due_date, "invoice.due_date");
    let currency = door.currency(&invoice.currency, "invoice.currency");
    let net = door.amount_if_any(&invoice.net_amount, "invoice.net_amount", currency);
    let vat = door.amount_if_any(&invoice.vat_amount, "invoice.vat_amount", currency);
    draft.gross = door.amount(&invoice.gross_amount, "invoice.gross_amount", currency);
    draft.principal = door.amount(&invoice.outstanding_amount, "invoice.outstanding_amount", currency);
    if let (Some(net), Some(vat), Some(gross)) = (net, vat, draft.gross)
        && net.minor + vat.minor != gross.minor
    {
        door.fault("invoice.gross_amount", FaultCode::AmountsDoNotAddUp);
    }
    draft.payment_reference =
        door.text_if_any(&invoice.payment_reference, "invoice.payment_reference", SHORT_ID);
    draft.description = door.text_if_any(&invoice.description, "invoice.description", LONGEST_DESCRIPTION);
    door.text_if_any(&invoice.order_number, "invoice.order_number", SHORT_ID);
    currency
}

/// Fits a key of the table, or is too long for one.
pub fn invoice_id(text: &str, door: &mut Door) -> Option<InvoiceId> {
    let id = InvoiceId::parse(text).ok();
    if id.is_none() {
        door.fault("invoice.external_id", FaultCode::TooLong);
    }
    id
}

fn read_charge(
    path: &str,
    charge: &wire::Charge,
    currency: Option<Currency>,
    door: &mut Door,
) -> Option<Charge> {
    let kind = door.needed(&charge.kind, format!("{path}.kind"), FaultCode::UnknownValue).copied();
    let amount = door.amount(&charge.amount, format!("{path}.amount"), currency);
    let date = door.date(&charge.date, format!("{path}.date"));
    let amount = not_negative(amount, &format!("{path}.amount"), door);
    Some(Charge { kind: kind?, amount: amount?, date: date? })
}

fn read_reminder(
    path: &str,
    reminder: &wire::Reminder,
    currency: Option<Currency>,
    door: &mut Door,
) -> Option<ReminderElsewhere> {
    let kind = door.needed(&reminder.kind, format!("{path}.kind"), FaultCode::UnknownValue).copied();
    let number = door.wanted(&reminder.number, format!("{path}.number"), FaultCode::WrongType).copied();
    let sent_on = door.date(&reminder.sent_date, format!("{path}.sent_date"));
    let deadline = door.date_if_any(&reminder.deadline, format!("{path}.deadline"));
    let fee = door.amount_if_any(&reminder.fee, format!("{path}.fee"), currency);
    let fee = not_negative(fee, &format!("{path}.fee"), door);
    let channel = door.text_if_any(&reminder.channel, format!("{path}.channel"), LONGEST_NUMBER);
    Some(ReminderElsewhere { kind: kind?, number, sent_on: sent_on?, deadline, fee, channel })
}

fn not_negative(amount: Option<Money>, path: &str, door: &mut Door) -> Option<Money> {
    if amount.is_some_and(|amount| amount.minor < 0) {
        door.fault(path, FaultCode::AmountNotPositive);
    }
    amount.filter(|amount| amount.minor >= 0)
}

pub fn terms(field: &wire::Field<wire::TermsAccepted>, door: &mut Door) -> Option<TermsAccepted> {
    let terms = door.wanted(field, "terms_accepted", FaultCode::WrongType)?;
    let version = door.text(&terms.version, "terms_accepted.version", SHORT_ID);
    let accepted_at = door.instant(&terms.accepted_at, "terms_accepted.accepted_at");
    let user = door.text(&terms.user, "terms_accepted.user", LONG_ID);
    Some(TermsAccepted { version: version?, accepted_at: accepted_at?, user: user? })
}
