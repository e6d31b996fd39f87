//! English.

use domain::ReasonCode;

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    await_answer: Plural {
        one: "overdue invoice awaits your answer",
        other: "overdue invoices await your answer",
    },
    invoices: Plural { one: "invoice", other: "invoices" },
    changed: Plural { one: "case has changed since last time", other: "cases have changed since last time" },
    more_changes: Plural { one: "more change", other: "more changes" },
    paid_on: |sum, invoices| format!("Paid since last time: {sum} on {invoices}"),
    fetched: |system, date| format!("Fetched from {system} on {date}."),
    nothing_to_answer: "There is nothing you need to answer today.",
    see_and_answer: "See and answer",
    rest_for_answer: Plural {
        one: "case rests until you have answered",
        other: "cases rest until you have answered",
    },
    credit_without_invoice: "A credit note without an invoice",
    why_they_rest: "The customer has a credit note that is not linked to an invoice. If it is meant for one of these \
                    invoices, the whole amount must not be asked for. Take a look, and say whether the case goes on.",
    objection_heading: "The customer objects",
    why_objections_rest: "The customer does not agree with the claim. No more letters are sent, and no more fees are added, before \
                          you have looked at it and said whether the case goes on.",
    new_heading: "New overdue invoices",

    since_last: "Since the last mail",
    paid_in_full: "paid",
    part_paid: "part-paid",
    credited_in_full: |amount| format!("credited with {amount}"),
    part_credited: |amount| format!("part-credited with {amount}"),
    paid_to_service: |amount| format!("{amount} has been paid to us"),
    booking_taken_back: |amount| {
        format!("{amount} paid to us no longer stands in your books; it still counts as paid")
    },
    owed_more: |amount| format!("{amount} more to pay than before"),
    due_date_moved: |from, to| format!("due date moved from {from} to {to}"),
    voided: "voided in your books",
    withdrawn: "withdrawn where it was sent from",
    gone: "no longer in your books",
    missing: "not found in your books, so the case rests",
    letter_bounced: "the letter came back, so the case rests until your books show another e-mail address",
    complained: "the debtor does not want e-mail, so the case rests until your books show another e-mail address",
    unlinked_credit: |number| format!("rests: credit note {number} is not linked to an invoice"),
    unlinked_credit_of: |number, amount| {
        format!("rests: credit note {number} of {amount} is not linked to an invoice")
    },
    objection: |reason| format!("rests: the customer objects: “{reason}”"),
    said_paid: |date| {
        format!(
            "the customer says that it paid on {date}; we wait five bank days before the next letter. If the money has come, \
             book it"
        )
    },
    said_paid_and: |date, note| {
        format!(
            "the customer says that it paid on {date} (“{note}”); we wait five bank days before the next letter. If the money has \
             come, book it"
        )
    },
    postponed: |date| format!("rests: you have put reminders off to {date}"),
    repayment: "rests: you are paying money back to the customer",
    factored: "rests: the customer's invoices are sold to a factor",
    in_collection_elsewhere: "handed to debt collection elsewhere",
    overdue_again: "overdue again",
    case_closed: "the case is closed",
    outstanding: |amount| format!("{amount} outstanding"),
    fees_pursued: "If reminder fees have been added to an invoice that is now paid to you, we go on collecting them \
                   from the customer. That is what you have chosen.",
    fees_covered: "If reminder fees have been added to an invoice that is now paid to you, you cover them yourself, \
                   and the customer hears no more from us. That is what you have chosen.",

    skipped_heading: "Left out",
    numbers: |numbers| format!("No. {numbers}"),
    others: Plural { one: "other", other: "others" },
    reason,
};

fn reason(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Unreadable => "Could not be read. We have been told and are looking into it.",
        ReasonCode::CreditNote => "A credit note, not an invoice.",
        ReasonCode::Draft => "Still a draft.",
        ReasonCode::Voided => "Voided.",
        ReasonCode::UnknownCurrency => "In a currency that we do not handle.",
        ReasonCode::InconsistentAmounts => {
            "The amounts on the invoice do not add up. Check it in your books."
        }
        ReasonCode::NothingOutstanding => "Nothing is left to pay.",
        ReasonCode::NoDueDate => "The invoice has no due date.",
        ReasonCode::NotOverdue => "Not overdue yet.",
        ReasonCode::InCollectionElsewhere => "Already handed to debt collection elsewhere.",
        ReasonCode::Factored => "The customer's invoices are sold to a factor.",
        ReasonCode::Postponed => "You have put reminders of it off.",
        ReasonCode::RepaymentOpen => "You are paying money back to the customer.",
        ReasonCode::BeforeStartDate => "Fell due before the start date you have chosen.",
        ReasonCode::BeyondLookBack => "Fell due longer ago than we fetch.",
        ReasonCode::BelowMinimumDays => "Not yet overdue for as many days as you have chosen to wait.",
        ReasonCode::NoDebtorContact => {
            "The customer has no e-mail address in your books. Add it, and the invoice is included next time."
        }
        ReasonCode::FetchingPaused => "Fetching is paused.",
        ReasonCode::AlreadyACase => "It is, or has been, a case with us.",
    }
}
