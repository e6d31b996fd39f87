//! The amounts of an invoice in Billy.

use domain::money::{Currency, Money};
use domain::source_invoice::{Amounts, AmountsProblem, FeeElsewhere};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::fields::{FieldError, Row};

/// The figures of a row as they stand in it.
pub(super) struct Figures {
    pub currency: String,
    pub gross: Option<Decimal>,
    /// Net and VAT, where the row has both.
    pub sum: Option<Decimal>,
    /// What is owed, late fees included (Billy API v2, invoices).
    pub balance: Decimal,
    pub is_paid: bool,
    pub late_fees: Vec<(Decimal, Option<Date>)>,
}

impl Figures {
    pub fn read(row: &Row<'_>) -> Result<Self, FieldError> {
        let late_fees = row.each("lateFees", |fee| {
            let counts = fee.flag("isVoided")? != Some(true);
            Ok(counts.then_some((fee.needed_decimal("amount")?, fee.date("entryDate")?)))
        })?;
        Ok(Self {
            currency: row.needed_text("currencyId")?.into_owned(),
            gross: row.decimal("grossAmount")?,
            sum: net_and_vat(row)?,
            balance: row.needed_decimal("balance")?,
            is_paid: row.needed_flag("isPaid")?,
            late_fees: late_fees.into_iter().flatten().flatten().collect(),
        })
    }

    /// The figures as amounts, when they agree with each other.
    ///
    /// An invoice that is marked as paid although more than fees is left of its balance says two things at once: it is
    /// neither chased nor taken as paid. A balance below nothing is an overpayment and nobody's mistake.
    pub fn amounts(&self) -> Result<Amounts, AmountsProblem> {
        let currency: Currency =
            self.currency.parse().map_err(|_| AmountsProblem::UnknownCurrency(self.currency.clone()))?;
        let money = |field: &str, value: Decimal| {
            Money::from_major(value, currency)
                .map_err(|error| AmountsProblem::Inconsistent(format!("{field} {error}")))
        };
        let inconsistent = |what: &str| Err(AmountsProblem::Inconsistent(what.into()));
        let Some(gross) = self.gross.or(self.sum) else {
            return inconsistent("neither grossAmount nor amount and tax are there");
        };
        if self.sum.is_some_and(|sum| sum != gross) {
            return inconsistent("amount and tax are not grossAmount");
        }
        let (gross, outstanding) = (money("grossAmount", gross)?, money("balance", self.balance)?);
        let mut fees_elsewhere = Vec::with_capacity(self.late_fees.len());
        for (amount, charged_on) in &self.late_fees {
            fees_elsewhere
                .push(FeeElsewhere { amount: money("lateFees.amount", *amount)?, charged_on: *charged_on });
        }
        fees_elsewhere.retain(|fee| fee.amount.minor != 0);
        let fees = fees_elsewhere.iter().try_fold(0i64, |sum, fee| sum.checked_add(fee.amount.minor));
        let Some(principal) = fees.and_then(|fees| outstanding.minor.checked_sub(fees)) else {
            return inconsistent("late fees are too large");
        };
        if fees_elsewhere.iter().any(|fee| fee.amount.minor < 0) {
            return inconsistent("a late fee is below nothing");
        }
        if principal > gross.minor {
            return inconsistent("balance is more than grossAmount and late fees");
        }
        if self.is_paid && principal > 0 {
            return inconsistent("isPaid is true and balance is not settled");
        }
        // Untouched: nothing can have been credited. Otherwise only the credit notes tell.
        let credited = (principal == gross.minor).then(|| Money::zero(currency));
        Ok(Amounts { gross, outstanding, fees_elsewhere, credited })
    }

    /// The figures for a mark: equal for `300` and `300.0`.
    pub fn facts(&self) -> Vec<String> {
        let plain = |value: &Decimal| value.normalize().to_string();
        let gross = self.gross.or(self.sum).as_ref().map(plain).unwrap_or_default();
        let mut facts = vec![self.currency.clone(), gross, plain(&self.balance), self.is_paid.to_string()];
        let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        facts.extend(self.late_fees.iter().flat_map(|(amount, charged_on)| [plain(amount), day(charged_on)]));
        facts
    }
}

/// With VAT: `grossAmount`, or what it is made of where an older row lacks it.
pub(super) fn gross(row: &Row<'_>) -> Result<Option<Decimal>, FieldError> {
    Ok(row.decimal("grossAmount")?.or(net_and_vat(row)?))
}

fn net_and_vat(row: &Row<'_>) -> Result<Option<Decimal>, FieldError> {
    let (net, vat) = (row.decimal("amount")?, row.decimal("tax")?);
    Ok(net.zip(vat).and_then(|(net, vat)| net.checked_add(vat)))
}

#[cfg(test)]
mod tests;
