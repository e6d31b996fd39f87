//! The reminder procedure by law: what may be asked of a debtor, and when.
//!
//! A claim's history goes in, and the law's answer comes out: [`owed`], [`letter()`], [`earliest`], [`deadline()`]. Letters,
//! forecasts and the operator's `rykker reckon` ask the same functions.

mod ask;
pub mod because;
pub mod compose;
mod deadline;
mod earliest;
mod fees;
mod forecast;
mod grounds;
mod history;
pub mod hours;
mod interest;
mod judge;
mod kind;
mod ledger;
pub mod letter;
mod letter_file;
mod moments;
mod next_step;
mod plan;
mod record;
mod refusal;
mod rules;
mod settings;
mod standard_plans;
#[cfg(test)]
mod tests;
mod to_date;

pub use ask::{LawfulLetter, handed_over, letter, owed};
pub use deadline::deadline;
pub use earliest::{Wanted, earliest};
pub use forecast::{Figures, Foreseen, ForeseenStep, forecast, forecast_together};
pub use grounds::grounds;
pub use history::{Allocation, Asked, ClaimDeed, ClaimEvent, ClaimHistory, CreditEffect, Fate, SentLetter};
pub use interest::Stretch;
pub use kind::{LetterKind, StepKind};
pub use ledger::{Charge, ChargeKind, Ledger};
pub use letter_file::{LetterEvent, LetterFile, LetterState, MailFate};
pub use moments::{CaseMoment, Occurrence, OwedFigures, OwedThen, moments};
pub use next_step::{NextLetter, NextStep, next_step};
pub use plan::{Clientele, DunningPlan, DunningStep, OwnPlans, PlanFault};
pub use record::{Granted, Opened, Record};
pub use refusal::Forbidden;
pub use rules::Rules;
pub use settings::Caution;
pub use to_date::to_date;
