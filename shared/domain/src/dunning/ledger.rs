//! The four figures of a claim on one day: principal, interest, costs, and what was paid too much.

use jiff::civil::Date;

use super::history::{Allocation, ClaimDeed, ClaimHistory, CreditEffect};
use super::interest::{AccruedInterest, Stretch};
use crate::statutes::{Minor, Missing, Statutes};

/// A fee, a compensation or a hand-over fee that was lawfully asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    pub on: Date,
    pub kind: ChargeKind,
    /// What it adds to the costs: a Norwegian compensation only adds what the fees before it leave of it.
    pub adds: Minor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeKind {
    Fee,
    Compensation,
    HandoverFee,
}

/// What is owed on one day, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    pub principal: Minor,
    /// Since due, rounded once for each time it was frozen and once for the rest.
    pub accrued_interest: Minor,
    pub interest: Minor,
    /// Fees, compensation and hand-over fee, still open.
    pub costs: Minor,
    /// All that was charged, payments not deducted.
    pub charged: Minor,
    pub overpaid: Minor,
    /// Days with the same balance and the same rate, oldest first.
    pub stretches: Vec<Stretch>,
}

impl Ledger {
    pub fn total(&self) -> Minor {
        self.principal + self.interest + self.costs
    }
}

/// Follows payments, credits and charges day by day, with what is known on `day`.
pub(super) struct Walk<'a> {
    statutes: &'a Statutes,
    claim: &'a ClaimHistory,
    principal: Minor,
    interest: AccruedInterest,
    charged: Minor,
    costs_paid: Minor,
    overpaid: Minor,
}

impl<'a> Walk<'a> {
    /// The figures at the end of `until`, with what is known on `known`. `charges` sorted by date.
    pub fn figures(
        claim: &'a ClaimHistory,
        statutes: &'a Statutes,
        charges: &[Charge],
        until: Date,
        known: Date,
    ) -> Result<Ledger, Missing> {
        if claim.never_owed(known) {
            return Ok(Ledger { overpaid: paid(claim, until, known), ..Ledger::default() });
        }
        let mut walk = Walk {
            statutes,
            claim,
            principal: claim.principal - claim.credited_from_start(known),
            interest: AccruedInterest::from(claim.country, claim.effective_due()),
            charged: 0,
            costs_paid: 0,
            overpaid: 0,
        };
        let mut charges = charges.iter().filter(|charge| charge.on <= until).peekable();
        for event in claim.known(known).filter(|event| event.on <= until) {
            // Payments and credits count before a letter of the same day.
            while let Some(charge) = charges.next_if(|charge| charge.on < event.on) {
                walk.charged += charge.adds;
            }
            match event.what {
                ClaimDeed::Payment { amount, reversed_on } if stands(reversed_on, known) => {
                    walk.accrue_to(event.on)?;
                    walk.pay(amount);
                }
                ClaimDeed::Credit { amount, effect: CreditEffect::FromDate } => {
                    walk.accrue_to(event.on)?;
                    walk.credit(amount);
                }
                _ => {}
            }
        }
        walk.charged += charges.map(|charge| charge.adds).sum::<Minor>();
        walk.accrue_to(until)?;
        Ok(walk.ledger())
    }

    /// In another currency nothing bears interest, as it bears no fee (dunning rules, section 8).
    fn accrue_to(&mut self, day: Date) -> Result<(), Missing> {
        let balance = if self.claim.own_currency { self.principal } else { 0 };
        self.interest.run_to(day, balance, self.statutes)
    }

    fn pay(&mut self, amount: Minor) {
        let mut left = amount;
        match self.claim.allocation {
            Allocation::PrincipalFirst => {
                self.cover_principal(&mut left);
                self.cover_costs(&mut left);
                self.cover_interest(&mut left);
            }
            Allocation::CostsInterestPrincipal => {
                self.cover_costs(&mut left);
                self.cover_interest(&mut left);
                self.cover_principal(&mut left);
            }
        }
        self.overpaid += left;
    }

    /// A credit note lowers the principal and never pays costs.
    fn credit(&mut self, amount: Minor) {
        let mut left = amount;
        self.cover_principal(&mut left);
        self.overpaid += left;
    }

    fn cover_principal(&mut self, left: &mut Minor) {
        let covered = self.principal.min(*left);
        self.principal -= covered;
        *left -= covered;
    }

    fn cover_costs(&mut self, left: &mut Minor) {
        let covered = (self.charged - self.costs_paid).min(*left);
        self.costs_paid += covered;
        *left -= covered;
    }

    fn cover_interest(&mut self, left: &mut Minor) {
        if *left > 0 {
            *left -= self.interest.pay(*left);
        }
    }

    fn ledger(self) -> Ledger {
        Ledger {
            principal: self.principal,
            accrued_interest: self.interest.accrued(),
            interest: self.interest.open(),
            costs: self.charged - self.costs_paid,
            charged: self.charged,
            overpaid: self.overpaid,
            stretches: self.interest.into_stretches(),
        }
    }
}

/// A payment that was taken back is as if it had never come, from the day on which that is known.
fn stands(reversed_on: Option<Date>, known: Date) -> bool {
    reversed_on.is_none_or(|reversed| reversed > known)
}

fn paid(claim: &ClaimHistory, until: Date, known: Date) -> Minor {
    claim
        .known(known)
        .filter(|event| event.on <= until)
        .map(|event| match event.what {
            ClaimDeed::Payment { amount, reversed_on } if stands(reversed_on, known) => amount,
            _ => 0,
        })
        .sum()
}
