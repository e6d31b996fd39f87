//! The buttons of a case: what each says, and what it posts.

use super::standing::{CaseStanding, HandoverStage, Rest};
use super::words::Words;

/// What the tenant may answer about one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Approve,
    Decline,
    CarryOn,
    StillUnpaid,
    HandOver,
    Stop,
}

impl Answer {
    pub(super) fn label(self, words: &Words) -> &'static str {
        match self {
            Answer::Approve => words.approve,
            Answer::Decline => words.decline,
            Answer::CarryOn => words.carry_on,
            Answer::StillUnpaid => words.still_unpaid,
            Answer::HandOver => words.hand_over,
            Answer::Stop => words.stop,
        }
    }

    /// The value of `decision` in its form.
    pub fn decision(self) -> &'static str {
        match self {
            Answer::Approve | Answer::CarryOn | Answer::StillUnpaid => "approve",
            Answer::HandOver => "hand_over",
            Answer::Decline | Answer::Stop => "decline",
        }
    }

    /// The style class of its button.
    pub(super) fn style(self) -> &'static str {
        match self {
            Answer::Decline | Answer::Stop => "no",
            _ => "yes",
        }
    }
}

impl CaseStanding {
    /// It rests, and only the tenant's answer lets it go on.
    pub(super) fn rests_for_an_answer(&self) -> bool {
        use Rest::{Credit, HandoverDue, Objection, SmallRest, Unconfirmed};
        matches!(
            self,
            CaseStanding::Paused { rest: Credit | HandoverDue | Objection | SmallRest | Unconfirmed, .. }
                | CaseStanding::Handover { stage: HandoverStage::NotTaken, .. }
        )
    }

    /// What a case that stands so can be answered. `has_agency`: the tenant has chosen one.
    pub fn answers(&self, has_agency: bool) -> &'static [Answer] {
        use CaseStanding::{Handover, LetterSent, OnlyCharges, Paused, Started, Waiting};
        match self {
            Waiting => &[Answer::Approve, Answer::Decline],
            Paused { rest: Rest::Unconfirmed, .. } => &[Answer::StillUnpaid, Answer::Stop],
            Paused { rest: Rest::HandoverDue, .. } | Handover { stage: HandoverStage::NotTaken, .. } => {
                match has_agency {
                    true => &[Answer::HandOver, Answer::Stop],
                    false => &[Answer::Stop],
                }
            }
            Paused { rest: Rest::Credit | Rest::Objection | Rest::SmallRest, started } => match started {
                Some(_) => &[Answer::CarryOn, Answer::Stop],
                None => &[Answer::Approve, Answer::Decline],
            },
            Started(_)
            | LetterSent(_)
            | OnlyCharges(_)
            | Handover { .. }
            | Paused { started: Some(_), .. } => &[Answer::Stop],
            _ => &[],
        }
    }
}
