//! Invoices to be added, singly or by the thousand.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Kind, NewDebtor, Refused, State};

/// An invoice to be added. Amounts are hundredths of its currency.
#[derive(Clone, Debug)]
pub struct NewInvoice {
    /// Number; the next free one when not given.
    pub number: Option<u64>,
    /// Invoice or credit note.
    pub kind: Kind,
    /// State of life.
    pub state: State,
    /// Who owes.
    pub debtor: NewDebtor,
    /// Day of issue; eight days before it is due, when not given.
    pub issued: Option<Date>,
    /// Last day to pay.
    pub due: Option<Date>,
    /// Without VAT.
    pub net: i64,
    /// VAT.
    pub vat: i64,
    /// ISO 4217; the system's own when empty.
    pub currency: String,
    /// Summary of what was sold.
    pub description: String,
    /// The seller's own reference.
    pub external_reference: Option<String>,
    /// A fee already charged with a reminder; none at 0.
    pub late_fee: i64,
    /// Already paid; none at 0.
    pub paid: i64,
    /// Dinero: already handed to debt collection.
    pub sent_to_debt_collection: bool,
    /// Dinero: the row does not say which contact it belongs to.
    pub without_contact: bool,
    /// Billy: the prices of the lines include VAT.
    pub prices_with_vat: bool,
    /// When it was entered; the morning of its day of issue, when not given.
    pub created: Option<Timestamp>,
}

impl NewInvoice {
    /// An approved invoice over `gross` hundredths of the system's own currency, of which a fifth is VAT.
    #[must_use]
    pub fn due_on(due: Date, gross: i64) -> Self {
        Self {
            number: None,
            kind: Kind::Invoice,
            state: State::Approved,
            debtor: NewDebtor {
                contact_person: Some("Regnskab".to_owned()),
                cvr: Some("87654325".to_owned()),
                street: Some("Industrivej 5".to_owned()),
                zip: Some("8800".to_owned()),
                city: Some("Viborg".to_owned()),
                ..NewDebtor::named("Eksempel Byg A/S", "regnskab@eksempel.example")
            },
            issued: None,
            due: Some(due),
            net: gross - gross / 5,
            vat: gross / 5,
            currency: String::new(),
            description: "Tagarbejde".to_owned(),
            external_reference: None,
            late_fee: 0,
            paid: 0,
            sent_to_debt_collection: false,
            without_contact: false,
            prices_with_vat: false,
            created: None,
        }
    }
}

/// How many invoices can be made up at once.
const MOST: usize = 1_000_000;

/// Many equal invoices, spread evenly over days and debtors.
#[derive(Clone, Debug)]
pub struct Generate {
    /// How many.
    pub count: usize,
    /// Due date of the first.
    pub first_due: Date,
    /// Due date of the last; all are due on the first when not given.
    pub last_due: Option<Date>,
    /// Gross of each, hundredths of the system's own currency.
    pub gross: i64,
    /// Over how many debtors.
    pub debtors: usize,
}

impl Generate {
    /// The invoices, in the order of their due dates.
    ///
    /// # Errors
    /// When the last due date is before the first, or there are too many.
    pub fn invoices(&self) -> Result<Vec<NewInvoice>, Refused> {
        if self.count > MOST {
            return Err(Refused::input("count", format!("is more than {MOST}")));
        }
        let days = match self.last_due {
            Some(last) => (last - self.first_due).get_days(),
            None => 0,
        };
        let days = usize::try_from(days).map_err(|_| Refused::input("last_due", "is before first_due"))?;
        (0..self.count).map(|nth| self.one(nth, days)).collect()
    }

    fn one(&self, nth: usize, days: usize) -> Result<NewInvoice, Refused> {
        let after = i64::try_from(nth * days / (self.count - 1).max(1));
        let due = after.ok().and_then(|after| self.first_due.checked_add(after.days()).ok());
        let due = due.ok_or_else(|| Refused::input("first_due", "is too far from last_due"))?;
        let debtor = nth % self.debtors.max(1) + 1;
        Ok(NewInvoice {
            debtor: NewDebtor {
                zip: Some("8000".to_owned()),
                city: Some("Aarhus C".to_owned()),
                street: Some(format!("Prøvevej {debtor}")),
                ..NewDebtor::named(
                    &format!("Prøve {debtor} ApS"),
                    &format!("debitor-{debtor}@proeve.example"),
                )
            },
            ..NewInvoice::due_on(due, self.gross)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_invoices_are_spread_from_the_first_day_to_the_last() {
        let generate = Generate {
            count: 5,
            first_due: "2026-09-01".parse().unwrap(),
            last_due: Some("2026-09-05".parse().unwrap()),
            gross: 100,
            debtors: 2,
        };
        let made = generate.invoices().unwrap();
        let due: Vec<_> = made.iter().filter_map(|new| new.due).map(|due| due.day()).collect();
        assert_eq!(due, [1, 2, 3, 4, 5]);
        assert_eq!(made[0].debtor, made[2].debtor);
        assert_ne!(made[0].debtor, made[1].debtor);
    }
}
