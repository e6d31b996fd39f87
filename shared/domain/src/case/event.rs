//! What can happen to a case.

use jiff::civil::Date;

use super::answers::{DebtorWords, PaidClaim};
use super::dunning::{CaseLetter, LetterStanding};
use super::letters::AddressLoss;
use crate::claim::{Change, RegisterClaim};
use crate::ids::{BatchNumber, LetterId, PaymentId};
use crate::money::Money;
use crate::source_invoice::{ChangeMark, SourceInvoice, UnlinkedCredit};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Decline,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEvent {
    /// Its invoice was read again.
    SourceRead {
        invoice: Box<SourceInvoice>,
        /// The batch that gathers now: what changed is told in its mail, and what is overdue again asks in it.
        open_batch: BatchNumber,
    },
    /// Its invoice was read again, and what was read cannot be understood. `mark` is what the list shows of it.
    SourceUnclear { mark: Option<ChangeMark> },
    /// Its accounting system no longer knows the invoice.
    SourceGone { open_batch: BatchNumber },
    /// Its accounting system does not find the invoice, which may have other reasons than that it was deleted.
    SourceMissing { open_batch: BatchNumber },
    /// Credit notes of its debtor that name no invoice: all that there are now.
    CreditsUnlinked { credits: Vec<UnlinkedCredit>, open_batch: BatchNumber },
    /// Its invoice, fetched before, is handed over by push.
    HandedOver(Box<RegisterClaim>),
    /// Told by push. The next mail tells it on.
    Reported { change: Change, open_batch: BatchNumber },
    /// A payment came to the service. Not to be told twice of the same payment.
    PaymentReceived { payment: PaymentId, amount: Money, open_batch: BatchNumber },
    /// The payment is about to be sent to the tenant's books: until it is known what came of it, readings of the invoice
    /// tell nothing about money.
    BookingStarted { payment: PaymentId },
    /// So much of the payment stands in the tenant's books.
    BookingDone { payment: PaymentId, amount: Money },
    /// Nothing was booked after all; it may be tried again.
    BookingCalledOff { payment: PaymentId },
    /// The payment waits for an operator. `in_doubt`: it may stand in the books or not.
    BookingHeld { payment: PaymentId, in_doubt: bool },
    /// The procedure has nothing to do before this day.
    Planned { on: Date },
    /// A letter in which its claim stands is about to be handed to the mail service.
    LetterClaimed(Box<CaseLetter>),
    /// What became of the letter: sent, or not taken.
    LetterSettled { letter: LetterId, standing: LetterStanding },
    /// The debtor's address takes no more mail.
    AddressLost { loss: AddressLoss, open_batch: BatchNumber },
    /// The debtor objects to the claim, on the page of one of its letters.
    Objected { reason: DebtorWords, open_batch: BatchNumber },
    /// The debtor says there that it has paid.
    SaidPaid(Box<PaidClaim>),
    /// The tenant pressed a button on the page that the mail links to.
    Decided(Decision),
    /// The decision window of this batch ran out without an answer.
    SilenceAnswered { batch: BatchNumber },
}
