//! What an error of Debitura means for the one who asked.

use std::time::Duration;

use accounting::http::{Code, ErrorTable, Rule, Trouble, Verdict};
use workflows::ports::AgencyError;

use super::{NAME, refusal};

pub(super) const TABLE: ErrorTable = ErrorTable {
    system: NAME,
    code: refusal::code,
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden("the key may not do this")),
    ],
    throttle_pause: Duration::from_secs(5),
};

/// Of a question: nothing was changed, whatever became of it.
pub(super) fn of_reading(trouble: Trouble) -> AgencyError {
    let agency = NAME;
    match trouble {
        missing if missing.is_missing() => AgencyError::UnknownCase { agency },
        Trouble::Down(detail) | Trouble::SwitchedOff(detail) => {
            AgencyError::Unavailable { agency, retry_after: None, detail }
        }
        Trouble::NoHost => no_host(),
        Trouble::Throttled(retry_after) => {
            AgencyError::Unavailable { agency, retry_after, detail: "it is throttling".into() }
        }
        Trouble::KeyRefused(detail) | Trouble::Forbidden(detail) => {
            AgencyError::KeyRefused { agency, detail }
        }
        Trouble::Garbled { field, problem }
        | Trouble::BadField { field, problem }
        | Trouble::NotUnderstood { field, problem } => AgencyError::NotUnderstood { agency, field, problem },
        Trouble::Refused { said, .. } => {
            AgencyError::NotUnderstood { agency, field: "status".into(), problem: format!("is {said}") }
        }
        Trouble::NoRecord => AgencyError::UnknownCase { agency },
    }
}

/// Of a command: where no answer came that can be read, it may have been carried out.
pub(super) fn of_writing(trouble: Trouble) -> AgencyError {
    let agency = NAME;
    match trouble {
        Trouble::Down(detail) | Trouble::SwitchedOff(detail) => {
            AgencyError::OutcomeUnknown { agency, detail }
        }
        Trouble::Garbled { field, problem } | Trouble::BadField { field, problem } => {
            AgencyError::OutcomeUnknown { agency, detail: format!("{field} {problem}") }
        }
        other => of_reading(other),
    }
}

fn no_host() -> AgencyError {
    AgencyError::Unavailable { agency: NAME, retry_after: None, detail: "its host has no address".into() }
}
