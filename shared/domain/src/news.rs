//! What changed on a case and has not been told to the tenant yet.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::DebtorWords;
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

impl Tiding {
    /// Whether the case rests until the tenant has answered.
    pub fn asks(&self) -> bool {
        matches!(self, Tiding::UnlinkedCredit { .. } | Tiding::Objection { .. })
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
