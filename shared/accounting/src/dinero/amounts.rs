//! What is owed of an invoice, out of figures that Dinero gives in several places.

use domain::money::{Currency, Money};
use domain::source_invoice::{Amounts, AmountsProblem, FeeElsewhere};
use rust_decimal::Decimal;

use super::payments::Payments;
use super::reminders::Claimed;

/// The invoice's own figures.
pub(super) struct Invoiced {
    pub currency: String,
    /// With VAT, in the invoice's currency.
    pub total: Decimal,
    /// Whether the status says that it is settled; `None` when it says nothing that is known.
    pub is_settled: Option<bool>,
}

/// `Status` of a single invoice is only Draft or Booked; this one knows of payments.
const PAYMENT_STATUSES: &[(&str, bool)] =
    &[("Booked", false), ("Overdue", false), ("Paid", true), ("OverPaid", true)];

pub(super) fn settled_by_status(word: Option<&str>) -> Option<bool> {
    let word = word?.trim();
    PAYMENT_STATUSES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, settled)| *settled)
}

/// Figures that agree so far; what credit notes say is still missing.
pub(super) struct Figures<'a> {
    pub currency: Currency,
    invoiced: &'a Invoiced,
    payments: Payments,
    claimed: &'a [Claimed],
    /// What the reminders claim in all.
    claims: Decimal,
    /// The fees that are booked on the invoice.
    fees: Decimal,
    /// How much less remains than total, fees and payments make it: a credit note, or a shortfall booked as a fee.
    gap: Decimal,
    belief: Belief,
}

/// What `RemainingAmount` is taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belief {
    /// What is left, as far as the other figures agree.
    Figure,
    /// Nothing is owed any more, whatever the other figures say.
    Settled,
    /// Kroner of a foreign invoice: they stand for its whole total, unless something was credited.
    WholeUnlessCredited,
}

impl Invoiced {
    /// Holds the invoice against what payments and reminders say.
    ///
    /// Whose currency `RemainingAmount` is in, which sign it has and what it includes is not published, so it is believed
    /// only where the other figures agree: it may be less than they make it, never more.
    ///
    /// # Errors
    /// Which figures contradict each other.
    pub fn figures<'a>(
        &'a self,
        payments: &Payments,
        claimed: &'a [Claimed],
    ) -> Result<Figures<'a>, AmountsProblem> {
        let currency: Currency =
            self.currency.parse().map_err(|_| AmountsProblem::UnknownCurrency(self.currency.clone()))?;
        if claimed.iter().any(|claim| claim.amount < Decimal::ZERO) {
            return inconsistent("a reminder claims less than nothing");
        }
        let claims = claimed.iter().try_fold(Decimal::ZERO, |sum, claim| plus(sum, claim.amount))?;
        if self.is_settled_by(payments) {
            let gap = less(less(self.total, payments.paid)?, payments.remaining)?;
            let (payments, fees, belief) = (payments.clone(), Decimal::ZERO, Belief::Settled);
            return Ok(Figures { currency, invoiced: self, payments, claimed, claims, fees, gap, belief });
        }
        let (payments, belief) = self.in_own_currency(currency, payments, claims)?;
        let fees = match payments.total_with_fees {
            Some(total) => less(total, self.total)?,
            // Older answers do not tell: the reminders do.
            None => claims,
        };
        if fees < Decimal::ZERO {
            return inconsistent("InvoiceTotalIncludingReminderExpenses is less than TotalInclVat");
        }
        let owed_at_most = less(plus(self.total, fees)?, payments.paid)?;
        let gap = less(owed_at_most, payments.remaining)?;
        if gap < Decimal::ZERO || less(payments.remaining, fees)? > self.total {
            return inconsistent("RemainingAmount is more than what is not paid");
        }
        if payments.remaining < Decimal::ZERO
            && owed_at_most >= Decimal::ZERO
            && self.is_settled != Some(true)
        {
            return inconsistent("RemainingAmount is below nothing and no payment says why");
        }
        Ok(Figures { currency, invoiced: self, payments, claimed, claims, fees, gap, belief })
    }

    /// Whether nothing is owed any more, in any currency: nothing remains, and the status or a payment says why. What
    /// remains below nothing needs the status, for its sign is not published.
    pub fn is_settled_by(&self, payments: &Payments) -> bool {
        match self.is_settled {
            Some(true) => payments.remaining <= Decimal::ZERO,
            _ => payments.remaining.is_zero() && !payments.is_untouched,
        }
    }

    /// The payments, when they are in the invoice's currency beyond doubt.
    fn in_own_currency(
        &self,
        currency: Currency,
        payments: &Payments,
        claims: Decimal,
    ) -> Result<(Payments, Belief), AmountsProblem> {
        let foreign = currency != Currency::DKK;
        let paid = payments.paid_in_own.filter(|_| foreign).unwrap_or(payments.paid);
        let own = match payments.total_with_fees {
            Some(total) => total == self.total || (!claims.is_zero() && less(total, self.total)? == claims),
            None => plus(payments.remaining, paid)? == self.total,
        };
        if !foreign || own {
            return Ok((Payments { paid, ..payments.clone() }, Belief::Figure));
        }
        // In kroner: what is owed of an invoice that nothing has happened to is its total in any currency.
        let is_whole = payments.total_with_fees.is_none_or(|total| total == payments.remaining);
        if payments.is_untouched && is_whole && claims.is_zero() && payments.remaining > Decimal::ZERO {
            let belief = match payments.total_with_fees {
                Some(_) => Belief::Figure,
                None => Belief::WholeUnlessCredited,
            };
            let (remaining, total_with_fees) = (self.total, Some(self.total));
            return Ok((Payments { remaining, total_with_fees, ..payments.clone() }, belief));
        }
        inconsistent("payments are in another currency than the invoice")
    }
}

impl Figures<'_> {
    /// Whether credit notes must be looked at: payments do not explain what remains, or hold what may be one.
    pub fn leave_credits_open(&self) -> bool {
        !self.gap.is_zero() || self.payments.may_hold_credits || self.belief == Belief::WholeUnlessCredited
    }

    /// The amounts. `credited` is the sum of the invoice's credit notes; `None` when it cannot be told.
    ///
    /// # Errors
    /// When what is owed contradicts the invoice's status: it is then neither chased nor taken as paid.
    pub fn amounts(&self, credited: Option<Decimal>) -> Result<Amounts, AmountsProblem> {
        let nothing_credited = credited.is_some_and(|sum| sum.is_zero());
        if self.belief == Belief::WholeUnlessCredited && !nothing_credited {
            return inconsistent("payments are in another currency than the invoice, which may be credited");
        }
        let amounts = match self.belief {
            Belief::Settled => self.settled()?,
            _ => self.owed(credited)?,
        };
        let taken_off = amounts.gross.minor - amounts.principal_outstanding().minor;
        let credited = credited.map(|sum| self.money("creditnotes", sum)).transpose()?;
        // A credit note that is not yet set against the invoice counts from when it is.
        let credited = credited.map(|sum| sum.with_minor(sum.minor.min(taken_off).max(0)));
        Ok(Amounts { credited, ..amounts })
    }

    /// Nothing, or less where too much was paid; in kroner of a foreign invoice there is no telling how much too much.
    fn settled(&self) -> Result<Amounts, AmountsProblem> {
        let gross = self.money("TotalInclVat", self.invoiced.total)?;
        let outstanding = match self.currency {
            Currency::DKK => self.money("RemainingAmount", self.payments.remaining)?,
            foreign => Money::zero(foreign),
        };
        Ok(Amounts { gross, outstanding, fees_elsewhere: vec![], credited: None })
    }

    fn owed(&self, credited: Option<Decimal>) -> Result<Amounts, AmountsProblem> {
        let remaining = self.remaining_with_fees(credited)?;
        let principal = less(remaining, self.fees)?;
        let nothing_credited = credited.is_some_and(|sum| sum.is_zero());
        match self.invoiced.is_settled {
            Some(true) if principal > Decimal::ZERO => {
                return inconsistent("PaymentStatus says paid and RemainingAmount is not settled");
            }
            // Without a payment, only a credit note explains that nothing remains.
            Some(false) if remaining < Decimal::ZERO || (remaining.is_zero() && nothing_credited) => {
                return inconsistent("PaymentStatus says unpaid and nothing remains");
            }
            _ => {}
        }
        self.with_dated_fees(remaining)
    }

    /// What remains, fees included. When what payments and credit notes leave unexplained is just the fees, then
    /// `RemainingAmount` was given without them.
    fn remaining_with_fees(&self, credited: Option<Decimal>) -> Result<Decimal, AmountsProblem> {
        let remaining = self.payments.remaining;
        let Some(credited) = credited else { return Ok(remaining) };
        let beside_payments = less(credited, self.payments.credits)?.max(Decimal::ZERO);
        let unexplained = less(self.gap, beside_payments)?;
        if unexplained == self.fees { plus(remaining, self.fees) } else { Ok(remaining) }
    }

    /// Fees as the reminders date them. What a reminder claims beyond the fees in the total is owed on top, what no
    /// reminder accounts for is a fee without a date: the principal is the same either way.
    fn with_dated_fees(&self, remaining: Decimal) -> Result<Amounts, AmountsProblem> {
        let on_top = less(self.claims, self.fees)?;
        let owed = plus(remaining, on_top.max(Decimal::ZERO))?;
        let gross = self.money("TotalInclVat", self.invoiced.total)?;
        let outstanding = self.money("RemainingAmount", owed)?;
        let mut fees_elsewhere = Vec::with_capacity(self.claimed.len());
        for claim in self.claimed {
            let amount = self.money("reminders", claim.amount)?;
            fees_elsewhere.push(FeeElsewhere { amount, charged_on: claim.on });
        }
        if on_top < Decimal::ZERO {
            let amount = self.money("InvoiceTotalIncludingReminderExpenses", -on_top)?;
            fees_elsewhere.push(FeeElsewhere { amount, charged_on: None });
        }
        Ok(Amounts { gross, outstanding, fees_elsewhere, credited: None })
    }

    fn money(&self, field: &str, value: Decimal) -> Result<Money, AmountsProblem> {
        Money::from_major(value, self.currency)
            .map_err(|error| AmountsProblem::Inconsistent(format!("{field} {error}")))
    }
}

fn inconsistent<T>(what: &str) -> Result<T, AmountsProblem> {
    Err(AmountsProblem::Inconsistent(what.into()))
}

fn plus(left: Decimal, right: Decimal) -> Result<Decimal, AmountsProblem> {
    left.checked_add(right).ok_or_else(too_large)
}

fn less(left: Decimal, right: Decimal) -> Result<Decimal, AmountsProblem> {
    left.checked_sub(right).ok_or_else(too_large)
}

fn too_large() -> AmountsProblem {
    AmountsProblem::Inconsistent("an amount is too large".into())
}

#[cfg(test)]
mod tests;
