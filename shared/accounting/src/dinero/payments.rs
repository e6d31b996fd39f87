//! What Dinero says of an invoice's payments: the only place that tells what is still owed.

use rust_decimal::Decimal;

use crate::fields::{FieldError, Row};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Payments {
    pub remaining: Decimal,
    /// `PaidAmount`, or the sum of the payments where it is missing.
    pub paid: Decimal,
    /// The sum of what the payments were in the invoice's own currency, where each says it.
    pub paid_in_own: Option<Decimal>,
    /// The invoice's total with the reminder fees that were booked on it.
    pub total_with_fees: Option<Decimal>,
    pub is_untouched: bool,
    /// A payment is not plainly one: credit notes may stand among payments, under a word that is not published.
    pub may_hold_credits: bool,
    /// The sum of the payments that are credit notes by their word.
    pub credits: Decimal,
}

struct Payment {
    class: String,
    /// In kroner.
    amount: Option<Decimal>,
    /// In the invoice's own currency, where that is another.
    own: Option<Decimal>,
}

impl Payments {
    /// Of an invoice that nothing has happened to.
    pub fn none(total: Decimal) -> Self {
        Self {
            remaining: total,
            paid: Decimal::ZERO,
            paid_in_own: None,
            total_with_fees: None,
            is_untouched: true,
            may_hold_credits: false,
            credits: Decimal::ZERO,
        }
    }

    pub fn read(row: &Row<'_>) -> Result<Self, FieldError> {
        let payments = row.each("Payments", |payment| {
            Ok(Payment {
                class: payment.text("PaymentClass")?.unwrap_or_default().trim().to_ascii_lowercase(),
                amount: payment.amount("Amount")?,
                own: payment.amount("AmountInForeignCurrency")?,
            })
        })?;
        let payments = payments.unwrap_or_default();
        let own: Option<Vec<_>> = payments.iter().map(|payment| payment.own).collect();
        let paid_in_own = own.filter(|own| !own.is_empty()).map(sum).transpose()?;
        let paid = match row.amount("PaidAmount")? {
            Some(paid) => paid,
            None => sum(payments.iter().map(|payment| payment.amount.or(payment.own).unwrap_or_default()))?,
        };
        let notes = payments.iter().filter(|payment| payment.class.contains("credit"));
        Ok(Self {
            remaining: row.needed_amount("RemainingAmount")?,
            paid,
            paid_in_own,
            total_with_fees: row.amount("InvoiceTotalIncludingReminderExpenses")?,
            is_untouched: payments.is_empty() && paid.is_zero(),
            may_hold_credits: payments.iter().any(|payment| payment.class != "payment"),
            credits: sum(notes.map(|note| note.own.or(note.amount).unwrap_or_default().abs()))?,
        })
    }

    /// Whether more is paid and left than the invoice alone comes to: fees were put on it.
    pub fn exceed(&self, total: Decimal) -> bool {
        self.remaining.checked_add(self.paid).is_none_or(|sum| sum > total)
    }
}

fn sum(amounts: impl IntoIterator<Item = Decimal>) -> Result<Decimal, FieldError> {
    let sum = amounts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add);
    sum.ok_or_else(|| FieldError::new("Payments", "are too large"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(json: &str) -> (String, Option<String>) {
        let payments = Payments::read(&Row::parse(json).unwrap()).unwrap();
        (payments.paid.to_string(), payments.paid_in_own.map(|own| own.to_string()))
    }

    #[test]
    fn what_was_paid_is_the_sum_of_the_payments_where_it_is_not_told() {
        let two = r#"{"RemainingAmount":4,"Payments":[{"Amount":5},{"Amount":1}]}"#;
        assert_eq!(paid(two), ("6".into(), None));
        assert_eq!(paid(r#"{"RemainingAmount":4,"PaidAmount":3,"Payments":[{"Amount":5}]}"#).0, "3");
        assert_eq!(paid(r#"{"RemainingAmount":4}"#), ("0".into(), None));
    }

    #[test]
    fn foreign_payments_have_a_sum_in_their_own_currency_where_each_tells_it() {
        let with = |second: &str| {
            paid(&format!(
                r#"{{"RemainingAmount":4,"Payments":[{{"Amount":746,"AmountInForeignCurrency":100}},{second}]}}"#
            ))
            .1
        };
        assert_eq!(with(r#"{"Amount":7.46,"AmountInForeignCurrency":1}"#).as_deref(), Some("101"));
        assert_eq!(with(r#"{"Amount":7.46}"#), None);
    }
}
