//! A late-interest rate: exact, signed, never a float.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Percent a year, in millionths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(i64);

/// Millionths of a percent in one.
const SCALE: u32 = 6;
/// Days of a year by our convention (actual/365, fixed).
const YEAR: i128 = 365;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a percentage with at most {SCALE} decimals")]
pub struct BadRate(pub String);

impl Rate {
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// What one minor unit for one day is divided by: [`Rate::share`] counts in these parts.
    pub const PARTS: i128 = YEAR * 100 * 1_000_000;

    /// Interest on a balance for so many days, in [`Rate::PARTS`] of a minor unit: exact.
    pub fn share(self, balance: i128, days: i128) -> i128 {
        balance * i128::from(self.0) * days
    }
}

impl FromStr for Rate {
    type Err = BadRate;

    fn from_str(text: &str) -> Result<Self, BadRate> {
        let bad = || BadRate(text.chars().take(20).collect());
        let percent: Decimal = text.trim().parse().map_err(|_| bad())?;
        let millionths = percent.checked_mul(Decimal::from(10i64.pow(SCALE))).ok_or_else(bad)?;
        // A rate that big is a slip of the pen, and would overflow what is reckoned from it.
        const LARGEST: i64 = 1_000 * 1_000_000;
        match millionths.fract().is_zero().then(|| millionths.to_i64()).flatten() {
            Some(whole) if whole.abs() <= LARGEST => Ok(Self(whole)),
            _ => Err(bad()),
        }
    }
}

impl fmt::Display for Rate {
    /// With at least two decimals: `9.75`, `10.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut percent = Decimal::new(self.0, SCALE).normalize();
        if percent.scale() < 2 {
            percent.rescale(2);
        }
        write!(f, "{percent}")
    }
}
