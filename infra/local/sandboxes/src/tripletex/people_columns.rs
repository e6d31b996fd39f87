//! The fields of customers, their addresses and countries, and of companies.

use super::identities;
use super::projection::{Columns, Model, Node, Read, View};
use crate::books::NewDebtor;
use crate::json::Json;

use Read::{One, Plain};

pub const CUSTOMER: Columns<usize> = &[
    ("id", Plain(|view, at| view.id(Node::Customer(at)).into())),
    ("version", Plain(|_, _| 4_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("name", Plain(|view, at| debtor(view, at).name.as_str().into())),
    ("organizationNumber", Plain(|view, at| text(debtor(view, at).cvr.as_deref()))),
    ("globalLocationNumber", Plain(|view, at| gln(debtor(view, at)))),
    ("supplierNumber", Plain(|_, _| 0_i64.into())),
    ("customerNumber", Plain(|_, at| (10_001 + at).into())),
    ("isSupplier", Plain(|_, _| false.into())),
    ("isCustomer", Plain(|_, _| true.into())),
    ("isInactive", Plain(|view, at| debtor(view, at).archived.into())),
    ("email", Plain(|view, at| text(debtor(view, at).email.as_deref()))),
    ("invoiceEmail", Plain(|_, _| "".into())),
    ("overdueNoticeEmail", Plain(|_, _| "".into())),
    ("phoneNumber", Plain(|_, _| "".into())),
    ("phoneNumberMobile", Plain(|_, _| "".into())),
    ("description", Plain(|_, _| "".into())),
    ("language", Plain(|_, _| "NO".into())),
    ("displayName", Plain(|view, at| format!("{} ({})", debtor(view, at).name, 10_001 + at).into())),
    ("isPrivateIndividual", Plain(|view, at| debtor(view, at).person.into())),
    ("singleCustomerInvoice", Plain(|_, _| false.into())),
    ("invoiceSendMethod", Plain(|_, _| "EMAIL".into())),
    ("emailAttachmentType", Plain(|_, _| "ATTACHMENT".into())),
    ("postalAddress", One(Model::Address, |_, at| Some(Node::Address(at)))),
    ("physicalAddress", One(Model::Address, |_, _| None)),
    ("invoicesDueIn", Plain(|_, _| 14_i64.into())),
    ("invoicesDueInType", Plain(|_, _| "DAYS".into())),
    ("isFactoring", Plain(|_, _| false.into())),
    ("isAutomaticSoftReminderEnabled", Plain(|_, _| false.into())),
    ("isAutomaticReminderEnabled", Plain(|_, _| false.into())),
    ("isAutomaticNoticeOfDebtCollectionEnabled", Plain(|_, _| false.into())),
    ("website", Plain(|_, _| "".into())),
];

pub const ADDRESS: Columns<usize> = &[
    ("id", Plain(|view, at| view.id(Node::Address(at)).into())),
    ("version", Plain(|_, _| 1_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("addressLine1", Plain(|view, at| text(debtor(view, at).street.as_deref()))),
    ("addressLine2", Plain(|_, _| "".into())),
    ("postalCode", Plain(|view, at| text(debtor(view, at).zip.as_deref()))),
    ("city", Plain(|view, at| text(debtor(view, at).city.as_deref()))),
    ("country", One(Model::Country, |_, at| Some(Node::Country(at)))),
];

pub const COUNTRY: Columns<usize> = &[
    ("id", Plain(|view, at| country_id(view, at).into())),
    ("version", Plain(|_, _| 0_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("name", Plain(|view, at| country(view, at).into())),
    ("displayName", Plain(|view, at| country(view, at).into())),
    ("isoAlpha2Code", Plain(|view, at| country(view, at).into())),
];

pub const COMPANY: Columns<()> = &[
    ("id", Plain(|view, ()| view.id(Node::Company).into())),
    ("version", Plain(|_, ()| 7_i64.into())),
    ("url", Plain(|_, ()| Json::Null)),
    ("name", Plain(|view, ()| view.ledger.name.as_str().into())),
    ("displayName", Plain(|view, ()| view.ledger.name.as_str().into())),
    ("startDate", Plain(|_, ()| "2019-01-01".into())),
    ("endDate", Plain(|_, ()| Json::Null)),
    ("organizationNumber", Plain(|view, ()| view.ledger.cvr.as_str().into())),
    ("email", Plain(|_, ()| "".into())),
    ("phoneNumber", Plain(|_, ()| "".into())),
    ("type", Plain(|_, ()| "AS".into())),
    ("accountantOrSimilar", Plain(|view, ()| view.ledger.switches.accountant.into())),
];

/// Where there is none, the customer is at home.
const HOME: &str = "NO";

fn debtor<'a>(view: &'a View<'_>, at: usize) -> &'a NewDebtor {
    &view.ledger.contacts[at].debtor
}

/// Nothing is an empty text.
fn text(text: Option<&str>) -> Json {
    text.unwrap_or_default().into()
}

/// The location number of public authorities and large companies; 0 when there is none.
fn gln(debtor: &NewDebtor) -> Json {
    debtor.ean.as_deref().map_or(0, identities::number).into()
}

fn country<'a>(view: &'a View<'_>, at: usize) -> &'a str {
    debtor(view, at).country.as_deref().unwrap_or(HOME)
}

/// Norway is 161; the others are made up.
pub fn country_id(view: &View<'_>, at: usize) -> i64 {
    match country(view, at) {
        HOME => 161,
        code => code.bytes().fold(1_000, |sum, sign| sum * 32 + i64::from(sign % 32)),
    }
}
