//! English. Statutory letters keep their own name beside ours: that is what the law knows them by.

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    friendly: "Friendly payment reminder",
    reminder: |number| number.map_or("Reminder".to_owned(), |number| format!("Reminder {number}")),
    notice: "Collection notice (inkassovarsel)",
    also_notice: |reminder| format!("{reminder} and collection notice (inkassovarsel)"),
    demand: "Demand for payment (betalingsoppfordring)",
    subject: |title, about, creditor| format!("{title}: {about} from {creditor}"),

    one_invoice: |number| format!("invoice {number}"),
    invoices: Plural { one: "invoice", other: "invoices" },
    phone: "Telephone",
    email: "E-mail",
    letter_date: "Date",

    open_friendly: |facts| {
        format!(
            "According to our books {} has not been paid in full. It may have been overlooked. Please pay {} by {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_charges: |facts| {
        format!(
            "Thank you for paying {}. The fees and the interest that we have written about before are still unpaid. Please pay {} by {}. We add no more fees.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_reminder: |facts| {
        format!(
            "According to our books {} has not been paid in full. Please pay {} by {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_notice: |facts| {
        format!(
            "According to our books {} has not been paid in full. This letter is a collection notice \
             (inkassovarsel). Please pay {} by {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_reminder_and_notice: |facts| {
        format!(
            "According to our books {} has not been paid in full. This letter is both a reminder and a collection \
             notice (inkassovarsel). Please pay {} by {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_demand: |facts| {
        format!(
            "According to our books {} has still not been paid in full, after the deadline of the collection notice \
             has passed. Please pay {} by {}.",
            facts.about, facts.total, facts.pay_by
        )
    },

    to_pay: "To pay",
    deadline: "Pay by",
    account: "Bank account",
    marked: |account, invoices| format!("{account}, marked invoice {invoices}"),
    fik: "Payment line (FIK)",
    or_fik: "Or payment line (FIK)",
    kid: "Payment reference (KID)",
    as_on_invoice: "As stated on the enclosed invoice",
    reference_at_each_invoice: "Stated with each invoice",
    mark_with: |invoices| format!("Invoice number {invoices}"),
    mark: "Mark the payment",
    how_to_pay: "How to pay",

    invoice_heading: |number| format!("Invoice {number}"),
    issued: |date| format!("Invoice date {date}"),
    fell_due: |date| format!("Due date {date}"),
    counted_from: |date| format!("The due date was not a bank day, so the time ran until {date}"),
    principal: "Invoice amount (principal)",
    payment: |date| format!("Payment {date}"),
    credit_note: |date| format!("Credit note {date}"),
    paid_on_costs: "Of this, used for interest and fees",
    adjusted: "Adjustment",
    open_principal: "Principal still open",
    interest: "Interest",
    days: Plural { one: "day", other: "days" },
    of: "a year of",
    during: "for",
    earlier_fees: "Fees of earlier letters",
    compensation: |law| format!("Late-payment compensation ({law})"),
    earlier_compensation: |law| format!("Late-payment compensation ({law}), from an earlier letter"),
    invoice_total: "Total for the invoice",
    this_fee: "Fee for this letter",
    total: "Total to pay",

    calculation: "How the amount is made up",
    calculation_in: |currency| format!("All amounts are in {currency}."),
    invoices_heading: "The invoices",
    deductions_heading: "Payments and credit notes already deducted",
    interest_heading: "How the interest is calculated",
    invoice_column: "Invoice",
    issued_column: "Date",
    due_column: "Due",
    principal_column: "Principal",
    deducted_column: "Deducted",
    open_column: "Open",
    interest_column: "Interest",
    fees_column: "Fees",
    compensation_column: "Comp.",
    sum_column: "Total",
    amount_column: "Amount",
    from_column: "From",
    to_column: "To and including",
    days_column: "Days",
    rate_column: "Rate p.a.",
    balance_column: "Calculated on",
    total_row: "Total",
    interest_sum: "Interest included in this letter",
    rounded_once: "Each period is rounded by itself. The interest as a whole is rounded once.",
    interest_paid_off: "Interest that has been paid already is not part of the sum.",

    about_interest: |law| {
        format!(
            "Interest follows {law}. It is calculated on the open principal day by day, by the actual \
             number of days and 365 days a year. The rate may change on 1 January and 1 July."
        )
    },
    no_interest: "No interest has been calculated in this letter.",
    about_fee: |law| format!("The fee for this letter follows {law}."),
    no_fee: "This letter carries no fee.",
    about_compensation: |law| {
        format!(
            "The late-payment compensation is a fixed amount for each invoice between businesses under {law}."
        )
    },

    warning: "If you do not pay on time",
    warns_in_denmark: |facts| {
        format!(
            "If the whole amount has not been paid by {}, we will hand the claim over for debt collection (inkasso). That \
             brings further costs, which you may have to pay. If you pay within the deadline, you avoid them. If you do \
             not agree with the claim, please tell us within the deadline.",
            facts.pay_by
        )
    },
    warns_in_norway: |facts| {
        format!(
            "If the whole amount has not been paid by {}, and you have not objected, we will hand the claim over for debt \
             collection (inkasso). That may lead to further costs. You avoid them by paying within the deadline.",
            facts.pay_by
        )
    },
    warns_of_demand: |facts| {
        format!(
            "If the whole amount has not been paid by {}, and you have not objected, the claim may be handed over for debt \
             collection (inkasso) or taken to the conciliation board. That may lead to further costs.",
            facts.pay_by
        )
    },

    if_paid: "If you have paid within the last few days, please ignore this letter. If you paid earlier, please tell us when.",
    if_late: "If the amount is not paid on time, more letters, interest and fees may follow.",
    disagree: "Do you not agree?",
    object_to: |email| {
        format!(
            "Write to {email} and tell us what you do not agree with. The case then rests while we look at it."
        )
    },
    object_by_phone: |email, phone| {
        format!(
            "Write to {email} or call {phone} and tell us what you do not agree with. The case then rests while we look \
             at it."
        )
    },
    regards: "Kind regards",

    page_button: "See the claim and answer",
    page_text: "Here you can see the claim in detail, object, or say that you have paid.",
    attached: "The letter is attached as a PDF.",
    page_of: |page, pages| format!("Page {page} of {pages}"),
};
