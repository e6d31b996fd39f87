//! English.

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    title: |tenant| format!("Overdue invoices – {tenant}"),
    await_answer: Plural { one: "invoice awaits your answer", other: "invoices await your answer" },
    nothing_waits: "No invoice awaits your answer",
    invoices: Plural { one: "invoice", other: "invoices" },
    asked_on: |date| format!("From the mail of {date}."),
    fetched: |invoices, sum, date| format!("{invoices}, {sum} in all, fetched on {date}."),

    rests_until_answered: "What needs your answer stands still.",
    no_silence: "Without your answer nothing more happens in those cases. Nothing goes on by itself.",
    all_answered: "There is nothing more to answer here.",
    can_stop_any: "An invoice that has started can be stopped as long as its case is open.",
    was_settled: |moment| {
        format!("The time to answer has run out. Invoices without an answer were started on {moment}.")
    },
    rest_needs_answer: "Those that still wait do not start until you have answered.",
    window_begins_with_mail: "The time to answer begins when the mail to you has been sent.",
    deadline_passed: |moment| {
        format!(
            "The time to answer ran out on {moment}. Invoices without an answer now start by themselves, at the latest with the next fetching."
        )
    },

    approve_all: |count| format!("Send reminders for all {count}"),
    decline_all: |count| format!("Send no reminders for the {count}"),
    approve: "Send reminders",
    decline: "Send no reminders",
    carry_on: "Carry on",
    still_unpaid: "Still unpaid – send the letter",
    hand_over: "Hand over",
    stop: "Stop",
    stop_all: "Stop all that are running",
    about: |button, invoice, debtor| format!("{button}: invoice {invoice}, {debtor}"),
    decline_is_final: "A no is final: the invoice will not be reminded later either. A yes can be stopped as long as \
                       the case is open.",

    list: "Invoices",
    number: "Invoice",
    debtor: "Customer",
    due: "Due",
    outstanding: "Outstanding",
    standing: "Answer",
    days_over: Plural { one: "day overdue", other: "days overdue" },
    of_principal: |money| format!("left of {money}"),
    next: "Show more invoices",
    footer: |tenant| {
        format!(
            "Anyone who has the address of this page can answer for {tenant}. Share it only with those who may."
        )
    },

    waits: "Awaits your answer",
    started: "Started",
    letter_sent: "Letter sent",
    declined: "Not reminded",
    stopped: "Stopped",
    paid: "Paid",
    credited: "Credited",
    withdrawn: "Withdrawn",
    paused: "Paused",
    due_date_moved: "New due date",
    postponed: "Put off",
    closed: "Closed",
    only_charges: "Only charges",
    submitted: "Handed over",
    information_needed: "Information needed",
    in_collection: "In collection",
    not_taken: "Not with the agency",

    approved_by_link: |moment| format!("Approved on {moment}, through the link in the mail."),
    approved_by_silence: |moment| format!("Started by itself on {moment}, as no answer came in time."),
    declined_by_link: |moment| format!("Declined on {moment}, through the link in the mail."),
    stopped_by_link: |started, stopped| {
        format!("Started on {started}. Stopped on {stopped}, through the link in the mail.")
    },
    can_stop: "It can be stopped. Stopping is final.",
    can_stop_later: "A letter has been sent. It can still be stopped. Stopping is final.",
    no_reminder: "It will not be reminded.",
    ended: |moment| format!("Seen in your books on {moment}. The case is closed."),
    asked_again: |date| {
        format!(
            "The due date has been moved to {date}. If the invoice is not paid in time, we ask you again."
        )
    },
    goes_on: |date| {
        format!(
            "The due date has been moved to {date}. If the invoice is not paid in time, the reminder procedure goes on."
        )
    },
    rests_for_credit: "The customer has a credit note that is not linked to an invoice. Nothing is sent before you have \
                       said whether the case goes on.",
    rests_missing: "We do not find the invoice in your books. If it turns up again, the case goes on by itself.",
    rests_address: "Mails to the debtor do not arrive. The case goes on when your books show another e-mail address.",
    rests_for_objection: "The customer has objected. No more letters are sent before you have said whether the case goes \
                          on.",
    debtor_wrote: |reason| format!("The customer writes: “{reason}”"),
    rests_postponed: |date| format!("You have put reminders off to {date} in your books."),
    rests_for_repayment: "You are paying money back to the customer, so nothing is sent meanwhile.",
    rests_factored: "The customer's invoices are sold to a factor, so nothing is sent.",
    rests_unconfirmed: "We cannot see whether the invoice is paid. The next letter goes when you have said that it is still unpaid.",
    rests_small: "Only a small amount is left. Nothing is sent for it before you have said whether the case goes on.",
    rests_for_handover: |agency| {
        match agency {
        Some(agency) => format!("All letters are sent, and the deadline has passed. Say whether the case goes to {agency}. Nothing is handed over by itself."),
        None => "All letters are sent, and the deadline has passed. You have not chosen a collection agency yet: write to us, and we set it up.".to_owned(),
    }
    },
    is_on_its_way: |agency| {
        format!(
            "You have sent the case to {}. Nothing more is sent to the customer from here.",
            agency.unwrap_or("the collection agency")
        )
    },
    agency_asks: |agency| {
        format!(
            "Information from you is needed by {}. Look for a mail from them.",
            agency.unwrap_or("the collection agency")
        )
    },
    agency_is_at_work: |agency| {
        format!(
            "The case is with {}. Nothing more is sent to the customer from here.",
            agency.unwrap_or("the collection agency")
        )
    },
    agency_did_not_take_it: |agency| {
        format!(
            "The case is not with {}. The reason stands in our mail. You can send it again, or stop it.",
            agency.unwrap_or("the collection agency")
        )
    },
    asks_for_charges: "The invoice is paid, but not the fees and the interest. If the customer has paid them to you, or you do not want them, stop the case.",
    ended_by_agency: |moment| format!("Closed at the collection agency on {moment}."),

    just_started: |invoices| format!("The reminder procedure has started for {invoices}."),
    just_declined: Plural { one: "invoice will not be reminded.", other: "invoices will not be reminded." },
    press_again: Plural {
        one: "invoice is left – press again.",
        other: "invoices are left – press again to take the rest.",
    },
    already_decided: "That had been decided before. Nothing has been changed.",
    refused_closed: "The case has been closed in the meantime. Nothing has been changed.",
    refused_declined: "The invoice has been declined, and that is final. Nothing has been changed.",
    refused_missing: "The invoice is not found in your books, so it cannot be started. Nothing has been changed.",
    refused_not_at_its_end: "The case has not come so far that it can be handed over. Nothing was changed.",
    refused_no_agency: "You have not chosen a collection agency. Nothing was changed.",
    just_handed_over: "The case goes to debt collection. The customer hears no more from us.",
};
