//! What went wrong with one request, before it is known whether that was the last try.

use std::time::Duration;

use crate::error::AccountingError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Down, hanging or cut off: may pass.
    Down(String),
    /// Too many requests: may pass, after what the answer asked for.
    Throttled(Option<Duration>),
    /// The answer as a whole is not what the system's pages say. May be a moment's confusion over there: may pass.
    Garbled { field: String, problem: String },
    /// The answer is whole, and a field in it is wrong. May be a moment's confusion too: may pass.
    BadField { field: String, problem: String },
    /// A refusal that is about what was asked for, and not about the key or the system (400, 404 and the like): the
    /// status, and the system's code where it has one.
    Refused { status: u16, code: Option<String>, said: String },
    /// The system's host has no address. The name service may have hiccuped: may pass.
    NoHost,
    /// The system's own word that nothing answers there any more, whatever is asked for.
    SwitchedOff(String),
    /// The key is not taken (401).
    KeyRefused(String),
    /// The key is taken and opens too little (403): a new token would not help.
    Forbidden(String),
    /// The system answered in its own words that there is no such record.
    NoRecord,
    /// Not what the pages say, and no second try would make it so.
    NotUnderstood { field: String, problem: String },
}

impl Trouble {
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Trouble::Down(_)
                | Trouble::NoHost
                | Trouble::Throttled(_)
                | Trouble::Garbled { .. }
                | Trouble::BadField { .. }
        )
    }

    /// Whether there is nothing of the kind at that address, told in the system's own words or by a bare 404.
    pub fn is_missing(&self) -> bool {
        matches!(self, Trouble::NoRecord | Trouble::Refused { status: 404, .. })
    }

    /// The same trouble where no record was asked for: it is the system's then.
    pub fn of_the_system(self) -> Self {
        match self {
            Trouble::BadField { field, problem } => Trouble::NotUnderstood { field, problem },
            Trouble::Refused { said, .. } => {
                Trouble::NotUnderstood { field: "status".into(), problem: format!("is {said}") }
            }
            other => other,
        }
    }

    /// What the caller outside hears when no try is left. A record that is missing where none was asked for by id
    /// means that we asked wrongly.
    pub fn into_error(self, system: &'static str) -> AccountingError {
        match self {
            Trouble::Down(detail) => AccountingError::Unreachable { system, detail },
            Trouble::NoHost => {
                AccountingError::SwitchedOff { system, detail: "its host has no address".into() }
            }
            Trouble::SwitchedOff(detail) => AccountingError::SwitchedOff { system, detail },
            Trouble::Throttled(retry_after) => AccountingError::Throttled { system, retry_after },
            Trouble::KeyRefused(detail) | Trouble::Forbidden(detail) => {
                AccountingError::KeyRefused { system, detail }
            }
            Trouble::Refused { said, .. } => AccountingError::NotUnderstood {
                system,
                field: "status".into(),
                problem: format!("is {said}"),
            },
            Trouble::NoRecord => AccountingError::NotUnderstood {
                system,
                field: "status".into(),
                problem: "says that there is no such record".into(),
            },
            Trouble::Garbled { field, problem }
            | Trouble::BadField { field, problem }
            | Trouble::NotUnderstood { field, problem } => {
                AccountingError::NotUnderstood { system, field, problem }
            }
        }
    }
}
