//! Who has decided what about a case, and through what: read out of its trail.

use jiff::Timestamp;
use serde::Serialize;

use super::answers::DebtorWords;
use super::timeline::{Happening, TimelineEntry};
use crate::ids::BatchNumber;
use crate::news::Tiding;

/// One decision, or one word of the debtor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionTaken {
    /// The version of the case that it made: the number of its entry in the trail.
    pub version: u64,
    pub at: Timestamp,
    pub what: TakenWhat,
    #[serde(flatten)]
    pub by: TakenBy,
    /// The debtor's own words, where there are any.
    #[serde(skip_serializing_if = "DebtorWords::is_empty")]
    pub words: DebtorWords,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenWhat {
    /// The procedure may start.
    Approved,
    /// Before it was approved.
    Declined,
    /// After it was approved.
    Stopped,
    /// It rested for an answer, and goes on.
    Resumed,
    /// It goes to the creditor's agency.
    HandoverOrdered,
    /// Its creditor gave it to collection in its own system.
    Pushed,
    /// Its creditor took it back there.
    Withdrawn,
    /// What its credit notes were.
    CreditsExplained,
    Objected,
    SaidPaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum TakenBy {
    /// The creditor, on the page that this batch's mail links to.
    CreditorByLink { batch: BatchNumber },
    /// Nobody answered this batch's mail within the decision window.
    Silence { batch: BatchNumber },
    /// The creditor, in the system that pushes its invoices.
    CreditorByPush,
    /// The creditor, by its word to an operator.
    CreditorByOperator,
    /// The debtor, on the page that a letter links to.
    DebtorByLetter,
}

impl TakenBy {
    /// The batch whose mail asked.
    pub fn batch(self) -> Option<BatchNumber> {
        match self {
            TakenBy::CreditorByLink { batch } | TakenBy::Silence { batch } => Some(batch),
            TakenBy::CreditorByPush | TakenBy::CreditorByOperator | TakenBy::DebtorByLetter => None,
        }
    }
}

/// All of them, in the trail's order.
pub fn decisions(trail: &[TimelineEntry]) -> Vec<DecisionTaken> {
    trail.iter().filter_map(taken).collect()
}

fn taken(entry: &TimelineEntry) -> Option<DecisionTaken> {
    use TakenBy::{CreditorByLink, CreditorByOperator, CreditorByPush, DebtorByLetter, Silence};
    let batch = entry.batch;
    let (what, by) = match &entry.happening {
        Happening::ApprovedByLink => (TakenWhat::Approved, CreditorByLink { batch }),
        Happening::DeclinedByLink => (TakenWhat::Declined, CreditorByLink { batch }),
        Happening::StoppedByLink => (TakenWhat::Stopped, CreditorByLink { batch }),
        Happening::ResumedByLink => (TakenWhat::Resumed, CreditorByLink { batch }),
        Happening::HandoverOrdered { .. } => (TakenWhat::HandoverOrdered, CreditorByLink { batch }),
        Happening::ApprovedBySilence => (TakenWhat::Approved, Silence { batch }),
        Happening::Received { .. } => (TakenWhat::Pushed, CreditorByPush),
        Happening::Reported { tidings } if tidings.contains(&Tiding::Withdrawn) => {
            (TakenWhat::Withdrawn, CreditorByPush)
        }
        Happening::CreditsExplained { .. } => (TakenWhat::CreditsExplained, CreditorByOperator),
        Happening::Objected { .. } => (TakenWhat::Objected, DebtorByLetter),
        Happening::SaidPaid { .. } => (TakenWhat::SaidPaid, DebtorByLetter),
        _ => return None,
    };
    let words = match &entry.happening {
        Happening::Objected { reason: words } | Happening::SaidPaid { note: words, .. } => words.clone(),
        _ => DebtorWords::default(),
    };
    Some(DecisionTaken { version: entry.version, at: entry.at, what, by, words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{CaseEvent, Decision};
    use crate::samples::*;

    #[test]
    fn each_decision_says_who_took_it_and_which_mail_asked() {
        let reason = DebtorWords::new("The goods never came.");
        let life = [
            (CaseEvent::SilenceAnswered { batch: FIRST }, 3),
            (CaseEvent::Objected { reason, open_batch: SECOND }, 9),
            (CaseEvent::Decided(Decision::Approve), 10),
            (CaseEvent::Decided(Decision::Decline), 11),
        ];
        let (mut case, mut trail) = (waiting(), Vec::new());
        for (event, days) in life {
            let next = step(&case, event, days_later(days));
            case = next.case;
            trail.push(next.entry);
        }
        let taken = decisions(&trail);
        let brief: Vec<_> = taken.iter().map(|decision| (decision.what, decision.by)).collect();
        let expected = [
            (TakenWhat::Approved, TakenBy::Silence { batch: FIRST }),
            (TakenWhat::Objected, TakenBy::DebtorByLetter),
            (TakenWhat::Resumed, TakenBy::CreditorByLink { batch: SECOND }),
            (TakenWhat::Stopped, TakenBy::CreditorByLink { batch: SECOND }),
        ];
        assert_eq!(brief, expected);
        assert_eq!(taken[1].words.as_str(), "The goods never came.");
        assert_eq!((taken[1].at, taken[1].version), (days_later(9).instant, trail[1].version));
    }
}
