//! A claim as it stands in a question, and what it is in law.

use domain::Country;
use domain::dunning::{
    Allocation, Asked, Caution, ClaimDeed, ClaimEvent, ClaimHistory, CreditEffect, Fate, LetterKind,
    SentLetter,
};
use domain::source_invoice::DebtorKind;
use domain::statutes::{Rate, Statutes};
use jiff::civil::Date;
use serde::Deserialize;

use crate::BadQuestion;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Land {
    #[serde(rename = "DK", alias = "dk")]
    Denmark,
    #[serde(rename = "NO", alias = "no")]
    Norway,
}

impl From<Land> for Country {
    fn from(land: Land) -> Self {
        match land {
            Land::Denmark => Country::Denmark,
            Land::Norway => Country::Norway,
        }
    }
}

/// Amounts in minor units.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub country: Land,
    debtor: DebtorKind,
    currency: String,
    principal: i64,
    due_date: Date,
    allocation: Order,
    events: Vec<Event>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    PrincipalFirst,
    CostsInterestPrincipal,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Event {
    Payment {
        date: Date,
        amount: i64,
        #[serde(default)]
        reversed_on: Option<Date>,
    },
    Credit {
        date: Date,
        amount: i64,
        effect: Effect,
    },
    Letter {
        date: Date,
        kind: LetterKind,
        deadline: Date,
        fee: bool,
        compensation: bool,
        status: Status,
    },
    FeeElsewhere {
        date: Date,
    },
    Handover {
        date: Date,
    },
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Effect {
    FromStart,
    FromDate,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Sent,
    Bounced,
    Voided,
}

impl Event {
    fn date(&self) -> Date {
        match self {
            Event::Payment { date, .. }
            | Event::Credit { date, .. }
            | Event::Letter { date, .. }
            | Event::FeeElsewhere { date }
            | Event::Handover { date } => *date,
        }
    }

    fn deed(&self) -> Result<ClaimDeed, BadQuestion> {
        Ok(match *self {
            Event::Payment { amount, reversed_on, .. } => {
                ClaimDeed::Payment { amount: at_least_zero("amount", amount)?, reversed_on }
            }
            Event::Credit { amount, effect, .. } => ClaimDeed::Credit {
                amount: at_least_zero("amount", amount)?,
                effect: match effect {
                    Effect::FromStart => CreditEffect::FromStart,
                    Effect::FromDate => CreditEffect::FromDate,
                },
            },
            Event::Letter { kind, deadline, fee, compensation, status, .. } => {
                ClaimDeed::Letter(SentLetter {
                    kind,
                    deadline,
                    asked: Asked { fee, compensation },
                    fate: match status {
                        Status::Sent => Fate::Sent,
                        Status::Bounced => Fate::Bounced,
                        Status::Voided => Fate::Voided,
                    },
                })
            }
            Event::FeeElsewhere { .. } => ClaimDeed::FeeElsewhere,
            Event::Handover { .. } => ClaimDeed::Handover,
        })
    }
}

pub fn at_least_zero(field: &'static str, amount: i64) -> Result<i128, BadQuestion> {
    match amount {
        0.. => Ok(amount.into()),
        _ => Err(BadQuestion::Value { field, reason: format!("{amount} is below zero") }),
    }
}

impl Claim {
    pub fn history(&self) -> Result<ClaimHistory, BadQuestion> {
        let country = Country::from(self.country);
        let own = match country {
            Country::Denmark => "DKK",
            Country::Norway => "NOK",
        };
        let mut events = self
            .events
            .iter()
            .map(|event| Ok(ClaimEvent { on: event.date(), what: event.deed()? }))
            .collect::<Result<Vec<_>, BadQuestion>>()?;
        events.sort_by_key(|event| event.on);
        Ok(ClaimHistory {
            country,
            debtor: self.debtor,
            own_currency: self.currency == own,
            principal: at_least_zero("principal", self.principal)?,
            due_date: self.due_date,
            allocation: match self.allocation {
                Order::PrincipalFirst => Allocation::PrincipalFirst,
                Order::CostsInterestPrincipal => Allocation::CostsInterestPrincipal,
            },
            events,
        })
    }
}

/// What the tenant chose.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    gap_days: u16,
    hold_to_bank_day: bool,
    grace_bank_days: u16,
    floor: i64,
}

impl Settings {
    pub fn caution(self) -> Result<Caution, BadQuestion> {
        Ok(Caution {
            gap_days: self.gap_days,
            hold_to_bank_day: self.hold_to_bank_day,
            grace_bank_days: self.grace_bank_days,
            floor: at_least_zero("floor", self.floor)?,
        })
    }
}

/// What is known of the law beside what is built in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    extra_rates: Vec<ExtraRate>,
    no_reviewed_through: Date,
}

#[derive(Debug, Clone, Deserialize)]
struct ExtraRate {
    from: Date,
    rate: String,
}

impl Data {
    pub fn statutes(&self) -> Result<Statutes, BadQuestion> {
        let rates = self
            .extra_rates
            .iter()
            .map(|extra| match extra.rate.parse::<Rate>() {
                Ok(rate) => Ok((extra.from, rate)),
                Err(problem) => Err(BadQuestion::Value { field: "rate", reason: problem.to_string() }),
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Statutes::built_in().with_rates(rates).reviewed_through(self.no_reviewed_through))
    }
}
