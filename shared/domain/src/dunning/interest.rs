//! Late interest day by day: simple, on the open principal, actual/365, each day on the balance at the end of the day before.

use jiff::civil::Date;

use crate::country::Country;
use crate::moment::{days_between, plus_days};
use crate::statutes::caps::rounded;
use crate::statutes::{Minor, Missing, Rate, Statutes};

/// Days with the same balance and the same rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The first day that bears interest.
    pub from: Date,
    pub to: Date,
    pub days: i32,
    pub rate: Rate,
    pub balance: Minor,
}

impl Stretch {
    /// Rounded by itself, for show.
    pub fn amount(&self) -> Minor {
        rounded(self.rate.share(self.balance, self.days.into()), Rate::PARTS)
    }
}

/// What has accrued since the effective due date, exact until a payment reaches it.
pub(super) struct AccruedInterest {
    country: Country,
    /// The last day that has been reckoned.
    through: Date,
    /// Parts of a minor unit since it was last frozen.
    exact: i128,
    frozen: Minor,
    paid: Minor,
    stretches: Vec<Stretch>,
}

impl AccruedInterest {
    pub fn from(country: Country, effective_due: Date) -> Self {
        Self { country, through: effective_due, exact: 0, frozen: 0, paid: 0, stretches: Vec::new() }
    }

    /// Reckons every day up to and with `day` on this balance. Days without a balance need no rate.
    pub fn run_to(&mut self, day: Date, balance: Minor, statutes: &Statutes) -> Result<(), Missing> {
        while self.through < day {
            let from = plus_days(self.through, 1);
            let to = statutes.rate_holds_through(from).min(day);
            if balance > 0 {
                let stretch = Stretch {
                    from,
                    to,
                    days: days_between(self.through, to),
                    rate: statutes.rate_on(self.country, from)?,
                    balance,
                };
                self.exact += stretch.rate.share(balance, stretch.days.into());
                self.join(stretch);
            }
            self.through = to;
        }
        Ok(())
    }

    fn join(&mut self, next: Stretch) {
        match self.stretches.last_mut() {
            Some(last)
                if last.balance == next.balance
                    && last.rate == next.rate
                    && plus_days(last.to, 1) == next.from =>
            {
                last.to = next.to;
                last.days += next.days;
            }
            _ => self.stretches.push(next),
        }
    }

    /// A payment reaches the interest: what has accrued is rounded to the minor unit and frozen, also when only a part is paid.
    pub fn pay(&mut self, amount: Minor) -> Minor {
        self.frozen = self.accrued();
        self.exact = 0;
        let covered = self.open().min(amount);
        self.paid += covered;
        covered
    }

    pub fn accrued(&self) -> Minor {
        self.frozen + rounded(self.exact, Rate::PARTS)
    }

    pub fn open(&self) -> Minor {
        self.accrued() - self.paid
    }

    pub fn into_stretches(self) -> Vec<Stretch> {
        self.stretches
    }
}
