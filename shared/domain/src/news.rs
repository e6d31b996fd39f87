//! What changed on a case and has not been told to the tenant yet.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::DebtorWords;
use crate::handover::AgencyStatus;
use crate::ids::{BatchNumber, CaseId};
use crate::money::Money;

/// One change, as the run's mail tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Tiding {
    PaidInFull {
        amount: Money,
    },
    PartPaid {
        amount: Money,
    },
    CreditedInFull {
        amount: Money,
    },
    PartCredited {
        amount: Money,
    },
    /// The debtor paid to the service.
    PaidToService {
        amount: Money,
    },
    /// What came to the service no longer stands in the tenant's books; it still counts as paid.
    BookingTakenBack {
        amount: Money,
    },
    /// A payment was taken back, or the amount owed rose: the case is open for more than before.
    OwedMore {
        amount: Money,
    },
    DueDateMoved {
        from: Date,
        to: Date,
    },
    /// Voided in the accounting system.
    Voided,
    /// Taken back over there, after it was handed over by push.
    Withdrawn,
    /// No longer to be found in the accounting system.
    Gone,
    /// Not found in the accounting system: the case rests, for that may have other reasons than that it was deleted.
    Missing,
    /// The debtor has a credit note that names no invoice: the case rests until the tenant has answered.
    UnlinkedCredit {
        number: String,
        amount: Option<Money>,
    },
    /// The debtor objects: the case rests until the tenant has answered.
    Objection {
        reason: DebtorWords,
    },
    /// The debtor says that it paid on that day: no letter goes for some days.
    SaidPaid {
        on: Date,
        #[serde(default, skip_serializing_if = "DebtorWords::is_empty")]
        note: DebtorWords,
    },
    /// The debtor's address takes no more mail: a letter came back, or its reader complained. The case rests until the
    /// accounting system shows another.
    AddressLost {
        bounced: bool,
    },
    /// Nobody but the tenant can tell whether the invoice is paid: the case rests until it has said that it is still unpaid.
    Unconfirmed,
    /// So little is left that the case rests until the tenant has said whether it is worth a letter.
    RestIsSmall,
    /// More was paid than was owed, charges included: the tenant's to return.
    Overpaid {
        amount: Money,
    },
    /// The invoice is paid. The charges are asked for in one letter without a fee, unless the tenant stops it.
    ChargesPursued {
        amount: Money,
    },
    /// The invoice is paid, and the tenant covers what was left of the charges.
    ChargesBorne {
        amount: Money,
    },
    /// The charges that were pursued are paid.
    ChargesPaid {
        amount: Money,
    },
    /// The charges were not paid in time: nothing more is sent.
    ChargesGivenUp {
        amount: Money,
    },
    /// The plan is at its end: the case rests until the tenant has said whether it goes to its agency.
    HandoverDue,
    /// It is with the agency.
    HandedOver,
    /// The agency did not take it, in its own words: the tenant decides.
    HandoverRejected {
        reasons: Vec<String>,
    },
    /// The agency does not let us in with the tenant's key.
    AgencyKeyRefused,
    /// The law or the state of the claim stands against handing it over.
    HandoverHeld {
        #[serde(default)]
        why: HandoverHold,
    },
    /// How the case stands at the agency.
    AgencyStatus {
        status: AgencyStatus,
    },
    ClosedByAgency,
    /// The creditor has put its reminders off.
    Postponed {
        until: Date,
    },
    /// The creditor is paying money back to the debtor.
    Repayment,
    /// The debtor's invoices are sold to a factor.
    Factored,
    /// The tenant handed it to debt collection elsewhere, from its accounting system.
    InCollectionElsewhere,
    /// A case that was closed or waited for a later due date is overdue again.
    OverdueAgain,
}

/// Why a claim does not go to the agency as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverHold {
    /// The tenant has chosen another agency since it said yes.
    AgencyChanged,
    /// No notice of the kind that the law asks for stands: it came back, or was taken back.
    NoNotice,
    /// The notice's deadline is not over.
    DeadlineRuns,
    /// A rate, fee or review of the law is missing in our tables.
    StatuteMissing,
    #[default]
    #[serde(other)]
    Otherwise,
}

impl HandoverHold {
    /// By the code that the trail keeps.
    pub fn of(code: &str) -> Self {
        match code {
            "agency_changed" => HandoverHold::AgencyChanged,
            "no_valid_notice" => HandoverHold::NoNotice,
            "too_early" => HandoverHold::DeadlineRuns,
            "rate_missing" | "fee_row_missing" | "compensation_row_missing" | "regime_review_required" => {
                HandoverHold::StatuteMissing
            }
            _ => HandoverHold::Otherwise,
        }
    }
}

impl Tiding {
    /// Whether the tenant can answer it on the page that the mail links to.
    pub fn can_be_answered(&self) -> bool {
        self.asks() || matches!(self, Tiding::ChargesPursued { .. })
    }

    /// Whether the case rests until the tenant has answered.
    pub fn asks(&self) -> bool {
        matches!(
            self,
            Tiding::UnlinkedCredit { .. }
                | Tiding::Objection { .. }
                | Tiding::Unconfirmed
                | Tiding::RestIsSmall
                | Tiding::HandoverDue
                | Tiding::HandoverRejected { .. }
                | Tiding::AgencyKeyRefused
                | Tiding::HandoverHeld { .. }
        )
    }
}

/// The changes of one step of one case, told in the mail of the batch that was open when it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    pub case: CaseId,
    pub batch: BatchNumber,
    /// The case's version after the step: two steps never share a news item.
    pub version: u64,
    pub invoice_number: String,
    pub debtor_name: String,
    pub outstanding: Money,
    pub closed: bool,
    pub tidings: Vec<Tiding>,
}
