//! What people do to an invoice in the accounting system.

use jiff::civil::Date;

use super::ledger::LARGEST_AMOUNT;
use super::{Fee, Kind, Ledger, NewInvoice, Refused, SettlementKind, State, System};

impl<S: System> Ledger<S> {
    /// Pays `amount`, or all that is owed.
    pub(crate) fn pay(&mut self, name: &str, amount: Option<i64>) -> Result<(), Refused> {
        let index = self.approved(name)?;
        let amount = self.positive(index, amount)?;
        self.settle(index, SettlementKind::Payment, amount);
        Ok(())
    }

    /// Books `amount` of a day as it comes: any number of times, more than is owed, and less than nothing.
    pub(crate) fn book(&mut self, name: &str, amount: i64, date: Date) -> Result<(), Refused> {
        let index = self.find(name)?;
        self.settle_on(index, SettlementKind::Payment, amount, date);
        Ok(())
    }

    /// Takes the settlement with this id back.
    pub(crate) fn take_back(&mut self, name: &str, settlement: &str, date: Date) -> Result<(), Refused> {
        let index = self.find(name)?;
        let mut settlements = self.invoices[index].settlements.iter_mut();
        let found = settlements.find(|settled| settled.id == settlement && !settled.voided);
        let found = found.ok_or_else(|| Refused::input("voucher", "cannot be reversed"))?;
        (found.voided, found.voided_on) = (true, Some(date));
        Ok(())
    }

    /// Takes the latest payment back.
    pub(crate) fn take_payment_back(&mut self, name: &str) -> Result<(), Refused> {
        let index = self.approved(name)?;
        let (now, today) = (self.clock.now(), self.clock.today());
        let invoice = &mut self.invoices[index];
        let mut payments = invoice.settlements.iter_mut().rev();
        let payment = payments.find(|settled| settled.kind == SettlementKind::Payment && !settled.voided);
        let payment = payment.ok_or_else(|| Refused::input("invoice", "has no payment"))?;
        (payment.voided, payment.voided_on) = (true, Some(today));
        if S::settling_counts_as_change(&self.switches) {
            invoice.updated = now;
        }
        Ok(())
    }

    /// Credits `amount`, or all that is owed (the whole invoice, where the system knows no other credit), and answers
    /// the id of the credit note.
    pub(crate) fn credit(&mut self, name: &str, amount: Option<i64>) -> Result<String, Refused> {
        let index = self.approved(name)?;
        let whole = S::CREDITS_THE_WHOLE.then(|| self.invoices[index].gross());
        let amount = self.positive(index, amount.or(whole))?;
        let invoice = &self.invoices[index];
        let vat = if invoice.gross() == 0 { 0 } else { amount * invoice.vat / invoice.gross() };
        let debtor = self.contacts[invoice.contact].debtor.clone();
        let today = self.clock.today();
        let new = NewInvoice {
            kind: Kind::CreditNote { of: Some(invoice.id.clone()) },
            debtor,
            issued: Some(today),
            net: amount - vat,
            vat,
            currency: invoice.currency.clone(),
            description: format!("Kreditnota til faktura {}", invoice.number),
            created: Some(self.clock.now()),
            ..NewInvoice::due_on(today, amount)
        };
        let note = self.add(new)?;
        self.settle(index, SettlementKind::Credit(note.clone()), amount);
        // The note is used up by the invoice it credits.
        let used = self.find(&note)?;
        let source = self.invoices[index].id.clone();
        self.settle(used, SettlementKind::Credit(source), amount);
        Ok(note)
    }

    /// Charges a reminder fee.
    pub(crate) fn charge_fee(&mut self, name: &str, amount: i64) -> Result<(), Refused> {
        let index = self.approved(name)?;
        let amount = self.positive(index, Some(amount))?;
        let (date, created) = (self.clock.today(), self.clock.now());
        self.invoices[index].fees.push(Fee { id: S::record_id(), date, created, amount });
        self.invoices[index].updated = created;
        Ok(())
    }

    /// Voids an approved invoice.
    pub(crate) fn void(&mut self, name: &str) -> Result<(), Refused> {
        let index = self.approved(name)?;
        if !S::VOIDS {
            let reason = format!("{} has no voiding: credit the invoice, or delete it", S::NAME);
            return Err(Refused::input("invoice", reason));
        }
        self.change(index, |invoice| invoice.state = State::Voided);
        Ok(())
    }

    /// Deletes an invoice of any state.
    pub(crate) fn delete(&mut self, name: &str) -> Result<(), Refused> {
        let index = self.find(name)?;
        self.change(index, |invoice| invoice.state = State::Deleted);
        Ok(())
    }

    /// Moves the last day to pay.
    pub(crate) fn move_due(&mut self, name: &str, due: Option<Date>) -> Result<(), Refused> {
        let index = self.find(name)?;
        self.change(index, |invoice| invoice.due = due);
        Ok(())
    }

    /// Approves a draft.
    pub(crate) fn approve(&mut self, name: &str) -> Result<(), Refused> {
        let index = self.find(name)?;
        if self.invoices[index].state != State::Draft {
            return Err(Refused::input("invoice", "is no draft"));
        }
        self.change(index, |invoice| invoice.state = State::Approved);
        Ok(())
    }

    fn change(&mut self, index: usize, change: impl FnOnce(&mut super::Invoice)) {
        change(&mut self.invoices[index]);
        self.invoices[index].updated = self.clock.now();
    }

    fn approved(&self, name: &str) -> Result<usize, Refused> {
        let index = self.find(name)?;
        match self.invoices[index].state {
            State::Approved => Ok(index),
            _ => Err(Refused::input("invoice", "is not approved")),
        }
    }

    fn positive(&self, index: usize, amount: Option<i64>) -> Result<i64, Refused> {
        match amount.unwrap_or_else(|| self.invoices[index].owed()) {
            amount if amount > LARGEST_AMOUNT => Err(Refused::input("amount_minor", "is too large")),
            amount if amount > 0 => Ok(amount),
            _ if amount.is_none() => Err(Refused::input("amount_minor", "is needed: nothing is owed")),
            _ => Err(Refused::input("amount_minor", "must be more than nothing")),
        }
    }
}
