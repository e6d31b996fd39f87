//! Why the law, or the state of the claim, forbids a step.

use jiff::civil::Date;

use crate::statutes::Missing;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    #[error("{0}")]
    Missing(#[from] Missing),
    #[error("the claim is not overdue before {first_day}")]
    NotOverdue { first_day: Date },
    #[error("this step is not lawful yet")]
    TooEarly,
    #[error("the invoice is for nothing")]
    NothingDue,
    #[error("the principal is paid: only charges are left, and chasing them gives no new fee")]
    PrincipalPaid,
    #[error("the claim was credited in full")]
    ClaimClosed,
    #[error("the rest is below the floor: the creditor is asked instead")]
    BelowFloor,
    #[error("the claim was handed over")]
    HandedOver,
    #[error("there is no valid collection notice")]
    NoValidNotice,
    #[error("every letter with a fee has been sent")]
    FeeCapReached,
    #[error("the payment demand has been sent")]
    PaymentDemandUsed,
    #[error("the compensation has been claimed: it takes the place of fees")]
    CompensationTaken,
    #[error("the deadline must leave at least {least_days} days")]
    DeadlineTooShort { least_days: u16 },
    #[error("this step does not exist in this country")]
    StepNotInCountry,
}

impl Forbidden {
    /// The word on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Forbidden::Missing(Missing::Rate { .. }) => "rate_missing",
            Forbidden::Missing(Missing::FeeRow { .. }) => "fee_row_missing",
            Forbidden::Missing(Missing::CompensationRow { .. }) => "compensation_row_missing",
            Forbidden::Missing(Missing::RegimeReview { .. }) => "regime_review_required",
            Forbidden::NotOverdue { .. } => "not_overdue",
            Forbidden::TooEarly => "too_early",
            Forbidden::NothingDue => "nothing_due",
            Forbidden::PrincipalPaid => "principal_paid",
            Forbidden::ClaimClosed => "claim_closed",
            Forbidden::BelowFloor => "below_floor",
            Forbidden::HandedOver => "handed_over",
            Forbidden::NoValidNotice => "no_valid_notice",
            Forbidden::FeeCapReached => "fee_cap_reached",
            Forbidden::PaymentDemandUsed => "payment_demand_used",
            Forbidden::CompensationTaken => "compensation_taken",
            Forbidden::DeadlineTooShort { .. } => "deadline_too_short",
            Forbidden::StepNotInCountry => "step_not_in_country",
        }
    }

    /// The half-year whose rate is missing.
    pub fn half_year(&self) -> Option<Date> {
        match self {
            Forbidden::Missing(Missing::Rate { half_year }) => Some(*half_year),
            _ => None,
        }
    }
}
