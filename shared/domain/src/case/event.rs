//! What can happen to a case.

use jiff::civil::Date;

use super::answers::{DebtorWords, PaidClaim};
use super::dunning::{CaseLetter, LetterStanding};
use super::handover::NotTaken;
use super::letters::AddressLoss;
use super::terms::Terms;
use crate::claim::{Change, RegisterClaim};
use crate::dunning::CreditEffect;
use crate::handover::{AgencyCase, AgencyRef};
use crate::ids::{BatchNumber, LetterId, PaymentId};
use crate::money::Money;
use crate::source_invoice::{ChangeMark, SourceInvoice, UnlinkedCredit};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Decline,
    /// The claim goes to the tenant's agency: carried out by [`CaseEvent::HandoverOrdered`].
    HandOver,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEvent {
    /// Its invoice was read again.
    SourceRead { invoice: Box<SourceInvoice>, terms: Terms },
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
    Reported { change: Change, terms: Terms },
    /// A payment came to the service. Not to be told twice of the same payment.
    PaymentReceived { payment: PaymentId, amount: Money, on: Date, terms: Terms },
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
    /// Letters about the debtor's other invoices carried a fee on these days, in the same unbroken arrears.
    FeesOfDebtor { days: Vec<Date> },
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
    /// A letter is due, and nothing tells whether the invoice is still unpaid but the tenant.
    ConfirmationDue { open_batch: BatchNumber },
    /// So little is left that a letter is not worth it unasked.
    RestIsSmall { open_batch: BatchNumber },
    /// The letter about the charges was not answered in time.
    ChargesGivenUp { open_batch: BatchNumber },
    /// The tenant says whether its credit notes corrected the invoice or lowered it from their day on.
    CreditsExplained { effect: CreditEffect },
    /// The plan is at its end: the tenant is asked whether the claim goes to its agency.
    HandoverDue { open_batch: BatchNumber },
    /// The tenant says that it goes to this agency.
    HandoverOrdered { agency: String, number: u16 },
    /// The claim is frozen, and about to be given to the agency. `file`: the SHA-256 of what is kept of it.
    HandoverSubmitting { file: String },
    /// The agency has it. `began`: it is at work; otherwise it decides later.
    HandoverAccepted { agency_ref: Option<AgencyRef>, began: bool, open_batch: BatchNumber },
    /// It is not with the agency.
    HandoverNotTaken { why: NotTaken, open_batch: BatchNumber },
    /// What was frozen certainly never reached the agency, and is not to be claimed as it stands any more.
    HandoverCalledOff,
    /// What the agency answered when it was asked how the case stands.
    AgencyTold { told: Box<AgencyCase>, open_batch: BatchNumber },
    /// The tenant pressed a button on the page that the mail links to.
    Decided(Decision),
    /// The decision window of this batch ran out without an answer.
    SilenceAnswered { batch: BatchNumber },
}

impl CaseEvent {
    /// Of what may settle the case.
    pub(super) fn terms(&self) -> Option<Terms> {
        match self {
            CaseEvent::SourceRead { terms, .. }
            | CaseEvent::Reported { terms, .. }
            | CaseEvent::PaymentReceived { terms, .. } => Some(*terms),
            _ => None,
        }
    }
}
