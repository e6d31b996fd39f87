//! A row of `/debtor-invoices`, read: the same in a list and by itself.

use std::borrow::Cow;

use domain::country::Country;
use domain::ids::InvoiceId;
use domain::source_invoice::{
    AmountsProblem, ChangeMark, Debtor, DebtorKind, DocumentKind, InvoiceOutline, InvoiceState,
    SourceInvoice, UnlinkedCredit,
};
use domain::{Currency, Money};
use jiff::civil::Date;

use super::super::settings::MoneyUnit;
use super::super::unix_day;
use super::envelope::{filled, text};
use super::figures::Figures;
use crate::debtor_facts::{address, mark_with};
use crate::fields::{FieldError, Row};
use crate::system::Unreadable;

/// What `type` means. Only the 1 was ever seen; the 2 is what a credit note most likely has. Any other is not guessed at.
const KINDS: &[(&str, DocumentKind)] = &[("1", DocumentKind::Invoice), ("2", DocumentKind::CreditNote)];

pub(super) struct InvoiceRow {
    pub id: InvoiceId,
    /// By its sign too.
    pub kind: DocumentKind,
    /// By its `type` alone: which of the lists it is in.
    pub listed_as: DocumentKind,
    pub issue_date: Option<Date>,
    /// `payment_date`, which is not the day of a payment.
    pub due_date: Option<Date>,
    pub figures: Figures,
    /// As the invoice was made out; without an e-mail address, which it does not have.
    pub printed: Debtor,
    fi_number: Option<String>,
    mark: ChangeMark,
}

impl InvoiceRow {
    /// `asked_for` is the kind that the list was asked for: of a row without a type.
    ///
    /// # Errors
    /// Names the field that is wrong.
    pub fn read(row: &Row<'_>, unit: MoneyUnit, asked_for: DocumentKind) -> Result<Self, FieldError> {
        let number = filled(row, "invoice_number")?;
        let number = number.ok_or_else(|| FieldError::new("invoice_number", "is missing"))?;
        let id =
            InvoiceId::parse(&number).map_err(|_| FieldError::new("invoice_number", "is not a number"))?;
        let figures = Figures::read(row, unit)?;
        let listed_as = kind(row)?.unwrap_or(asked_for);
        let kind = if figures.is_credit() { DocumentKind::CreditNote } else { listed_as };
        let (issue_date, due_date) = (unix_day::day(row, "date")?, unix_day::day(row, "payment_date")?);
        let customer = filled(row, "customer_number")?.map(Cow::into_owned);
        let (printed, fi_number) = (printed(row, customer), text(row, "fi_number"));
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut facts = vec![id.to_string(), format!("{kind:?}"), day(issue_date), day(due_date)];
        facts.extend(figures.facts());
        facts
            .extend([printed.external_id.clone().unwrap_or_default(), fi_number.clone().unwrap_or_default()]);
        let mark = mark_with(&printed, &facts.iter().map(String::as_str).collect::<Vec<_>>());
        Ok(Self { id, kind, listed_as, issue_date, due_date, figures, printed, fi_number, mark })
    }

    pub fn outline(&self) -> InvoiceOutline {
        InvoiceOutline {
            id: self.id.clone(),
            number: self.id.to_string(),
            kind: self.kind,
            state: InvoiceState::Approved,
            due_date: self.due_date,
            mark: self.mark,
        }
    }

    /// Together with who owes it and in which currency, which the row does not tell.
    ///
    /// Every invoice that has a number is approved: what the values of `status` mean is not known, and nothing hangs on
    /// them here.
    pub fn whole(self, debtor: Debtor, currency: Result<Currency, AmountsProblem>) -> SourceInvoice {
        let amounts = currency.and_then(|currency| self.figures.amounts(currency));
        SourceInvoice {
            number: self.id.to_string(),
            id: self.id,
            kind: self.kind,
            state: InvoiceState::Approved,
            issue_date: self.issue_date,
            due_date: self.due_date,
            amounts,
            debtor,
            payment_reference: self.fi_number,
            in_collection_elsewhere: false,
            hold: None,
            mark: self.mark,
        }
    }

    /// A credit note: it names who it is made out to, and never an invoice. Its worth is told in kroner, for a debtor with
    /// another currency has no cases.
    ///
    /// # Errors
    /// When it does not even name the debtor.
    pub fn credit(self) -> Result<UnlinkedCredit, FieldError> {
        let debtor = self.printed.external_id;
        let amount: Option<Money> = self.figures.worth(Currency::DKK);
        Ok(UnlinkedCredit {
            number: self.id.to_string(),
            id: self.id,
            debtor: debtor.ok_or_else(|| FieldError::new("customer_number", "is missing"))?,
            issue_date: self.issue_date,
            amount,
        })
    }
}

fn kind(row: &Row<'_>) -> Result<Option<DocumentKind>, FieldError> {
    let Some(word) = filled(row, "type")? else { return Ok(None) };
    let known = KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    known.map(Some).ok_or_else(|| FieldError::new("type", "is a kind that is not known"))
}

/// Whose name and address stand on the invoice: those it is sent to, or else the customer's own.
fn printed(row: &Row<'_>, customer: Option<String>) -> Debtor {
    let set = ["invoice", "cust"].into_iter().find(|set| text(row, &format!("{set}_name")).is_some());
    let part = |field: &str| text(row, &format!("{}_{field}", set.unwrap_or("invoice")));
    let number = text(row, "cust_cvr").and_then(|cvr| Debtor::registration_number_of(Country::Denmark, &cvr));
    let (street, zip, city) = (part("address"), part("postalcode"), part("city"));
    Debtor {
        external_id: customer,
        name: part("name").unwrap_or_default(),
        email: None,
        kind: DebtorKind::Unknown,
        registration_number: number,
        address: address(street.as_deref(), zip.as_deref(), city.as_deref(), None),
    }
}

/// A row that cannot be read, with as much of it as can.
pub(super) fn unreadable(row: Option<&Row<'_>>, asked: Option<&InvoiceId>, error: FieldError) -> Unreadable {
    let number = row.and_then(|row| text(row, "invoice_number"));
    let number = number.or(asked.map(ToString::to_string)).unwrap_or_default();
    Unreadable {
        id: asked.cloned().or_else(|| InvoiceId::parse(&number).ok()),
        number: number.chars().take(40).collect(),
        field: error.path,
        problem: error.problem,
    }
}
