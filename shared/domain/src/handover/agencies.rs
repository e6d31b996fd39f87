//! The collection agencies, as a table.

use super::choice::is_address;
use crate::country::Country::{self, Denmark, Norway};

/// One row of [`AGENCIES`]: everything that the rest of the program knows of an agency.
#[derive(Debug)]
pub struct AgencyRow {
    /// As the operator types it, and in queues: `advokaternes`.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Whose claims it takes.
    pub countries: &'static [Country],
    pub channel: Channel,
    pub capabilities: Capabilities,
    /// What a tenant may or must choose.
    pub settings: &'static [AgencySetting],
    /// The names of the credentials that a tenant gives, kept sealed.
    pub credentials: &'static [&'static str],
    /// Those that it may give beside.
    pub optional_credentials: &'static [&'static str],
}

/// How a claim reaches an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// To the address that the tenant's agreement with it names: none publishes one for claims.
    Mail,
    Api,
}

/// What an agency can be told and asked, beside being given a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// It has a call for what the debtor paid to the creditor; otherwise people are written to.
    pub supports_direct_payment: bool,
    /// It has a call for credit notes; otherwise people are written to.
    pub supports_credit: bool,
    /// It has a call that takes a claim back; otherwise people are asked to.
    pub supports_withdrawal: bool,
    /// It can be asked how a case stands.
    pub tells_status: bool,
    /// It tells us when a case changed.
    pub calls_back: bool,
}

/// One choice that an agency leaves to the tenants.
#[derive(Debug)]
pub struct AgencySetting {
    /// As the operator types it: `address`.
    pub name: &'static str,
    /// Nothing can be handed over without it.
    pub needed: bool,
    /// What it must be, for people.
    pub expected: &'static str,
    pub accepts: fn(&str) -> bool,
}

/// The row of every agency that has none of its own.
const ANY: &str = "mail";

/// A new agency adds its row here; one by mail needs nothing else.
///
/// Collectia and Advokaternes Inkasso Service publish no API of their own; the Debitura customer API is published.
pub static AGENCIES: &[AgencyRow] = &[
    by_mail("advokaternes", "Advokaternes Inkasso Service", &[Denmark]),
    by_mail("collectia", "Collectia A/S", &[Denmark]),
    by_mail(ANY, "An agency, by mail", &[Denmark, Norway]),
    AgencyRow {
        name: "debitura",
        title: "Debitura",
        countries: &[Denmark, Norway],
        channel: Channel::Api,
        // A creditor has no calls for these: the case's chat is where its people read (Debitura, "How to report a direct payment").
        capabilities: Capabilities {
            supports_direct_payment: false,
            supports_credit: false,
            supports_withdrawal: false,
            tells_status: true,
            calls_back: true,
        },
        settings: &[
            AgencySetting {
                name: "user-email",
                needed: true,
                expected: "the e-mail address of a user of the tenant's team there",
                accepts: is_address,
            },
            AgencySetting {
                name: "test-cases",
                needed: false,
                expected: "on or off",
                accepts: |text| matches!(text, "on" | "off"),
            },
        ],
        credentials: &["api-key"],
        optional_credentials: &["webhook-secret"],
    },
];

const fn by_mail(name: &'static str, title: &'static str, countries: &'static [Country]) -> AgencyRow {
    AgencyRow {
        name,
        title,
        countries,
        channel: Channel::Mail,
        capabilities: Capabilities {
            supports_direct_payment: false,
            supports_credit: false,
            supports_withdrawal: false,
            tells_status: false,
            calls_back: false,
        },
        settings: &[AgencySetting {
            name: "address",
            needed: true,
            expected: "the e-mail address that the agency takes claims at",
            accepts: is_address,
        }],
        credentials: &[],
        optional_credentials: &[],
    }
}

impl AgencyRow {
    /// What it is called; `None` for the row that stands for any agency.
    pub fn called(&self) -> Option<&'static str> {
        (self.name != ANY).then_some(self.title)
    }
}

/// The row of an agency by its name.
pub fn find(name: &str) -> Option<&'static AgencyRow> {
    AGENCIES.iter().find(|row| row.name == name)
}
