//! Where a case stands, as the page tells it.

use domain::case::{Approval, ApprovalKind, PauseReason};
use domain::{CaseStatus, CloseReason, CollectionCase, Country};
use jiff::Timestamp;
use jiff::civil::Date;

use super::words::Words;
use crate::format::Locale;

/// Who said yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartedBy {
    /// Somebody who had the link.
    Link,
    Silence,
}

/// The approval of a case: how and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Started {
    pub by: StartedBy,
    pub at: Timestamp,
}

/// What ended a case from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Paid,
    Credited,
    /// Voided, or no longer in the accounting system.
    Withdrawn,
    /// By the collection agency.
    Agency,
}

/// How far a hand-over has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverStage {
    OnItsWay,
    /// The agency asks for something.
    Asks,
    AtWork,
    NotTaken,
}

/// Where a case stands, with what was decided, when and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseStanding {
    Waiting,
    /// No letter has gone out.
    Started(Started),
    /// At least one has.
    LetterSent(Started),
    Declined {
        at: Timestamp,
        /// When it had been started, if it was stopped after that.
        started_before: Option<Timestamp>,
    },
    Ended {
        ending: Ending,
        at: Timestamp,
        started: Option<Started>,
    },
    /// The invoice is paid, and what is left of the charges is asked for.
    OnlyCharges(Started),
    /// The tenant has said that it goes to its agency.
    Handover {
        stage: HandoverStage,
        started: Option<Started>,
    },
    /// Rests. Can be stopped if it was started.
    Paused {
        rest: Rest,
        started: Option<Started>,
    },
}

/// What a case rests for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// The due date was moved, and has not come yet.
    DueDate(Date),
    /// The creditor has put its reminders off.
    Postponed(Date),
    Repayment,
    Factored,
    /// The tenant says whether it goes on.
    Credit,
    Missing,
    /// Mails to the debtor do not arrive.
    Address,
    /// The debtor objects; the tenant says whether it goes on.
    Objection,
    /// The tenant says whether the invoice is still unpaid.
    Unconfirmed,
    /// The tenant says whether so little is worth a letter.
    SmallRest,
    /// The tenant says whether it goes to its agency.
    HandoverDue,
}

impl Rest {
    fn of(case: &CollectionCase, reason: PauseReason, until: Option<Date>) -> Rest {
        match reason {
            PauseReason::DueDateMoved => Rest::DueDate(until.unwrap_or(case.due_date)),
            PauseReason::Postponed => Rest::Postponed(until.unwrap_or(case.due_date)),
            PauseReason::Repayment => Rest::Repayment,
            PauseReason::Factored => Rest::Factored,
            PauseReason::UnlinkedCredit => Rest::Credit,
            PauseReason::MissingAtSource => Rest::Missing,
            PauseReason::AddressLost => Rest::Address,
            PauseReason::Unconfirmed => Rest::Unconfirmed,
            PauseReason::BelowFloor => Rest::SmallRest,
            PauseReason::HandoverDue => Rest::HandoverDue,
        }
    }

    /// Why, and what comes next.
    fn account(self, started: bool, agency: Option<&str>, words: &Words, locale: &Locale) -> String {
        match self {
            Rest::DueDate(until) if started => (words.goes_on)(&locale.long_date(until)),
            Rest::DueDate(until) => (words.asked_again)(&locale.long_date(until)),
            Rest::Postponed(until) => (words.rests_postponed)(&locale.long_date(until)),
            Rest::Repayment => words.rests_for_repayment.to_owned(),
            Rest::Factored => words.rests_factored.to_owned(),
            Rest::Credit => words.rests_for_credit.to_owned(),
            Rest::Missing => words.rests_missing.to_owned(),
            Rest::Address => words.rests_address.to_owned(),
            Rest::Objection => words.rests_for_objection.to_owned(),
            Rest::Unconfirmed => words.rests_unconfirmed.to_owned(),
            Rest::SmallRest => words.rests_small.to_owned(),
            Rest::HandoverDue => (words.rests_for_handover)(agency),
        }
    }
}

fn started(approval: &Approval) -> Option<Started> {
    let by = match approval.kind {
        ApprovalKind::Approved => StartedBy::Link,
        ApprovalKind::AutoApproved => StartedBy::Silence,
        ApprovalKind::Declined => return None,
    };
    Some(Started { by, at: approval.at })
}

impl CaseStanding {
    /// The standing of a case of the domain.
    pub fn of(case: &CollectionCase) -> CaseStanding {
        let started = case.approval.as_ref().and_then(started);
        match (&case.status, started) {
            (CaseStatus::Closed { reason, at }, started) => ended(*reason, *at, case.approval, started),
            (CaseStatus::Paused { reason, until }, started) => {
                CaseStanding::Paused { rest: Rest::of(case, *reason, *until), started }
            }
            (CaseStatus::Submitted, started) => {
                CaseStanding::Handover { stage: HandoverStage::OnItsWay, started }
            }
            (CaseStatus::InformationNeeded, started) => {
                CaseStanding::Handover { stage: HandoverStage::Asks, started }
            }
            (CaseStatus::InCollection | CaseStatus::Legal | CaseStatus::Surveillance, started) => {
                CaseStanding::Handover { stage: HandoverStage::AtWork, started }
            }
            (CaseStatus::Rejected, started) => {
                CaseStanding::Handover { stage: HandoverStage::NotTaken, started }
            }
            (_, Some(started)) if case.chases_charges() => CaseStanding::OnlyCharges(started),
            (CaseStatus::Disputed, started) => CaseStanding::Paused { rest: Rest::Objection, started },
            (_, Some(started)) if case.letters_sent > 0 => CaseStanding::LetterSent(started),
            (CaseStatus::AwaitingApproval, _) | (_, None) => CaseStanding::Waiting,
            (CaseStatus::Scheduled | CaseStatus::Reminding | CaseStatus::NoticeSent, Some(started)) => {
                CaseStanding::Started(started)
            }
        }
    }

    /// Waits with others for one answer to them all; what rests for a reason of its own is answered by itself.
    pub(super) fn waits(&self) -> bool {
        matches!(self, CaseStanding::Waiting)
    }

    /// Started by silence, and without a letter. What was approved by hand or has had a letter is stopped one by one.
    pub(super) fn runs_by_silence(&self) -> bool {
        match self {
            // The debtor waits for an answer of its own, or letters have gone out.
            CaseStanding::Paused {
                rest: Rest::Objection | Rest::Unconfirmed | Rest::SmallRest | Rest::HandoverDue,
                ..
            } => false,
            CaseStanding::Started(started) | CaseStanding::Paused { started: Some(started), .. } => {
                started.by == StartedBy::Silence
            }
            _ => false,
        }
    }

    /// Where its row stands: what needs an answer, what goes on by itself, what is over.
    pub(super) fn place(&self) -> u8 {
        match self {
            CaseStanding::Ended { .. } | CaseStanding::Declined { .. } => 2,
            _ if self.waits() || self.rests_for_an_answer() => 0,
            _ => 1,
        }
    }

    /// Days over the due date say something of it: it is not over, and its due date has not been moved.
    pub(super) fn is_overdue(&self) -> bool {
        !matches!(self, CaseStanding::Ended { .. } | CaseStanding::Paused { rest: Rest::DueDate(_), .. })
    }

    /// The style class of its badge.
    pub(super) fn tone(&self) -> &'static str {
        match self {
            CaseStanding::Waiting => "waits",
            CaseStanding::Paused { .. } if self.rests_for_an_answer() => "waits",
            CaseStanding::Started(_) | CaseStanding::LetterSent(_) | CaseStanding::OnlyCharges(_) => "go",
            CaseStanding::Handover { stage: HandoverStage::OnItsWay | HandoverStage::AtWork, .. } => "go",
            CaseStanding::Handover { .. } => "waits",
            CaseStanding::Declined { .. } => "stopped",
            CaseStanding::Ended { .. } | CaseStanding::Paused { .. } => "rests",
        }
    }

    pub(super) fn badge(&self, words: &Words) -> &'static str {
        match self {
            CaseStanding::Waiting => words.waits,
            CaseStanding::Started(_) => words.started,
            CaseStanding::LetterSent(_) => words.letter_sent,
            CaseStanding::Declined { started_before: None, .. } => words.declined,
            CaseStanding::Declined { started_before: Some(_), .. } => words.stopped,
            CaseStanding::Ended { ending: Ending::Paid, .. } => words.paid,
            CaseStanding::Ended { ending: Ending::Credited, .. } => words.credited,
            CaseStanding::Ended { ending: Ending::Withdrawn, .. } => words.withdrawn,
            CaseStanding::Ended { ending: Ending::Agency, .. } => words.closed,
            CaseStanding::OnlyCharges(_) => words.only_charges,
            CaseStanding::Handover { stage: HandoverStage::OnItsWay, .. } => words.submitted,
            CaseStanding::Handover { stage: HandoverStage::Asks, .. } => words.information_needed,
            CaseStanding::Handover { stage: HandoverStage::AtWork, .. } => words.in_collection,
            CaseStanding::Handover { stage: HandoverStage::NotTaken, .. } => words.not_taken,
            CaseStanding::Paused { .. } if self.rests_for_an_answer() => words.waits,
            CaseStanding::Paused { rest: Rest::DueDate(_), .. } => words.due_date_moved,
            CaseStanding::Paused { rest: Rest::Postponed(_), .. } => words.postponed,
            CaseStanding::Paused { .. } => words.paused,
        }
    }

    /// What was decided or happened, when, how, and what comes next. Nothing for a case that waits: its buttons say it.
    pub(super) fn account(
        &self,
        agency: Option<&str>,
        words: &Words,
        locale: &Locale,
        zone: Country,
    ) -> Vec<String> {
        let moment = |at: Timestamp| locale.moment(at, zone);
        let said_yes = |started: Started| match started.by {
            StartedBy::Link => (words.approved_by_link)(&moment(started.at)),
            StartedBy::Silence => (words.approved_by_silence)(&moment(started.at)),
        };
        match *self {
            CaseStanding::Waiting => vec![],
            CaseStanding::Started(started) => vec![said_yes(started), words.can_stop.to_owned()],
            CaseStanding::LetterSent(started) => vec![said_yes(started), words.can_stop_later.to_owned()],
            CaseStanding::Declined { at, started_before: None } => {
                vec![(words.declined_by_link)(&moment(at)), words.no_reminder.to_owned()]
            }
            CaseStanding::Declined { at, started_before: Some(before) } => {
                vec![(words.stopped_by_link)(&moment(before), &moment(at)), words.no_reminder.to_owned()]
            }
            CaseStanding::Ended { ending, at, started } => {
                let ended = if ending == Ending::Agency { words.ended_by_agency } else { words.ended };
                started.map(said_yes).into_iter().chain([ended(&moment(at))]).collect()
            }
            CaseStanding::OnlyCharges(started) => {
                vec![said_yes(started), words.asks_for_charges.to_owned()]
            }
            CaseStanding::Handover { stage, started } => {
                let stands = match stage {
                    HandoverStage::OnItsWay => words.is_on_its_way,
                    HandoverStage::Asks => words.agency_asks,
                    HandoverStage::AtWork => words.agency_is_at_work,
                    HandoverStage::NotTaken => words.agency_did_not_take_it,
                };
                started.map(said_yes).into_iter().chain([stands(agency)]).collect()
            }
            CaseStanding::Paused { rest, started: None } => vec![rest.account(false, agency, words, locale)],
            CaseStanding::Paused { rest, started: Some(started) } => {
                vec![said_yes(started), rest.account(true, agency, words, locale), words.can_stop.to_owned()]
            }
        }
    }
}

fn ended(
    reason: CloseReason,
    at: Timestamp,
    approval: Option<Approval>,
    started: Option<Started>,
) -> CaseStanding {
    if let Some(approval) = approval.filter(|approval| approval.kind == ApprovalKind::Declined) {
        return CaseStanding::Declined { at, started_before: approval.approved_before };
    }
    let ending = match reason {
        CloseReason::PaidInFull => Ending::Paid,
        CloseReason::Credited => Ending::Credited,
        CloseReason::WithdrawnByCreditor | CloseReason::DeclinedByCreditor | CloseReason::Disputed => {
            Ending::Withdrawn
        }
        _ => Ending::Agency,
    };
    CaseStanding::Ended { ending, at, started }
}
