//! How a case stands at an agency, in words.

use domain::handover::{AgencyStatus, find};
use domain::{Language, Tenant};

use crate::format::Name;

/// What the tenant's agency is called in front of the tenant; `None` where it has chosen none.
pub fn called(tenant: &Tenant) -> Option<&'static str> {
    called_by_name(tenant.language, tenant.agency.as_ref()?.agency())
}

/// The same of the agency with this name in the table.
pub fn called_by_name(language: Language, agency: &str) -> Option<&'static str> {
    Some(find(agency)?.called().unwrap_or(match language {
        Language::Danish => "dit inkassobureau",
        Language::Norwegian => "inkassoforetaket ditt",
        Language::English => "your collection agency",
    }))
}

/// The agency's word for where it is, or our word for it. In the middle of a sentence.
pub(crate) fn status(language: Language, status: &AgencyStatus) -> String {
    let row = |words: [&'static str; 3]| match language {
        Language::Danish => words[0],
        Language::Norwegian => words[1],
        Language::English => words[2],
    };
    let words = match status {
        AgencyStatus::AwaitingApproval => {
            ["venter på godkendelse", "venter på godkjenning", "awaiting approval"]
        }
        AgencyStatus::Submitted => ["modtaget", "mottatt", "received"],
        AgencyStatus::InformationNeeded => {
            ["mangler oplysninger", "mangler opplysninger", "information needed"]
        }
        AgencyStatus::Rejected => ["afvist", "avvist", "not taken"],
        AgencyStatus::InCollection => ["under inkasso", "til inkasso", "in collection"],
        AgencyStatus::Legal => ["retslige skridt", "rettslige skritt", "legal steps"],
        AgencyStatus::Surveillance => ["overvågning", "overvåking", "surveillance"],
        AgencyStatus::Paused => ["i bero", "stilt i bero", "paused"],
        AgencyStatus::Disputed => ["indsigelse", "omtvistet", "disputed"],
        AgencyStatus::Closed => ["afsluttet", "avsluttet", "closed"],
        AgencyStatus::Other(text) => return format!("“{}”", Name::new(text).isolated()),
    };
    row(words).to_owned()
}
