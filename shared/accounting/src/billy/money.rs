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
    /// `beside` are the invoice's late fees that came along beside the rows, for a row that holds none itself.
    pub fn read(row: &Row<'_>, beside: &[Row<'_>]) -> Result<Self, FieldError> {
        let late_fees = match row.each("lateFees", late_fee)? {
            Some(fees) => fees,
            None => {
                let fees = beside.iter().map(late_fee).collect::<Result<_, _>>();
                fees.map_err(|error| error.under("invoiceLateFees"))?
            }
        };
        Ok(Self {
            currency: row.needed_text("currencyId")?.into_owned(),
            gross: row.amount("grossAmount")?,
            sum: net_and_vat(row)?,
            balance: row.needed_amount("balance")?,
            is_paid: row.needed_flag("isPaid")?,
            late_fees: late_fees.into_iter().flatten().collect(),
        })
    }

    /// The figures as amounts, when they agree with each other.
    ///
    /// `isPaid` is Billy's word for settled: nothing is owed then, whatever the balance says, fees included. That stops
    /// the reminders, and should the word be taken back, the balance counts again. What of the balance is neither invoice
    /// nor told late fees is a fee without a date, for late fees alone make it more (Billy API v2, late fees). A balance
    /// below nothing is an overpayment and nobody's mistake.
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
        // Net and VAT are rounded each by itself, `grossAmount` is what was asked for.
        let rounding = Decimal::new(1, currency.decimals());
        if self.sum.is_some_and(|sum| sum.checked_sub(gross).is_none_or(|off| off.abs() > rounding)) {
            return inconsistent("amount and tax are not grossAmount");
        }
        let (gross, outstanding) = (money("grossAmount", gross)?, money("balance", self.balance)?);
        if self.is_paid && outstanding.is_positive() {
            let outstanding = Money::zero(currency);
            return Ok(Amounts { gross, outstanding, fees_elsewhere: vec![], credited: None });
        }
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
        let surplus = principal - gross.minor;
        if surplus > 0 {
            fees_elsewhere.push(FeeElsewhere { amount: gross.with_minor(surplus), charged_on: None });
        }
        let principal = principal.min(gross.minor);
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

/// What a late fee adds to the balance, and when it was charged; `None` for a voided one.
fn late_fee(fee: &Row<'_>) -> Result<Option<(Decimal, Option<Date>)>, FieldError> {
    let counts = fee.flag("isVoided")? != Some(true);
    Ok(counts.then_some((fee.needed_amount("amount")?, fee.date("entryDate")?)))
}

/// With VAT: `grossAmount`, or what it is made of where an older row lacks it.
pub(super) fn gross(row: &Row<'_>) -> Result<Option<Decimal>, FieldError> {
    Ok(row.amount("grossAmount")?.or(net_and_vat(row)?))
}

fn net_and_vat(row: &Row<'_>) -> Result<Option<Decimal>, FieldError> {
    let (net, vat) = (row.amount("amount")?, row.amount("tax")?);
    Ok(net.zip(vat).and_then(|(net, vat)| net.checked_add(vat)))
}

#[cfg(test)]
mod tests;
