//! One invoice of Minuba. Every field is assumed, so nothing is made of it that the figures do not bear out.

use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use domain::source_invoice::{Amounts, AmountsProblem, Debtor, DocumentKind, InvoiceState, SourceInvoice};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::names::{Life, Names, STATES, invoice as of, likeliest, name_in};
use crate::debtor_facts::mark_with;
use crate::fields::{FieldError, Row};

/// Minuba is Danish; an invoice without a currency is in kroner.
const HOME_CURRENCY: &str = "DKK";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invoice {
    pub number: String,
    pub client: Option<String>,
    issue_date: Option<Date>,
    due_date: Option<Date>,
    life: Life,
    gross: Decimal,
    /// `None` where it is not told.
    outstanding: Option<Decimal>,
    currency: String,
    payment_reference: Option<String>,
}

impl Invoice {
    /// # Errors
    /// Names the field that is wrong; an id of another invoice is one.
    pub fn read(row: &Row<'_>, asked: &InvoiceId) -> Result<Self, FieldError> {
        let text = |names: Names| row.text(name_in(row, names));
        let label = |names: Names| row.label(name_in(row, names));
        let id = label(of::ID)?.unwrap_or_default();
        if !id.trim().eq_ignore_ascii_case(asked.as_str()) {
            return Err(FieldError::new(name_in(row, of::ID), "is not the one that was asked for"));
        }
        let life = life(&row.needed_text(name_in(row, of::STATE))?);
        let invoice = Self {
            number: label(of::NUMBER)?.unwrap_or_default().trim().to_owned(),
            client: label(of::CLIENT)?.map(|id| id.trim().to_owned()),
            issue_date: row.date(name_in(row, of::ISSUE_DATE))?,
            due_date: row.date(name_in(row, of::DUE_DATE))?,
            life: life
                .ok_or_else(|| FieldError::new(name_in(row, of::STATE), "is no state that is known"))?,
            gross: row.needed_amount(name_in(row, of::GROSS))?,
            outstanding: row.amount(name_in(row, of::OUTSTANDING))?,
            currency: text(of::CURRENCY)?.map_or_else(|| HOME_CURRENCY.into(), |code| code.trim().into()),
            payment_reference: text(of::PAYMENT_REFERENCE)?.map(|reference| reference.trim().to_owned()),
        };
        if invoice.life == Life::Approved && invoice.outstanding.is_none() {
            return Err(FieldError::new(name_in(row, of::OUTSTANDING), "is missing"));
        }
        Ok(invoice)
    }

    /// Whether it says itself that nothing is owed any more.
    pub fn is_settled(&self) -> bool {
        matches!(self.life, Life::Paid | Life::Credited)
    }

    /// What is owed of it, as far as state and figures agree. What was credited in part, Minuba does not tell.
    fn amounts(&self) -> Result<Amounts, AmountsProblem> {
        let currency: Currency =
            self.currency.parse().map_err(|_| AmountsProblem::UnknownCurrency(self.currency.clone()))?;
        let money = |field: Names, value| {
            let named = |problem| AmountsProblem::Inconsistent(format!("{} {problem}", likeliest(field)));
            Money::from_major(value, currency).map_err(|error| named(error.to_string()))
        };
        let gross = money(of::GROSS, self.gross)?;
        let outstanding = match self.outstanding {
            Some(outstanding) => money(of::OUTSTANDING, outstanding)?,
            None if self.is_settled() => Money::zero(currency),
            None => gross,
        };
        let contradicts =
            |what: &str| Err(AmountsProblem::Inconsistent(format!("{} {what}", likeliest(of::OUTSTANDING))));
        match self.life {
            Life::Paid if outstanding.is_positive() => contradicts("is left of what is paid"),
            Life::Credited if outstanding.is_positive() => contradicts("is left of what is credited"),
            // Fees may be in it: what is owed of the invoice itself is not known then.
            Life::Approved if outstanding.minor > gross.minor => {
                contradicts("is more than the invoice comes to")
            }
            Life::Approved if outstanding.minor < 0 => {
                contradicts("is below nothing and the state is not paid")
            }
            _ => Ok(Amounts {
                gross,
                outstanding,
                fees_elsewhere: vec![],
                credited: (self.life == Life::Credited).then_some(gross),
            }),
        }
    }

    pub fn owed_by(self, debtor: Debtor, id: InvoiceId) -> SourceInvoice {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let outstanding = self.outstanding.map(|sum| sum.normalize().to_string()).unwrap_or_default();
        let facts = [
            id.as_str(),
            &self.number,
            &day(self.due_date),
            &format!("{:?}", self.life),
            &self.gross.normalize().to_string(),
            &outstanding,
            &self.currency,
        ];
        SourceInvoice {
            mark: mark_with(&debtor, &facts),
            amounts: self.amounts(),
            kind: match self.gross < Decimal::ZERO {
                true => DocumentKind::CreditNote,
                false => DocumentKind::Invoice,
            },
            state: match self.life {
                Life::Draft => InvoiceState::Draft,
                Life::Approved | Life::Paid | Life::Credited => InvoiceState::Approved,
            },
            number: if self.life == Life::Draft { String::new() } else { self.number },
            issue_date: self.issue_date,
            due_date: self.due_date,
            debtor,
            payment_reference: self.payment_reference,
            in_collection_elsewhere: false,
            hold: None,
            id,
        }
    }
}

fn life(word: &str) -> Option<Life> {
    STATES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim())).map(|(_, life)| *life)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> InvoiceId {
        InvoiceId::parse("3f0c9f0e-6f0b-4a57-9a0e-0d9c1f5d2a11").unwrap()
    }

    fn read(fields: &str) -> Result<Invoice, FieldError> {
        let json = format!(r#"{{"id":"{}","invoiceNumber":10412,{fields}}}"#, id());
        Invoice::read(&Row::parse(&json).unwrap(), &id())
    }

    /// Outstanding and credited in minor units, or what is wrong.
    fn told(state: &str, outstanding: &str) -> Result<(i64, Option<i64>), String> {
        let fields = format!(r#""state":"{state}","totalAmount":1000.00,"remainingAmount":{outstanding}"#);
        let amounts = read(&fields).map_err(|error| format!("{} {}", error.path, error.problem))?.amounts();
        amounts
            .map(|amounts| (amounts.outstanding.minor, amounts.credited.map(|money| money.minor)))
            .map_err(|problem| format!("{problem:?}"))
    }

    #[test]
    fn what_is_left_is_owed_to_the_oere_and_part_credits_stay_unknown() {
        assert_eq!(told("approved", "1000.00"), Ok((100_000, None)));
        assert_eq!(told("Approved", "\"0.01\""), Ok((1, None)));
        assert_eq!(told("approved", "0"), Ok((0, None)));
    }

    #[test]
    fn a_paid_invoice_owes_nothing_and_a_credited_one_says_so() {
        for left in ["0", "null"] {
            assert_eq!(told("paid", left), Ok((0, None)), "{left}");
            assert_eq!(told("credited", left), Ok((0, Some(100_000))), "{left}");
        }
        assert_eq!(told("paid", "-50"), Ok((-5_000, None)));
    }

    #[test]
    fn a_state_and_figures_that_contradict_each_other_are_neither_chased_nor_taken_as_paid() {
        for (state, left) in [("paid", "400"), ("credited", "1"), ("approved", "1100"), ("approved", "-1")] {
            assert!(told(state, left).unwrap_err().contains("Inconsistent"), "{state} {left}");
        }
    }

    #[test]
    fn a_state_that_is_not_known_is_never_paid() {
        for (state, problem) in [("betalt", "state is no state that is known"), ("", "state is missing")] {
            assert_eq!(told(state, "0"), Err(problem.into()));
        }
        assert_eq!(told("approved", "null"), Err("remainingAmount is missing".into()));
    }

    #[test]
    fn another_invoice_than_the_one_asked_for_is_not_taken() {
        let other = InvoiceId::parse("another").unwrap();
        let row = Row::parse(r#"{"id":"x","state":"paid","totalAmount":1}"#).unwrap();
        assert_eq!(Invoice::read(&row, &other).unwrap_err().path, "id");
    }

    #[test]
    fn a_draft_has_no_number_and_a_negative_total_is_a_credit_note() {
        let debtor = || crate::minuba::debtor::read(&Row::parse("{}").unwrap(), "c");
        let draft = read(r#""state":"draft","totalAmount":10"#).unwrap().owed_by(debtor(), id());
        assert_eq!((draft.state, draft.number.as_str()), (InvoiceState::Draft, ""));
        let note = read(r#""state":"approved","totalAmount":-10,"remainingAmount":-10"#).unwrap();
        assert_eq!(note.owed_by(debtor(), id()).kind, DocumentKind::CreditNote);
    }
}
