//! What Dinero says of an invoice's payments: the only place that tells what is still owed.

use rust_decimal::Decimal;

use crate::fields::{FieldError, Row};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Payments {
    pub remaining: Decimal,
    pub paid: Option<Decimal>,
    /// The invoice's total with the reminder fees that were booked on it.
    pub total_with_fees: Option<Decimal>,
    pub is_untouched: bool,
    /// A payment is not plainly one: credit notes may stand among payments, under a word that is not published.
    pub may_hold_credits: bool,
    /// The sum of the payments that are credit notes by their word.
    pub credits: Decimal,
}

impl Payments {
    /// Of an invoice that nothing has happened to.
    pub fn none(total: Decimal) -> Self {
        Self {
            remaining: total,
            paid: None,
            total_with_fees: None,
            is_untouched: true,
            may_hold_credits: false,
            credits: Decimal::ZERO,
        }
    }

    pub fn read(row: &Row<'_>) -> Result<Self, FieldError> {
        let payments = row.each("Payments", |payment| {
            let class = payment.text("PaymentClass")?.unwrap_or_default().trim().to_ascii_lowercase();
            // `Amount` is in kroner; beside it stands what it was in the invoice's own currency.
            let own = payment.decimal("AmountInForeignCurrency")?.or(payment.decimal("Amount")?);
            Ok((class, own.unwrap_or_default()))
        })?;
        let payments = payments.unwrap_or_default();
        let paid = row.decimal("PaidAmount")?;
        let mut credits = Decimal::ZERO;
        for (_, amount) in payments.iter().filter(|(class, _)| class.contains("credit")) {
            credits = credits
                .checked_add(amount.abs())
                .ok_or_else(|| FieldError::new("Payments", "are too large"))?;
        }
        Ok(Self {
            remaining: row.needed_decimal("RemainingAmount")?,
            paid,
            total_with_fees: row.decimal("InvoiceTotalIncludingReminderExpenses")?,
            is_untouched: payments.is_empty() && paid.is_none_or(|paid| paid.is_zero()),
            may_hold_credits: payments.iter().any(|(class, _)| class != "payment"),
            credits,
        })
    }
}
