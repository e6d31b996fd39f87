//! The words of the decision page; one table per language.

use domain::Language;

use super::{da, en, nb};
use crate::format::Plural;

pub(super) struct Words {
    pub title: fn(tenant: &str) -> String,
    /// After the number that waits.
    pub await_answer: Plural,
    pub nothing_waits: &'static str,
    pub invoices: Plural,
    pub asked_on: fn(date: &str) -> String,
    pub fetched: fn(invoices: &str, sum: &str, date: &str) -> String,

    pub rests_until_answered: &'static str,
    pub no_silence: &'static str,
    pub all_answered: &'static str,
    pub can_stop_any: &'static str,
    pub was_settled: fn(moment: &str) -> String,
    pub rest_needs_answer: &'static str,
    pub window_begins_with_mail: &'static str,
    pub deadline_passed: fn(moment: &str) -> String,

    pub approve_all: fn(count: &str) -> String,
    pub decline_all: fn(count: &str) -> String,
    pub approve: &'static str,
    pub decline: &'static str,
    pub carry_on: &'static str,
    pub still_unpaid: &'static str,
    pub hand_over: &'static str,
    pub stop: &'static str,
    pub stop_all: &'static str,
    /// What a button does, to which invoice, for those who hear the page.
    pub about: fn(button: &str, invoice: &str, debtor: &str) -> String,
    pub decline_is_final: &'static str,

    pub list: &'static str,
    pub number: &'static str,
    pub debtor: &'static str,
    pub due: &'static str,
    pub outstanding: &'static str,
    pub standing: &'static str,
    pub days_over: Plural,
    pub of_principal: fn(money: &str) -> String,
    pub next: &'static str,
    pub footer: fn(tenant: &str) -> String,

    pub waits: &'static str,
    pub started: &'static str,
    pub letter_sent: &'static str,
    pub declined: &'static str,
    pub stopped: &'static str,
    pub paid: &'static str,
    pub credited: &'static str,
    pub withdrawn: &'static str,
    pub paused: &'static str,
    pub due_date_moved: &'static str,
    pub postponed: &'static str,
    pub closed: &'static str,
    pub only_charges: &'static str,
    pub submitted: &'static str,
    pub information_needed: &'static str,
    pub in_collection: &'static str,
    pub not_taken: &'static str,

    pub approved_by_link: fn(moment: &str) -> String,
    pub approved_by_silence: fn(moment: &str) -> String,
    pub declined_by_link: fn(moment: &str) -> String,
    pub stopped_by_link: fn(started: &str, stopped: &str) -> String,
    pub can_stop: &'static str,
    /// After a letter.
    pub can_stop_later: &'static str,
    pub no_reminder: &'static str,
    pub ended: fn(moment: &str) -> String,
    pub asked_again: fn(date: &str) -> String,
    pub goes_on: fn(date: &str) -> String,
    pub rests_for_credit: &'static str,
    pub rests_missing: &'static str,
    pub rests_address: &'static str,
    pub rests_for_objection: &'static str,
    /// In front of the debtor's own words.
    pub debtor_wrote: fn(reason: &str) -> String,
    pub rests_postponed: fn(date: &str) -> String,
    pub rests_for_repayment: &'static str,
    pub rests_factored: &'static str,
    pub rests_unconfirmed: &'static str,
    pub rests_small: &'static str,
    /// These name the agency, where the tenant has chosen one.
    pub rests_for_handover: fn(agency: Option<&str>) -> String,
    pub is_on_its_way: fn(agency: Option<&str>) -> String,
    pub agency_asks: fn(agency: Option<&str>) -> String,
    pub agency_is_at_work: fn(agency: Option<&str>) -> String,
    pub agency_did_not_take_it: fn(agency: Option<&str>) -> String,
    pub asks_for_charges: &'static str,
    pub ended_by_agency: fn(moment: &str) -> String,

    pub just_started: fn(invoices: &str) -> String,
    pub just_declined: Plural,
    pub press_again: Plural,
    pub already_decided: &'static str,
    pub refused_closed: &'static str,
    pub refused_declined: &'static str,
    pub refused_missing: &'static str,
    pub refused_not_at_its_end: &'static str,
    pub refused_no_agency: &'static str,
    pub just_handed_over: &'static str,
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
