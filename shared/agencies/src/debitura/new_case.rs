//! The body that makes a case ("Create a Case").

use domain::DebtorKind;
use domain::handover::{ClaimFile, ClaimLine, ClaimLineKind};
use jiff::civil::Date;
use messages::format::Locale;
use serde::Serialize;

use crate::claim_json::Amount;
use crate::summary::{Summary, Words, one_line};

/// The longest text of a field, in characters.
const LONGEST_TEXT: usize = 4_000;

/// Made from the frozen claim alone: the same claim is the same body, which is what the key is held against.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewCase {
    currency_code: &'static str,
    date: Date,
    due_date: Date,
    /// The principal: fees and interest are claimed on top of it over there.
    amount_to_recover: Amount,
    creditor_reference: String,
    claim_description: String,
    comments: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_test: bool,
    debtor: Debtor,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Debtor {
    /// `Company` or `Person`; other pages say `Private`, and the client holds.
    r#type: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    company_registration_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zip_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    country_alpha2: String,
    email: String,
}

impl NewCase {
    pub fn of(file: &ClaimFile, is_test: bool) -> Self {
        let invoice = &file.invoice;
        let what = invoice.what.as_deref().map(one_line).filter(|what| !what.is_empty());
        let number = one_line(&invoice.number);
        let what = what.map(|what| format!(", {what}")).unwrap_or_default();
        let words = Words::of(file.country.language());
        Self {
            currency_code: invoice.principal.currency.code(),
            date: invoice.issue_date.unwrap_or(invoice.due_date),
            due_date: invoice.due_date,
            amount_to_recover: Amount(invoice.principal),
            creditor_reference: file.case.to_string(),
            claim_description: cut(&format!("{} {number}{what}", words.invoice)),
            comments: cut(&comments(file, words)),
            is_test,
            debtor: Debtor::of(file),
        }
    }
}

impl Debtor {
    fn of(file: &ClaimFile) -> Self {
        let debtor = &file.debtor;
        let address = debtor.address.as_ref();
        let country = address.and_then(|address| address.country.as_deref());
        Self {
            r#type: match debtor.kind {
                DebtorKind::Company | DebtorKind::PublicAuthority => "Company",
                DebtorKind::Consumer | DebtorKind::Unknown => "Person",
            },
            name: one_line(&debtor.name),
            company_registration_number: debtor.number.as_ref().map(ToString::to_string),
            address: address.map(|address| one_line(&address.street)),
            zip_code: address.map(|address| one_line(&address.postal_code)),
            city: address.map(|address| one_line(&address.city)),
            country_alpha2: country.unwrap_or(file.country.code()).to_ascii_uppercase(),
            email: debtor.email.to_string(),
        }
    }
}

/// What has no field of its own: what the creditor claims beside the principal, what was paid, and the letters.
fn comments(file: &ClaimFile, words: &Words) -> String {
    let locale = Locale::of(file.country.language());
    let beside = |line: &&ClaimLine| line.kind != ClaimLineKind::Principal && line.open.is_positive();
    let lines = file.lines.iter().filter(beside).map(|line| {
        let (kind, date) = ((words.kinds)(line.kind), locale.short_date(line.date));
        format!("{kind}, {date}: {}", locale.money(line.open))
    });
    let deductions = file.deductions.iter().map(|deduction| {
        let (kind, date) = ((words.deduction_kinds)(deduction.kind), locale.short_date(deduction.on));
        format!("{kind}, {date}: {}", locale.money(deduction.amount))
    });
    let letters = Summary::letters(file).into_iter().map(|row| format!("{}: {}", row.label, row.value));
    lines.chain(deductions).chain(letters).collect::<Vec<_>>().join("\n")
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}
