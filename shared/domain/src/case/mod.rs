//! The collection case: one overdue invoice of one tenant, and everything that may happen to it.

mod answers;
mod charges;
mod credits;
mod decisions;
mod dunning;
mod event;
mod handover;
mod letters;
mod pushed;
mod reading;
mod service_money;
mod status;
mod terms;
#[cfg(test)]
mod tests;
mod timeline;
mod transition;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use answers::{BANK_DAYS_TO_LOOK, DebtorAnswers, DebtorWords, Objection, PaidClaim, SaidPaid};
pub use charges::{Bearer, ChargesLeft, SMALL_REST};
pub use credits::mark_of as mark_of_credits;
pub use decisions::{DecisionTaken, TakenBy, TakenWhat, decisions};
pub use dunning::{CaseDunning, CaseLetter, LetterStanding, MoneyMove, MovedMoney};
pub use event::{CaseEvent, Decision};
pub use handover::{CaseHandover, HandoverStanding, NotTaken};
pub use letters::AddressLoss;
pub use pushed::open_pushed;
pub use reading::is_conserved;
pub use service_money::ServiceMoney;
pub use status::{Approval, ApprovalKind, CaseStatus, CloseReason, PauseReason};
pub use terms::Terms;
pub use timeline::{Happening, TimelineEntry};
pub use transition::{Refusal, Step, advance, open};

use crate::claim::ReminderElsewhere;
use crate::ids::{BatchNumber, CaseId, InvoiceId, SystemName, TenantId};
use crate::money::Money;
use crate::source_invoice::{ChangeMark, Debtor, FeeElsewhere};

/// One debtor's one overdue invoice. Changed only by [`advance`].
///
/// Conserved to the minor unit: `principal + owed_more = outstanding + paid + credited + received`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionCase {
    pub id: CaseId,
    pub tenant: TenantId,
    pub system: SystemName,
    pub invoice_id: InvoiceId,
    pub invoice_number: String,
    pub status: CaseStatus,
    pub approval: Option<Approval>,
    /// The batch whose mail asks (or asked) about it; [`BatchNumber::NONE`] for what was handed over by push.
    pub batch: BatchNumber,
    pub opened_on: Date,
    pub issue_date: Option<Date>,
    pub due_date: Date,
    /// The later due date that was moved to this one: what counts from a due date goes on to count from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_from: Option<Date>,
    /// What was owed of the invoice when the case was opened, fees apart.
    pub principal: Money,
    /// What is owed of it now.
    pub outstanding: Money,
    /// Paid to the tenant since the case was opened.
    pub paid: Money,
    /// Credited since the case was opened.
    pub credited: Money,
    /// What came back on top since the case was opened: payments reversed, amounts raised.
    pub owed_more: Money,
    /// The sum of credit notes that the accounting system showed when last read.
    pub credited_at_source: Money,
    pub fees_elsewhere: Vec<FeeElsewhere>,
    /// Letters that its creditor had sent before it was handed over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders_elsewhere: Vec<ReminderElsewhere>,
    pub debtor: Debtor,
    pub payment_reference: Option<String>,
    /// Letters that have gone to the debtor.
    pub letters_sent: u16,
    /// What the list showed of the invoice when it was last looked at.
    pub mark: ChangeMark,
    /// What its last whole reading said.
    pub facts: ChangeMark,
    /// The accounting system still shows the invoice as owed, fees apart: it keeps turning up in its lists.
    pub owed_at_source: bool,
    /// The last reading could not be taken for real: silence starts nothing on the strength of an older one.
    #[serde(default)]
    pub unclear: bool,
    /// Credit notes without an invoice that the tenant was asked about: each of them is asked about once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits_asked: Vec<InvoiceId>,
    /// The debtor's credit notes without an invoice when they were last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits_seen: Option<ChangeMark>,
    /// Paid to the service since the case was opened.
    #[serde(default, skip_serializing_if = "ServiceMoney::is_untouched")]
    pub service: ServiceMoney,
    /// What the reminder procedure has done so far.
    #[serde(default, skip_serializing_if = "CaseDunning::is_untouched")]
    pub dunning: CaseDunning,
    /// What the invoice's books show as paid above what was owed: minor units.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub overpaid: i64,
    /// What was left of the charges when the invoice was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charges: Option<ChargesLeft>,
    /// The last time that the tenant has said that it goes to its agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<CaseHandover>,
    /// What the debtor has answered through the links in its letters.
    #[serde(default, skip_serializing_if = "DebtorAnswers::is_untouched")]
    pub answers: DebtorAnswers,
    /// Raised by one with every step.
    pub version: u64,
}

fn is_nothing(minor: &i64) -> bool {
    *minor == 0
}

impl CollectionCase {
    pub fn is_open(&self) -> bool {
        !matches!(self.status, CaseStatus::Closed { .. })
    }

    /// Whether the daily run must know of it: it is open, or its invoice still turns up as overdue.
    pub fn is_followed(&self) -> bool {
        self.is_open() || self.owed_at_source
    }

    /// The reminder procedure is at work on it.
    pub fn runs(&self) -> bool {
        matches!(self.status, CaseStatus::Scheduled | CaseStatus::Reminding | CaseStatus::NoticeSent)
    }

    pub fn awaits_approval(&self) -> bool {
        self.status == CaseStatus::AwaitingApproval
    }

    /// The case as it would stand if the tenant approved it now. Others are as they are.
    pub fn as_if_approved(&self, at: Timestamp) -> CollectionCase {
        if !self.awaits_approval() {
            return self.clone();
        }
        let approval = Some(Approval { kind: ApprovalKind::Approved, at, approved_before: None });
        CollectionCase { status: CaseStatus::Scheduled, approval, ..self.clone() }
    }

    /// It rests until the tenant says whether it goes on.
    pub fn asks_the_tenant(&self) -> bool {
        match self.status {
            CaseStatus::Disputed => true,
            CaseStatus::Paused { reason, .. } => reason.goes_on_with_a_yes(),
            _ => false,
        }
    }

    /// The tenant has said no to it, for good.
    pub fn was_declined(&self) -> bool {
        self.approval.is_some_and(|approval| approval.kind == ApprovalKind::Declined)
    }

    /// What came to the service, as far as it was owed.
    pub fn received(&self) -> Money {
        self.principal.with_minor(self.service.received)
    }

    /// Of what came to the service, what stands in the tenant's books.
    pub fn booked(&self) -> Money {
        self.principal.with_minor(self.service.booked)
    }

    /// Silence approved it, and nobody has taken that back.
    pub fn was_approved_by_silence(&self) -> bool {
        self.approval.is_some_and(|approval| approval.kind == ApprovalKind::AutoApproved)
    }

    /// The approval can be taken back: the case is approved and not over. Letters that have gone out stay as they are.
    pub fn can_be_stopped(&self) -> bool {
        self.is_open() && self.approval.is_some()
    }
}
