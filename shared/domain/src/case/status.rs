//! Where a case stands. Words on the wire are the glossary's.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The life of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum CaseStatus {
    AwaitingApproval,
    /// Approved: the reminder procedure runs, and its next step is planned.
    Scheduled,
    /// A reminder has gone to the debtor.
    Reminding,
    /// The collection notice has.
    NoticeSent,
    Paused {
        reason: PauseReason,
        /// Where a date ends it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// The debtor has objected: nothing goes on until the tenant has decided.
    Disputed,
    /// The tenant has said that the claim goes to its agency; the agency has not begun yet.
    Submitted,
    /// The agency asks for something before it begins.
    InformationNeeded,
    /// The agency did not take the claim: the tenant decides what comes next.
    Rejected,
    /// The agency is at work.
    InCollection,
    Legal,
    Surveillance,
    Closed {
        reason: CloseReason,
        at: Timestamp,
    },
}

impl CaseStatus {
    /// The glossary's word.
    pub fn word(&self) -> &'static str {
        match self {
            CaseStatus::AwaitingApproval => "awaiting_approval",
            CaseStatus::Scheduled => "scheduled",
            CaseStatus::Reminding => "reminding",
            CaseStatus::NoticeSent => "notice_sent",
            CaseStatus::Paused { .. } => "paused",
            CaseStatus::Disputed => "disputed",
            CaseStatus::Submitted => "submitted",
            CaseStatus::InformationNeeded => "information_needed",
            CaseStatus::Rejected => "rejected",
            CaseStatus::InCollection => "in_collection",
            CaseStatus::Legal => "legal",
            CaseStatus::Surveillance => "surveillance",
            CaseStatus::Closed { .. } => "closed",
        }
    }

    pub fn close_reason(&self) -> Option<CloseReason> {
        match self {
            CaseStatus::Closed { reason, .. } => Some(*reason),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// The due date was moved, and has not come yet.
    DueDateMoved,
    /// The creditor has put its reminders off, to a date.
    Postponed,
    /// The creditor is paying money back to the debtor.
    Repayment,
    /// The debtor's invoices are sold to a factor.
    Factored,
    /// The debtor has a credit note that names no invoice: the tenant says whether the case goes on.
    UnlinkedCredit,
    /// The debtor's address takes no more mail: the case goes on when the accounting system shows another.
    AddressLost,
    /// The accounting system does not find the invoice: the tenant is told, and the case goes on only if it turns up again.
    MissingAtSource,
    /// The invoice cannot be read, and a letter is due; or what was read may be a payment or the tenant's own booking of
    /// what came to the service: the tenant says whether it is still unpaid.
    Unconfirmed,
    /// So little is left that the tenant is asked whether it is worth a letter.
    BelowFloor,
    /// The plan is at its end: the tenant says whether the claim goes to its agency. Silence hands nothing over.
    HandoverDue,
}

impl PauseReason {
    /// Whether a fresh reading ends it by itself, once it shows the invoice as overdue and nothing in its way.
    pub fn ends_with_a_reading(self) -> bool {
        !self.goes_on_with_a_yes() && self != PauseReason::HandoverDue
    }

    /// It rests for an answer of the tenant's, and a yes lets it go on.
    pub fn goes_on_with_a_yes(self) -> bool {
        matches!(self, PauseReason::UnlinkedCredit | PauseReason::Unconfirmed | PauseReason::BelowFloor)
    }
}

/// Why a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    PaidInFull,
    /// By the agency's word: before it had begun.
    PaidBeforeHandover,
    PartiallyPaid,
    /// The agency agreed on less with the debtor.
    Settled,
    SettlementRejected,
    Credited,
    /// Voided, taken out of the accounting system, or stopped after the first letter.
    WithdrawnByCreditor,
    /// The agency gave it back.
    ReturnedToCreditor,
    /// Stopped through the link in the mail, before the first letter.
    DeclinedByCreditor,
    /// The debtor objected, and the tenant did not want it to go on.
    Disputed,
    DebtorInsolvent,
    DebtorDeceased,
    DebtorUntraceable,
    DebtorNotLiable,
    TimeBarred,
    Uneconomical,
    Exhausted,
    InvalidClaimData,
    Duplicate,
    DeclinedByAgency,
    /// The agency's own words stand in the trail.
    Other,
}

impl CloseReason {
    /// The glossary's word.
    pub fn word(self) -> &'static str {
        match self {
            CloseReason::PaidInFull => "paid_in_full",
            CloseReason::PaidBeforeHandover => "paid_before_handover",
            CloseReason::PartiallyPaid => "partially_paid",
            CloseReason::Settled => "settled",
            CloseReason::SettlementRejected => "settlement_rejected",
            CloseReason::Credited => "credited",
            CloseReason::WithdrawnByCreditor => "withdrawn_by_creditor",
            CloseReason::ReturnedToCreditor => "returned_to_creditor",
            CloseReason::DeclinedByCreditor => "declined_by_creditor",
            CloseReason::Disputed => "disputed",
            CloseReason::DebtorInsolvent => "debtor_insolvent",
            CloseReason::DebtorDeceased => "debtor_deceased",
            CloseReason::DebtorUntraceable => "debtor_untraceable",
            CloseReason::DebtorNotLiable => "debtor_not_liable",
            CloseReason::TimeBarred => "time_barred",
            CloseReason::Uneconomical => "uneconomical",
            CloseReason::Exhausted => "exhausted",
            CloseReason::InvalidClaimData => "invalid_claim_data",
            CloseReason::Duplicate => "duplicate",
            CloseReason::DeclinedByAgency => "declined_by_agency",
            CloseReason::Other => "other",
        }
    }

    /// The tenant takes the claim back: its agency must know.
    pub(crate) fn is_withdrawal(self) -> bool {
        matches!(
            self,
            CloseReason::WithdrawnByCreditor | CloseReason::DeclinedByCreditor | CloseReason::Disputed
        )
    }
}

/// How the tenant decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalKind {
    Approved,
    Declined,
    AutoApproved,
}

/// The tenant's decision and its instant. A case is approved at most once; a decline is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub kind: ApprovalKind,
    pub at: Timestamp,
    /// When it had been approved before it was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_before: Option<Timestamp>,
}
