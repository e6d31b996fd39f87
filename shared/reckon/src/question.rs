//! The questions.

use domain::dunning::{self, Asked, LetterKind, StepKind, Wanted};
use domain::source_invoice::DebtorKind;
use domain::statutes::bank_days::next_bank_day;
use domain::statutes::{CapPhase, CapQuestion, Statutes, cost_cap};
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::{Answer, Figures};
use crate::claim::{Claim, Data, Land, Settings, at_least_zero};
use crate::{BadQuestion, explain};

/// One question by its query.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Question {
    EffectiveDue {
        country: Land,
        due_date: Date,
    },
    Deadline {
        country: Land,
        sent: Date,
        deadline_days: i32,
        kind: LetterKind,
    },
    Interest {
        claim: Claim,
        as_of: Date,
        settings: Settings,
        data: Data,
    },
    Total {
        claim: Claim,
        as_of: Date,
        settings: Settings,
        data: Data,
    },
    Letter {
        claim: Claim,
        letter: LetterAsked,
        settings: Settings,
        data: Data,
    },
    Earliest {
        claim: Claim,
        step: StepAsked,
        today: Date,
        settings: Settings,
        data: Data,
    },
    CostCap {
        country: Land,
        amount: i64,
        #[serde(default)]
        date: Option<Date>,
        #[serde(default)]
        phase: Option<Phase>,
        #[serde(default)]
        debtor: Option<DebtorKind>,
        #[serde(default)]
        creditor_deducts_vat: Option<bool>,
    },
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct LetterAsked {
    date: Date,
    kind: LetterKind,
    fee: bool,
    compensation: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct StepAsked {
    kind: StepKind,
    fee: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Light,
    Heavy,
}

impl Question {
    /// # Errors
    /// When a value cannot be taken for real.
    pub fn answer(&self, explain: bool) -> Result<Answer, BadQuestion> {
        let figures = self.figures()?;
        let because = if explain { Some(explain::because(self, &figures)?) } else { None };
        Ok(Answer { figures, because })
    }

    fn figures(&self) -> Result<Figures, BadQuestion> {
        Ok(match self {
            Question::EffectiveDue { country, due_date } => {
                Figures::Date { date: next_bank_day((*country).into(), *due_date) }
            }
            Question::Deadline { country, sent, deadline_days, kind } => {
                dunning::deadline((*country).into(), *kind, *sent, *deadline_days).into()
            }
            Question::Interest { claim, as_of, settings, data } => {
                match dunning::owed(&claim.history()?, &data.statutes()?, &settings.caution()?, *as_of) {
                    Ok(ledger) => {
                        Figures::Interest { accrued: ledger.accrued_interest, open: ledger.interest }
                    }
                    Err(missing) => missing.into(),
                }
            }
            Question::Total { claim, as_of, settings, data } => {
                match dunning::owed(&claim.history()?, &data.statutes()?, &settings.caution()?, *as_of) {
                    Ok(ledger) => ledger.into(),
                    Err(missing) => missing.into(),
                }
            }
            Question::Letter { claim, letter, settings, data } => {
                let asked = Asked { fee: letter.fee, compensation: letter.compensation };
                let (history, statutes) = (claim.history()?, data.statutes()?);
                dunning::letter(&history, &statutes, &settings.caution()?, letter.kind, asked, letter.date)
                    .into()
            }
            Question::Earliest { claim, step, today, settings, data } => {
                let step = Wanted { kind: step.kind, fee: step.fee };
                dunning::earliest(&claim.history()?, &data.statutes()?, &settings.caution()?, step, *today)
                    .into()
            }
            Question::CostCap { country, amount, date, phase, debtor, creditor_deducts_vat } => {
                let question = match country {
                    Land::Denmark => CapQuestion::Denmark,
                    Land::Norway => CapQuestion::Norway {
                        date: given("date", *date)?,
                        phase: match given("phase", *phase)? {
                            Phase::Light => CapPhase::Light,
                            Phase::Heavy => CapPhase::Heavy,
                        },
                        debtor: given("debtor", *debtor)?,
                        creditor_deducts_vat: given("creditor_deducts_vat", *creditor_deducts_vat)?,
                    },
                };
                cost_cap(at_least_zero("amount", *amount)?, question).into()
            }
        })
    }

    /// What the question holds the law to be.
    pub(crate) fn statutes(&self) -> Result<Statutes, BadQuestion> {
        match self {
            Question::Interest { data, .. }
            | Question::Total { data, .. }
            | Question::Letter { data, .. }
            | Question::Earliest { data, .. } => data.statutes(),
            _ => Ok(Statutes::built_in()),
        }
    }
}

fn given<T>(field: &'static str, value: Option<T>) -> Result<T, BadQuestion> {
    value.ok_or(BadQuestion::Value { field, reason: "is missing; Norway asks for it".into() })
}

impl LetterAsked {
    pub(crate) fn kind(self) -> LetterKind {
        self.kind
    }

    pub(crate) fn date(self) -> Date {
        self.date
    }
}

impl StepAsked {
    pub(crate) fn kind(self) -> StepKind {
        self.kind
    }
}
