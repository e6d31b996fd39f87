//! The amounts of an invoice.

use domain::money::{Currency, Money};
use domain::source_invoice::{Amounts, AmountsProblem};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::settings::MoneyUnit;
use super::super::unix_day;
use crate::fields::{FieldError, Row};

/// A row's figures in kroner; what is empty is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figures {
    net: Decimal,
    vat: Decimal,
    gross: Decimal,
    /// What was paid so far.
    payed: Decimal,
    /// Only set when it is paid.
    payed_on: Option<Date>,
}

/// One øre.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

impl Figures {
    /// # Errors
    /// Names the field that is no amount or no date.
    pub fn read(row: &Row<'_>, unit: MoneyUnit) -> Result<Self, FieldError> {
        let amount = |field| Ok::<_, FieldError>(unit.in_kroner(row.amount(field)?.unwrap_or_default()));
        let figures = Self {
            gross: amount("amount_vat")?,
            net: amount("amount")?,
            vat: amount("vat")?,
            payed: amount("payed_amount")?,
            payed_on: unix_day::day(row, "payed_date")?,
        };
        // One row may be worth nothing; a row that is worth something and does not say what has lost its field.
        if figures.gross.is_zero() && !(figures.net.is_zero() && figures.vat.is_zero()) {
            return Err(FieldError::new("amount_vat", "is missing"));
        }
        Ok(figures)
    }

    /// By its date, or because all of it came in.
    pub fn is_paid(&self) -> bool {
        self.payed_on.is_some() || (self.gross > Decimal::ZERO && self.payed >= self.gross)
    }

    /// Below nothing: it takes from what is owed, whatever its type says.
    pub fn is_credit(&self) -> bool {
        self.gross < Decimal::ZERO
    }

    /// Whether net and VAT make the gross, to the øre. What these fields mean is nowhere written down: where they do not
    /// add up, they do not mean what is taken for granted here, or the unit of money is another one.
    pub fn add_up(&self) -> bool {
        let sum = self.net.checked_add(self.vat);
        let off = sum.and_then(|sum| sum.checked_sub(self.gross));
        off.is_some_and(|off| off.abs() <= ROUNDING)
    }

    /// The figures as amounts, when they agree. What is paid is believed even when the rest does not add up: that stops
    /// the reminders.
    ///
    /// A part payment may in truth be a credit note that the ledger set against the invoice: what of it was credited
    /// stays unknown.
    pub fn amounts(&self, currency: Currency) -> Result<Amounts, AmountsProblem> {
        let money = |field: &str, value: Decimal| {
            Money::from_major(value, currency)
                .map_err(|error| AmountsProblem::Inconsistent(format!("{field} {error}")))
        };
        let (gross, payed) = (money("amount_vat", self.gross)?, money("payed_amount", self.payed)?);
        let rest = gross.with_minor(gross.minor - payed.minor);
        if self.payed_on.is_some() {
            let outstanding = rest.with_minor(rest.minor.min(0));
            return Ok(Amounts { gross, outstanding, fees_elsewhere: vec![], credited: None });
        }
        if !self.add_up() {
            return Err(AmountsProblem::Inconsistent("amount and vat are not amount_vat".into()));
        }
        if payed.minor < 0 {
            return Err(AmountsProblem::Inconsistent("payed_amount is below nothing".into()));
        }
        let credited = (payed.minor == 0).then(|| Money::zero(currency));
        Ok(Amounts { gross, outstanding: rest, fees_elsewhere: vec![], credited })
    }

    /// What a credit note is worth; `None` when it cannot be told to the øre.
    pub fn worth(&self, currency: Currency) -> Option<Money> {
        let gross = Money::from_major(self.gross.abs(), currency).ok()?;
        Some(gross).filter(|gross| self.add_up() && gross.is_positive())
    }

    /// The figures for a mark: equal for `12400`, `12400.0` and `"12400.00"`.
    pub fn facts(&self) -> Vec<String> {
        let amounts = [self.gross, self.net, self.vat, self.payed];
        let mut facts: Vec<String> = amounts.iter().map(|amount| amount.normalize().to_string()).collect();
        facts.push(self.payed_on.map(|day| day.to_string()).unwrap_or_default());
        facts
    }
}

#[cfg(test)]
mod tests;
