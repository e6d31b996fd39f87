//! A dunning plan: which steps follow each other, how soon, and what each asks for.

use serde::{Deserialize, Serialize};

use super::{LetterKind, StepKind};
use crate::country::Country;
use crate::source_invoice::DebtorKind;
use crate::statutes::Limits;

/// Steps in their order. What the law forbids is never in a plan: see [`DunningPlan::check`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DunningPlan {
    pub steps: Vec<DunningStep>,
    /// Bank days to wait after a due date or a letter's deadline, for payments that are booked late.
    pub grace_bank_days: u16,
    /// Minor units: a rest below this is asked about instead of chased. Zero turns it off.
    #[serde(default)]
    pub floor: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DunningStep {
    pub kind: StepKind,
    /// Not before so many days after the due date.
    #[serde(default)]
    pub after_days: u16,
    /// Not before so many days after the letter before it.
    #[serde(default)]
    pub gap_days: u16,
    /// Days that the letter leaves to pay. Nothing for the hand-over.
    #[serde(default)]
    pub deadline_days: u16,
    #[serde(default)]
    pub fee: bool,
    /// The fixed compensation, from businesses and public authorities.
    #[serde(default)]
    pub compensation: bool,
}

/// Whose invoice it is, as far as plans differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clientele {
    /// Companies and public authorities.
    Business,
    /// Consumers, and all of whom it is not known.
    Consumer,
}

impl From<DebtorKind> for Clientele {
    fn from(kind: DebtorKind) -> Self {
        match kind {
            DebtorKind::Company | DebtorKind::PublicAuthority => Clientele::Business,
            DebtorKind::Consumer | DebtorKind::Unknown => Clientele::Consumer,
        }
    }
}

/// The plans that a tenant chose instead of the standard ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPlans {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<DunningPlan>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumer: Option<DunningPlan>,
}

impl OwnPlans {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn of(&self, clientele: Clientele) -> Option<&DunningPlan> {
        match clientele {
            Clientele::Business => self.business.as_ref(),
            Clientele::Consumer => self.consumer.as_ref(),
        }
    }

    pub fn choose(&mut self, clientele: Clientele, plan: Option<DunningPlan>) {
        match clientele {
            Clientele::Business => self.business = plan,
            Clientele::Consumer => self.consumer = plan,
        }
    }
}

/// What a plan must not do, and where the law says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("step {step}: {reason} ({paragraph})")]
pub struct PlanFault {
    /// From 1; 0 for the plan as a whole.
    pub step: usize,
    /// Begins with the field's name.
    pub reason: String,
    pub paragraph: &'static str,
}

/// More letters than this is no procedure any more (inkassoloven § 9, good collection practice).
const MOST_STEPS: usize = 8;

impl DunningPlan {
    /// Whether the law lets such a plan be. It softens and extends freely; it sharpens nothing.
    ///
    /// # Errors
    /// The first fault, with the paragraph that forbids it.
    pub fn check(&self, country: Country, clientele: Clientele) -> Result<(), PlanFault> {
        self.check_whole()?;
        for (index, step) in self.steps.iter().enumerate() {
            let fault = |reason: String, paragraph| Err(PlanFault { step: index + 1, reason, paragraph });
            for rule in RULES {
                if let Some((reason, paragraph)) = rule(self, index, step, country, clientele) {
                    return fault(reason, paragraph);
                }
            }
        }
        Ok(())
    }

    fn check_whole(&self) -> Result<(), PlanFault> {
        let fault = |reason: &str, paragraph| Err(PlanFault { step: 0, reason: reason.into(), paragraph });
        if self.steps.is_empty() {
            return fault("steps: a plan has at least one step", "plan");
        }
        if self.steps.len() > MOST_STEPS {
            return fault("steps: a plan has at most eight steps", "inkassoloven § 9");
        }
        Ok(())
    }
}

type Broken = Option<(String, &'static str)>;
type Rule = fn(&DunningPlan, usize, &DunningStep, Country, Clientele) -> Broken;

/// Each names what it forbids, or nothing.
const RULES: &[Rule] = &[exists, order, deadline, fee_count, fee_timing, compensation];

fn exists(_: &DunningPlan, _: usize, step: &DunningStep, country: Country, _: Clientele) -> Broken {
    (step.kind == StepKind::PaymentDemand && country == Country::Denmark)
        .then(|| ("kind: a payment demand is a Norwegian step".into(), "inkassoloven 1988 § 10"))
}

fn order(plan: &DunningPlan, index: usize, step: &DunningStep, country: Country, _: Clientele) -> Broken {
    let paragraph = match country {
        Country::Denmark => "inkassoloven § 10 (1)",
        Country::Norway => "inkassoloven 1988 §§ 9, 10",
    };
    let before = &plan.steps[..index];
    let noticed = before.iter().any(|earlier| earlier.kind == StepKind::CollectionNotice);
    match step.kind {
        StepKind::Handover | StepKind::PaymentDemand if !noticed => {
            Some(("kind: comes after a collection notice".into(), paragraph))
        }
        StepKind::Handover if index + 1 < plan.steps.len() => {
            Some(("kind: the hand-over is the last step".into(), paragraph))
        }
        StepKind::PaymentDemand if before.iter().any(|earlier| earlier.kind == StepKind::PaymentDemand) => {
            Some(("kind: a payment demand is sent once".into(), "inkassoforskriften § 1-3"))
        }
        _ => None,
    }
}

fn deadline(_: &DunningPlan, _: usize, step: &DunningStep, country: Country, _: Clientele) -> Broken {
    let kind = step.kind.letter()?;
    let least = Limits::on(country, jiff::civil::Date::MAX).least_days(kind).max(1);
    let paragraph = match country {
        Country::Denmark if kind == LetterKind::CollectionNotice => "inkassoloven § 10 (3)",
        Country::Denmark => "renteloven § 9 b",
        Country::Norway => "inkassoloven 1988 § 9, inkassoforskriften § 1-3",
    };
    (step.deadline_days < least).then(|| (format!("deadline_days: must be at least {least}"), paragraph))
}

fn fee_count(plan: &DunningPlan, index: usize, step: &DunningStep, country: Country, _: Clientele) -> Broken {
    let most = usize::from(Limits::on(country, jiff::civil::Date::MAX).fee_letters);
    let counted = |step: &&DunningStep| step.fee && step.kind != StepKind::PaymentDemand;
    let so_far = plan.steps[..=index].iter().filter(counted).count();
    let no_fee = matches!(step.kind, StepKind::FriendlyReminder | StepKind::Handover);
    let paragraph = match country {
        Country::Denmark => "renteloven § 9 b (2)",
        Country::Norway => "inkassoforskriften § 1-3",
    };
    if step.fee && no_fee {
        return Some(("fee: this step is free; the fee of a hand-over comes with it".into(), paragraph));
    }
    (step.fee && so_far > most).then(|| (format!("fee: at most {most} letters may carry one"), paragraph))
}

fn fee_timing(
    plan: &DunningPlan,
    index: usize,
    step: &DunningStep,
    country: Country,
    _: Clientele,
) -> Broken {
    if !step.fee {
        return None;
    }
    let limits = Limits::on(country, jiff::civil::Date::MAX);
    let follows_fee = plan.steps[..index].iter().any(|earlier| earlier.fee);
    match country {
        Country::Denmark if follows_fee && step.gap_days < limits.fee_gap_days => Some((
            format!("gap_days: letters with a fee lie at least {} days apart", limits.fee_gap_days),
            "renteloven § 9 b (2)",
        )),
        Country::Norway if !follows_fee && step.after_days < limits.first_fee_after_days => Some((
            format!(
                "after_days: the first fee comes {} days after the due date",
                limits.first_fee_after_days
            ),
            "inkassoforskriften § 1-2",
        )),
        _ => None,
    }
}

fn compensation(
    plan: &DunningPlan,
    _: usize,
    step: &DunningStep,
    country: Country,
    whose: Clientele,
) -> Broken {
    if !step.compensation {
        return None;
    }
    let paragraph = match country {
        Country::Denmark => "BEK 601/2002 § 2 (3)",
        Country::Norway => "forsinkelsesrenteloven § 3 a",
    };
    if whose == Clientele::Consumer {
        return Some(("compensation: never from a consumer".into(), paragraph));
    }
    let with_fees = country == Country::Norway && plan.steps.iter().any(|step| step.fee);
    with_fees.then(|| ("compensation: takes the place of fees in Norway".into(), "inkassoforskriften § 1-5"))
}

#[cfg(test)]
mod tests;
