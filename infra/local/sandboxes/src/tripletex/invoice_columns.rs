//! The fields of invoices and credit notes, of their reminders and currencies.

use super::identities;
use super::lines::{self, Line, credited, in_nok, is_charged, outstanding, sign, whole_credit};
use super::projection::{Columns, Model, Node, Read, View};
use crate::books::{Fee, Invoice, State};
use crate::json::Json;

use Read::{Many, One, Plain};

pub const INVOICE: Columns<usize> = &[
    ("id", Plain(|view, at| view.id(Node::Invoice(at)).into())),
    // Payments do not raise it.
    ("version", Plain(|_, _| 3_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("invoiceNumber", Plain(|view, at| number(view.invoice(at)))),
    ("invoiceDate", Plain(|view, at| view.invoice(at).issued.into())),
    ("customer", One(Model::Customer, |view, at| Some(Node::Customer(view.invoice(at).contact)))),
    ("creditedInvoice", Plain(credited_invoice)),
    ("isCredited", Plain(|view, at| whole_credit(view.ledger, view.invoice(at)).is_some().into())),
    ("invoiceDueDate", Plain(|view, at| due(view.invoice(at)))),
    ("kid", Plain(|view, at| kid(view.invoice(at)))),
    ("invoiceComment", Plain(|_, _| "".into())),
    ("comment", Plain(|view, at| view.invoice(at).description.as_str().into())),
    ("orders", Plain(|_, _| Json::List(vec![]))),
    ("orderLines", Plain(|_, _| Json::List(vec![]))),
    ("travelReports", Plain(|_, _| Json::List(vec![]))),
    ("projectInvoiceDetails", Plain(|_, _| Json::List(vec![]))),
    (
        "voucher",
        One(Model::Voucher, |view, at| is_charged(view.invoice(at)).then_some(Node::Voucher(at, Line::Own))),
    ),
    ("deliveryDate", Plain(|view, at| view.invoice(at).issued.into())),
    ("amount", Plain(|view, at| nok(view, at, signed(view, at, Invoice::gross)))),
    ("amountCurrency", Plain(|view, at| view.amount(signed(view, at, Invoice::gross)))),
    ("amountExcludingVat", Plain(|view, at| nok(view, at, signed(view, at, |invoice| invoice.net)))),
    ("amountExcludingVatCurrency", Plain(|view, at| view.amount(signed(view, at, |invoice| invoice.net)))),
    ("amountRoundoff", Plain(|view, _| view.amount(0))),
    ("amountRoundoffCurrency", Plain(|view, _| view.amount(0))),
    ("amountOutstanding", Plain(|view, at| nok(view, at, outstanding(view.ledger, view.invoice(at))))),
    ("amountCurrencyOutstanding", Plain(|view, at| view.amount(outstanding(view.ledger, view.invoice(at))))),
    ("amountOutstandingTotal", Plain(|view, at| nok(view, at, with_reminder(view, at)))),
    ("amountCurrencyOutstandingTotal", Plain(|view, at| view.amount(with_reminder(view, at)))),
    ("sumRemits", Plain(|view, _| view.amount(0))),
    ("currency", One(Model::Currency, |_, at| Some(Node::Currency(at)))),
    ("isCreditNote", Plain(|view, at| (!view.invoice(at).is_invoice()).into())),
    ("isCharged", Plain(|view, at| is_charged(view.invoice(at)).into())),
    ("isApproved", Plain(|view, at| is_charged(view.invoice(at)).into())),
    ("postings", Many(Model::Posting, postings)),
    (
        "reminders",
        Many(Model::Reminder, |view, at| {
            (0..view.invoice(at).fees.len()).map(|fee| Node::Reminder(at, fee)).collect()
        }),
    ),
    ("invoiceRemarks", Plain(|_, _| "".into())),
    ("invoiceRemark", One(Model::Remark, |_, _| None)),
    ("isPeriodizationPossible", Plain(|view, at| view.invoice(at).is_invoice().into())),
    ("documentId", Plain(|view, at| (view.id(Node::Invoice(at)) - 1_117_600_000).into())),
];

/// There is none in the books: nobody puts reminders off here.
pub const REMARK: Columns<()> = &[
    ("id", Plain(|_, ()| Json::Null)),
    ("description", Plain(|_, ()| Json::Null)),
    ("postponeRemindersTo", Plain(|_, ()| Json::Null)),
];

pub const REMINDER: Columns<(usize, usize)> = &[
    ("id", Plain(|view, (at, fee)| view.id(Node::Reminder(at, fee)).into())),
    ("version", Plain(|_, _| 1_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("reminderDate", Plain(|view, of| fee(view, of).date.into())),
    ("charge", Plain(|view, of| nok(view, of.0, fee(view, of).amount))),
    ("chargeCurrency", Plain(|view, of| view.amount(fee(view, of).amount))),
    ("totalCharge", Plain(|view, (at, nth)| nok(view, at, charged_until(view, at, nth)))),
    ("totalChargeCurrency", Plain(|view, (at, nth)| view.amount(charged_until(view, at, nth)))),
    ("interests", Plain(|view, _| view.amount(0))),
    ("termOfPayment", Plain(|view, (at, _)| due(view.invoice(at)))),
    ("currency", One(Model::Currency, |_, (at, _)| Some(Node::Currency(at)))),
    ("type", Plain(|_, _| "REMINDER".into())),
    ("comment", Plain(|_, _| "".into())),
    ("kid", Plain(|view, (at, _)| kid(view.invoice(at)))),
];

pub const CURRENCY: Columns<usize> = &[
    ("id", Plain(|view, at| view.id(Node::Currency(at)).into())),
    ("version", Plain(|_, _| 0_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("code", Plain(|view, at| view.invoice(at).currency.as_str().into())),
    ("description", Plain(|_, _| "".into())),
    ("factor", Plain(|_, _| 1_i64.into())),
    ("displayName", Plain(|view, at| view.invoice(at).currency.as_str().into())),
    ("isDisabled", Plain(|_, _| false.into())),
];

/// NOK is 1 and EUR 5; the others are made up.
pub fn currency_id(code: &str) -> i64 {
    const KNOWN: [(&str, i64); 5] = [("NOK", 1), ("SEK", 2), ("DKK", 3), ("USD", 4), ("EUR", 5)];
    let made_up = || code.bytes().fold(0, |sum, sign| sum * 32 + i64::from(sign % 32));
    KNOWN.iter().find(|(known, _)| *known == code).map_or_else(made_up, |(_, id)| *id)
}

fn number(invoice: &Invoice) -> Json {
    Json::Number(if is_charged(invoice) { invoice.number.to_string() } else { "0".to_owned() })
}

fn kid(invoice: &Invoice) -> Json {
    if invoice.is_invoice() { identities::kid(invoice.number).into() } else { "".into() }
}

/// A credit note is due on its day.
fn due(invoice: &Invoice) -> Json {
    if invoice.is_invoice() { invoice.due.into() } else { invoice.issued.into() }
}

fn credited_invoice(view: &View<'_>, at: usize) -> Json {
    credited(view.ledger, view.invoice(at)).map_or(0, |source| identities::number(&source.id)).into()
}

fn signed(view: &View<'_>, at: usize, of: impl Fn(&Invoice) -> i64) -> i64 {
    sign(view.invoice(at)) * of(view.invoice(at))
}

fn nok(view: &View<'_>, at: usize, minor: i64) -> Json {
    view.amount(in_nok(view.invoice(at), minor))
}

/// With what the last reminder claims in all.
fn with_reminder(view: &View<'_>, at: usize) -> i64 {
    outstanding(view.ledger, view.invoice(at)) + view.invoice(at).fee_total()
}

fn postings(view: &View<'_>, at: usize) -> Vec<Node> {
    let invoice = view.invoice(at);
    if invoice.state == State::Draft {
        return vec![];
    }
    lines::lines(view.ledger, invoice).into_iter().map(|line| Node::Posting(at, line)).collect()
}

fn fee<'a>(view: &'a View<'_>, (at, nth): (usize, usize)) -> &'a Fee {
    &view.invoice(at).fees[nth]
}

fn charged_until(view: &View<'_>, at: usize, nth: usize) -> i64 {
    view.invoice(at).fees.iter().take(nth + 1).map(|fee| fee.amount).sum()
}
