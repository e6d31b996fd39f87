//! The answers.

use domain::dunning::{Forbidden, LawfulLetter, Ledger};
use domain::statutes::Missing;
use jiff::civil::Date;
use serde::Serialize;

/// One answer: figures or a refusal, and what they rest on where that was asked for.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    #[serde(flatten)]
    pub figures: Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Vec<String>>,
}

/// Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Figures {
    Date {
        date: Date,
    },
    Interest {
        accrued: i128,
        open: i128,
    },
    Total {
        principal: i128,
        interest: i128,
        costs: i128,
        total: i128,
        overpaid: i128,
    },
    Letter {
        fee: i128,
        compensation: i128,
        costs_after: i128,
    },
    Cap {
        cap: i128,
    },
    Refused {
        refusal: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        half_year: Option<Date>,
        /// In words, for people; shown with what it rests on.
        #[serde(skip)]
        reason: String,
    },
}

impl From<Forbidden> for Figures {
    fn from(forbidden: Forbidden) -> Self {
        Figures::Refused {
            refusal: forbidden.code(),
            half_year: forbidden.half_year(),
            reason: forbidden.to_string(),
        }
    }
}

impl From<Missing> for Figures {
    fn from(missing: Missing) -> Self {
        Forbidden::from(missing).into()
    }
}

impl From<Ledger> for Figures {
    fn from(ledger: Ledger) -> Self {
        Figures::Total {
            principal: ledger.principal,
            interest: ledger.interest,
            costs: ledger.costs,
            total: ledger.total(),
            overpaid: ledger.overpaid,
        }
    }
}

impl From<Result<Date, Forbidden>> for Figures {
    fn from(day: Result<Date, Forbidden>) -> Self {
        day.map_or_else(Figures::from, |date| Figures::Date { date })
    }
}

impl From<Result<LawfulLetter, Forbidden>> for Figures {
    fn from(letter: Result<LawfulLetter, Forbidden>) -> Self {
        letter.map_or_else(Figures::from, |letter| Figures::Letter {
            fee: letter.granted.fee,
            compensation: letter.granted.compensation,
            costs_after: letter.costs_after,
        })
    }
}

impl From<Result<i128, Missing>> for Figures {
    fn from(cap: Result<i128, Missing>) -> Self {
        cap.map_or_else(Figures::from, |cap| Figures::Cap { cap })
    }
}

impl Figures {
    /// The day that was asked for, where there is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Figures::Date { date } => Some(*date),
            _ => None,
        }
    }
}
