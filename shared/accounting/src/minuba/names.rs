//! What Minuba calls things: the one table to change once its documentation is at hand.
//!
//! Clients and addresses are as public clients read them. Everything of an invoice is assumed.

use crate::fields::Row;

/// The names that a thing may have, the likeliest first. Their case does not matter.
pub(super) type Names = &'static [&'static str];

/// The name that `row` uses: the first that is there.
pub(super) fn name_in(row: &Row<'_>, names: Names) -> &'static str {
    names.iter().find(|name| row.has(name)).copied().unwrap_or_else(|| likeliest(names))
}

pub(super) fn likeliest(names: Names) -> &'static str {
    names.first().copied().unwrap_or_default()
}

/// Resources, below the base address.
pub(super) const INVOICE_RESOURCE: &str = "Invoice";
pub(super) const CLIENT_RESOURCE: &str = "Client";

/// What rows may be wrapped in.
pub(super) const INVOICES: Names = &["invoices", "invoice", "data"];
pub(super) const CLIENTS: Names = &["clients", "client", "data"];

pub(super) mod invoice {
    use super::Names;

    pub const ID: Names = &["id"];
    pub const NUMBER: Names = &["invoiceNumber"];
    pub const CLIENT: Names = &["clientId"];
    pub const ISSUE_DATE: Names = &["invoiceDate"];
    pub const DUE_DATE: Names = &["dueDate"];
    pub const STATE: Names = &["state"];
    /// With VAT.
    pub const GROSS: Names = &["totalAmount"];
    /// What is still owed of it.
    pub const OUTSTANDING: Names = &["remainingAmount"];
    pub const CURRENCY: Names = &["currency"];
    pub const PAYMENT_REFERENCE: Names = &["paymentReference"];
    pub const PDF: Names = &["pdfUrl"];
}

/// How far an invoice is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    Draft,
    Approved,
    Paid,
    Credited,
}

/// The words of `state`. One that is not here is never taken as paid.
pub(super) const STATES: &[(&str, Life)] = &[
    ("draft", Life::Draft),
    ("approved", Life::Approved),
    ("paid", Life::Paid),
    ("credited", Life::Credited),
];

pub(super) mod client {
    use super::Names;

    pub const NAME: Names = &["name"];
    pub const NUMBER: Names = &["cvr"];
    pub const EMAIL: Names = &["email"];
    pub const ADDRESSES: Names = &["addresses"];
}

pub(super) mod address {
    use super::Names;

    pub const KIND: Names = &["addressType"];
    pub const STREET: Names = &["streetAddress"];
    pub const STREET_2: Names = &["streetAddress2"];
    pub const POSTAL_CODE: Names = &["postCode"];
    pub const CITY: Names = &["city"];
    pub const COUNTRY: Names = &["country"];
    pub const EMAIL: Names = &["email"];
}

/// Which of a client's addresses letters go to, the best first; any other comes after.
pub(super) const ADDRESS_KINDS: &[&str] = &["BILLING", "CONTACT"];

/// Countries as people write them, beside the two letters.
pub(super) const COUNTRIES: &[(&str, &str)] = &[
    ("danmark", "DK"),
    ("denmark", "DK"),
    ("norge", "NO"),
    ("norway", "NO"),
    ("sverige", "SE"),
    ("sweden", "SE"),
];
