//! What must happen outside, written in the same transaction as the step that caused it.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::dunning::letter::Deduction;
use crate::ids::{BatchNumber, CaseId, EffectId, LetterId, PaymentId, RunId, TenantId};

/// An effect that waits in the outbox. Each is idempotent: carried out twice, it does no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// The run's mail to the tenant: what is new, skipped, paid and credited. Its window starts when it leaves.
    RunMail { tenant: TenantId, batch: BatchNumber, run: RunId },
    /// A one-time schedule, by a deterministic name, for the end of the decision window.
    SilentStart { tenant: TenantId, batch: BatchNumber, at: Timestamp },
    /// Tells the tenant what silence has started, and how to stop it.
    SilentStartMail { tenant: TenantId, batch: BatchNumber },
    /// Tells the tenant once that its key is refused.
    BrokenConnectionMail { tenant: TenantId, since: Timestamp },
    /// Tells the tenant that an invoice which it handed over by push has become a case.
    ClaimReceivedMail { tenant: TenantId, case: CaseId },
    /// A letter to a debtor, planned for this day about these cases. Sent at most once; what is not sent that day is planned anew.
    SendLetter { tenant: TenantId, letter: LetterId, on: Date, cases: Vec<CaseId> },
    /// Books a payment that came to the service in the tenant's books. `round`: how often it was planned.
    BookPayment { tenant: TenantId, payment: PaymentId, round: u32 },
    /// Gives the claim to the tenant's agency. `round`: how often the tenant has said so; each is another command there.
    HandOver { tenant: TenantId, case: CaseId, round: u16 },
    /// Tells the agency what happened to a claim that it has. `version` and `number`: of which step, and which of its reports.
    /// `round`: of which hand-over; `None` where that was not written yet. Not in the id, so that known ones stay.
    TellAgency {
        tenant: TenantId,
        case: CaseId,
        version: u64,
        number: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<u16>,
        report: AgencyReport,
    },
    /// Has the tenant's accounting system send us its events. `at`: when it was asked for.
    Subscribe { tenant: TenantId, at: Timestamp },
    /// Ends the events of a tenant that is disconnected, then forgets its credentials.
    Unsubscribe { tenant: TenantId, at: Timestamp },
    /// Asks the agency how a case stands there, because of this event: its own id, or what we call the occasion.
    AskAgency { tenant: TenantId, case: CaseId, event: String },
}

impl Effect {
    pub fn tenant(&self) -> &TenantId {
        match self {
            Effect::RunMail { tenant, .. }
            | Effect::SilentStart { tenant, .. }
            | Effect::SilentStartMail { tenant, .. }
            | Effect::BrokenConnectionMail { tenant, .. }
            | Effect::ClaimReceivedMail { tenant, .. }
            | Effect::SendLetter { tenant, .. }
            | Effect::BookPayment { tenant, .. }
            | Effect::HandOver { tenant, .. }
            | Effect::TellAgency { tenant, .. }
            | Effect::Subscribe { tenant, .. }
            | Effect::Unsubscribe { tenant, .. }
            | Effect::AskAgency { tenant, .. } => tenant,
        }
    }

    /// The word for lists and logs.
    pub fn kind(&self) -> &'static str {
        match self {
            Effect::RunMail { .. } => "run_mail",
            Effect::SilentStart { .. } => "silent_start",
            Effect::SilentStartMail { .. } => "silent_start_mail",
            Effect::BrokenConnectionMail { .. } => "broken_connection_mail",
            Effect::ClaimReceivedMail { .. } => "claim_received_mail",
            Effect::SendLetter { .. } => "send_letter",
            Effect::BookPayment { .. } => "book_payment",
            Effect::HandOver { .. } => "hand_over",
            Effect::TellAgency { .. } => "tell_agency",
            Effect::Subscribe { .. } => "subscribe",
            Effect::Unsubscribe { .. } => "unsubscribe",
            Effect::AskAgency { .. } => "ask_agency",
        }
    }

    /// The same step gives the same id, so that it is queued once.
    pub fn id(&self) -> EffectId {
        let number = match self {
            Effect::RunMail { batch, .. }
            | Effect::SilentStart { batch, .. }
            | Effect::SilentStartMail { batch, .. } => batch.to_string(),
            Effect::BrokenConnectionMail { since, .. } => since.as_second().to_string(),
            Effect::ClaimReceivedMail { case, .. } => case.digest().to_owned(),
            Effect::SendLetter { letter, .. } => letter.digest().to_owned(),
            Effect::BookPayment { payment, round, .. } => format!("{}.{round}", payment.digest()),
            Effect::HandOver { case, round, .. } => format!("{}.{round}", case.digest()),
            Effect::TellAgency { case, version, number, .. } => {
                format!("{}.{version}.{number}", case.digest())
            }
            Effect::Subscribe { at, .. } | Effect::Unsubscribe { at, .. } => at.as_millisecond().to_string(),
            Effect::AskAgency { case, event, .. } => format!("{}.{}", case.digest(), digest(event)),
        };
        EffectId::of(&[self.kind(), self.tenant().as_str(), &number])
    }
}

/// Of a text that somebody else chose: what it is made of fits an id, and the same one is the same.
fn digest(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text)[..16])
}

/// What an agency is told of a claim that it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "report", rename_all = "snake_case")]
pub enum AgencyReport {
    /// Paid to the tenant or to the service, or credited.
    Deducted(Deduction),
    /// The tenant takes it back.
    Withdrawn,
}

/// How far an effect has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectStatus {
    Queued,
    /// Claimed by one worker until the claim runs out.
    Sending,
    Done,
    /// Given up: an operator sees it and may redrive it.
    Dead,
}

/// An effect with its standing in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuedEffect {
    pub id: EffectId,
    pub effect: Effect,
    pub status: EffectStatus,
    /// Failed attempts so far.
    pub attempts: u16,
    pub queued_at: Timestamp,
    /// While `sending`: until when nobody else takes it. While `queued` after a failure: not before.
    pub not_before: Option<Timestamp>,
    /// Why the last attempt failed; ids only, never an address or a link.
    pub last_error: Option<String>,
    pub version: u64,
}

impl QueuedEffect {
    pub fn new(effect: Effect, now: Timestamp) -> Self {
        Self {
            id: effect.id(),
            effect,
            status: EffectStatus::Queued,
            attempts: 0,
            queued_at: now,
            not_before: None,
            last_error: None,
            version: 1,
        }
    }
}
