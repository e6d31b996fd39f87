//! What the law's data does not say: the reason of a refusal, by its name.

use jiff::civil::Date;

use crate::country::Country;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    #[error("no late-interest rate is known for the half-year from {half_year}")]
    Rate { half_year: Date },
    #[error("no reminder fee is known in {} on {day}", .country.code())]
    FeeRow { country: Country, day: Date },
    #[error("no compensation is known in {} for claims late since {day}", .country.code())]
    CompensationRow { country: Country, day: Date },
    #[error("the regime {regime} has not been reviewed for {day}")]
    RegimeReview { regime: &'static str, day: Date },
}
