//! The status words. They are worked out when read: passing the due date changes nothing stored.

use jiff::civil::Date;

use crate::books::{Invoice, State};

/// The word of a list row, which is `PaymentStatus` of the single invoice. The due date itself is
/// still on time.
pub fn payment_status(invoice: &Invoice, today: Date) -> &'static str {
    match invoice.owed() {
        _ if invoice.state == State::Draft => "Draft",
        owed if owed < 0 => "OverPaid",
        0 => "Paid",
        _ if invoice.due.is_some_and(|due| due < today) => "Overdue",
        _ => "Booked",
    }
}

/// `Status` of the single invoice.
pub fn booked_status(invoice: &Invoice) -> &'static str {
    match invoice.state {
        State::Draft => "Draft",
        _ => "Booked",
    }
}

/// The words `statusFilter` takes, in any case.
pub const WORDS: [&str; 5] = ["Draft", "Booked", "Paid", "OverPaid", "Overdue"];
