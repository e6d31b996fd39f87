//! The fields of postings, vouchers and close groups, and of the kinds of payment with their accounts.

use super::identities;
use super::lines::{Line, closed_by, in_nok, lines};
use super::projection::{Columns, Model, Node, Read, View};
use crate::books::State;
use crate::json::Json;

use Read::{Many, One, Plain};

pub const POSTING: Columns<(usize, Line)> = &[
    ("id", Plain(|view, (at, line)| view.id(Node::Posting(at, line)).into())),
    ("version", Plain(|_, _| 1_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("voucher", One(Model::Voucher, |_, (at, line)| Some(Node::Voucher(at, line)))),
    ("date", Plain(|view, (at, line)| line.date(view.invoice(at)).into())),
    ("description", Plain(|view, (at, line)| description(view, at, line).into())),
    ("account", One(Model::Account, |_, _| Some(Node::Account(RECEIVABLE)))),
    ("customer", One(Model::Customer, |view, (at, _)| Some(Node::Customer(view.invoice(at).contact)))),
    (
        "amount",
        Plain(|view, (at, line)| view.amount(in_nok(view.invoice(at), line.amount(view.invoice(at))))),
    ),
    ("amountCurrency", Plain(|view, (at, line)| view.amount(line.amount(view.invoice(at))))),
    ("currency", One(Model::Currency, |_, (at, _)| Some(Node::Currency(at)))),
    (
        "closeGroup",
        One(Model::CloseGroup, |view, (at, _)| {
            closed_by(view.ledger, view.invoice(at)).map(|_| Node::CloseGroup(at))
        }),
    ),
    ("invoiceNumber", Plain(|view, (at, _)| view.invoice(at).number.to_string().into())),
    ("termOfPayment", Plain(|view, (at, line)| view.invoice(at).due.filter(|_| line == Line::Own).into())),
    ("row", Plain(|_, _| 1_i64.into())),
    // Only the invoice's own has one, so payments cannot be told by it.
    ("type", Plain(|_, (_, line)| (line == Line::Own).then_some("OUTGOING_INVOICE_CUSTOMER_POSTING").into())),
    ("externalRef", Plain(|_, _| "".into())),
];

pub const VOUCHER: Columns<(usize, Line)> = &[
    ("id", Plain(|view, (at, line)| view.id(Node::Voucher(at, line)).into())),
    ("version", Plain(|_, _| 2_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("date", Plain(|view, (at, line)| line.date(view.invoice(at)).into())),
    ("number", Plain(|view, (at, line)| voucher_number(view, at, line).into())),
    ("tempNumber", Plain(|_, _| 0_i64.into())),
    ("year", Plain(|view, (at, line)| i64::from(line.date(view.invoice(at)).year()).into())),
    ("description", Plain(|view, (at, line)| description(view, at, line).into())),
    ("reverseVoucher", One(Model::Voucher, |view, (at, line)| other_side(view, at, line))),
    ("postings", Many(Model::Posting, |_, (at, line)| vec![Node::Posting(at, line)])),
    ("externalVoucherNumber", Plain(|_, _| "".into())),
    (
        "numberAsString",
        Plain(|view, (at, line)| {
            format!("{}-{}", voucher_number(view, at, line), line.date(view.invoice(at)).year()).into()
        }),
    ),
];

pub const CLOSE_GROUP: Columns<usize> = &[
    ("id", Plain(|view, at| close_group_id(view, at).into())),
    ("version", Plain(|_, _| 0_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("date", Plain(|view, at| closed_by(view.ledger, view.invoice(at)).map(|settled| settled.date).into())),
    (
        "postings",
        Many(Model::Posting, |view, at| {
            lines(view.ledger, view.invoice(at)).into_iter().map(|line| Node::Posting(at, line)).collect()
        }),
    ),
];

pub const PAYMENT_TYPE: Columns<usize> = &[
    ("id", Plain(|_, at| payment_type_id(at).into())),
    ("version", Plain(|_, _| 0_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("description", Plain(|_, at| PAYMENT_TYPES[at].into())),
    ("displayName", Plain(|_, at| PAYMENT_TYPES[at].into())),
    ("debitAccount", One(Model::Account, |_, at| Some(Node::Account(at + 1)))),
    ("creditAccount", One(Model::Account, |_, _| None)),
    ("sequence", Plain(|_, at| (at + 1).into())),
    ("currencyId", Plain(|_, _| 1_i64.into())),
    ("currencyCode", Plain(|_, _| "NOK".into())),
];

pub const ACCOUNT: Columns<usize> = &[
    ("id", Plain(|_, at| account_id(at).into())),
    ("version", Plain(|_, _| 1_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("number", Plain(|_, at| ACCOUNTS[at].0.into())),
    ("name", Plain(|_, at| ACCOUNTS[at].1.into())),
    ("displayName", Plain(|_, at| format!("{} {}", ACCOUNTS[at].0, ACCOUNTS[at].1).into())),
];

/// The kinds of incoming payment: two that a new company has, and one that it made.
pub const PAYMENT_TYPES: [&str; 3] = ["Kontant", "Betalt til bank", "Innbetalt via inkasso"];

/// The customers' account, and one for each kind of payment.
const ACCOUNTS: [(i64, &str); 4] =
    [(1_500, "Kundefordringer"), (1_900, "Kontanter"), (1_920, "Bankinnskudd"), (1_580, "Inkassokonto")];
const RECEIVABLE: usize = 0;

pub fn payment_type_id(at: usize) -> i64 {
    33_400_001 + i64::try_from(at).unwrap_or_default()
}

pub fn account_id(at: usize) -> i64 {
    429_390_001 + i64::try_from(at).unwrap_or_default()
}

/// 0 when its postings are not closed.
pub fn close_group_id(view: &View<'_>, at: usize) -> i64 {
    closed_by(view.ledger, view.invoice(at)).map_or(0, |settled| identities::close_group(&settled.id))
}

fn voucher_number(view: &View<'_>, at: usize, line: Line) -> i64 {
    identities::voucher_number(line.record(view.invoice(at)), line.is_reversal())
}

/// The voucher that takes it back, or that it takes back.
fn other_side(view: &View<'_>, at: usize, line: Line) -> Option<Node> {
    let invoice = view.invoice(at);
    let is_voided = |nth: usize| invoice.settlements.get(nth).is_some_and(|settled| settled.voided);
    let other = match line {
        Line::Own => (invoice.state == State::Voided).then_some(Line::OwnReversed),
        Line::OwnReversed => Some(Line::Own),
        Line::Settled(nth) => is_voided(nth).then_some(Line::Reversed(nth)),
        Line::Reversed(nth) => Some(Line::Settled(nth)),
    };
    other.map(|line| Node::Voucher(at, line))
}

/// A text for people: it follows the company's language, and nothing may be read out of it.
fn description(view: &View<'_>, at: usize, line: Line) -> String {
    let invoice = view.invoice(at);
    let contact = view.ledger.contact_of(invoice);
    let kind = if invoice.is_invoice() { "Faktura" } else { "Kreditnota" };
    let of = format!("{kind} nummer {} til {}", invoice.number, contact.debtor.name);
    match line {
        Line::Own => of,
        Line::Settled(_) => format!("Betaling: {of}"),
        Line::OwnReversed | Line::Reversed(_) => format!("Reversering: {of}"),
    }
}
