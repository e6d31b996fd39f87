//! The words of a letter to a debtor; one table per language.

use domain::{Country, Language};

use super::{da, en, nb};
use crate::format::Plural;

/// What a letter is about, put into its sentences.
pub(super) struct Facts<'a> {
    /// `faktura 1042`, or `3 fakturaer`.
    pub about: &'a str,
    pub total: &'a str,
    pub pay_by: &'a str,
}

pub(super) type Sentence = fn(&Facts<'_>) -> String;

pub(super) struct Words {
    pub friendly: &'static str,
    pub reminder: fn(number: Option<u8>) -> String,
    pub notice: &'static str,
    pub also_notice: fn(reminder: &str) -> String,
    pub demand: &'static str,
    pub subject: fn(title: &str, about: &str, creditor: &str) -> String,

    pub one_invoice: fn(number: &str) -> String,
    pub invoices: Plural,
    pub phone: &'static str,
    pub email: &'static str,
    pub letter_date: &'static str,

    pub open_friendly: Sentence,
    /// The invoice is paid; only charges are left.
    pub open_charges: Sentence,
    pub open_reminder: Sentence,
    pub open_notice: Sentence,
    pub open_reminder_and_notice: Sentence,
    pub open_demand: Sentence,

    pub to_pay: &'static str,
    pub deadline: &'static str,
    pub account: &'static str,
    /// An account with what to write on a payment to it.
    pub marked: fn(account: &str, invoices: &str) -> String,
    pub fik: &'static str,
    /// Beside an account.
    pub or_fik: &'static str,
    pub kid: &'static str,
    pub as_on_invoice: &'static str,
    pub reference_at_each_invoice: &'static str,
    pub mark_with: fn(invoices: &str) -> String,
    pub mark: &'static str,
    pub how_to_pay: &'static str,

    pub invoice_heading: fn(number: &str) -> String,
    pub issued: fn(date: &str) -> String,
    pub fell_due: fn(date: &str) -> String,
    pub counted_from: fn(date: &str) -> String,
    pub principal: &'static str,
    pub payment: fn(date: &str) -> String,
    pub credit_note: fn(date: &str) -> String,
    pub paid_on_costs: &'static str,
    pub adjusted: &'static str,
    pub open_principal: &'static str,
    pub interest: &'static str,
    pub days: Plural,
    /// Between a rate and what it is reckoned on.
    pub of: &'static str,
    /// Between that and the days.
    pub during: &'static str,
    pub earlier_fees: &'static str,
    pub compensation: fn(law: &str) -> String,
    pub earlier_compensation: fn(law: &str) -> String,
    pub invoice_total: &'static str,
    pub this_fee: &'static str,
    pub total: &'static str,

    pub calculation: &'static str,
    pub calculation_in: fn(currency: &str) -> String,
    pub invoices_heading: &'static str,
    pub deductions_heading: &'static str,
    pub interest_heading: &'static str,
    pub invoice_column: &'static str,
    pub issued_column: &'static str,
    pub due_column: &'static str,
    pub principal_column: &'static str,
    pub deducted_column: &'static str,
    pub open_column: &'static str,
    pub interest_column: &'static str,
    pub fees_column: &'static str,
    pub compensation_column: &'static str,
    pub sum_column: &'static str,
    pub amount_column: &'static str,
    pub from_column: &'static str,
    pub to_column: &'static str,
    pub days_column: &'static str,
    pub rate_column: &'static str,
    pub balance_column: &'static str,
    pub total_row: &'static str,
    pub interest_sum: &'static str,
    pub rounded_once: &'static str,
    pub interest_paid_off: &'static str,

    pub about_interest: fn(law: &str) -> String,
    pub no_interest: &'static str,
    pub about_fee: fn(law: &str) -> String,
    pub no_fee: &'static str,
    pub about_compensation: fn(law: &str) -> String,

    pub warning: &'static str,
    /// Cost is sure to come with the agency, as inkassoloven § 10 has it told; whether the debtor bears it is not.
    pub warns_in_denmark: Sentence,
    /// Never as if cost were certain (inkassoloven 1988 § 9).
    pub warns_in_norway: Sentence,
    pub warns_of_demand: Sentence,

    pub if_paid: &'static str,
    /// What may follow a reminder that is not a notice, too. Of an agency only a notice speaks.
    pub if_late: &'static str,
    pub disagree: &'static str,
    pub object_to: fn(email: &str) -> String,
    pub object_by_phone: fn(email: &str, phone: &str) -> String,
    pub regards: &'static str,

    pub page_button: &'static str,
    pub page_text: &'static str,
    pub attached: &'static str,
    pub page_of: fn(page: usize, pages: usize) -> String,
}

impl Words {
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &da::WORDS,
            Language::Norwegian => &nb::WORDS,
            Language::English => &en::WORDS,
        }
    }

    /// What the country calls the reference that stands on an invoice.
    pub fn reference(&self, country: Country) -> &'static str {
        match country {
            Country::Denmark => self.fik,
            Country::Norway => self.kid,
        }
    }
}
