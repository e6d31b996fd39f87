//! The words of the run's mail; one table per language.

use domain::{Language, ReasonCode};

use super::{da, en, nb};
use crate::format::Plural;

pub(super) struct Words {
    /// After the number of new cases.
    pub await_answer: Plural,
    pub invoices: Plural,
    /// After the number of changed cases.
    pub changed: Plural,
    pub more_changes: Plural,
    pub paid_on: fn(sum: &str, invoices: &str) -> String,
    pub fetched: fn(system: &str, date: &str) -> String,
    pub nothing_to_answer: &'static str,
    pub see_and_answer: &'static str,
    /// After the number of cases that rest until the tenant has answered.
    pub rest_for_answer: Plural,
    pub credit_without_invoice: &'static str,
    pub why_they_rest: &'static str,
    pub objection_heading: &'static str,
    pub why_objections_rest: &'static str,
    pub new_heading: &'static str,

    pub since_last: &'static str,
    /// The amount of a payment stands at the end of its line.
    pub paid_in_full: &'static str,
    pub part_paid: &'static str,
    pub credited_in_full: fn(&str) -> String,
    pub part_credited: fn(&str) -> String,
    /// The debtor paid to us and not to the tenant.
    pub paid_to_service: fn(&str) -> String,
    pub booking_taken_back: fn(&str) -> String,
    pub owed_more: fn(&str) -> String,
    pub due_date_moved: fn(from: &str, to: &str) -> String,
    pub voided: &'static str,
    pub withdrawn: &'static str,
    pub gone: &'static str,
    pub missing: &'static str,
    pub letter_bounced: &'static str,
    pub complained: &'static str,
    pub unlinked_credit: fn(number: &str) -> String,
    pub unlinked_credit_of: fn(number: &str, amount: &str) -> String,
    pub objection: fn(reason: &str) -> String,
    pub said_paid: fn(date: &str) -> String,
    pub said_paid_and: fn(date: &str, note: &str) -> String,
    pub postponed: fn(date: &str) -> String,
    pub repayment: &'static str,
    pub factored: &'static str,
    pub in_collection_elsewhere: &'static str,
    pub overdue_again: &'static str,
    pub case_closed: &'static str,
    pub outstanding: fn(&str) -> String,
    /// The fee policy, in the two cases that it knows.
    pub fees_pursued: &'static str,
    pub fees_covered: &'static str,

    pub skipped_heading: &'static str,
    pub numbers: fn(&str) -> String,
    pub others: Plural,
    pub reason: fn(ReasonCode) -> &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &da::WORDS,
            Language::Norwegian => &nb::WORDS,
            Language::English => &en::WORDS,
        }
    }
}
