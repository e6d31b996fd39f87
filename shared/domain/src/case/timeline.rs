//! The trail of a case: what happened when, for ever.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DebtorWords, PauseReason};
use crate::dunning::{CreditEffect, LetterKind};
use crate::handover::{AgencyCloseReason, AgencyRef, AgencyStatus};
use crate::ids::{BatchNumber, CaseId, LetterId, PaymentId};
use crate::money::Money;
use crate::news::Tiding;

/// What one step did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happening {
    Opened {
        principal: Money,
    },
    /// Handed over by push, with what was told of it before it came.
    Received {
        principal: Money,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tidings: Vec<Tiding>,
    },
    /// Told by push.
    Reported {
        tidings: Vec<Tiding>,
    },
    /// The invoice was read and had changed.
    SourceChanged {
        tidings: Vec<Tiding>,
    },
    /// The invoice was read and could not be understood: nothing is judged, and silence starts nothing.
    SourceUnclear,
    /// Its facts (name, address, number, reference) changed, its amounts did not.
    FactsUpdated,
    ApprovedByLink,
    /// Declined while it waited for an answer.
    DeclinedByLink,
    /// Stopped after it had been approved.
    StoppedByLink,
    ApprovedBySilence,
    /// The procedure has nothing to do before this day, if nothing changes.
    Planned {
        on: Date,
    },
    /// A letter to the debtor is about to leave.
    LetterClaimed {
        letter: LetterId,
        kind: LetterKind,
        pay_by: Date,
    },
    /// The mail service took it.
    LetterSent {
        letter: LetterId,
    },
    /// The mail service did not take it: nothing left.
    LetterNotTaken {
        letter: LetterId,
    },
    /// Letters about the debtor's other invoices carried a fee on these days.
    FeesOfDebtor {
        days: Vec<Date>,
    },
    /// The debtor's address takes no more mail: a letter came back, or its reader complained.
    AddressLost {
        bounced: bool,
    },
    /// The debtor objected, in its own words.
    Objected {
        reason: DebtorWords,
    },
    /// The debtor said that it has paid, on that day.
    SaidPaid {
        on: Date,
        #[serde(default, skip_serializing_if = "DebtorWords::is_empty")]
        note: DebtorWords,
    },
    /// It rests until the tenant has answered.
    Asked {
        reason: PauseReason,
    },
    /// It rested for an answer, and goes on with the approval that it had.
    ResumedByLink,
    /// The charges were not paid in time, and are not asked for any more.
    ChargesGivenUp {
        amount: Money,
    },
    /// The tenant has said what its credit notes were.
    CreditsExplained {
        effect: CreditEffect,
    },
    /// The tenant has said that it goes to its agency.
    HandoverOrdered {
        agency: String,
    },
    /// The claim is frozen, with this SHA-256, and about to be given to the agency.
    HandoverSubmitted {
        file: String,
    },
    /// The agency has it.
    HandoverAccepted {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency_ref: Option<AgencyRef>,
    },
    /// It is not with the agency, in the agency's own words where it gave any.
    HandoverNotTaken {
        code: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<String>,
    },
    /// The agency told how the case stands there.
    AgencyTold {
        status: AgencyStatus,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<AgencyCloseReason>,
    },
    /// A payment came to the service; `counted` of it was owed.
    PaymentReceived {
        payment: PaymentId,
        amount: Money,
        counted: Money,
    },
    /// The payment is on its way into the tenant's books.
    BookingStarted {
        payment: PaymentId,
    },
    BookingDone {
        payment: PaymentId,
        amount: Money,
    },
    /// Nothing was booked; it may be tried again.
    BookingCalledOff {
        payment: PaymentId,
    },
    /// The payment waits for an operator.
    BookingHeld {
        payment: PaymentId,
        in_doubt: bool,
    },
}

/// One line of a case's trail, numbered by the version that the step made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub case: CaseId,
    pub version: u64,
    pub at: Timestamp,
    pub status: String,
    pub outstanding: Money,
    /// The batch whose mail asks about the case, as it stood after the step: a decision was made for it.
    #[serde(default, skip_serializing_if = "BatchNumber::is_none")]
    pub batch: BatchNumber,
    pub happening: Happening,
}
