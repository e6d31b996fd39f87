//! The lines on the customers' account that belong to an invoice, as the books' settlements make them: each has a voucher
//! of its own.

use jiff::civil::Date;

use super::{Tripletex, identities};
use crate::books::{Invoice, Kind, Ledger, Settlement, SettlementKind, State};

/// One line, by what made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The invoice itself.
    Own,
    /// What takes the invoice back.
    OwnReversed,
    /// Its settlement at this place.
    Settled(usize),
    /// What takes that settlement back.
    Reversed(usize),
}

impl Line {
    pub fn is_reversal(self) -> bool {
        matches!(self, Self::OwnReversed | Self::Reversed(_))
    }

    pub fn settlement(self, invoice: &Invoice) -> Option<&Settlement> {
        match self {
            Self::Own | Self::OwnReversed => None,
            Self::Settled(nth) | Self::Reversed(nth) => invoice.settlements.get(nth),
        }
    }

    /// The record that it stands for.
    pub fn record(self, invoice: &Invoice) -> &str {
        self.settlement(invoice).map_or(&invoice.id, |settlement| &settlement.id)
    }

    pub fn posting_id(self, invoice: &Invoice) -> i64 {
        identities::posting(self.record(invoice), self.is_reversal())
    }

    pub fn voucher_id(self, invoice: &Invoice) -> i64 {
        identities::voucher(self.record(invoice), self.is_reversal())
    }

    /// Above nothing when the customer owes more by it. In the invoice's currency.
    pub fn amount(self, invoice: &Invoice) -> i64 {
        let of = self.settlement(invoice).map_or(sign(invoice) * invoice.gross(), |settled| -settled.amount);
        if self.is_reversal() { -of } else { of }
    }

    pub fn date(self, invoice: &Invoice) -> Date {
        match (self, self.settlement(invoice)) {
            (Self::Reversed(_), Some(settled)) => settled.voided_on.unwrap_or(settled.date),
            (_, Some(settled)) => settled.date,
            _ => invoice.issued,
        }
    }
}

/// Credit notes are below nothing.
pub fn sign(invoice: &Invoice) -> i64 {
    if invoice.is_invoice() { 1 } else { -1 }
}

/// The lines that stand among the invoice's own postings.
pub fn lines(ledger: &Ledger<Tripletex>, invoice: &Invoice) -> Vec<Line> {
    let mut lines = vec![Line::Own];
    if invoice.state == State::Voided {
        lines.push(Line::OwnReversed);
    }
    for (nth, settled) in invoice.settlements.iter().enumerate() {
        let shown = match &settled.kind {
            SettlementKind::Payment => true,
            SettlementKind::Credit(_) => invoice.is_invoice() && ledger.switches.credit_among_postings,
        };
        if shown {
            lines.push(Line::Settled(nth));
            lines.extend(settled.voided.then_some(Line::Reversed(nth)));
        }
    }
    lines
}

/// The whole credit note that stands against the invoice.
pub fn whole_credit<'a>(ledger: &'a Ledger<Tripletex>, invoice: &Invoice) -> Option<&'a Invoice> {
    invoice.standing().find_map(|settled| match &settled.kind {
        SettlementKind::Credit(note) if invoice.is_invoice() => {
            ledger.invoice(note).filter(|note| note.gross() == invoice.gross())
        }
        _ => None,
    })
}

/// The invoice that a credit note credits as a whole. One that credits a part names none.
pub fn credited<'a>(ledger: &'a Ledger<Tripletex>, note: &Invoice) -> Option<&'a Invoice> {
    match &note.kind {
        Kind::CreditNote { of: Some(source) } => {
            ledger.invoice(source).filter(|source| source.gross() == note.gross())
        }
        _ => None,
    }
}

/// What is left of it, without reminder fees; below nothing when too much was paid, and of an unused credit note. With a
/// reminder on the invoice, a whole credit does not close the postings.
pub fn outstanding(ledger: &Ledger<Tripletex>, invoice: &Invoice) -> i64 {
    if !is_charged(invoice) {
        return 0;
    }
    let stays_open = match invoice.is_invoice() {
        true => whole_credit(ledger, invoice).is_some() && !invoice.fees.is_empty(),
        false => credited(ledger, invoice).is_some_and(|source| !source.fees.is_empty()),
    };
    let counts = |settled: &&Settlement| settled.kind == SettlementKind::Payment || !stays_open;
    let settled: i64 = invoice.standing().filter(counts).map(|settled| settled.amount).sum();
    let own = if invoice.state == State::Voided { 0 } else { invoice.gross() };
    sign(invoice) * (own - settled)
}

/// In the ledger; a draft is not.
pub fn is_charged(invoice: &Invoice) -> bool {
    matches!(invoice.state, State::Approved | State::Voided)
}

/// The settlement that closed the postings, when nothing at all is left.
pub fn closed_by<'a>(ledger: &Ledger<Tripletex>, invoice: &'a Invoice) -> Option<&'a Settlement> {
    let is_closed = is_charged(invoice) && outstanding(ledger, invoice) == 0;
    invoice.standing().last().filter(|_| is_closed)
}

/// `minor` of the invoice's currency in øre, at a fixed made-up rate.
pub fn in_nok(invoice: &Invoice, minor: i64) -> i64 {
    match invoice.currency.as_str() {
        "NOK" => minor,
        _ => invoice.in_dkk(minor) * 100 / 64,
    }
}
