//! What is owed of an invoice, and how much of what is gone was credited.

use domain::money::{Currency, Money};
use domain::source_invoice::{Amounts, AmountsProblem, FeeElsewhere};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::fields::{FieldError, Row};

/// The figures of an invoice as they stand in its row.
pub(super) struct Figures {
    /// Empty when it is not told.
    currency: String,
    amount: Decimal,
    /// Without reminder fees and repayments; negative when overpaid.
    outstanding: Decimal,
    is_credited: bool,
    /// The amounts of the postings; `None` when the key may not see them.
    postings: Option<Vec<Decimal>>,
    /// What reminders charged, and when.
    charges: Vec<(Decimal, Option<Date>)>,
}

impl Figures {
    pub fn read(row: &Row<'_>) -> Result<Self, FieldError> {
        let code =
            |currency: Row<'_>| currency.text("code").map(|code| code.map(|code| code.trim().to_owned()));
        let currency = row.row("currency")?.map(code).transpose();
        let charge = |reminder: &Row<'_>| {
            Ok((reminder.amount("charge")?.unwrap_or_default(), reminder.date("reminderDate")?))
        };
        Ok(Self {
            currency: currency.map_err(|error| error.under("currency"))?.flatten().unwrap_or_default(),
            amount: row.needed_amount("amount")?,
            outstanding: row.needed_amount("amountOutstanding")?,
            is_credited: row.needed_flag("isCredited")?,
            postings: amounts_of(row)?,
            charges: row.each("reminders", charge)?.unwrap_or_default(),
        })
    }

    /// The figures as amounts. Kroner only: of foreign invoices it is not sure what `amountOutstanding` is in.
    ///
    /// Reminders' charges are no part of `amountOutstanding`. They are added as fees of their own, one for each reminder
    /// that charged one: each counts towards the number of reminders that the law allows, and none becomes principal.
    ///
    /// An invoice that is credited is owed no more, also where postings that stay open leave an outstanding amount: a
    /// reminder of Tripletex's own has that effect.
    pub fn amounts(&self) -> Result<Amounts, AmountsProblem> {
        let currency = Currency::NOK;
        if !self.currency.eq_ignore_ascii_case(currency.code()) {
            return Err(AmountsProblem::UnknownCurrency(self.currency.chars().take(16).collect()));
        }
        let gross = kroner("amount", self.amount)?;
        let left = kroner("amountOutstanding", self.outstanding)?;
        let inconsistent = |what: &str| Err(AmountsProblem::Inconsistent(what.into()));
        if left.minor > gross.minor.max(0) {
            return inconsistent("amountOutstanding is more than amount");
        }
        let beside = self.beside_the_invoice(gross)?;
        if self.is_credited {
            let credited = Some(gross.with_minor(credited_as_a_whole(gross.minor, beside)));
            return Ok(Amounts {
                gross,
                outstanding: Money::zero(currency),
                fees_elsewhere: vec![],
                credited,
            });
        }
        let credited = match beside {
            Some(beside) => Some(credited_by_hand(gross.minor, beside, left.minor)),
            None => (left == gross).then_some(0),
        };
        let fees_elsewhere = if left.is_positive() { self.fees()? } else { vec![] };
        let fees = fees_elsewhere.iter().try_fold(left.minor, |sum, fee| sum.checked_add(fee.amount.minor));
        let Some(owed) = fees else { return inconsistent("charges are too large") };
        let credited = credited.map(|credited| gross.with_minor(credited));
        Ok(Amounts { gross, outstanding: left.with_minor(owed), fees_elsewhere, credited })
    }

    /// The sum of the postings beside the invoice's own, in øre: below nothing as far as it was paid. `None` when they
    /// cannot be seen; the invoice's own is always among those that can.
    fn beside_the_invoice(&self, gross: Money) -> Result<Option<i64>, AmountsProblem> {
        let Some(postings) = &self.postings else { return Ok(None) };
        let mut sum = Some(0i64);
        let mut has_own = gross.minor == 0;
        for posting in postings {
            let amount = kroner("postings", *posting)?;
            has_own |= amount == gross;
            sum = sum.and_then(|sum| sum.checked_add(amount.minor));
        }
        Ok(sum.and_then(|sum| sum.checked_sub(gross.minor)).filter(|_| has_own))
    }

    fn fees(&self) -> Result<Vec<FeeElsewhere>, AmountsProblem> {
        let mut fees = Vec::with_capacity(self.charges.len());
        for (charge, charged_on) in &self.charges {
            let amount = kroner("reminders", *charge)?;
            if amount.minor < 0 {
                return Err(AmountsProblem::Inconsistent("a reminder charges less than nothing".into()));
            }
            fees.extend((amount.minor > 0).then_some(FeeElsewhere { amount, charged_on: *charged_on }));
        }
        Ok(fees)
    }
}

/// What a part credit, set against the invoice by hand, took off: what is gone without a posting of its own. Which
/// posting is a payment and which a credit is never guessed by its type or text.
fn credited_by_hand(gross: i64, beside: i64, left: i64) -> i64 {
    gross.saturating_add(beside).saturating_sub(left).clamp(0, gross.saturating_sub(left).max(0))
}

/// What was left when the whole invoice was credited. Whether the credit's own posting stands among the invoice's is not
/// published: postings beyond the whole amount are taken for it.
fn credited_as_a_whole(gross: i64, beside: Option<i64>) -> i64 {
    let left = gross.saturating_add(beside.unwrap_or(0));
    let left = if left > 0 { left } else { left.saturating_add(gross) };
    left.clamp(0, gross.max(0))
}

/// The amounts of the postings; `None` when they are left out, or come without amounts.
fn amounts_of(row: &Row<'_>) -> Result<Option<Vec<Decimal>>, FieldError> {
    let amounts = row.each("postings", |posting| posting.amount("amount"))?;
    Ok(amounts.and_then(|amounts| amounts.into_iter().collect()))
}

pub(super) fn kroner(field: &str, value: Decimal) -> Result<Money, AmountsProblem> {
    Money::from_major(value, Currency::NOK)
        .map_err(|error| AmountsProblem::Inconsistent(format!("{field} {error}")))
}

#[cfg(test)]
mod tests;
