//! What an agency's people are told of a claim that they have: a payment, a credit, a withdrawal.

use domain::dunning::letter::Deduction;
use domain::handover::ClaimFile;
use messages::format::Locale;

use crate::summary::{Words, one_line};

/// A few lines: what happened, to which claim, and the amount where there is one.
pub(crate) fn text(file: &ClaimFile, told: &str, deduction: Option<&Deduction>) -> String {
    let language = file.country.language();
    let (words, locale) = (Words::of(language), Locale::of(language));
    let amount = deduction.map(|deduction| {
        let kind = (words.deduction_kinds)(deduction.kind);
        let (day, amount) = (locale.short_date(deduction.on), locale.money(deduction.amount));
        (format!("{kind}, {day}"), amount)
    });
    let rows = [
        Some((words.reference.to_owned(), file.case.to_string())),
        Some((words.invoice_number.to_owned(), one_line(&file.invoice.number))),
        amount,
    ];
    let rows = rows.into_iter().flatten().map(|(label, value)| format!("{label}: {value}\n"));
    format!("{told}\n\n{}", rows.collect::<String>())
}
